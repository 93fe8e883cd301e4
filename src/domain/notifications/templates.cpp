#include "domain/notifications/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace resuelve::notifications {
namespace {

// Everything that is mailed, in one place. A text ends without a line break.
constexpr std::array table{
    TemplateRow{
        Template::receipt,
        Audience::customer,
        true,
        {"Hemos recibido tu incidencia {reference}",
         "{hello}\n\n"
         "Hemos recibido tu incidencia «{subject}» el {filed_on}. Su clave es:\n\n    {reference}\n\n"
         "Te responderemos como muy tarde el {answer_by}. Puedes seguirla, escribirnos y descargar el justificante "
         "firmado aquí:\n\n    {link}\n\n"
         "Si prefieres hablar con una persona, puedes pedirlo en esa misma página."},
        {"We have received your incident {reference}",
         "{hello}\n\n"
         "We received your incident “{subject}” on {filed_on}. Its reference is:\n\n    {reference}\n\n"
         "We will answer by {answer_by} at the latest. You can follow it, write to us and download the signed "
         "receipt here:\n\n    {link}\n\n"
         "If you prefer to talk to a person, you can ask for it on that page."}},
    TemplateRow{Template::receipt_unverified,
                Audience::customer,
                true,
                {"Se ha registrado una incidencia con tu dirección",
                 "Hola:\n\n"
                 "Alguien ha registrado una incidencia con esta dirección de correo. Si has sido tú, puedes ver su "
                 "estado con la clave {reference} aquí:\n\n    {link}\n\n"
                 "Si no has sido tú, no tienes que hacer nada."},
                {"An incident was filed with your address",
                 "Hello,\n\n"
                 "Somebody filed an incident with this e-mail address. If it was you, you can see its status with the "
                 "reference {reference} here:\n\n    {link}\n\n"
                 "If it was not you, there is nothing to do."}},
    TemplateRow{Template::answer,
                Audience::customer,
                false,
                {"Respuesta sobre tu incidencia {reference}",
                 "{hello}\n\nTe hemos escrito sobre tu incidencia {reference}:\n\n{text}\n\n"
                 "Puedes contestar aquí:\n\n    {link}"},
                {"A message about your incident {reference}",
                 "{hello}\n\nWe wrote to you about your incident {reference}:\n\n{text}\n\n"
                 "You can reply here:\n\n    {link}"}},
    TemplateRow{Template::information_request,
                Audience::customer,
                false,
                {"Necesitamos un dato para tu incidencia {reference}",
                 "{hello}\n\nPara seguir con tu incidencia {reference} necesitamos saber:\n\n{text}\n\n"
                 "Puedes contestar aquí:\n\n    {link}"},
                {"We need to ask you something about your incident {reference}",
                 "{hello}\n\nTo go on with your incident {reference} we need to know:\n\n{text}\n\n"
                 "You can reply here:\n\n    {link}"}},
    TemplateRow{Template::completion_request,
                Audience::customer,
                false,
                {"Completa tu incidencia {reference}",
                 "{hello}\n\n"
                 "A tu incidencia {reference} le falta:\n\n{missing}\n\n{text}\n\n"
                 "Puedes completarla hasta el {complete_by} aquí:\n\n    {link}\n\n"
                 "El plazo para responderte empezará de nuevo cuando la completes."},
                {"Please complete your incident {reference}",
                 "{hello}\n\n"
                 "Your incident {reference} lacks:\n\n{missing}\n\n{text}\n\n"
                 "You can complete it until {complete_by} here:\n\n    {link}\n\n"
                 "The time to answer you starts again when you have completed it."}},
    TemplateRow{Template::proposal,
                Audience::customer,
                false,
                {"Nuestra propuesta para tu incidencia {reference}",
                 "{hello}\n\n"
                 "Hemos estudiado tu incidencia {reference}.\n\n"
                 "Decisión: {outcome}\nTe ofrecemos: {remedy}\n\n{answers}"
                 "Puedes aceptarla o rechazarla hasta el {confirm_by} aquí:\n\n    {link}{other_bodies}"},
                {"Our proposal for your incident {reference}",
                 "{hello}\n\n"
                 "We have looked into your incident {reference}.\n\n"
                 "Decision: {outcome}\nWe offer: {remedy}\n\n{answers}"
                 "You can accept or refuse it until {confirm_by} here:\n\n    {link}{other_bodies}"}},
    TemplateRow{
        Template::reminder,
        Audience::customer,
        true,
        {"Recordatorio: nuestra propuesta para {reference}",
         "{hello}\n\n"
         "Te hicimos una propuesta para tu incidencia {reference}. Puedes aceptarla o rechazarla hasta el "
         "{confirm_by}; después la daremos por cerrada, y podrás reabrirla durante 30 días.\n\n    {link}"},
        {"A reminder: our proposal for {reference}",
         "{hello}\n\n"
         "We made you a proposal for your incident {reference}. You can accept or refuse it until {confirm_by}; "
         "then we will close it, and you can reopen it for 30 days.\n\n    {link}"}},
    TemplateRow{Template::closed,
                Audience::customer,
                true,
                {"Tu incidencia {reference} está cerrada",
                 "{hello}\n\n"
                 "Tu incidencia {reference} está cerrada: {closed_as}.\n\n"
                 "¿Qué te ha parecido nuestra atención? Puedes valorarla, o reabrir la incidencia durante 30 días, "
                 "aquí:\n\n    {link}"},
                {"Your incident {reference} is closed",
                 "{hello}\n\n"
                 "Your incident {reference} is closed: {closed_as}.\n\n"
                 "How did we do? You can rate our service, or reopen the incident for 30 days, here:\n\n    {link}"}},
    TemplateRow{Template::lapsed,
                Audience::customer,
                true,
                {"Tu incidencia {reference} está cerrada",
                 "{hello}\n\n"
                 "Tu incidencia {reference} está cerrada porque no se completó a tiempo. Puedes reabrirla durante 30 "
                 "días aquí:\n\n    {link}"},
                {"Your incident {reference} is closed",
                 "{hello}\n\n"
                 "Your incident {reference} is closed because it was not completed in time. You can reopen it for 30 "
                 "days here:\n\n    {link}"}},
    TemplateRow{
        Template::reopened,
        Audience::customer,
        true,
        {"Tu incidencia {reference} vuelve a estar abierta",
         "{hello}\n\n"
         "Tu incidencia {reference} está abierta de nuevo. Te responderemos como muy tarde el {answer_by}.\n\n"
         "    {link}"},
        {"Your incident {reference} is open again",
         "{hello}\n\n"
         "Your incident {reference} is open again. We will answer by {answer_by} at the latest.\n\n    {link}"}},
    TemplateRow{Template::verify_email,
                Audience::customer,
                true,
                {"Confirma tu dirección de correo",
                 "Hola:\n\nPara confirmar que esta dirección es tuya, abre este enlace antes del {expires_at}:\n\n"
                 "    {link}\n\nSi no lo has pedido tú, no tienes que hacer nada."},
                {"Confirm your e-mail address",
                 "Hello,\n\nTo confirm that this address is yours, open this link before {expires_at}:\n\n"
                 "    {link}\n\nIf you did not ask for it, there is nothing to do."}},
    TemplateRow{Template::sign_in,
                Audience::customer,
                true,
                {"Tu enlace para entrar",
                 "Hola:\n\nCon este enlace entras en tu cuenta sin contraseña. Sirve una sola vez, hasta el "
                 "{expires_at}:\n\n    {link}\n\nNo se lo reenvíes a nadie. Si no lo has pedido tú, no tienes que "
                 "hacer nada."},
                {"Your link to sign in",
                 "Hello,\n\nThis link signs you in to your account without a password. It works once, until "
                 "{expires_at}:\n\n    {link}\n\nDo not pass it on to anybody. If you did not ask for it, there is "
                 "nothing to do."}},
    TemplateRow{Template::reset_password,
                Audience::customer,
                true,
                {"Cambia tu contraseña",
                 "Hola:\n\nPuedes elegir una contraseña nueva con este enlace hasta el {expires_at}:\n\n    {link}\n\n"
                 "Si no lo has pedido tú, no tienes que hacer nada: tu contraseña no cambia."},
                {"Choose a new password",
                 "Hello,\n\nYou can choose a new password with this link until {expires_at}:\n\n    {link}\n\n"
                 "If you did not ask for it, there is nothing to do: your password stays as it is."}},
    TemplateRow{Template::email_changed,
                Audience::customer,
                false,
                {"Ha cambiado tu dirección de correo",
                 "{hello}\n\nTu cuenta tiene desde ahora otra dirección de correo; a esta ya no te escribiremos.\n\n"
                 "Si no has sido tú, avísanos en seguida: alguien ha entrado en tu cuenta."},
                {"Your e-mail address has changed",
                 "{hello}\n\nYour account has another e-mail address from now on; we will not write to this one any "
                 "more.\n\nIf it was not you, tell us at once: somebody has got into your account."}},
    // Never held back: a thief would do it too. How often one person may is limited where it is done.
    TemplateRow{
        Template::passkey_added,
        Audience::customer,
        false,
        {"Se ha añadido una llave de acceso a tu cuenta",
         "{hello}\n\nEl {when} se añadió a tu cuenta la llave de acceso «{passkey}»: con ella se entra sin "
         "contraseña. Si has sido tú, no tienes que hacer nada.\n\n"
         "Si no has sido tú, alguien ha entrado en tu cuenta. Elige una contraseña nueva:\n\n    {reset}\n\n"
         "y después quita la llave, que seguiría sirviendo:\n\n    {link}\n\n"
         "Si no puedes, avísanos en seguida."},
        {"A passkey was added to your account",
         "{hello}\n\nOn {when} the passkey “{passkey}” was added to your account: it signs in without a password. "
         "If it was you, there is nothing to do.\n\n"
         "If it was not you, somebody has got into your account. Choose a new password:\n\n    {reset}\n\n"
         "and then remove the passkey, which would go on working:\n\n    {link}\n\n"
         "If you cannot, tell us at once."}},
    TemplateRow{
        Template::passkey_removed,
        Audience::customer,
        false,
        {"Se ha quitado una llave de acceso de tu cuenta",
         "{hello}\n\nEl {when} se quitó de tu cuenta la llave de acceso «{passkey}»: ya no sirve para entrar. Si has "
         "sido tú, no tienes que hacer nada.\n\n"
         "Si no has sido tú, alguien ha entrado en tu cuenta. Elige una contraseña nueva:\n\n    {reset}\n\n"
         "y después mira si hay llaves que no conoces:\n\n    {link}\n\n"
         "Si no puedes, avísanos en seguida."},
        {"A passkey was removed from your account",
         "{hello}\n\nOn {when} the passkey “{passkey}” was removed from your account: it signs in no more. If it was "
         "you, there is nothing to do.\n\n"
         "If it was not you, somebody has got into your account. Choose a new password:\n\n    {reset}\n\n"
         "and then look for passkeys that you do not know:\n\n    {link}\n\n"
         "If you cannot, tell us at once."}},
    TemplateRow{
        Template::data_request_received,
        Audience::customer,
        false, // the law wants it told whatever else was mailed; each customer has few open
        {"Hemos recibido tu solicitud sobre tus datos",
         "{hello}\n\nHemos recibido el {made_on} tu solicitud de {right}. Te responderemos como muy tarde el {due}, "
         "sin coste para ti. Si hace falta más tiempo te diremos antes por qué.\n\nPuedes ver cómo va "
         "aquí:\n\n    {link}"},
        {"We have received your request about your data",
         "{hello}\n\nOn {made_on} we received your request for {right}. We will answer by {due} at the latest, free "
         "of charge. If more time is needed we will tell you why before then.\n\nYou can see how it goes "
         "here:\n\n    {link}"}},
    TemplateRow{
        Template::data_request_extended,
        Audience::customer,
        false,
        {"Necesitamos más tiempo para tu solicitud sobre tus datos",
         "{hello}\n\nPara responder a tu solicitud de {right} del {made_on} necesitamos más tiempo, hasta el {due} "
         "como muy tarde. El motivo:\n\n{reasons}\n\n    {link}"},
        {"We need more time for your request about your data",
         "{hello}\n\nTo answer your request for {right} of {made_on} we need more time, until {due} at the latest. The "
         "reason:\n\n{reasons}\n\n    {link}"}},
    TemplateRow{
        Template::data_request_answered,
        Audience::customer,
        false,
        {"Respuesta a tu solicitud sobre tus datos",
         "{hello}\n\nTu solicitud de {right} del {made_on} está {outcome}:\n\n{explanation}\n\n    {link}\n\n"
         "Si no estás de acuerdo puedes reclamar ante la Agencia Española de Protección de Datos (www.aepd.es) o "
         "acudir a los tribunales."},
        {"The answer to your request about your data",
         "{hello}\n\nYour request for {right} of {made_on} was {outcome}:\n\n{explanation}\n\n    {link}\n\nIf you "
         "do not agree you can lodge a complaint with the Spanish data protection authority (www.aepd.es) or go to "
         "court."}},
    TemplateRow{
        Template::incident_access,
        Audience::customer,
        true,
        {"Acceso a tu incidencia {reference}",
         "Hola:\n\nCon este enlace puedes ver tu incidencia {reference} y escribirnos. Sirve una sola vez, hasta "
         "el {expires_at}:\n\n    {link}\n\nSi no lo has pedido tú, no tienes que hacer nada."},
        {"Access to your incident {reference}",
         "Hello,\n\nWith this link you can see your incident {reference} and write to us. It works once, until "
         "{expires_at}:\n\n    {link}\n\nIf you did not ask for it, there is nothing to do."}},
    TemplateRow{
        Template::employee_invitation,
        Audience::employee,
        false,
        {"Tu acceso a Resuelve",
         "Hola:\n\nTe han dado acceso a Resuelve. Elige tu contraseña antes del {expires_at}:\n\n    {link}"},
        {"Your access to Resuelve",
         "Hello,\n\nYou were given access to Resuelve. Choose your password before {expires_at}:\n\n    {link}"}},
    TemplateRow{Template::employee_reset,
                Audience::employee,
                false,
                {"Cambia tu contraseña de Resuelve",
                 "Hola:\n\nPuedes elegir una contraseña nueva con este enlace hasta el {expires_at}:\n\n    {link}\n\n"
                 "Si no lo has pedido tú, avisa a tu administrador."},
                {"Choose a new password for Resuelve",
                 "Hello,\n\nYou can choose a new password with this link until {expires_at}:\n\n    {link}\n\n"
                 "If you did not ask for it, tell your administrator."}},
    TemplateRow{
        Template::employee_passkey_added,
        Audience::employee,
        false,
        {"Se ha añadido una llave de acceso a tu cuenta de Resuelve",
         "{hello}\n\nEl {when} se añadió a tu cuenta la llave de acceso «{passkey}»: con ella se entra sin contraseña "
         "y sin código. Si has sido tú, no tienes que hacer nada.\n\n"
         "Si no has sido tú, avisa en seguida a tu administrador, cambia tu contraseña y quita la llave, que seguiría "
         "sirviendo:\n\n    {link}"},
        {"A passkey was added to your account of Resuelve",
         "{hello}\n\nOn {when} the passkey “{passkey}” was added to your account: it signs in without a password and "
         "without a code. If it was you, there is nothing to do.\n\n"
         "If it was not you, tell your administrator at once, change your password and remove the passkey, which would "
         "go on working:\n\n    {link}"}},
    TemplateRow{
        Template::employee_passkey_removed,
        Audience::employee,
        false,
        {"Se ha quitado una llave de acceso de tu cuenta de Resuelve",
         "{hello}\n\nEl {when} se quitó de tu cuenta la llave de acceso «{passkey}»: ya no sirve para entrar. Si has "
         "sido tú, no tienes que hacer nada.\n\n"
         "Si no has sido tú, avisa en seguida a tu administrador, cambia tu contraseña y mira si hay llaves que no "
         "conoces:\n\n    {link}"},
        {"A passkey was removed from your account of Resuelve",
         "{hello}\n\nOn {when} the passkey “{passkey}” was removed from your account: it signs in no more. If it was "
         "you, there is nothing to do.\n\n"
         "If it was not you, tell your administrator at once, change your password and look for passkeys that you do "
         "not know:\n\n    {link}"}},
    TemplateRow{Template::assignment,
                Audience::employee,
                false,
                {"Se te ha asignado {reference}",
                 "{hello}\n\nSe te ha asignado la incidencia {reference}, de prioridad {priority}:\n\n    {link}"},
                {"{reference} was assigned to you",
                 "{hello}\n\nThe incident {reference}, of {priority} priority, was assigned to you:\n\n    {link}"}},
    TemplateRow{Template::escalation,
                Audience::employee,
                false,
                {"Se ha escalado {reference}",
                 "{hello}\n\nSe ha escalado la incidencia {reference}, de prioridad {priority}:\n\n    {link}"},
                {"{reference} was escalated",
                 "{hello}\n\nThe incident {reference}, of {priority} priority, was escalated:\n\n    {link}"}},
};

struct Word {
    std::string_view name, es, en;
};

constexpr std::array vocabulary{
    Word{"upheld", "estimada", "upheld"},
    Word{"partly_upheld", "estimada en parte", "partly upheld"},
    Word{"rejected", "desestimada", "rejected"},
    Word{"repair", "la reparación", "a repair"},
    Word{"replacement", "la sustitución", "a replacement"},
    Word{"price_reduction", "una rebaja del precio", "a price reduction"},
    Word{"refund", "la devolución del importe", "a refund"},
    Word{"goodwill", "una atención comercial", "a gesture of goodwill"},
    Word{"explanation", "una explicación", "an explanation"},
    Word{"none", "nada más", "nothing further"},
    Word{"confirmed", "aceptaste la propuesta", "you accepted the proposal"},
    Word{"no_answer", "no hemos tenido respuesta a la propuesta", "the proposal was not answered"},
    Word{"withdrawn", "la retiraste", "you withdrew it"},
    Word{"low", "baja", "low"},
    Word{"normal", "normal", "normal"},
    Word{"high", "alta", "high"},
    Word{"urgent", "urgente", "urgent"},
    Word{"point", "Punto", "Point"},
    Word{"right_access", "acceso a tus datos", "access to your data"},
    Word{"right_rectify", "rectificación de tus datos", "rectification of your data"},
    Word{"right_erase", "supresión de tus datos", "erasure of your data"},
    Word{"right_restrict", "limitación del tratamiento", "restriction of processing"},
    Word{"right_port", "portabilidad de tus datos", "portability of your data"},
    Word{"right_object", "oposición al tratamiento", "objection to processing"},
    Word{"request_fulfilled", "atendida", "fulfilled"},
    Word{"request_partly", "atendida en parte", "fulfilled in part"},
    Word{"request_refused", "denegada", "refused"},
    // Law 10/2025 art. 13.7. The EU's ODR platform closed on 20-07-2025: it must not be named.
    Word{"other_bodies",
         "\n\nSi no estás de acuerdo puedes acudir, sin coste, a la oficina municipal de información al consumidor "
         "(OMIC) "
         "o a la dirección de consumo de tu comunidad autónoma, pedir una mediación o un arbitraje a la Junta Arbitral "
         "de Consumo que te corresponda, o a las entidades de resolución alternativa acreditadas que publica el "
         "Ministerio de Derechos Sociales, Consumo y Agenda 2030. También puedes acudir a los tribunales.",
         "\n\nIf you do not agree you can turn, free of charge, to your municipal consumer office (OMIC) or to the "
         "consumer authority of your autonomous community, ask the consumer arbitration board (Junta Arbitral de "
         "Consumo) for mediation or arbitration, or go to one of the accredited dispute-resolution bodies that the "
         "Spanish ministry for consumer affairs publishes. You can also go to court."},
};

} // namespace

std::span<const TemplateRow> templates() {
    return table;
}

const TemplateRow& row(Template what) {
    return *std::ranges::find(table, what, &TemplateRow::what);
}

std::string_view language_of_words(std::string_view language) {
    return language == "en" ? "en" : "es";
}

std::string filled(std::string_view words, const Values& values) {
    std::string result;
    for (auto open = words.find('{'); open != words.npos; open = words.find('{')) {
        const auto close = words.find('}', open);
        const auto name = words.substr(open + 1, close - open - 1);
        const auto value = std::ranges::find(values, name, &Values::value_type::first);
        if (close == words.npos || value == values.end())
            throw std::logic_error{fmt::format("a template wants {}, which has no value", name)};
        result.append(words.substr(0, open)).append(value->second);
        words.remove_prefix(close + 1);
    }
    return result.append(words);
}

std::string_view word(std::string_view name, std::string_view language) {
    const auto found = std::ranges::find(vocabulary, name, &Word::name);
    if (found == vocabulary.end()) return name;
    return language_of_words(language) == "en" ? found->en : found->es;
}

} // namespace resuelve::notifications

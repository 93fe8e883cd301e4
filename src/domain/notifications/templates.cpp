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
        {"Hemos recibido su reclamación {reference}",
         "{hello}\n\n"
         "Hemos recibido su reclamación «{subject}» el {filed_on}. Su clave es:\n\n    {reference}\n\n"
         "Le contestaremos a más tardar el {answer_by}. Puede seguirla, escribirnos y descargar el justificante "
         "firmado aquí:\n\n    {link}\n\n"
         "Si prefiere hablar con una persona, puede pedirlo en esa misma página."},
        {"We have received your claim {reference}",
         "{hello}\n\n"
         "We received your claim “{subject}” on {filed_on}. Its reference is:\n\n    {reference}\n\n"
         "We will answer by {answer_by} at the latest. You can follow it, write to us and download the signed "
         "receipt here:\n\n    {link}\n\n"
         "If you prefer to talk to a person, you can ask for it on that page."}},
    TemplateRow{Template::receipt_unverified,
                Audience::customer,
                true,
                {"Se ha registrado una reclamación con su dirección",
                 "Hola:\n\n"
                 "Alguien ha registrado una reclamación con esta dirección de correo. Si ha sido usted, puede ver su "
                 "estado con la clave {reference} aquí:\n\n    {link}\n\n"
                 "Si no ha sido usted, no tiene que hacer nada."},
                {"A claim was filed with your address",
                 "Hello,\n\n"
                 "Somebody filed a claim with this e-mail address. If it was you, you can see its status with the "
                 "reference {reference} here:\n\n    {link}\n\n"
                 "If it was not you, there is nothing to do."}},
    TemplateRow{Template::answer,
                Audience::customer,
                false,
                {"Respuesta sobre su reclamación {reference}",
                 "{hello}\n\nLe hemos escrito sobre su reclamación {reference}:\n\n{text}\n\n"
                 "Puede contestar aquí:\n\n    {link}"},
                {"A message about your claim {reference}",
                 "{hello}\n\nWe wrote to you about your claim {reference}:\n\n{text}\n\n"
                 "You can reply here:\n\n    {link}"}},
    TemplateRow{Template::information_request,
                Audience::customer,
                false,
                {"Necesitamos un dato para su reclamación {reference}",
                 "{hello}\n\nPara seguir con su reclamación {reference} necesitamos saber:\n\n{text}\n\n"
                 "Puede contestar aquí:\n\n    {link}"},
                {"We need to ask you something about your claim {reference}",
                 "{hello}\n\nTo go on with your claim {reference} we need to know:\n\n{text}\n\n"
                 "You can reply here:\n\n    {link}"}},
    TemplateRow{
        Template::completion_request,
        Audience::customer,
        false,
        {"Complete su reclamación {reference}", "{hello}\n\n"
                                                "A su reclamación {reference} le falta:\n\n{missing}\n\n{text}\n\n"
                                                "Puede completarla hasta el {complete_by} aquí:\n\n    {link}\n\n"
                                                "El plazo para contestarle empezará de nuevo cuando la complete."},
        {"Please complete your claim {reference}", "{hello}\n\n"
                                                   "Your claim {reference} lacks:\n\n{missing}\n\n{text}\n\n"
                                                   "You can complete it until {complete_by} here:\n\n    {link}\n\n"
                                                   "The time to answer you starts again when you have completed it."}},
    TemplateRow{Template::proposal,
                Audience::customer,
                false,
                {"Nuestra propuesta para su reclamación {reference}",
                 "{hello}\n\n"
                 "Hemos estudiado su reclamación {reference}.\n\n"
                 "Decisión: {outcome}\nLe ofrecemos: {remedy}\n\n{answers}"
                 "Puede aceptarla o rechazarla hasta el {confirm_by} aquí:\n\n    {link}{other_bodies}"},
                {"Our proposal for your claim {reference}",
                 "{hello}\n\n"
                 "We have looked into your claim {reference}.\n\n"
                 "Decision: {outcome}\nWe offer: {remedy}\n\n{answers}"
                 "You can accept or refuse it until {confirm_by} here:\n\n    {link}{other_bodies}"}},
    TemplateRow{Template::reminder,
                Audience::customer,
                true,
                {"Recordatorio: nuestra propuesta para {reference}",
                 "{hello}\n\n"
                 "Le hicimos una propuesta para su reclamación {reference}. Puede aceptarla o rechazarla hasta el "
                 "{confirm_by}; después la daremos por cerrada, y podrá reabrirla durante 30 días.\n\n    {link}"},
                {"A reminder: our proposal for {reference}",
                 "{hello}\n\n"
                 "We made you a proposal for your claim {reference}. You can accept or refuse it until {confirm_by}; "
                 "then we will close it, and you can reopen it for 30 days.\n\n    {link}"}},
    TemplateRow{Template::closed,
                Audience::customer,
                true,
                {"Su reclamación {reference} está cerrada",
                 "{hello}\n\n"
                 "Su reclamación {reference} está cerrada: {closed_as}.\n\n"
                 "¿Qué le ha parecido nuestra atención? Puede valorarla, o reabrir la reclamación durante 30 días, "
                 "aquí:\n\n    {link}"},
                {"Your claim {reference} is closed",
                 "{hello}\n\n"
                 "Your claim {reference} is closed: {closed_as}.\n\n"
                 "How did we do? You can rate our service, or reopen the claim for 30 days, here:\n\n    {link}"}},
    TemplateRow{Template::lapsed,
                Audience::customer,
                true,
                {"Su reclamación {reference} está cerrada",
                 "{hello}\n\n"
                 "Su reclamación {reference} está cerrada porque no se completó a tiempo. Puede reabrirla durante 30 "
                 "días aquí:\n\n    {link}"},
                {"Your claim {reference} is closed",
                 "{hello}\n\n"
                 "Your claim {reference} is closed because it was not completed in time. You can reopen it for 30 "
                 "days here:\n\n    {link}"}},
    TemplateRow{Template::reopened,
                Audience::customer,
                true,
                {"Su reclamación {reference} vuelve a estar abierta",
                 "{hello}\n\n"
                 "Su reclamación {reference} está abierta de nuevo. Le contestaremos a más tardar el {answer_by}.\n\n"
                 "    {link}"},
                {"Your claim {reference} is open again",
                 "{hello}\n\n"
                 "Your claim {reference} is open again. We will answer by {answer_by} at the latest.\n\n    {link}"}},
    TemplateRow{Template::verify_email,
                Audience::customer,
                true,
                {"Confirme su dirección de correo",
                 "Hola:\n\nPara confirmar que esta dirección es suya, abra este enlace antes del {expires_at}:\n\n"
                 "    {link}\n\nSi no lo ha pedido usted, no tiene que hacer nada."},
                {"Confirm your e-mail address",
                 "Hello,\n\nTo confirm that this address is yours, open this link before {expires_at}:\n\n"
                 "    {link}\n\nIf you did not ask for it, there is nothing to do."}},
    TemplateRow{Template::reset_password,
                Audience::customer,
                true,
                {"Cambie su contraseña",
                 "Hola:\n\nPuede elegir una contraseña nueva con este enlace hasta el {expires_at}:\n\n    {link}\n\n"
                 "Si no lo ha pedido usted, no tiene que hacer nada: su contraseña no cambia."},
                {"Choose a new password",
                 "Hello,\n\nYou can choose a new password with this link until {expires_at}:\n\n    {link}\n\n"
                 "If you did not ask for it, there is nothing to do: your password stays as it is."}},
    TemplateRow{
        Template::incident_access,
        Audience::customer,
        true,
        {"Acceso a su reclamación {reference}",
         "Hola:\n\nCon este enlace puede ver su reclamación {reference} y escribirnos. Sirve una sola vez, hasta "
         "el {expires_at}:\n\n    {link}\n\nSi no lo ha pedido usted, no tiene que hacer nada."},
        {"Access to your claim {reference}",
         "Hello,\n\nWith this link you can see your claim {reference} and write to us. It works once, until "
         "{expires_at}:\n\n    {link}\n\nIf you did not ask for it, there is nothing to do."}},
    TemplateRow{
        Template::employee_invitation,
        Audience::employee,
        false,
        {"Su acceso a Resuelve",
         "Hola:\n\nLe han dado acceso a Resuelve. Elija su contraseña antes del {expires_at}:\n\n    {link}"},
        {"Your access to Resuelve",
         "Hello,\n\nYou were given access to Resuelve. Choose your password before {expires_at}:\n\n    {link}"}},
    TemplateRow{Template::employee_reset,
                Audience::employee,
                false,
                {"Cambie su contraseña de Resuelve",
                 "Hola:\n\nPuede elegir una contraseña nueva con este enlace hasta el {expires_at}:\n\n    {link}\n\n"
                 "Si no lo ha pedido usted, avise a su administrador."},
                {"Choose a new password for Resuelve",
                 "Hello,\n\nYou can choose a new password with this link until {expires_at}:\n\n    {link}\n\n"
                 "If you did not ask for it, tell your administrator."}},
    TemplateRow{Template::assignment,
                Audience::employee,
                false,
                {"Se le ha asignado {reference}",
                 "{hello}\n\nSe le ha asignado la incidencia {reference}, de prioridad {priority}:\n\n    {link}"},
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
    Word{"confirmed", "usted aceptó la propuesta", "you accepted the proposal"},
    Word{"no_answer", "no hemos tenido respuesta a la propuesta", "the proposal was not answered"},
    Word{"withdrawn", "usted la retiró", "you withdrew it"},
    Word{"low", "baja", "low"},
    Word{"normal", "normal", "normal"},
    Word{"high", "alta", "high"},
    Word{"urgent", "urgente", "urgent"},
    Word{"point", "Punto", "Point"},
    // Law 10/2025 art. 13.7. The EU's ODR platform closed on 20-07-2025: it must not be named.
    Word{
        "other_bodies",
        "\n\nSi no está de acuerdo puede acudir, sin coste, a la oficina municipal de información al consumidor (OMIC) "
        "o a la dirección de consumo de su comunidad autónoma, pedir una mediación o un arbitraje a la Junta Arbitral "
        "de Consumo que le corresponda, o a las entidades de resolución alternativa acreditadas que publica el "
        "Ministerio de Derechos Sociales, Consumo y Agenda 2030. También puede acudir a los tribunales.",
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

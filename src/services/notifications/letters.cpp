#include "services/notifications/letters.hpp"

#include <date/tz.h>

#include <array>
#include <stdexcept>

namespace resuelve::notifications {
namespace {

struct Mailed {
    std::string_view type;
    Template what;
};

constexpr std::array mailed{
    Mailed{"incident.registered", Template::receipt},
    Mailed{"incident.answered", Template::answer},
    Mailed{"incident.information_requested", Template::information_request},
    Mailed{"incident.completion_requested", Template::completion_request},
    Mailed{"incident.resolution_proposed", Template::proposal},
    Mailed{"incident.reminded", Template::reminder},
    Mailed{"incident.resolution_accepted", Template::closed},
    Mailed{"incident.closed_unanswered", Template::closed},
    Mailed{"incident.withdrawn", Template::closed},
    Mailed{"incident.lapsed", Template::lapsed},
    Mailed{"incident.reopened", Template::reopened},
};

/// What a link is for: its template and its page.
struct LinkKind {
    std::string_view type;
    std::string_view purpose;
    Template what;
    std::string_view page;
};

// The token stands behind "#", so that no server and no Referer header gets to see it.
constexpr std::array links{
    LinkKind{"customer.link_requested", "verify_email", Template::verify_email, "verify"},
    LinkKind{"customer.link_requested", "reset_password", Template::reset_password, "reset"},
    LinkKind{"customer.link_requested", "change_email", Template::verify_email, "email"},
    LinkKind{"customer.link_requested", "sign_in", Template::sign_in, "entrar/enlace"},
    LinkKind{"customer.link_requested", "incident_access", Template::incident_access, "access"},
    LinkKind{"incident.access_requested", "", Template::incident_access, "access"},
    LinkKind{"employee.link_requested", "invitation", Template::employee_invitation, "desk/invitation"},
    LinkKind{"employee.link_requested", "reset_password", Template::employee_reset, "desk/reset"},
};

/// What somebody is told of an own passkey, and the page that lists them.
struct PasskeyKind {
    std::string_view type;
    Template what;
    std::string_view page;
};

constexpr std::array passkeys{
    PasskeyKind{"customer.passkey_added", Template::passkey_added, "cuenta/preferencias"},
    PasskeyKind{"customer.passkey_removed", Template::passkey_removed, "cuenta/preferencias"},
    PasskeyKind{"employee.passkey_added", Template::employee_passkey_added, "consola/yo"},
    PasskeyKind{"employee.passkey_removed", Template::employee_passkey_removed, "consola/yo"},
};

std::string hello(const std::string& name, bool english) {
    if (english) return name.empty() ? "Hello," : fmt::format("Hello {},", name);
    return name.empty() ? "Hola:" : fmt::format("Hola, {}:", name);
}

/// "27/11/2026 18:00", "27 November 2026, 18:00": local, as people read it.
std::string local_time(Instant at, const std::string& zone, bool english) {
    const auto local = date::make_zoned(zone, std::chrono::floor<std::chrono::minutes>(at));
    return date::format(english ? "%d %B %Y, %H:%M" : "%d/%m/%Y %H:%M", local);
}

std::string told_time(const boost::json::object& data, std::string_view name, const LetterSettings& settings,
                      bool english) {
    const auto text = text_in(data, name);
    if (text.empty()) return english ? "the announced day" : "el día anunciado";
    const auto at = parse_rfc3339(text);
    if (!at) throw std::invalid_argument{fmt::format("{} is not RFC 3339", name)};
    return local_time(*at, settings.time_zone, english);
}

std::string listed(const boost::json::object& data, std::string_view name) {
    std::string list;
    if (const auto* values = data.if_contains(name); values && values->is_array())
        for (const auto& value : values->get_array())
            if (const auto* text = value.if_string())
                list += fmt::format("{}- {}", list.empty() ? "" : "\n", std::string_view{*text});
    return list;
}

/// ", 89,90 €": what the shop gives for a point; nothing if it gives no money.
std::string amount_in(const boost::json::object& answer, bool english) {
    const auto* amount = answer.if_contains("amount_cents");
    if (!amount) return {};
    const auto cents = amount->as_int64();
    return english ? fmt::format(", €{}.{:02}", cents / 100, cents % 100)
                   : fmt::format(", {},{:02}\u00a0€", cents / 100, cents % 100);
}

/// Each point with its decision, what it gives, and reasons (Law 10/2025 art. 13.1).
std::string answers_in(const boost::json::object& data, std::string_view language) {
    std::string text;
    const auto* answers = data.if_contains("answers");
    if (!answers || !answers->is_array()) return text;
    for (const auto& value : answers->get_array()) {
        const auto* answer = value.if_object();
        const auto* point = answer ? answer->if_contains("point") : nullptr;
        if (!point || !point->is_int64()) throw std::invalid_argument{"answers is not a list of answers"};
        text += fmt::format("{} {}: {}{}\n{}\n\n", word("point", language), point->get_int64(),
                            word(text_in(*answer, "decision"), language), amount_in(*answer, language == "en"),
                            text_in(*answer, "reasons"));
    }
    return text;
}

Values values_for(const events::Event& event, const Addressee& to, const std::string& language,
                  const LetterSettings& settings) {
    const auto& data = event.data;
    const bool english = language == "en";
    const auto reference = text_in(data, "reference");
    const auto outcome = text_in(data, "outcome");
    const auto when = [&](std::string_view name) { return told_time(data, name, settings, english); };
    return {{"hello", hello(to.verified ? to.name : "", english)},
            {"reference", reference},
            {"subject", to.verified ? text_in(data, "subject") : ""},
            {"link", fmt::format("{}/i/{}", settings.base_url, reference)},
            {"filed_on", local_time(event.time, settings.time_zone, english)},
            {"answer_by", when("answer_by")},
            {"complete_by", when("complete_by")},
            {"confirm_by", when("confirm_by")},
            {"text", text_in(data, "text")},
            {"missing", listed(data, "missing")},
            {"outcome", std::string{word(outcome, language)}},
            {"remedy", std::string{word(text_in(data, "remedy"), language)}},
            {"answers", answers_in(data, language)},
            {"other_bodies", outcome == "upheld" ? "" : std::string{word("other_bodies", language)}},
            {"closed_as", std::string{word(text_in(data, "closed_as"), language)}},
            {"priority", std::string{word(text_in(data, "priority"), language)}}};
}

Notification letter(Template what, const events::Event& event, const Addressee& to, const Values& values,
                    const std::string& language) {
    const auto& kind = row(what);
    const auto& words = language == "en" ? kind.en : kind.es;
    return {.cause = event.id,
            .what = what,
            .audience = kind.audience,
            .recipient = to.id,
            .name = to.verified ? to.name : "",
            .email = to.email,
            .verified = to.verified,
            .language = language,
            .subject = filled(words.subject, values),
            .text = filled(words.text, values) + "\n",
            .traceparent = event.traceparent};
}

} // namespace

std::string text_in(const boost::json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    return value && value->is_string() ? std::string{std::string_view{value->get_string()}} : std::string{};
}

Email email_in(const boost::json::object& data) {
    auto email = Email::parse(text_in(data, "email"));
    if (!email) throw std::invalid_argument{"email is not an address"};
    return std::move(*email);
}

std::optional<Template> customer_template(std::string_view event_type) {
    const auto found = std::ranges::find(mailed, event_type, &Mailed::type);
    return found == mailed.end() ? std::nullopt : std::optional{found->what};
}

Template template_for(const Addressee& to, Template what) {
    return what == Template::receipt && !to.verified ? Template::receipt_unverified : what;
}

Notification incident_letter(Template what, const events::Event& event, const Addressee& to,
                             const LetterSettings& settings) {
    if (text_in(event.data, "reference").empty()) throw std::invalid_argument{"reference is missing"};
    what = template_for(to, what);
    // Customers are answered in the language of their claim (Law 10/2025 art. 13.6), employees in their own.
    const auto claimed = text_in(event.data, "language");
    const bool own = row(what).audience == Audience::employee || claimed.empty();
    const std::string language{language_of_words(own ? to.language : claimed)};
    auto result = letter(what, event, to, values_for(event, to, language, settings), language);
    result.incident = IncidentId{event.subject};
    return result;
}

Notification link_letter(const events::Event& event, const LetterSettings& settings) {
    const auto& data = event.data;
    const auto purpose = text_in(data, "purpose");
    const auto kind =
        std::ranges::find_if(links, [&](const auto& one) { return one.type == event.type && one.purpose == purpose; });
    if (kind == links.end())
        throw std::invalid_argument{fmt::format("purpose {} of {} is unknown", purpose, event.type)};
    const auto token = text_in(data, "token");
    if (token.empty()) throw std::invalid_argument{"token is missing"};

    const std::string language{language_of_words(text_in(data, "language"))};
    const auto person = kind->type == "incident.access_requested" ? std::nullopt : std::optional{event.subject};
    const Addressee to{.id = person, .name = {}, .email = email_in(data), .language = language};
    const Values values{{"reference", text_in(data, "reference")},
                        {"link", fmt::format("{}/{}#{}", settings.base_url, kind->page, token)},
                        {"expires_at", told_time(data, "expires_at", settings, language == "en")}};
    auto result = letter(kind->what, event, to, values, language);
    if (kind->type == "incident.access_requested") result.incident = IncidentId{event.subject};
    return result;
}

Notification data_request_letter(const events::Event& event, const Addressee& to, const LetterSettings& settings) {
    static constexpr std::array told{Mailed{"customer.data_request_made", Template::data_request_received},
                                     Mailed{"customer.data_request_extended", Template::data_request_extended},
                                     Mailed{"customer.data_request_answered", Template::data_request_answered}};
    const auto what = std::ranges::find(told, event.type, &Mailed::type);
    if (what == told.end()) throw std::invalid_argument{fmt::format("{} is not told by mail", event.type)};
    const auto& data = event.data;
    const std::string language{language_of_words(to.language)};
    const bool english = language == "en";
    const Values values{{"hello", hello(to.verified ? to.name : "", english)},
                        {"right", std::string{word("right_" + text_in(data, "right"), language)}},
                        {"made_on", told_time(data, "made_at", settings, english)},
                        {"due", told_time(data, "due", settings, english)},
                        {"reasons", text_in(data, "reasons")},
                        {"outcome", std::string{word("request_" + text_in(data, "outcome"), language)}},
                        {"explanation", text_in(data, "explanation")},
                        {"link", fmt::format("{}/cuenta/datos", settings.base_url)}};
    return letter(what->what, event, to, values, language);
}

Notification address_letter(const events::Event& event, const Addressee& to) {
    const auto language = std::string{language_of_words(to.language)};
    return letter(Template::email_changed, event, to, {{"hello", hello(to.name, language == "en")}}, language);
}

Notification passkey_letter(const events::Event& event, const Addressee& to, const LetterSettings& settings) {
    const auto kind = std::ranges::find(passkeys, event.type, &PasskeyKind::type);
    if (kind == passkeys.end()) throw std::invalid_argument{fmt::format("{} is not told by mail", event.type)};
    const std::string language{language_of_words(to.language)};
    const bool english = language == "en";
    const Values values{{"hello", hello(to.verified ? to.name : "", english)},
                        {"passkey", to.verified ? text_in(event.data, "passkey") : "…"},
                        {"when", local_time(event.time, settings.time_zone, english)},
                        {"link", fmt::format("{}/{}", settings.base_url, kind->page)},
                        {"reset", fmt::format("{}/contrasena", settings.base_url)}};
    return letter(kind->what, event, to, values, language);
}

} // namespace resuelve::notifications

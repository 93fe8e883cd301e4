#include "domain/incidents/attach.hpp"
#include "domain/incidents/complete.hpp"
#include "domain/incidents/reply.hpp"
#include "services/api/message_body.hpp"
#include "services/api/scope.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {
namespace {

struct PersonRequest {
    std::optional<api::MessageText> body;
};
BOOST_DESCRIBE_STRUCT(PersonRequest, (), (body))

/// What the timeline says when the customer adds nothing, in the language of the claim.
std::string_view person_wanted(std::string_view language) {
    if (language == "en") return "I would like to talk to a person.";
    if (language == "ca") return "Vull parlar amb una persona.";
    if (language == "gl") return "Quero falar cunha persoa.";
    if (language == "eu") return "Pertsona batekin hitz egin nahi dut.";
    return "Quiero hablar con una persona.";
}

} // namespace

awaitable<Response> write_message(const Request& request, Intake& intake) {
    const auto written = request.body<api::WrittenMessage>();
    const auto message = co_await api::message_of(request, intake.desk, written);
    co_return co_await api::act_on_incident(
        request, intake.desk,
        [&](const incidents::Incident& incident, const incidents::Context& context) {
            if (!written.body) return incidents::attach(incident, message.attachments, context);
            return incidents::reply(incident, message, context);
        },
        api::tell_written_entry);
}

awaitable<Response> complete_filing(const Request& request, Intake& intake) {
    const auto written = request.body<api::RequiredMessage>();
    const auto message = co_await api::message_of(request, intake.desk, written);
    co_return co_await api::act_on_incident(
        request, intake.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::complete(incident, message, context);
        });
}

awaitable<Response> request_person(const Request& request, Intake& intake) {
    const auto wish = api::body_or_nothing<PersonRequest>(request);
    co_return co_await api::act_on_incident(
        request, intake.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            const auto body = wish.body ? wish.body->value : std::string{person_wanted(incident.language)};
            return incidents::reply(incident, {.body = body, .person_requested = true}, context);
        });
}

awaitable<Response> upload_own_attachment(const Request& request, Intake& intake) {
    return api::upload_attachment(request, intake.desk, intake.uploads);
}

awaitable<Response> list_own_attachments(const Request& request, Intake& intake) {
    return api::list_attachments(request, intake.desk);
}

awaitable<Response> download_own_attachment(const Request& request, Intake& intake) {
    return api::download_attachment(request, intake.desk);
}

} // namespace resuelve::intake

#include "domain/incidents/register_incident.hpp"
#include "domain/incidents/reopen.hpp"
#include "services/api/message_body.hpp"
#include "services/api/scope.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {
namespace {

struct Reopening {
    api::TextOf<incidents::limits::reason> reason;
};
BOOST_DESCRIBE_STRUCT(Reopening, (), (reason))

/// What goes on with an incident that was closed too long ago: the same order, the reason as what is claimed now.
incidents::NewIncident continuation(const incidents::Incident& closed, const std::string& reason) {
    return {.customer_id = closed.customer_id,
            .contact = closed.contact,
            .customer_name = closed.customer_name,
            .channel = closed.channel,
            .language = closed.language,
            .subject = closed.subject,
            .description = closed.reference.value + ": " + reason,
            .order = closed.order,
            .category = closed.category,
            .vulnerable_customer = closed.vulnerable_customer,
            .continues = closed.id};
}

api::Attempt attempt_of(incidents::Change change, api::Answer answer) {
    api::Attempt attempt{.answer = std::move(answer)};
    attempt.changes.push_back(std::move(change));
    return attempt;
}

} // namespace

awaitable<Response> reopen_incident(const Request& request, Intake& intake) {
    const auto body = request.body<Reopening>();
    const auto role = request.actor().role;
    co_await api::visible_incident(request, intake.desk.incidents); // 404 comes before any replay
    co_return co_await api::commit_attempts(
        intake.desk, api::IdempotencyKey::of(request), [&]() -> awaitable<api::Attempt> {
            const auto incident = co_await api::visible_incident(request, intake.desk.incidents);
            const auto context = api::context_of(request, intake.desk);
            auto reopened = incidents::reopen(incident, body.reason, context);
            const bool too_late = !reopened && reopened.error().reason == incidents::Refusal::Reason::too_late;
            if (!too_late) {
                auto change = api::or_throw(std::move(reopened), role);
                auto answer = api::incident_answer(request, change.incident);
                co_return attempt_of(std::move(change), std::move(answer));
            }
            auto change =
                api::or_throw(incidents::register_incident(continuation(incident, body.reason), context), role);
            auto answer = api::incident_answer(request, change.incident, 201);
            answer.location = "/api/v1/my/incidents/" + change.incident.id.to_string();
            co_return attempt_of(std::move(change), std::move(answer));
        });
}

} // namespace resuelve::intake

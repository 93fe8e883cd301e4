#include "domain/incidents/escalate.hpp"
#include "domain/incidents/legal_hold.hpp"
#include "domain/incidents/mark_spam.hpp"
#include "domain/incidents/reopen.hpp"
#include "services/api/message_body.hpp"
#include "services/api/people.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

using Reason = api::TextOf<incidents::limits::reason>;

struct Escalation {
    std::optional<Reason> reason;
};
BOOST_DESCRIBE_STRUCT(Escalation, (), (reason))

struct Reopening {
    Reason reason;
};
BOOST_DESCRIBE_STRUCT(Reopening, (), (reason))

struct Hold {
    Reason reason;
};
BOOST_DESCRIBE_STRUCT(Hold, (), (reason))

} // namespace

awaitable<Response> mark_spam(const Request& request, Resolution& resolution) {
    api::body_or_nothing<api::Nothing>(request);
    co_return co_await api::act_on_incident(request, resolution.desk, incidents::mark_spam);
}

awaitable<Response> escalate_incident(const Request& request, Resolution& resolution) {
    const auto body = api::body_or_nothing<Escalation>(request);
    const std::string reason = body.reason ? body.reason->value : "Sin motivo indicado";
    co_return co_await api::act_on_incident(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::escalate(incident, reason, context);
        });
}

awaitable<Response> hold_incident(const Request& request, Resolution& resolution) {
    const auto body = request.body<Hold>();
    co_return co_await api::act_on_incident(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::hold(incident, body.reason, context);
        });
}

/// What the hold kept from being erased with its customer's data is erased now.
awaitable<Response> lift_hold(const Request& request, Resolution& resolution) {
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    auto response = co_await api::act_on_incident(request, resolution.desk, incidents::lift_hold);
    if (incident.customer_id) co_await api::erase_if_customer_is_gone(*incident.customer_id, resolution.desk);
    co_return response;
}

awaitable<Response> reopen_incident(const Request& request, Resolution& resolution) {
    const auto body = request.body<Reopening>();
    co_return co_await api::act_on_incident(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::reopen(incident, body.reason, context);
        });
}

} // namespace resuelve::resolution

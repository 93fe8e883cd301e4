#include "domain/incidents/accept_resolution.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/refuse_resolution.hpp"
#include "domain/incidents/withdraw.hpp"
#include "services/api/message_body.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {
namespace {

using PointNumber = json::Int<1, static_cast<std::int64_t>(incidents::limits::points)>;

struct Acceptance {
    std::optional<Instant> proposed_at;
};
BOOST_DESCRIBE_STRUCT(Acceptance, (), (proposed_at))

struct Refusal {
    api::TextOf<incidents::limits::reason> reason;
    std::optional<json::List<PointNumber, 1, incidents::limits::points>> points;
    std::optional<Instant> proposed_at;
};
BOOST_DESCRIBE_STRUCT(Refusal, (), (reason, points, proposed_at))

struct Rating {
    json::Int<incidents::limits::score_min, incidents::limits::score_max> score;
    std::optional<api::TextOf<incidents::limits::comment>> comment;
};
BOOST_DESCRIBE_STRUCT(Rating, (), (score, comment))

} // namespace

awaitable<Response> accept_resolution(const Request& request, Intake& intake) {
    const auto body = api::body_or_nothing<Acceptance>(request);
    co_return co_await api::act_on_incident(
        request, intake.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::accept_resolution(incident, context, body.proposed_at);
        });
}

awaitable<Response> refuse_resolution(const Request& request, Intake& intake) {
    const auto body = request.body<Refusal>();
    incidents::ResolutionRefusal refusal{.reason = body.reason.value, .points = {}, .seen = body.proposed_at};
    if (body.points)
        for (const auto point : *body.points)
            refusal.points.push_back(static_cast<int>(point.value));
    co_return co_await api::act_on_incident(
        request, intake.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::refuse_resolution(incident, refusal, context);
        });
}

awaitable<Response> withdraw_incident(const Request& request, Intake& intake) {
    api::body_or_nothing<api::Nothing>(request);
    co_return co_await api::act_on_incident(request, intake.desk, incidents::withdraw);
}

awaitable<Response> rate_incident(const Request& request, Intake& intake) {
    const auto body = request.body<Rating>();
    incidents::Rating rating{.score = static_cast<int>(body.score.value)};
    if (body.comment) rating.comment = body.comment->value;
    co_return co_await api::act_on_incident(
        request, intake.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::rate(incident, rating, context);
        });
}

} // namespace resuelve::intake

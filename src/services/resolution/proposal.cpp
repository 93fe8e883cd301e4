#include "domain/incidents/propose_resolution.hpp"
#include "services/api/limited.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

struct AnswerBody {
    json::Int<1, static_cast<std::int64_t>(incidents::limits::points)> point;
    incidents::Decision decision;
    api::TextOf<incidents::limits::answer> reasons;
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (), (point, decision, reasons))

struct ProposalBody {
    incidents::Decision outcome;
    incidents::Remedy remedy;
    json::List<AnswerBody, 1, incidents::limits::points> answers;
};
BOOST_DESCRIBE_STRUCT(ProposalBody, (), (outcome, remedy, answers))

} // namespace

awaitable<Response> propose_resolution(const Request& request, Resolution& resolution) {
    const auto body = request.body<ProposalBody>();
    incidents::Proposal proposal{.outcome = body.outcome, .remedy = body.remedy};
    for (const auto& answer : body.answers)
        proposal.answers.push_back({.point = static_cast<int>(answer.point.value),
                                    .decision = answer.decision,
                                    .reasons = answer.reasons.value});
    co_return co_await api::act_on_version(request, resolution.desk,
                                           [&](const incidents::Incident& incident, const incidents::Context& context) {
                                               return incidents::propose_resolution(incident, proposal, context);
                                           });
}

} // namespace resuelve::resolution

#include "domain/incidents/approval.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "services/api/message_body.hpp"
#include "services/resolution/drafts.hpp"
#include "services/resolution/proposal_body.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

struct ApprovalRequest : ProposalBody {
    std::optional<api::TextOf<incidents::limits::comment>> comment;
};
BOOST_DESCRIBE_STRUCT(ApprovalRequest, (ProposalBody), (comment))

struct ApprovalReturn {
    api::TextOf<incidents::limits::reason> comment;
};
BOOST_DESCRIBE_STRUCT(ApprovalReturn, (), (comment))

} // namespace

incidents::Proposal ProposalBody::proposal() const {
    incidents::Proposal proposal{.outcome = outcome, .remedy = remedy};
    for (const auto& answer : answers)
        proposal.answers.push_back(
            {.point = static_cast<int>(answer.point.value),
             .decision = answer.decision,
             .reasons = answer.reasons.value,
             .amount_cents = answer.amount_cents ? std::optional{answer.amount_cents->value} : std::nullopt});
    return proposal;
}

awaitable<Response> propose_resolution(const Request& request, Resolution& resolution) {
    const auto proposal = request.body<ProposalBody>().proposal();
    auto response = co_await api::act_on_version(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::propose_resolution(incident, proposal, context);
        });
    co_await form_was_sent(request, resolution, incidents::DraftedAct::resolution);
    co_return response;
}

awaitable<Response> request_approval(const Request& request, Resolution& resolution) {
    const auto body = request.body<ApprovalRequest>();
    const auto proposal = body.proposal();
    const auto comment = body.comment ? std::optional{body.comment->value} : std::nullopt;
    auto response = co_await api::act_on_version(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::request_approval(incident, proposal, comment, context);
        });
    co_await form_was_sent(request, resolution, incidents::DraftedAct::resolution);
    co_return response;
}

awaitable<Response> approve_proposal(const Request& request, Resolution& resolution) {
    api::body_or_nothing<api::Nothing>(request);
    co_return co_await api::act_on_version(request, resolution.desk, incidents::approve);
}

awaitable<Response> return_proposal(const Request& request, Resolution& resolution) {
    const auto body = request.body<ApprovalReturn>();
    co_return co_await api::act_on_version(request, resolution.desk,
                                           [&](const incidents::Incident& incident, const incidents::Context& context) {
                                               return incidents::return_approval(incident, body.comment.value, context);
                                           });
}

} // namespace resuelve::resolution

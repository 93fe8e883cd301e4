#include "domain/incidents/propose_resolution.hpp"

#include "domain/incidents/faults.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace resuelve::incidents {
namespace {

/// What the decisions about the points make of the whole.
Decision outcome_of(const std::vector<Answer>& answers) {
    for (const auto all : {Decision::upheld, Decision::rejected})
        if (std::ranges::all_of(answers, [all](const auto& answer) { return answer.decision == all; })) return all;
    return Decision::partly_upheld;
}

void check_answers(const std::vector<Answer>& answers, int points, Faults& faults) {
    std::set<int> answered;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto pointer = fmt::format("/answers/{}", i);
        if (answers[i].point < 1 || answers[i].point > points)
            faults.add(pointer + "/point", "out_of_range", fmt::format("is not between 1 and {}", points));
        else if (!answered.insert(answers[i].point).second)
            faults.add(pointer + "/point", "duplicate", "is answered twice");
        faults.text(answers[i].reasons, pointer + "/reasons", limits::answer);
        const auto amount = answers[i].amount_cents;
        if (amount && (*amount < 1 || *amount > limits::amount_cents))
            faults.add(pointer + "/amount_cents", "out_of_range",
                       fmt::format("is not between 1 and {}", limits::amount_cents));
    }
    for (int point = 1; point <= points; ++point)
        if (!answered.contains(point))
            faults.add("/answers", "unanswered", fmt::format("point {} has no answer (Law 10/2025 art. 13.1)", point));
}

bool is_more_than(const std::optional<std::int64_t>& limit, const Proposal& proposal) {
    return limit && proposal.total_cents().value_or(0) > *limit;
}

boost::json::object answer_body(const Answer& answer) {
    boost::json::object body{
        {"point", answer.point}, {"decision", json::enum_name(answer.decision)}, {"reasons", answer.reasons}};
    if (answer.amount_cents) body["amount_cents"] = *answer.amount_cents;
    return body;
}

} // namespace

std::optional<std::int64_t> Proposal::total_cents() const {
    std::optional<std::int64_t> total;
    for (const auto& answer : answers)
        if (answer.amount_cents) total = total.value_or(0) + *answer.amount_cents;
    return total;
}

void check(const Proposal& proposal, const Incident& incident, Faults& faults) {
    check_answers(proposal.answers, incident.points_to_answer(), faults);
    if (!faults.empty()) return;
    const auto outcome = outcome_of(proposal.answers);
    if (proposal.outcome != outcome)
        faults.add("/outcome", "inconsistent",
                   fmt::format("the decisions about the points make it {}", json::enum_name(outcome)));
}

boost::json::object entry_body(const Proposal& proposal, Act act) {
    boost::json::array answers;
    for (const auto& answer : proposal.answers)
        answers.push_back(answer_body(answer));
    return {{"act", json::enum_name(act)},
            {"outcome", json::enum_name(proposal.outcome)},
            {"remedy", json::enum_name(proposal.remedy)},
            {"answers", std::move(answers)}};
}

void put_before_customer(Change& change, Status to, Proposal proposal, std::optional<EmployeeId> requested_by,
                         const Context& context) {
    // The customer reads of a proposal, whoever had to approve it.
    const auto body = entry_body(proposal, Act::propose);
    change.record(EntryKind::resolution, Visibility::public_, context, body);
    change.move(to, Act::propose, context);
    const auto now = change.entries.back().at;
    auto& changed = change.incident;
    const auto acts = context.by.employee_id();
    changed.resolution = Resolution{.outcome = proposal.outcome,
                                    .remedy = proposal.remedy,
                                    .answers = std::move(proposal.answers),
                                    .proposed_at = now,
                                    .proposed_by = requested_by.value_or(acts),
                                    .approved_by = requested_by ? std::optional{acts} : std::nullopt};
    changed.answered_at = now;
    if (!changed.first_answered_at) changed.first_answered_at = now;
    start_silence(changed, now, context.policy);
    boost::json::object told{{"outcome", body.at("outcome")},
                             {"remedy", body.at("remedy")},
                             {"answers", body.at("answers")},
                             {"confirm_by", to_rfc3339(*changed.deadlines.confirm_by)}};
    if (requested_by) told["requested_by"] = requested_by->to_string();
    change.tell("incident.resolution_proposed", context, std::move(told));
}

std::expected<Change, Refusal> propose_resolution(const Incident& incident, Proposal proposal, const Context& context) {
    const auto status = next(incident.status, Act::propose, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(proposal, incident, faults);
    if (!faults.empty()) return faults.refusal(incident.status);
    if (is_more_than(context.by.offers_up_to, proposal))
        return std::unexpected(Refusal{.reason = Refusal::Reason::approval_required,
                                       .status = incident.status,
                                       .detail = "it gives more than may be offered without approval",
                                       .fields = {}});
    std::ranges::sort(proposal.answers, {}, &Answer::point);

    Change change{incident};
    put_before_customer(change, *status, std::move(proposal), std::nullopt, context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

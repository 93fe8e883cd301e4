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
    }
    for (int point = 1; point <= points; ++point)
        if (!answered.contains(point))
            faults.add("/answers", "unanswered", fmt::format("point {} has no answer (Law 10/2025 art. 13.1)", point));
}

void check(const Proposal& proposal, const Incident& incident, Faults& faults) {
    check_answers(proposal.answers, incident.points_to_answer(), faults);
    if (!faults.empty()) return;
    const auto outcome = outcome_of(proposal.answers);
    if (proposal.outcome != outcome)
        faults.add("/outcome", "inconsistent",
                   fmt::format("the decisions about the points make it {}", json::enum_name(outcome)));
}

boost::json::object body_of(const Proposal& proposal) {
    boost::json::array answers;
    for (const auto& answer : proposal.answers)
        answers.push_back(
            {{"point", answer.point}, {"decision", json::enum_name(answer.decision)}, {"reasons", answer.reasons}});
    return {{"act", json::enum_name(Act::propose)},
            {"outcome", json::enum_name(proposal.outcome)},
            {"remedy", json::enum_name(proposal.remedy)},
            {"answers", std::move(answers)}};
}

} // namespace

std::expected<Change, Refusal> propose_resolution(const Incident& incident, Proposal proposal, const Context& context) {
    const auto status = next(incident.status, Act::propose, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(proposal, incident, faults);
    if (!faults.empty()) return faults.refusal(incident.status);
    std::ranges::sort(proposal.answers, {}, &Answer::point);

    Change change{incident};
    const auto body = body_of(proposal);
    change.record(EntryKind::resolution, Visibility::public_, context, body);
    change.move(*status, Act::propose, context);
    const auto now = change.entries.back().at;
    auto& changed = change.incident;
    changed.resolution = Resolution{.outcome = proposal.outcome,
                                    .remedy = proposal.remedy,
                                    .answers = std::move(proposal.answers),
                                    .proposed_at = now,
                                    .proposed_by = context.by.employee_id()};
    changed.answered_at = now;
    if (!changed.first_answered_at) changed.first_answered_at = now;
    start_silence(changed, now, context.policy);
    change.tell("incident.resolution_proposed", context,
                {{"outcome", json::enum_name(proposal.outcome)},
                 {"remedy", json::enum_name(proposal.remedy)},
                 {"answers", body.at("answers")},
                 {"confirm_by", to_rfc3339(*changed.deadlines.confirm_by)}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

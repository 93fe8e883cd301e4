#include "domain/incidents/refuse_resolution.hpp"

#include "domain/incidents/faults.hpp"
#include "domain/incidents/seen_resolution.hpp"

#include <fmt/format.h>

#include <set>

namespace resuelve::incidents {
namespace {

void check(const ResolutionRefusal& refusal, const Incident& incident, Faults& faults) {
    faults.text(refusal.reason, "/reason", limits::reason);
    std::set<int> seen;
    for (std::size_t i = 0; i < refusal.points.size(); ++i) {
        const auto pointer = fmt::format("/points/{}", i);
        const int point = refusal.points[i];
        if (point < 1 || point > incident.points_to_answer())
            faults.add(pointer, "out_of_range", fmt::format("is not between 1 and {}", incident.points_to_answer()));
        else if (!seen.insert(point).second)
            faults.add(pointer, "duplicate", "is there twice");
    }
}

} // namespace

std::expected<Change, Refusal> refuse_resolution(const Incident& incident, ResolutionRefusal refusal,
                                                 const Context& context) {
    const auto status = next(incident.status, Act::refuse, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (const auto same = check_seen_resolution(incident, refusal.seen); !same) return std::unexpected(same.error());
    Faults faults;
    check(refusal, incident, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    boost::json::object details{{"text", refusal.reason}};
    if (!refusal.points.empty()) details["points"] = boost::json::array(refusal.points.begin(), refusal.points.end());
    change.move(*status, Act::refuse, context, {}, std::move(details));
    start_legal_clock(change.incident, change.entries.back().at, context.policy);
    ++change.incident.refusals;
    change.tell("incident.resolution_refused", context, {{"refusals", change.incident.refusals}});
    if (change.incident.refusals >= limits::refusals_before_escalation && !change.incident.escalated) {
        change.incident.escalated = true;
        change.tell("incident.escalated", context, {{"refusals", change.incident.refusals}});
    }
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

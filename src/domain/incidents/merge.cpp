#include "domain/incidents/merge.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::incidents {
namespace {

bool of_the_same_customer(const Incident& one, const Incident& other) {
    if (one.customer_id || other.customer_id) return one.customer_id == other.customer_id;
    return one.contact && other.contact && one.contact->email == other.contact->email;
}

/// The incident that goes on answers for both, so the earlier of the two terms holds.
Change receive(const Incident& into, const Incident& merged, const Context& context) {
    Change change{into};
    change.record(EntryKind::change, Visibility::public_, context,
                  {{"act", json::enum_name(Act::merge)},
                   {"merged", {{"id", merged.id.to_string()}, {"reference", merged.reference.value}}}});
    auto& answer_by = change.incident.deadlines.answer_by;
    if (merged.status != Status::resolution_proposed) answer_by = std::min(answer_by, merged.deadlines.answer_by);
    change.tell("incident.received_merge", context, {{"merged", merged.id.to_string()}});
    return std::move(change).finish(context);
}

} // namespace

std::expected<std::vector<Change>, Refusal> merge(const Incident& incident, const Incident& into,
                                                  const Context& context) {
    const auto status = next(incident.status, Act::merge, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (incident.id == into.id) return contradiction(incident.status, "it cannot be merged into itself");
    if (into.status == Status::closed) return contradiction(incident.status, "the other incident is closed");
    if (!of_the_same_customer(incident, into))
        return contradiction(incident.status, "the other incident is another customer's");

    Change change{incident};
    change.move(*status, Act::merge, context, ClosedAs::merged,
                {{"into", {{"id", into.id.to_string()}, {"reference", into.reference.value}}}});
    change.incident.merge = Merge{into.id, incident.status, change.entries.back().at, into.reference.value};
    change.tell("incident.merged", context, {{"into", into.id.to_string()}});
    std::vector<Change> both;
    both.push_back(std::move(change).finish(context));
    both.push_back(receive(into, incident, context));
    return both;
}

std::expected<Change, Refusal> undo_merge(const Incident& incident, const Context& context) {
    if (const auto possible = next(incident.status, Act::undo_merge, context.by.role); !possible)
        return std::unexpected(possible.error());
    if (incident.closed_as != ClosedAs::merged || !incident.merge)
        return contradiction(incident.status, "it was not merged");

    Change change{incident};
    // The terms of the former status were kept; time that passed meanwhile must not count against the customer.
    const auto terms = incident.deadlines;
    change.move(incident.merge->status_before, Act::undo_merge, context);
    const auto now = change.entries.back().at;
    auto& deadlines = change.incident.deadlines;
    if (change.incident.status == Status::resolution_proposed) start_silence(change.incident, now, context.policy);
    if (change.incident.status == Status::awaiting_completion) {
        deadlines.complete_by =
            std::max(terms.complete_by.value_or(now),
                     context.policy.calendar.after_working_days(now, context.policy.completion_working_days));
        change.incident.missing = incident.missing;
    }
    if (change.incident.status == Status::awaiting_third_party) deadlines.third_party_by = terms.third_party_by;
    change.incident.merge.reset();
    change.tell("incident.merge_undone", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

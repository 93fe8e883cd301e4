#include "domain/incidents/due_acts.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::incidents {
namespace {

bool passed(std::optional<Instant> moment, Instant now) {
    return moment && *moment <= now;
}

std::unexpected<Refusal> not_due(const Incident& incident) {
    return contradiction(incident.status, "it is not due any more");
}

boost::json::object notification(Act act, std::string_view what) {
    return {{"act", json::enum_name(act)}, {"what", what}};
}

} // namespace

std::optional<Act> due_act(const Incident& incident, Instant now) {
    const bool proposed = incident.status == Status::resolution_proposed;
    if (proposed && passed(incident.deadlines.confirm_by, now)) return Act::close_unanswered;
    if (incident.status == Status::awaiting_completion && passed(incident.deadlines.complete_by, now))
        return Act::close_lapsed;
    if (proposed && passed(incident.deadlines.remind_at, now)) return Act::remind;
    if (warning_due(incident, now) > 0) return Act::warn;
    if (passed(incident.snoozed_until(), now)) return Act::wake;
    return std::nullopt;
}

std::expected<Change, Refusal> do_what_is_due(const Incident& incident, const Context& context) {
    switch (due_act(incident, context.now).value_or(Act::note)) {
    case Act::close_unanswered:
        return close_unanswered(incident, context);
    case Act::close_lapsed:
        return close_lapsed(incident, context);
    case Act::remind:
        return remind(incident, context);
    case Act::warn:
        return warn(incident, context);
    case Act::wake:
        return wake(incident, context);
    default:
        return not_due(incident);
    }
}

std::expected<Change, Refusal> remind(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::remind, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (!passed(incident.deadlines.remind_at, context.now)) return not_due(incident);

    Change change{incident};
    change.incident.deadlines.remind_at.reset();
    change.record(EntryKind::notification, Visibility::public_, context, notification(Act::remind, "reminder"));
    boost::json::object data;
    if (incident.deadlines.confirm_by) data["confirm_by"] = to_rfc3339(*incident.deadlines.confirm_by);
    change.tell("incident.reminded", context, std::move(data));
    return std::move(change).finish(context);
}

std::expected<Change, Refusal> warn(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::warn, context.by.role);
    if (!status) return std::unexpected(status.error());
    const int percent = warning_due(incident, context.now);
    if (percent == 0) return not_due(incident);

    Change change{incident};
    change.incident.deadlines.warned_percent = percent;
    auto body = notification(Act::warn, "deadline");
    body["percent"] = percent;
    change.record(EntryKind::notification, Visibility::internal, context, body);
    change.tell("incident.deadline_warned", context,
                {{"percent", percent}, {"answer_by", to_rfc3339(incident.deadlines.answer_by)}});
    return std::move(change).finish(context);
}

std::expected<Change, Refusal> wake(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::wake, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (!passed(incident.snoozed_until(), context.now)) return not_due(incident);

    Change change{incident};
    const auto by = incident.snooze->by;
    change.wake(context).tell("incident.woken", context,
                              {{"snoozed_by", by ? boost::json::value(by->to_string()) : nullptr}});
    return std::move(change).finish(context);
}

std::expected<Change, Refusal> close_unanswered(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::close_unanswered, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (!passed(incident.deadlines.confirm_by, context.now)) return not_due(incident);

    Change change{incident};
    change.move(*status, Act::close_unanswered, context, ClosedAs::no_answer);
    change.tell("incident.closed_unanswered", context);
    return std::move(change).finish(context);
}

std::expected<Change, Refusal> close_lapsed(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::close_lapsed, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (!passed(incident.deadlines.complete_by, context.now)) return not_due(incident);

    Change change{incident};
    change.move(*status, Act::close_lapsed, context, ClosedAs::lapsed).tell("incident.lapsed", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

#include "domain/incidents/change_incident.hpp"

#include "domain/incidents/faults.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

namespace resuelve::incidents {
namespace {

template <class T>
boost::json::value id_or_null(const std::optional<T>& id) {
    return id ? boost::json::value(id->to_string()) : boost::json::value{};
}

boost::json::value text_or_null(const std::optional<std::string>& text) {
    return text ? boost::json::value(*text) : boost::json::value{};
}

boost::json::array to_json(const std::set<std::string>& tags) {
    return boost::json::array(tags.begin(), tags.end());
}

boost::json::value moment_or_null(const std::optional<Instant>& moment) {
    return moment ? boost::json::value(to_rfc3339(*moment)) : boost::json::value{};
}

void check_moment(Instant until, Instant now, Faults& faults) {
    if (until <= now) faults.add("/snoozed_until", "too_early", "is not in the future");
    if (until > now + limits::snoozed_for)
        faults.add("/snoozed_until", "too_late",
                   fmt::format("is more than {} days from now", limits::snoozed_for.count()));
}

void check(const Patch& patch, Instant now, Faults& faults) {
    if (patch.category) faults.text(*patch.category, "/category", limits::category);
    if (patch.snoozed_until && *patch.snoozed_until) check_moment(**patch.snoozed_until, now, faults);
    if (!patch.tags) return;
    if (patch.tags->size() > limits::tags)
        faults.add("/tags", "too_many", fmt::format("more than {} tags", limits::tags));
    std::size_t i = 0;
    for (const auto& tag : *patch.tags)
        faults.text(tag, fmt::format("/tags/{}", i++), limits::tag);
}

/// Forgets what asks for what is there already.
void leave_out_what_is_so(Patch& patch, const Incident& incident) {
    if (patch.assignee_id == incident.assignee_id) patch.assignee_id.reset();
    if (patch.team_id == incident.team_id) patch.team_id.reset();
    if (patch.priority == incident.priority) patch.priority.reset();
    if (patch.category == incident.category) patch.category.reset();
    if (patch.tags == incident.tags) patch.tags.reset();
    if (patch.snoozed_until == incident.snoozed_until()) patch.snoozed_until.reset();
}

void assign(Change& change, const Patch& patch, const Context& context) {
    auto& incident = change.incident;
    boost::json::object body{{"act", json::enum_name(Act::assign)}};
    if (patch.assignee_id) {
        body["assignee_id"] = id_or_null(*patch.assignee_id);
        body["assignee_name"] = patch.assignee_name;
        body["assignee_before"] = id_or_null(incident.assignee_id);
        incident.assignee_id = *patch.assignee_id;
    }
    if (patch.team_id) {
        body["team_id"] = id_or_null(*patch.team_id);
        body["team_name"] = patch.team_name;
        body["team_before"] = id_or_null(incident.team_id);
        incident.team_id = *patch.team_id;
    }
    change.record(EntryKind::assignment, Visibility::internal, context, body);
    boost::json::object before;
    for (const auto* name : {"assignee_before", "team_before"})
        if (const auto* value = body.if_contains(name)) before[name] = *value;
    change.tell("incident.assigned", context, std::move(before));
}

boost::json::object from_to(boost::json::value from, boost::json::value to) {
    return {{"from", std::move(from)}, {"to", std::move(to)}};
}

void change_fields(Change& change, const Patch& patch, const Context& context) {
    auto& incident = change.incident;
    boost::json::object changes;
    if (patch.priority) {
        changes["priority"] = from_to(boost::json::value(json::enum_name(incident.priority)),
                                      boost::json::value(json::enum_name(*patch.priority)));
        incident.priority = *patch.priority;
    }
    if (patch.category) {
        changes["category"] = from_to(text_or_null(incident.category), text_or_null(*patch.category));
        incident.category = *patch.category;
        incident.deadlines.answer_by = answer_by(incident.category, incident.deadlines.answer_from, context.policy);
    }
    if (patch.tags) {
        changes["tags"] = from_to(to_json(incident.tags), to_json(*patch.tags));
        incident.tags = *patch.tags;
    }
    change.record(EntryKind::change, Visibility::internal, context,
                  {{"act", json::enum_name(Act::change)}, {"changes", changes}});
    change.tell("incident.changed", context, {{"changes", std::move(changes)}});
}

void snooze(Change& change, std::optional<Instant> until, const Context& context) {
    auto& incident = change.incident;
    const auto by = context.by.is_employee() ? std::optional{context.by.employee_id()} : std::nullopt;
    const boost::json::object changes{
        {"snoozed_until", from_to(moment_or_null(incident.snoozed_until()), moment_or_null(until))}};
    incident.snooze = until ? std::optional{Snooze{*until, by}} : std::nullopt;
    change.record(EntryKind::change, Visibility::internal, context,
                  {{"act", json::enum_name(Act::snooze)}, {"changes", changes}});
    change.tell("incident.snoozed", context, {{"snoozed_until", moment_or_null(until)}});
}

} // namespace

std::expected<Change, Refusal> change_incident(const Incident& incident, Patch patch, const Context& context) {
    const bool assigns = patch.assignee_id || patch.team_id;
    const bool changes = patch.priority || patch.category || patch.tags;
    const bool snoozes = patch.snoozed_until.has_value();
    for (const auto& [wanted, act] :
         {std::pair{assigns, Act::assign}, std::pair{changes, Act::change}, std::pair{snoozes, Act::snooze}})
        if (const auto status = next(incident.status, act, context.by.role); wanted && !status)
            return std::unexpected(status.error());
    Faults faults;
    check(patch, context.now, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    leave_out_what_is_so(patch, incident);
    Change change{incident};
    if (patch.assignee_id || patch.team_id) assign(change, patch, context);
    if (patch.priority || patch.category || patch.tags) change_fields(change, patch, context);
    if (patch.snoozed_until) snooze(change, *patch.snoozed_until, context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

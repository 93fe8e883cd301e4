#include "domain/incidents/change.hpp"

#include "domain/incidents/events.hpp"
#include "platform/json/enum_names.hpp"

#include <boost/json/serialize.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace resuelve::incidents {
namespace {

/// While one of these lasts, the service clock stands.
bool pauses_service_clock(Status status) {
    return status == Status::awaiting_customer || status == Status::awaiting_completion ||
           status == Status::resolution_proposed || status == Status::closed;
}

void run_service_clock(Incident& incident, Status to, Instant now) {
    const bool stood = pauses_service_clock(incident.status);
    const bool stands = pauses_service_clock(to);
    // A formal request begins a pause of its own: from then on the legal clock stands as well.
    const bool begins_again = incident.status == Status::awaiting_customer && to == Status::awaiting_completion;
    if (stood && (!stands || begins_again) && incident.paused_at) {
        incident.paused_for += now - *incident.paused_at;
        incident.paused_at.reset();
    }
    if ((!stood && stands) || begins_again) incident.paused_at = now;
}

void close(Incident& incident, ClosedAs how, Instant now, const Policy& policy) {
    incident.closed_as = how;
    incident.closed_at = now;
    if (how != ClosedAs::merged && how != ClosedAs::spam)
        incident.deadlines.reopen_by = now + std::chrono::days{policy.reopen_days};
}

/// Ends the terms of the status that is left. A merge keeps them, so that it can be undone.
void end_terms(Incident& incident, std::optional<ClosedAs> closed_as) {
    auto& deadlines = incident.deadlines;
    if (incident.status == Status::closed) {
        incident.closed_as.reset();
        incident.closed_at.reset();
        deadlines.reopen_by.reset();
    }
    if (closed_as == ClosedAs::merged) return;
    deadlines.remind_at.reset();
    deadlines.confirm_by.reset();
    deadlines.complete_by.reset();
    deadlines.third_party_by.reset();
    incident.missing.clear();
}

template <class T>
boost::json::value id_or_null(const std::optional<T>& id) {
    return id ? boost::json::value(id->to_string()) : boost::json::value{};
}

/// What every event says about its incident.
void add_common(boost::json::object& data, const Incident& incident) {
    data["reference"] = incident.reference.value;
    data["status"] = json::enum_name(incident.status);
    data["closed_as"] = incident.closed_as ? boost::json::value(json::enum_name(*incident.closed_as)) : nullptr;
    data["customer_id"] = id_or_null(incident.customer_id);
    data["assignee_id"] = id_or_null(incident.assignee_id);
    data["team_id"] = id_or_null(incident.team_id);
    data["channel"] = json::enum_name(incident.channel);
    data["language"] = incident.language;
    data["priority"] = json::enum_name(incident.priority);
    data["subject"] = incident.subject;
    if (!incident.customer_id && incident.contact)
        data["contact"] = {{"name", incident.contact->name}, {"email", incident.contact->email}};
    data["entry"] = incident.history.entries;
}

bool wants_a_look(const events::Event& event) {
    return event.type == "incident.deadline_warned" || event.type == "incident.not_notified" ||
           event.type == "incident.escalated" || event.type == "incident.taken";
}

bool ends_snooze(const Change& change, const Context& context) {
    if (!change.incident.snooze || change.entries.empty()) return false;
    const auto role = context.by.role;
    return role == access::Role::customer || role == access::Role::anonymous ||
           change.incident.status == Status::closed || std::ranges::any_of(change.events, wants_a_look);
}

} // namespace

Change& Change::move(Status to, Act act, const Context& context, std::optional<ClosedAs> closed_as,
                     boost::json::object details) {
    const auto from = incident.status;
    if (from == to) return *this;
    const auto now = moment(context);
    run_service_clock(incident, to, now);
    end_terms(incident, closed_as);
    incident.status = to;
    if (incident.approval && (to == Status::resolution_proposed || to == Status::closed)) drop_approval(act, context);
    if (closed_as) close(incident, *closed_as, now, context.policy);

    boost::json::object body{
        {"act", json::enum_name(act)}, {"from", json::enum_name(from)}, {"to", json::enum_name(to)}};
    if (closed_as) body["closed_as"] = json::enum_name(*closed_as);
    for (auto& member : details)
        body.insert_or_assign(member.key(), std::move(member.value()));
    return record(EntryKind::transition, Visibility::public_, context, body);
}

/// Employees read that it is gone; the act itself is everybody's.
void Change::drop_approval(Act act, const Context& context) {
    const auto status = std::exchange(incident.approval, std::nullopt)->status;
    const boost::json::object dropped{{"from", json::enum_name(status)}, {"to", nullptr}};
    record(EntryKind::change, Visibility::internal, context,
           {{"act", json::enum_name(act)}, {"changes", {{"approval", dropped}}}});
}

Change& Change::record(EntryKind kind, Visibility visibility, const Context& context, const boost::json::object& body) {
    Entry entry{.incident = incident.id,
                .number = incident.history.entries + 1,
                .kind = kind,
                .visibility = visibility,
                .author_role = context.by.role,
                .author_id = {},
                .author_name = context.by.name,
                .at = moment(context),
                .body = boost::json::serialize(body),
                .salt = context.random.bytes<16>()};
    if (context.by.role != access::Role::system && context.by.role != access::Role::anonymous)
        entry.author_id = context.by.id;
    seal(entry, incident.history.head);
    incident.history = {entry.number, entry.hash};
    entries.push_back(std::move(entry));
    return *this;
}

Change& Change::tell(std::string_view type, const Context& context, boost::json::object data) {
    const auto* row = find_event(type);
    if (!row) throw std::logic_error{std::string{type} + " is not in the table of incident events"};
    data["act"] = json::enum_name(row->act);
    data["actor_role"] = json::enum_name(context.by.role);
    if (context.by.is_employee()) data["actor_id"] = context.by.id.to_string();
    events.push_back({.id = events::EventId::make(context.now, context.random),
                      .type = std::string{type},
                      .source = context.source,
                      .subject = incident.id.value,
                      .time = moment(context),
                      .traceparent = context.traceparent,
                      .data = std::move(data)});
    return *this;
}

Change& Change::wake(const Context& context) {
    const auto snooze = *std::exchange(incident.snooze, std::nullopt);
    const boost::json::object moment{{"from", to_rfc3339(snooze.until)}, {"to", nullptr}};
    return record(EntryKind::change, Visibility::internal, context,
                  {{"act", json::enum_name(Act::wake)}, {"changes", {{"snoozed_until", moment}}}});
}

Change Change::finish(const Context& context) && {
    if (ends_snooze(*this, context)) wake(context);
    if (!entries.empty()) {
        incident.version = before + 1;
        incident.updated_at = moment(context);
    }
    for (auto& event : events) {
        event.version = incident.version;
        add_common(event.data, incident);
    }
    return std::move(*this);
}

} // namespace resuelve::incidents

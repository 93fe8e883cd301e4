#include "adapters/mongodb/incident_document.hpp"

#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/json.hpp"
#include "domain/access/email.hpp"
#include "domain/incidents/deadlines.hpp"
#include "domain/incidents/incident_json.hpp"

#include <fmt/format.h>

namespace resuelve::mongodb {
namespace {

using incidents::Change;
using incidents::Incident;

/// What an update sets, and what it removes because there is none.
struct Fields {
    Document present;
    Document absent;

    template <class T>
    void add(std::string_view name, const std::optional<T>& value) {
        if (value)
            present.append(name, *value);
        else
            absent.append(name, "");
    }
};

Value team_or_none(const Incident& incident) {
    return incident.team_id ? Value{*incident.team_id} : Value{"none"};
}

std::optional<std::string> unowned_contact(const Incident& incident) {
    if (incident.customer_id || !incident.contact) return std::nullopt;
    return email_key(incident.contact->email);
}

Fields fields_of(const Incident& incident) {
    const bool open = incident.status != incidents::Status::closed;
    Fields fields;
    fields.present = {{"version", incident.version},
                      {"open", open},
                      {"status", static_cast<int>(incident.status)},
                      {"priority", static_cast<int>(incident.priority)},
                      {"created", incident.created_at},
                      {"updated", incident.updated_at},
                      {"deadline", incident.deadlines.answer_by},
                      {"whose", Array{"all", team_or_none(incident),
                                      incident.assignee_id ? Value{*incident.assignee_id} : Value{"nobody"}}},
                      {"incident", from_json(incidents::to_stored(incident))}};
    const bool waits = open && !incident.assignee_id && !incident.snooze;
    fields.add("waiting", waits ? std::optional{Array{"all", team_or_none(incident)}} : std::nullopt);
    fields.add("customer", incident.customer_id);
    fields.add("category", incident.category);
    const auto answered = incidents::how_answered(incident);
    fields.add("answered", answered ? std::optional{static_cast<int>(*answered)} : std::nullopt);
    fields.add("approval",
               incident.approval ? std::optional{static_cast<int>(incident.approval->status)} : std::nullopt);
    fields.add("snoozed", incident.snoozed_until());
    fields.add("contact_email", unowned_contact(incident));
    fields.add("due", incidents::due_at(incident));
    return fields;
}

Array tail_of(const Change& change) {
    Array tail;
    for (const auto& entry : change.entries)
        tail.push(tail_item(entry));
    return tail;
}

Document each(const Array& items) {
    return {{"$each", items}};
}

} // namespace

std::string email_key(const std::string& text) {
    const auto email = Email::parse(text);
    return email ? email->key() : text;
}

Document incident_row(const Incident& incident) {
    Document document{{"_id", incident.id}, {"reference", incident.reference.value}};
    document.append_all(fields_of(incident).present)
        .append("tail", Array{})
        .append("outbox", Array{})
        .append("answers", Array{});
    return document;
}

void insert_incident(Connection& connection, const Change& change, const std::optional<http::RecordedAnswer>& answer) {
    Document document{{"_id", change.incident.id}, {"reference", change.incident.reference.value}};
    document.append_all(fields_of(change.incident).present)
        .append("tail", tail_of(change))
        .append("outbox", outbox_items(change.events))
        .append("answers", answer_items(answer));
    connection.insert(incident_collection, document);
}

void update_incident(Connection& connection, const Change& change, const std::optional<http::RecordedAnswer>& answer) {
    Document filter{{"_id", change.incident.id},
                    {"version", change.before},
                    {fmt::format("tail.{}", longest_tail), Document{{"$exists", false}}}};
    // The unique index holds between documents only.
    if (answer) filter.append("answers.key", Document{{"$ne", answer->key}});
    const auto fields = fields_of(change.incident);
    const Document added{{"tail", each(tail_of(change))},
                         {"outbox", each(outbox_items(change.events))},
                         {"answers", each(answer_items(answer))}};
    Document update{{"$set", fields.present}, {"$push", added}};
    if (!fields.absent.empty()) update.append("$unset", fields.absent);
    if (connection.update_one(incident_collection, filter, update).matched == 0) throw NotWritten{};
}

void write_erased(Connection& connection, const Incident& erased) {
    auto fields = fields_of(erased);
    fields.present.append("answers", Array{}).append("uncounted", true);
    const Document filter{{"_id", erased.id}, {"version", erased.version - 1}, {"tail", Array{}}};
    if (connection
            .update_one(incident_collection, filter, Document{{"$set", fields.present}, {"$unset", fields.absent}})
            .matched == 0)
        throw NotWritten{};
}

Incident incident_in(const Document& document) {
    return incidents::from_stored(to_json(document["incident"].document()));
}

std::optional<Incident> find_incident(Connection& connection, Document filter) {
    const auto row = connection.find_one(incident_collection,
                                         {.filter = std::move(filter), .projection = {{"_id", 0}, {"incident", 1}}});
    return row ? std::optional{incident_in(*row)} : std::nullopt;
}

std::vector<Incident> find_incidents(Connection& connection, Query query) {
    query.projection = {{"_id", 0}, {"incident", 1}};
    std::vector<Incident> found;
    for (const auto& row : connection.find(incident_collection, query))
        found.push_back(incident_in(row));
    return found;
}

} // namespace resuelve::mongodb

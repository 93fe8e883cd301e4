#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/change.hpp"
#include "platform/http/idempotency.hpp"

namespace resuelve::mongodb {

/// The collection. One document is an incident with everything that a change adds to it, so that a change is one write:
///   _id, reference, version
///   incident       the incident (domain/incidents/incident_json.hpp)
///   open, status, priority, created, updated, deadline   what lists are filtered and sorted by
///   whose          "all", the team or "none", the assignee or "nobody": whose lists it is in
///   waiting        if open without an assignee: "all", the team or "none"
///   customer, category, approval, snoozed, contact_email, due     if there is one
///   tail           new entries, until they are moved into their own collection (move_tails.hpp)
///   counted, uncounted                                   see tallies.hpp
///   outbox, answers                                      see entity.hpp
inline constexpr std::string_view incident_collection = "incidents";

/// The whole document of an incident that carries nothing: no tail, no events, no answers.
Document incident_row(const incidents::Incident& incident);

/// Inserts the incident of a first change with its entries, events and answer: one document, one write.
/// Throws Error for a duplicate key.
void insert_incident(Connection& connection, const incidents::Change& change,
                     const std::optional<http::RecordedAnswer>& answer);

/// The same for a later change. Throws NotWritten if the incident has another version by now, its tail is full or one
/// of its answers has that key.
void update_incident(Connection& connection, const incidents::Change& change,
                     const std::optional<http::RecordedAnswer>& answer);

/// Writes an erased incident over its version before, without answers. Throws NotWritten as above and if it has a tail.
void write_erased(Connection& connection, const incidents::Incident& erased);

/// The incident of a document that has the member `incident`. Throws std::runtime_error, naming what is damaged.
incidents::Incident incident_in(const Document& document);
std::optional<incidents::Incident> find_incident(Connection& connection, Document filter);
/// Those that a query finds, in its order; its projection is set here.
std::vector<incidents::Incident> find_incidents(Connection& connection, Query query);

/// How an address is compared; as it is if it is none.
std::string email_key(const std::string& text);

/// A change finds its tail full after so many entries: the move is late, and the document must not grow on.
inline constexpr std::size_t longest_tail = 200;

} // namespace resuelve::mongodb

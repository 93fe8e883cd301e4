#pragma once

#include "adapters/sqlite/search_index.hpp"
#include "domain/incidents/change.hpp"
#include "domain/incidents/tally.hpp"

namespace resuelve::sqlite {

/// An incident as its row: made where there is time, so that the writer only writes.
struct IncidentRow {
    explicit IncidentRow(const incidents::Incident& incident);

    IncidentId id;
    std::string reference;
    std::int64_t version;
    bool open;
    incidents::Status status;
    incidents::Priority priority;
    Instant created;
    Instant updated;
    Instant deadline;
    std::optional<Instant> due;
    std::optional<TeamId> team;
    std::optional<EmployeeId> assignee;
    std::optional<CustomerId> customer;
    std::optional<std::string> category;
    std::optional<std::string> contact_email;
    bool escalated;
    std::string tags;
    std::optional<incidents::ClosedAs> closed_as;
    incidents::Channel channel;
    std::optional<int> score;
    std::optional<Instant> first_answer;
    std::optional<Instant> answered;
    std::optional<incidents::Answered> how_answered;
    std::optional<std::string> product;
    std::optional<incidents::ApprovalStatus> approval;
    std::optional<Instant> snoozed; ///< until when
    incidents::Tallies tallies;     ///< what it adds to the reports
    std::int64_t search_print;      ///< of the text by which it is found
    std::string doc;
};

/// Reads the column `doc`. Throws Error if it is damaged.
incidents::Incident incident_of(std::string_view doc);

/// How tags stand in the column, so that one can be found in it.
std::string tag_line(std::string_view tag);

/// Returns incidents.row, and leaves it to the caller to mark it for the search index. Throws Problem::stale_version if
/// there is one with that id or reference.
std::int64_t insert_incident(Connection& connection, const IncidentRow& row);

/// What a change replaced.
struct Replaced {
    std::int64_t row; ///< incidents.row
    incidents::Tallies tallies;
};

/// Replaces version `before`. Throws Problem::stale_version if it is another one by now. Only the indexes whose columns
/// changed are written.
Replaced update_incident(Connection& connection, SearchIndex& search, const IncidentRow& row, std::int64_t before);

} // namespace resuelve::sqlite

#include "adapters/mongodb/commit.hpp"

#include "adapters/mongodb/attachments.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/move_tails.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::mongodb {
namespace {

using incidents::Change;
using Answer = std::optional<http::RecordedAnswer>;

void write(Connection& connection, const Change& change, const Answer& answer) {
    if (change.before == 0)
        insert_incident(connection, change, answer);
    else
        update_incident(connection, change, answer);
}

bool is_answered(Connection& connection, const Answer& answer) {
    return answer && find_answer(connection, incident_collection, answer->key);
}

[[noreturn]] void refuse_stale() {
    throw Problem{Problem::stale_version, "Somebody else changed the incident meanwhile."};
}

/// Whether the version is still the one that the change was made of.
bool is_of_last_version(Connection& connection, const Change& change) {
    return connection
        .find_one(incident_collection,
                  {.filter = {{"_id", change.incident.id}, {"version", change.before}}, .projection = {{"_id", 1}}})
        .has_value();
}

/// One write, and the reason if it was not done. What was refused has waited for a majority too, so it is read here.
void write_alone(Connection& connection, const Change& change, const Answer& answer) {
    try {
        return write(connection, change, answer);
    } catch (const Error& error) {
        if (!error.is_duplicate_key()) throw;
    } catch (const NotWritten&) {
        // The reason follows.
    }
    // The answer first: a concurrent retry must hear of it, and not of a version that its own request made stale.
    if (is_answered(connection, answer)) throw http::AlreadyAnswered{};
    if (change.before == 0 || !is_of_last_version(connection, change)) refuse_stale();
    move_tail(connection, change.incident.id);
    try {
        write(connection, change, answer);
    } catch (const NotWritten&) {
        refuse_stale();
    }
}

/// Within a transaction. Throws NotWritten for a version that is not the last or a tail that is full.
void write_together(Connection& connection, const std::vector<Change>& changes, const Answer& answer) {
    if (is_answered(connection, answer)) throw http::AlreadyAnswered{};
    try {
        for (std::size_t i = 0; i < changes.size(); ++i) {
            write(connection, changes[i], i == 0 ? answer : Answer{});
            for (const auto& attachment : changes[i].attachments)
                store_attachment(connection, attachment);
        }
    } catch (const Error& error) {
        if (!error.is_duplicate_key()) throw;
        if (error.duplicate_index() == "incidents_answers") throw http::AlreadyAnswered{};
        refuse_stale();
    }
}

/// Whether it was written.
awaitable<bool> try_together(Database& database, std::vector<Change> changes, Answer answer) {
    try {
        co_await database.transaction([changes = std::move(changes), answer = std::move(answer)](
                                          Connection& connection) { write_together(connection, changes, answer); });
        co_return true;
    } catch (const NotWritten&) {
        co_return false;
    }
}

awaitable<void> commit_together(Database& database, std::vector<Change> changes, Answer answer) {
    if (co_await try_together(database, changes, answer)) co_return;
    // A transaction cannot move what fills a tail.
    std::vector<IncidentId> ids;
    for (const auto& change : changes)
        ids.push_back(change.incident.id);
    co_await database.write([ids = std::move(ids)](Connection& connection) {
        for (const auto& id : ids)
            move_tail(connection, id);
    });
    if (!co_await try_together(database, std::move(changes), std::move(answer))) refuse_stale();
}

} // namespace

awaitable<void> commit_changes(Database& database, std::vector<Change> changes, Answer answer) {
    if (changes.size() == 1 && changes.front().attachments.empty()) {
        co_await database.write([change = std::move(changes.front()), answer = std::move(answer)](
                                    Connection& connection) { write_alone(connection, change, answer); });
    } else if (!changes.empty()) {
        co_await commit_together(database, std::move(changes), std::move(answer));
    }
}

} // namespace resuelve::mongodb

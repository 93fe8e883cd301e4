#include "adapters/mongodb/incident_store.hpp"

#include "adapters/mongodb/answers.hpp"
#include "adapters/mongodb/attachments.hpp"
#include "adapters/mongodb/commit.hpp"
#include "adapters/mongodb/drafts.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/incident_erasure.hpp"
#include "adapters/mongodb/incident_list.hpp"
#include "adapters/mongodb/incident_search.hpp"
#include "adapters/mongodb/known_persons.hpp"
#include "adapters/mongodb/move_tails.hpp"
#include "adapters/mongodb/overview.hpp"
#include "adapters/mongodb/tallies.hpp"
#include "adapters/mongodb/timeline.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::mongodb {

using incidents::Incident;

namespace {

constexpr std::size_t moved_at_once = 200; ///< incidents, before a search

} // namespace

awaitable<std::optional<Incident>> IncidentStore::find(IncidentId id) {
    co_return co_await database_.read(
        [id](Connection& connection) { return find_incident(connection, {{"_id", id}}); });
}

awaitable<std::optional<Incident>> IncidentStore::find(incidents::Reference reference) {
    co_return co_await database_.read([reference = std::move(reference)](Connection& connection) {
        return find_incident(connection, {{"reference", reference.value}});
    });
}

awaitable<void> IncidentStore::commit(std::vector<incidents::Change> changes,
                                      std::optional<http::RecordedAnswer> answer) {
    if (changes.empty() && answer) co_return co_await commit_answer(std::move(*answer));
    const bool tells = std::ranges::any_of(changes, [](const auto& change) { return !change.events.empty(); });
    co_await commit_changes(database_, std::move(changes), std::move(answer));
    if (tells) outbox_.committed();
}

/// Of no incident's change, so no incident carries it.
awaitable<void> IncidentStore::commit_answer(http::RecordedAnswer answer) {
    co_await database_.write([answer = std::move(answer)](Connection& connection) {
        try {
            record_answer(connection, answer);
        } catch (const Error& error) {
            if (!error.is_duplicate_key()) throw;
            throw http::AlreadyAnswered{};
        }
    });
}

awaitable<incidents::Page<Incident>> IncidentStore::list(incidents::IncidentQuery query) {
    // What was committed before must be found.
    if (query.text) co_await move_all_entries();
    co_return co_await database_.read([query = std::move(query)](Connection& connection) {
        return query.text ? search_incidents(connection, query) : list_incidents(connection, query);
    });
}

awaitable<std::optional<Incident>> IncidentStore::next_unassigned(incidents::Scope scope) {
    co_return co_await database_.read(
        [scope = std::move(scope)](Connection& connection) { return mongodb::next_unassigned(connection, scope); });
}

awaitable<std::vector<incidents::Entry>> IncidentStore::timeline(IncidentId incident, int after, int limit,
                                                                 bool with_internal) {
    co_return co_await database_.read(
        [=](Connection& connection) { return entries_after(connection, incident, after, limit, with_internal); });
}

awaitable<std::vector<std::vector<incidents::Entry>>>
IncidentStore::timelines(std::vector<incidents::TimelinePlace> places, int limit) {
    co_return co_await database_.read([places = std::move(places), limit](Connection& connection) {
        std::vector<std::vector<incidents::Entry>> all;
        for (const auto& [incident, after] : places)
            all.push_back(entries_after(connection, incident, after, limit, true));
        return all;
    });
}

awaitable<void> IncidentStore::add_attachment(incidents::Attachment attachment) {
    co_await database_.write(
        [attachment = std::move(attachment)](Connection& connection) { store_attachment(connection, attachment); });
}

awaitable<std::optional<incidents::Attachment>> IncidentStore::find_attachment(incidents::AttachmentId id) {
    co_return co_await database_.read(
        [id](Connection& connection) { return mongodb::find_attachment(connection, id); });
}

awaitable<std::vector<incidents::Attachment>> IncidentStore::attachments(IncidentId incident) {
    co_return co_await database_.read(
        [incident](Connection& connection) { return attachments_of(connection, incident); });
}

awaitable<std::vector<incidents::Attachment>> IncidentStore::forget_pending_attachments(Instant before) {
    co_return co_await database_.write([before](Connection& connection) { return forget_pending(connection, before); });
}

awaitable<void> IncidentStore::put_draft(incidents::Draft draft) {
    co_await database_.write([draft = std::move(draft)](Connection& connection) { store_draft(connection, draft); });
}

awaitable<std::optional<incidents::Draft>> IncidentStore::find_draft(IncidentId incident, EmployeeId employee) {
    co_return co_await database_.read(
        [=](Connection& connection) { return mongodb::find_draft(connection, incident, employee); });
}

awaitable<std::vector<incidents::DraftMark>> IncidentStore::draft_marks(std::vector<IncidentId> incidents) {
    if (incidents.empty()) co_return std::vector<incidents::DraftMark>{};
    co_return co_await database_.read(
        [incidents = std::move(incidents)](Connection& connection) { return marks_of_drafts(connection, incidents); });
}

awaitable<std::vector<incidents::DraftMark>> IncidentStore::written_since(Instant since) {
    co_return co_await database_.read([=](Connection& connection) { return marks_since(connection, since); });
}

awaitable<bool> IncidentStore::remove_draft(IncidentId incident, EmployeeId employee) {
    co_return co_await database_.write(
        [=](Connection& connection) { return mongodb::remove_draft(connection, incident, employee); });
}

awaitable<void> IncidentStore::put_form(incidents::FormDraft draft) {
    co_await database_.write([draft = std::move(draft)](Connection& connection) { store_form(connection, draft); });
}

awaitable<std::optional<incidents::FormDraft>> IncidentStore::find_form(IncidentId incident, EmployeeId employee,
                                                                        incidents::DraftedAct act) {
    return database_.read(
        [=](Connection& connection) { return mongodb::find_form(connection, incident, employee, act); });
}

awaitable<bool> IncidentStore::remove_form(IncidentId incident, EmployeeId employee, incidents::DraftedAct act) {
    return database_.write(
        [=](Connection& connection) { return mongodb::remove_form(connection, incident, employee, act); });
}

awaitable<void> IncidentStore::forget_drafts(Instant before) {
    co_await database_.write([before](Connection& connection) { remove_drafts_before(connection, before); });
}

awaitable<std::vector<Incident>> IncidentStore::due(Instant now, std::size_t limit) {
    co_return co_await database_.read([=](Connection& connection) {
        return find_incidents(connection, {.filter = {{"due", Document{{"$lte", now}}}},
                                           .sort = {{"due", 1}, {"_id", 1}},
                                           .limit = limit,
                                           .index = "incidents_due"});
    });
}

awaitable<std::vector<Incident>> IncidentStore::unowned_claims(std::string email) {
    co_return co_await database_.read([email = std::move(email)](Connection& connection) {
        return find_incidents(
            connection,
            {.filter = {{"contact_email", email}}, .sort = {{"created", 1}, {"_id", 1}}, .index = "incidents_unowned"});
    });
}

awaitable<std::vector<Sha256Digest>> IncidentStore::erase_customer(CustomerId customer, Instant now) {
    return erase_incidents_of(database_, customer, now);
}

awaitable<incidents::Overview> IncidentStore::overview(incidents::OverviewQuery query) {
    return mongodb::overview(database_, std::move(query));
}

awaitable<std::vector<incidents::DayFigures>> IncidentStore::daily(incidents::DailyQuery query) {
    return mongodb::daily(database_, std::move(query));
}

awaitable<void> IncidentStore::remember(incidents::KnownPerson person) {
    co_await database_.write(
        [person = std::move(person)](Connection& connection) { remember_person(connection, person); });
}

awaitable<std::optional<incidents::KnownPerson>> IncidentStore::known_person(Uuid id) {
    co_return co_await database_.read([id](Connection& connection) { return find_person(connection, id); });
}

awaitable<std::optional<incidents::KnownPerson>> IncidentStore::known_customer_by_email(std::string email) {
    co_return co_await database_.read(
        [email = std::move(email)](Connection& connection) { return find_customer_by_email(connection, email); });
}

awaitable<std::optional<http::RecordedAnswer>> IncidentStore::recorded_answer(std::string key) {
    co_return co_await database_.read([key = std::move(key)](Connection& connection) {
        auto answer = find_answer(connection, incident_collection, key);
        return answer ? answer : find_recorded_answer(connection, key);
    });
}

awaitable<void> IncidentStore::forget_answers(Instant before) {
    co_await database_.write([before](Connection& connection) {
        mongodb::forget_answers(connection, incident_collection, before);
        forget_recorded_answers(connection, before);
    });
}

awaitable<void> IncidentStore::move_all_entries() {
    while (co_await move_entries(moved_at_once) == moved_at_once) {
    }
}

awaitable<std::size_t> IncidentStore::move_entries(std::size_t incidents) {
    co_return co_await database_.write(
        [incidents](Connection& connection) { return move_tails(connection, incidents); });
}

awaitable<void> IncidentStore::count_moved() {
    return count_marked(database_);
}

awaitable<incidents::Recount> IncidentStore::recount() {
    return mongodb::recount(database_);
}

} // namespace resuelve::mongodb

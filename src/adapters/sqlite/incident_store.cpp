#include "adapters/sqlite/incident_store.hpp"

#include "adapters/sqlite/answers.hpp"
#include "adapters/sqlite/attachments.hpp"
#include "adapters/sqlite/drafts.hpp"
#include "adapters/sqlite/entries.hpp"
#include "adapters/sqlite/erasure.hpp"
#include "adapters/sqlite/incident_list.hpp"
#include "adapters/sqlite/incident_rows.hpp"
#include "adapters/sqlite/incident_schema.hpp"
#include "adapters/sqlite/incident_search.hpp"
#include "adapters/sqlite/known_persons.hpp"
#include "adapters/sqlite/overview.hpp"
#include "adapters/sqlite/search_words.hpp"
#include "adapters/sqlite/tallies.hpp"
#include "adapters/sqlite/words_tokenizer.hpp"
#include "domain/incidents/search_text.hpp"
#include "platform/async/run.hpp"

namespace resuelve::sqlite {
namespace {

using incidents::Change;
using incidents::Incident;

/// A change with everything computed that can be before the writer's turn.
struct PreparedChange {
    explicit PreparedChange(Change made) :
        change{std::move(made)}, row{change.incident}, events(change.events.begin(), change.events.end()) {
        for (const auto& entry : change.entries)
            is_searched.push_back(incidents::is_searched(entry));
    }

    Change change;
    IncidentRow row;
    std::vector<bool> is_searched; ///< of each entry
    std::vector<OutboxEvent> events;
};

/// Returns incidents.row.
std::int64_t store_incident(Connection& connection, const PreparedChange& prepared, SearchIndex& search,
                            TallyKeeper& tallies) {
    tallies.add(prepared.row.tallies);
    if (prepared.change.before == 0) {
        const auto number = insert_incident(connection, prepared.row);
        search.mark(connection, search_rowid(number, 0));
        return number;
    }
    const auto replaced = update_incident(connection, search, prepared.row, prepared.change.before);
    tallies.subtract(replaced.tallies);
    return replaced.row;
}

void store(Connection& connection, const PreparedChange& prepared, SearchIndex& search, TallyKeeper& tallies,
           Outbox& outbox) {
    const auto& change = prepared.change;
    const auto number = store_incident(connection, prepared, search, tallies);
    for (std::size_t i = 0; i < change.entries.size(); ++i) {
        insert_entry(connection, number, change.entries[i]);
        if (prepared.is_searched[i]) search.mark(connection, search_rowid(number, change.entries[i].number));
    }
    for (const auto& attachment : change.attachments)
        store_attachment(connection, attachment);
    outbox.append(connection, prepared.events);
}

std::optional<Incident> first(Statement row) {
    return row.step() ? std::optional{incident_of(row.text(0))} : std::nullopt;
}

std::vector<Incident> all(Statement rows) {
    std::vector<Incident> incidents;
    while (rows.step())
        incidents.push_back(incident_of(rows.text(0)));
    return incidents;
}

std::optional<std::int64_t> row_of(Connection& connection, IncidentId id) {
    auto row = connection.prepare("SELECT row FROM incidents WHERE id = ?1");
    row.bind(1, id);
    return row.step() ? std::optional{row.integer(0)} : std::nullopt;
}

/// Migrations of old stores name the tokenizer of the index that they had.
Options with_tokenizer(Options options) {
    options.prepare = &register_words_tokenizer;
    return options;
}

bool has_unfinished_erasure(Connection& connection) {
    return connection.prepare("SELECT 1 FROM unfinished_erasures").step();
}

} // namespace

IncidentStore::IncidentStore(std::filesystem::path file, Options options) :
    database_{file, incident_migrations, with_tokenizer(options)},
    search_{database_, file.replace_filename("search.db"), options}, tallies_{database_}, outbox_{database_} {
    if (!database_.read_now(is_counted)) run(recount());
    if (database_.read_now(has_unfinished_erasure)) run(finish_erasure(database_, search_));
}

awaitable<std::optional<Incident>> IncidentStore::find(IncidentId id) {
    co_return database_.read_now([id](Connection& connection) {
        auto row = connection.prepare("SELECT doc FROM incidents WHERE id = ?1");
        row.bind(1, id);
        return first(std::move(row));
    });
}

awaitable<std::optional<Incident>> IncidentStore::find(incidents::Reference reference) {
    co_return database_.read_now([&reference](Connection& connection) {
        auto row = connection.prepare("SELECT doc FROM incidents WHERE reference = ?1");
        row.bind(1, reference.value);
        return first(std::move(row));
    });
}

awaitable<void> IncidentStore::commit(std::vector<Change> changes, std::optional<http::RecordedAnswer> answer) {
    std::vector<PreparedChange> prepared;
    prepared.reserve(changes.size());
    for (auto& change : changes)
        prepared.emplace_back(std::move(change));
    co_await database_.write(
        [this, prepared = std::move(prepared), answer = std::move(answer)](Connection& connection) {
            // The answer first: a concurrent retry must hear of it, and not of a version that its own request made
            // stale.
            if (answer) {
                record_answer(connection, *answer);
                if (!prepared.empty())
                    connection.prepare("INSERT INTO answered_incidents(key, incident) VALUES (?1, ?2)")
                        .bind_all(answer->key, prepared.front().change.incident.id)
                        .run();
            }
            for (const auto& change : prepared)
                store(connection, change, search_, tallies_, outbox_);
        });
}

awaitable<incidents::Page<Incident>> IncidentStore::list(incidents::IncidentQuery query) {
    if (query.text) {
        co_await search_.catch_up_for_search();
        co_return co_await database_.read([this, query = std::move(query)](Connection& connection) {
            return search_.file().read_now(
                [&](Connection& index) { return search_incidents(connection, index, query); });
        });
    }
    co_return co_await database_.read(
        [query = std::move(query)](Connection& connection) { return list_incidents(connection, query); });
}

awaitable<std::optional<Incident>> IncidentStore::next_unassigned(incidents::Scope scope) {
    co_return co_await database_.read(
        [scope = std::move(scope)](Connection& connection) { return sqlite::next_unassigned(connection, scope); });
}

awaitable<std::vector<incidents::Entry>> IncidentStore::timeline(IncidentId incident, int after, int limit,
                                                                 bool with_internal) {
    co_return database_.read_now([=](Connection& connection) {
        const auto row = row_of(connection, incident);
        return row ? entries_after(connection, *row, incident, after, limit, with_internal)
                   : std::vector<incidents::Entry>{};
    });
}

awaitable<std::vector<std::vector<incidents::Entry>>>
IncidentStore::timelines(std::vector<incidents::TimelinePlace> places, int limit) {
    // Not read_now(): a page of them is too long for a loop that others wait for.
    co_return co_await database_.read([places = std::move(places), limit](Connection& connection) {
        std::vector<std::vector<incidents::Entry>> all;
        for (const auto& [incident, after] : places) {
            const auto row = row_of(connection, incident);
            all.push_back(row ? entries_after(connection, *row, incident, after, limit, true)
                              : std::vector<incidents::Entry>{});
        }
        return all;
    });
}

awaitable<void> IncidentStore::add_attachment(incidents::Attachment attachment) {
    co_await database_.write(
        [attachment = std::move(attachment)](Connection& connection) { store_attachment(connection, attachment); });
}

awaitable<std::optional<incidents::Attachment>> IncidentStore::find_attachment(incidents::AttachmentId id) {
    co_return database_.read_now([id](Connection& connection) { return sqlite::find_attachment(connection, id); });
}

awaitable<std::vector<incidents::Attachment>> IncidentStore::attachments(IncidentId incident) {
    co_return database_.read_now([incident](Connection& connection) { return attachments_of(connection, incident); });
}

awaitable<std::vector<incidents::Attachment>> IncidentStore::forget_pending_attachments(Instant before) {
    co_return co_await database_.write([before](Connection& connection) { return forget_pending(connection, before); });
}

awaitable<void> IncidentStore::put_draft(incidents::Draft draft) {
    co_await database_.write([draft = std::move(draft)](Connection& connection) { store_draft(connection, draft); });
}

awaitable<std::optional<incidents::Draft>> IncidentStore::find_draft(IncidentId incident, EmployeeId employee) {
    co_return database_.read_now(
        [=](Connection& connection) { return sqlite::find_draft(connection, incident, employee); });
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
        [=](Connection& connection) { return sqlite::remove_draft(connection, incident, employee); });
}

awaitable<void> IncidentStore::put_form(incidents::FormDraft draft) {
    co_await database_.write([draft = std::move(draft)](Connection& connection) { store_form(connection, draft); });
}

awaitable<std::optional<incidents::FormDraft>> IncidentStore::find_form(IncidentId incident, EmployeeId employee,
                                                                        incidents::DraftedAct act) {
    return database_.read(
        [=](Connection& connection) { return sqlite::find_form(connection, incident, employee, act); });
}

awaitable<bool> IncidentStore::remove_form(IncidentId incident, EmployeeId employee, incidents::DraftedAct act) {
    return database_.write(
        [=](Connection& connection) { return sqlite::remove_form(connection, incident, employee, act); });
}

awaitable<void> IncidentStore::forget_drafts(Instant before) {
    co_await database_.write([before](Connection& connection) { remove_drafts_before(connection, before); });
}

awaitable<std::vector<Incident>> IncidentStore::due(Instant now, std::size_t limit) {
    co_return co_await database_.read([=](Connection& connection) {
        auto rows = connection.prepare(
            "SELECT doc FROM incidents INDEXED BY incidents_due WHERE due <= ?1 ORDER BY due LIMIT ?2");
        rows.bind_all(now, limit);
        return all(std::move(rows));
    });
}

awaitable<std::vector<Incident>> IncidentStore::unowned_claims(std::string email) {
    co_return co_await database_.read([email = std::move(email)](Connection& connection) {
        auto rows = connection.prepare("SELECT doc FROM incidents INDEXED BY incidents_unowned WHERE contact_email = ?1"
                                       " ORDER BY created, id");
        rows.bind(1, email);
        return all(std::move(rows));
    });
}

awaitable<std::vector<Sha256Digest>> IncidentStore::erase_customer(CustomerId customer, Instant now) {
    auto bytes = co_await database_.write([this, customer, now](Connection& connection) {
        return erase_incidents_of(connection, search_, tallies_, customer, now);
    });
    co_await finish_erasure(database_, search_);
    co_return bytes;
}

awaitable<incidents::Overview> IncidentStore::overview(incidents::OverviewQuery query) {
    return sqlite::overview(database_, std::move(query));
}

awaitable<std::vector<incidents::DayFigures>> IncidentStore::daily(incidents::DailyQuery query) {
    return sqlite::daily(database_, std::move(query));
}

awaitable<incidents::Recount> IncidentStore::recount() {
    co_return co_await database_.write(&sqlite::recount);
}

awaitable<void> IncidentStore::remember(incidents::KnownPerson person) {
    co_await database_.write(
        [person = std::move(person)](Connection& connection) { remember_person(connection, person); });
}

awaitable<std::optional<incidents::KnownPerson>> IncidentStore::known_person(Uuid id) {
    co_return database_.read_now([&id](Connection& connection) { return find_person(connection, id); });
}

awaitable<std::optional<incidents::KnownPerson>> IncidentStore::known_customer_by_email(std::string email) {
    co_return database_.read_now(
        [&email](Connection& connection) { return find_customer_by_email(connection, email); });
}

awaitable<std::optional<http::RecordedAnswer>> IncidentStore::recorded_answer(std::string key) {
    co_return database_.read_now([&key](Connection& connection) { return find_answer(connection, key); });
}

awaitable<void> IncidentStore::forget_answers(Instant before) {
    co_await database_.write([before](Connection& connection) { sqlite::forget_answers(connection, before); });
}

} // namespace resuelve::sqlite

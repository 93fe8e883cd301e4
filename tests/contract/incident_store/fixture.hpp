#pragma once

#include "domain/events/outbox.hpp"
#include "domain/incidents/incident_store.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace resuelve::incidents {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

/// An empty store of the adapter, and short words for what every test does with it. An adapter is a type that has
/// `IncidentStore& store()` and `events::Outbox& outbox()`.
template <class Adapter>
class IncidentStoreFixture : public ::testing::Test {
protected:
    /// Stores what made the incident and gives it as it is now.
    Incident stored(testing::AnIncident builder) {
        const auto changes = builder.numbered(++seed_).changes();
        for (const auto& change : changes)
            commit(change);
        return changes.back().incident;
    }
    /// The same, but for a customer other than Ana.
    Incident stored_of(CustomerId customer, testing::AnIncident builder = {}) { return stored(builder.of(customer)); }

    void commit(Change change, std::optional<http::RecordedAnswer> answer = {}) {
        std::vector<Change> changes;
        changes.push_back(std::move(change));
        run(store.commit(std::move(changes), std::move(answer)));
    }

    /// Commits what an act gives, and gives the incident after it.
    Incident commit(std::expected<Change, Refusal> result) {
        auto change = testing::must(std::move(result));
        auto incident = change.incident;
        commit(std::move(change));
        return incident;
    }

    std::optional<Problem::Code> refusal_of(std::vector<Change> changes) {
        try {
            run(store.commit(std::move(changes)));
        } catch (const Problem& problem) {
            return problem.code();
        }
        return std::nullopt;
    }

    std::set<IncidentId> ids(const std::vector<Incident>& incidents) {
        std::set<IncidentId> all;
        for (const auto& incident : incidents)
            all.insert(incident.id);
        return all;
    }
    std::set<IncidentId> listed(IncidentQuery query) {
        if (!query.scope.customer && !query.scope.agent) query.scope.all = true;
        query.limit = 100;
        return ids(run(store.list(std::move(query))).items);
    }
    std::set<IncidentId> found(std::string text, Scope scope = {.all = true}) {
        return listed({.scope = std::move(scope), .text = std::move(text)});
    }

    /// All pages of a list, one after the other.
    std::vector<Incident> paged(IncidentQuery query) {
        std::vector<Incident> all;
        for (;;) {
            auto page = run(store.list(query));
            EXPECT_LE(page.items.size(), query.limit);
            for (auto& incident : page.items)
                all.push_back(std::move(incident));
            if (!page.next_cursor) return all;
            query.cursor = *page.next_cursor;
        }
    }

    std::vector<Entry> entries(IncidentId incident) { return run(store.timeline(incident, 0, 1000, true)); }

    Attachment an_upload(const Incident& incident, std::string_view bytes, access::Actor uploader = testing::ana()) {
        Attachment attachment;
        attachment.id = AttachmentId::make(testing::filing_time, random_);
        attachment.incident = incident.id;
        attachment.name = "foto de Ana.jpg";
        attachment.content_type = "image/jpeg";
        attachment.size = static_cast<std::int64_t>(bytes.size());
        attachment.sha256 = sha256(bytes);
        attachment.uploaded_by_role = uploader.role;
        attachment.uploaded_by = uploader.id;
        attachment.uploaded_at = testing::filing_time;
        return attachment;
    }

    static http::RecordedAnswer an_answer(std::string key) {
        return {.key = std::move(key),
                .fingerprint = "f00d",
                .status = 201,
                .location = "/api/v1/my/incidents/1",
                .etag = "\"1\"",
                .body = "{\"id\":\"ñ\"}",
                .answered_at = testing::filing_time};
    }

    static CustomerId another_customer() { return CustomerId{testing::uuid(77)}; }

    Adapter adapter;
    IncidentStore& store = adapter.store();
    events::Outbox& outbox = adapter.outbox();
    testing::Acting by;

private:
    std::uint64_t seed_ = 100;
    SeededRandom random_{3};
};

} // namespace resuelve::incidents

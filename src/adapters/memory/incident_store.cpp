#include "adapters/memory/incident_store.hpp"

#include "adapters/memory/incident_list.hpp"
#include "adapters/memory/incident_search.hpp"
#include "domain/access/email.hpp"
#include "domain/incidents/daily.hpp"
#include "domain/incidents/deadlines.hpp"
#include "domain/incidents/erasure.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace resuelve::memory {

using namespace incidents;

namespace {

/// The address as it is compared; as it is if it is none.
std::string email_key(const std::string& text) {
    const auto email = Email::parse(text);
    return email ? email->key() : text;
}

bool more_urgent(const Incident& one, const Incident& other) {
    return std::tuple{other.priority, one.deadlines.answer_by, one.created_at} <
           std::tuple{one.priority, other.deadlines.answer_by, other.created_at};
}

} // namespace

template <class Condition>
std::vector<Incident> IncidentStore::those(Condition fulfils) const {
    std::vector<Incident> found;
    for (const auto& [id, record] : records_)
        if (fulfils(record.incident)) found.push_back(record.incident);
    return found;
}

awaitable<std::optional<Incident>> IncidentStore::find(IncidentId id) {
    const std::lock_guard lock{mutex_};
    const auto found = records_.find(id);
    co_return found == records_.end() ? std::nullopt : std::optional{found->second.incident};
}

awaitable<std::optional<Incident>> IncidentStore::find(Reference reference) {
    const std::lock_guard lock{mutex_};
    const auto found = those([&](const Incident& incident) { return incident.reference == reference; });
    co_return found.empty() ? std::nullopt : std::optional{found.front()};
}

void IncidentStore::check(const std::vector<Change>& changes) const {
    std::map<IncidentId, std::int64_t> versions; // as they will be after the changes before
    std::set<Reference> references;
    for (const auto& change : changes) {
        const auto& incident = change.incident;
        const auto stored = records_.find(incident.id);
        const auto version = versions.contains(incident.id) ? versions[incident.id]
                             : stored == records_.end()     ? 0
                                                            : stored->second.incident.version;
        const bool reference_is_taken =
            change.before == 0 &&
            (!references.insert(incident.reference).second ||
             !those([&](const Incident& other) { return other.reference == incident.reference; }).empty());
        if (version != change.before || reference_is_taken)
            throw Problem{Problem::stale_version, "the incident was changed since it was read"};
        versions[incident.id] = incident.version;
    }
}

void IncidentStore::apply(Change change) {
    auto& record = records_[change.incident.id];
    record.incident = std::move(change.incident);
    std::ranges::move(change.entries, std::back_inserter(record.entries));
    for (auto& attachment : change.attachments)
        attachments_.insert_or_assign(attachment.id, std::move(attachment));
}

awaitable<void> IncidentStore::commit(std::vector<Change> changes, std::optional<http::RecordedAnswer> answer) {
    std::vector<events::Event> events;
    {
        const std::lock_guard lock{mutex_};
        if (answer && answers_.contains(answer->key)) throw http::AlreadyAnswered{};
        check(changes);
        for (auto& change : changes) {
            std::ranges::move(change.events, std::back_inserter(events));
            apply(std::move(change));
        }
        if (answer) answers_.emplace(answer->key, *answer);
    }
    outbox_.append(std::move(events));
    co_return;
}

awaitable<Page<Incident>> IncidentStore::list(IncidentQuery query) {
    const std::lock_guard lock{mutex_};
    std::optional<IncidentSearch> search;
    if (query.text) search.emplace(*query.text, !query.scope.customer);
    std::vector<std::pair<Place, const Incident*>> found;
    for (const auto& [id, record] : records_) {
        if (!passes(query, record.incident)) continue;
        const auto relevance = search ? search->relevance(record.incident, record.entries) : 0;
        if (search && relevance == 0) continue;
        found.emplace_back(place_of(record.incident, query.sort, relevance), &record.incident);
    }
    std::ranges::sort(found);
    if (query.descending) std::ranges::reverse(found);
    if (!query.cursor.empty()) {
        const auto last = place_of_cursor(query);
        std::erase_if(found, [&](const auto& one) { return query.descending ? one.first >= last : one.first <= last; });
    }

    Page<Incident> page;
    for (const auto& [place, incident] : found) {
        if (page.items.size() == query.limit) break;
        page.items.push_back(*incident);
        if (page.items.size() == query.limit && found.size() > query.limit)
            page.next_cursor = cursor_after(place, query);
    }
    co_return page;
}

awaitable<std::optional<Incident>> IncidentStore::next_unassigned(Scope scope) {
    const std::lock_guard lock{mutex_};
    const auto found = those([&](const Incident& incident) {
        return incident.status != Status::closed && !incident.assignee_id && !incident.snooze && scope.covers(incident);
    });
    const auto first = std::ranges::min_element(found, more_urgent);
    co_return first == found.end() ? std::nullopt : std::optional{*first};
}

awaitable<std::vector<Entry>> IncidentStore::timeline(IncidentId incident, int after, int limit, bool with_internal) {
    const std::lock_guard lock{mutex_};
    std::vector<Entry> page;
    if (const auto found = records_.find(incident); found != records_.end())
        for (const auto& entry : found->second.entries)
            if (entry.number > after && std::cmp_less(page.size(), limit) &&
                (with_internal || entry.visibility == Visibility::public_))
                page.push_back(entry);
    co_return page;
}

awaitable<std::vector<std::vector<Entry>>> IncidentStore::timelines(std::vector<incidents::TimelinePlace> places,
                                                                    int limit) {
    std::vector<std::vector<Entry>> all;
    for (const auto& place : places)
        all.push_back(co_await timeline(place.incident, place.after, limit, true));
    co_return all;
}

awaitable<void> IncidentStore::add_attachment(Attachment attachment) {
    const std::lock_guard lock{mutex_};
    attachments_.insert_or_assign(attachment.id, attachment);
    co_return;
}

awaitable<std::optional<Attachment>> IncidentStore::find_attachment(AttachmentId id) {
    const std::lock_guard lock{mutex_};
    const auto found = attachments_.find(id);
    co_return found == attachments_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::vector<Attachment>> IncidentStore::attachments(IncidentId incident) {
    const std::lock_guard lock{mutex_};
    std::vector<Attachment> found;
    for (const auto& [id, attachment] : attachments_)
        if (attachment.incident == incident) found.push_back(attachment);
    std::ranges::stable_sort(found, {}, &Attachment::uploaded_at);
    co_return found;
}

bool IncidentStore::is_referred_to(const Sha256Digest& digest) const {
    return std::ranges::any_of(attachments_, [&](const auto& one) { return one.second.sha256 == digest; });
}

awaitable<std::vector<Attachment>> IncidentStore::forget_pending_attachments(Instant before) {
    const std::lock_guard lock{mutex_};
    std::vector<Attachment> forgotten;
    for (const auto& [id, attachment] : attachments_)
        if (!attachment.entry && attachment.uploaded_at < before) forgotten.push_back(attachment);
    for (const auto& attachment : forgotten)
        attachments_.erase(attachment.id);
    std::erase_if(forgotten, [&](const Attachment& attachment) { return is_referred_to(attachment.sha256); });
    co_return forgotten;
}

awaitable<std::vector<Incident>> IncidentStore::due(Instant now, std::size_t limit) {
    const std::lock_guard lock{mutex_};
    auto found = those([&](const Incident& incident) {
        const auto moment = due_at(incident);
        return moment && *moment <= now;
    });
    std::ranges::stable_sort(found, {}, due_at);
    found.resize(std::min(limit, found.size()));
    co_return found;
}

awaitable<std::vector<Incident>> IncidentStore::unowned_claims(std::string email) {
    const std::lock_guard lock{mutex_};
    auto found = those([&](const Incident& incident) {
        return !incident.customer_id && incident.contact && email_key(incident.contact->email) == email;
    });
    std::ranges::stable_sort(found, {}, &Incident::created_at);
    co_return found;
}

awaitable<std::vector<Sha256Digest>> IncidentStore::erase_customer(CustomerId customer, Instant now) {
    const std::lock_guard lock{mutex_};
    std::set<Sha256Digest> freed;
    for (auto& [id, record] : records_) {
        if (record.incident.customer_id != customer || record.incident.legal_hold) continue;
        incidents::erase_customer(record.incident, now);
        for (auto& entry : record.entries)
            if (holds_personal_data(entry)) erase(entry);
        std::erase_if(drafts_, [&](const auto& draft) { return draft.first.first == id; });
        std::erase_if(forms_, [&](const auto& form) { return form.second.incident == id; });
        for (auto& [attachment_id, attachment] : attachments_) {
            if (attachment.incident != id) continue;
            freed.insert(attachment.sha256);
            erase(attachment);
        }
    }
    std::erase_if(freed, [&](const auto& digest) { return is_referred_to(digest); });
    co_return std::vector(freed.begin(), freed.end());
}

awaitable<Overview> IncidentStore::overview(OverviewQuery query) {
    const std::lock_guard lock{mutex_};
    OverviewCount count{std::move(query)};
    for (const auto& [id, record] : records_)
        count.add(record.incident);
    co_return count.overview();
}

awaitable<std::vector<DayFigures>> IncidentStore::daily(DailyQuery query) {
    const std::lock_guard lock{mutex_};
    DailyCount count{std::move(query)};
    for (const auto& [id, record] : records_)
        count.add_facts(record.incident);
    co_return count.days();
}

awaitable<void> IncidentStore::remember(KnownPerson person) {
    const std::lock_guard lock{mutex_};
    auto& known = persons_[person.id];
    if (person.version >= known.version) known = std::move(person);
    co_return;
}

awaitable<std::optional<KnownPerson>> IncidentStore::known_person(Uuid id) {
    const std::lock_guard lock{mutex_};
    const auto found = persons_.find(id);
    co_return found == persons_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::optional<KnownPerson>> IncidentStore::known_customer_by_email(std::string email) {
    const std::lock_guard lock{mutex_};
    for (const auto& [id, person] : persons_)
        if (person.active && person.role == access::Role::customer && person.email == email) co_return person;
    co_return std::nullopt;
}

awaitable<std::optional<http::RecordedAnswer>> IncidentStore::recorded_answer(std::string key) {
    const std::lock_guard lock{mutex_};
    const auto found = answers_.find(key);
    co_return found == answers_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<void> IncidentStore::forget_answers(Instant before) {
    const std::lock_guard lock{mutex_};
    std::erase_if(answers_, [&](const auto& one) { return one.second.answered_at < before; });
    co_return;
}

} // namespace resuelve::memory

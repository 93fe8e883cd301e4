#pragma once

#include "adapters/mongodb/database.hpp"
#include "adapters/mongodb/outbox.hpp"
#include "domain/incidents/incident_store.hpp"

namespace resuelve::mongodb {

/// Incidents in one MongoDB database. A change is one write of one document that carries the new entries, the events
/// and the answer; changes of several incidents or with attachments are a transaction. Entries and the words that they
/// are found by are moved into their own collections later: by move_entries(), and before anything is searched.
class IncidentStore : public incidents::IncidentStore {
public:
    /// Both outlive the store; the outbox is that of the collection "incidents".
    IncidentStore(Database& database, Outbox& outbox) : database_{database}, outbox_{outbox} {}

    awaitable<std::optional<incidents::Incident>> find(IncidentId id) override;
    awaitable<std::optional<incidents::Incident>> find(incidents::Reference reference) override;
    awaitable<void> commit(std::vector<incidents::Change> changes,
                           std::optional<http::RecordedAnswer> answer = {}) override;
    awaitable<incidents::Page<incidents::Incident>> list(incidents::IncidentQuery query) override;
    awaitable<std::optional<incidents::Incident>> next_unassigned(incidents::Scope scope) override;
    awaitable<std::vector<incidents::Entry>> timeline(IncidentId incident, int after, int limit,
                                                      bool with_internal) override;
    awaitable<std::vector<std::vector<incidents::Entry>>> timelines(std::vector<incidents::TimelinePlace> places,
                                                                    int limit) override;
    awaitable<void> add_attachment(incidents::Attachment attachment) override;
    awaitable<std::optional<incidents::Attachment>> find_attachment(incidents::AttachmentId id) override;
    awaitable<std::vector<incidents::Attachment>> attachments(IncidentId incident) override;
    awaitable<std::vector<incidents::Attachment>> forget_pending_attachments(Instant before) override;
    awaitable<void> put_draft(incidents::Draft draft) override;
    awaitable<std::optional<incidents::Draft>> find_draft(IncidentId incident, EmployeeId employee) override;
    awaitable<std::vector<incidents::DraftMark>> draft_marks(std::vector<IncidentId> incidents) override;
    awaitable<std::vector<incidents::DraftMark>> written_since(Instant since) override;
    awaitable<bool> remove_draft(IncidentId incident, EmployeeId employee) override;
    awaitable<void> put_form(incidents::FormDraft draft) override;
    awaitable<std::optional<incidents::FormDraft>> find_form(IncidentId incident, EmployeeId employee,
                                                             incidents::DraftedAct act) override;
    awaitable<bool> remove_form(IncidentId incident, EmployeeId employee, incidents::DraftedAct act) override;
    awaitable<void> forget_drafts(Instant before) override;
    awaitable<std::vector<incidents::Incident>> due(Instant now, std::size_t limit) override;
    awaitable<std::vector<incidents::Incident>> unowned_claims(std::string email) override;
    awaitable<std::vector<Sha256Digest>> erase_customer(CustomerId customer, Instant now) override;
    awaitable<incidents::Overview> overview(incidents::OverviewQuery query) override;
    awaitable<std::vector<incidents::DayFigures>> daily(incidents::DailyQuery query) override;
    awaitable<void> remember(incidents::KnownPerson person) override;
    awaitable<std::optional<incidents::KnownPerson>> known_person(Uuid id) override;
    awaitable<std::optional<incidents::KnownPerson>> known_customer_by_email(std::string email) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;
    awaitable<void> forget_answers(Instant before) override;

    /// Moves the entries of at most so many incidents on, the longest waiting first, and says of how many. For
    /// TimelineMover.
    awaitable<std::size_t> move_entries(std::size_t incidents);
    /// Counts for the reports those that were moved since they were counted. For TimelineMover.
    awaitable<void> count_moved();
    /// Makes the tallies of the reports anew from the incidents.
    awaitable<incidents::Recount> recount();

private:
    awaitable<void> move_all_entries();
    awaitable<void> commit_answer(http::RecordedAnswer answer);

    Database& database_;
    Outbox& outbox_;
};

} // namespace resuelve::mongodb

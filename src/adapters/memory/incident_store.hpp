#pragma once

#include "adapters/memory/outbox.hpp"
#include "domain/incidents/incident_store.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps incidents in memory, for tests. Everything is looked through one by one, so that it is plainly right.
class IncidentStore : public incidents::IncidentStore {
public:
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

    /// The events of the commits.
    Outbox& outbox() { return outbox_; }

private:
    /// An incident and its timeline.
    struct Record {
        incidents::Incident incident;
        std::vector<incidents::Entry> entries;
    };

    void check(const std::vector<incidents::Change>& changes) const;
    void apply(incidents::Change change);
    bool is_referred_to(const Sha256Digest& digest) const;
    /// The incidents that fulfil the condition.
    template <class Condition>
    std::vector<incidents::Incident> those(Condition fulfils) const;

    Outbox outbox_;
    std::mutex mutex_;
    std::map<IncidentId, Record> records_;
    std::map<incidents::AttachmentId, incidents::Attachment> attachments_;
    std::map<std::pair<IncidentId, EmployeeId>, incidents::Draft> drafts_;
    std::map<std::tuple<IncidentId, EmployeeId, incidents::DraftedAct>, incidents::FormDraft> forms_;
    std::map<Uuid, incidents::KnownPerson> persons_;
    std::map<std::string, http::RecordedAnswer> answers_;
};

} // namespace resuelve::memory

#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/daily.hpp"
#include "domain/incidents/draft.hpp"
#include "domain/incidents/incident_query.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/http/idempotency.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace resuelve::incidents {

/// From where on a timeline is read.
struct TimelinePlace {
    IncidentId incident{};
    int after = 0; ///< entries with a greater number
};

/// Keeps incidents, their timelines and what belongs to them. Every adapter passes
/// tests/contract/incident_store_contract.hpp.
class IncidentStore {
public:
    virtual ~IncidentStore() = default;

    virtual awaitable<std::optional<Incident>> find(IncidentId id) = 0;
    virtual awaitable<std::optional<Incident>> find(Reference reference) = 0;

    /// Stores the changes, their entries and their events as one transaction, and with them the answer that a repeated
    /// request will get. Returns when it is durable. Throws Problem::stale_version if one of the incidents was changed
    /// since it was read, and http::AlreadyAnswered if the idempotency key was used meanwhile, whatever else is wrong;
    /// nothing is stored then. Changes may build on each other. Attachments that a change links are updated by their
    /// ids.
    virtual awaitable<void> commit(std::vector<Change> changes, std::optional<http::RecordedAnswer> answer = {}) = 0;

    /// Newest first or as the query says. Only what the query's scope allows is found or counted.
    virtual awaitable<Page<Incident>> list(IncidentQuery query) = 0;
    /// The most urgent open incident without an assignee within the scope: priority, then answer_by, then age.
    virtual awaitable<std::optional<Incident>> next_unassigned(Scope scope) = 0;

    /// Entries after `after`, oldest first; internal ones only if `with_internal`.
    virtual awaitable<std::vector<Entry>> timeline(IncidentId incident, int after, int limit, bool with_internal) = 0;

    /// Several timelines in one go, each as timeline() gives it with internal entries: for answers that show something
    /// of each incident of a page.
    virtual awaitable<std::vector<std::vector<Entry>>> timelines(std::vector<TimelinePlace> places, int limit) = 0;

    virtual awaitable<void> add_attachment(Attachment attachment) = 0;
    virtual awaitable<std::optional<Attachment>> find_attachment(AttachmentId id) = 0;
    virtual awaitable<std::vector<Attachment>> attachments(IncidentId incident) = 0;
    /// Forgets pending uploads older than `before`. Returns those whose bytes nobody refers to any more.
    virtual awaitable<std::vector<Attachment>> forget_pending_attachments(Instant before) = 0;

    /// Keeps what an employee has begun to write, in place of that employee's other draft of the incident. It changes
    /// no incident.
    virtual awaitable<void> put_draft(Draft draft) = 0;
    virtual awaitable<std::optional<Draft>> find_draft(IncidentId incident, EmployeeId employee) = 0;
    /// Who has begun to write, or to fill in a form: in the order of `incidents`, the one longest without a word first.
    virtual awaitable<std::vector<DraftMark>> draft_marks(std::vector<IncidentId> incidents) = 0;
    /// Who wrote or filled in a form at `since` or later, of any incident: the one longest without a word first.
    virtual awaitable<std::vector<DraftMark>> written_since(Instant since) = 0;
    /// Says whether there was one.
    virtual awaitable<bool> remove_draft(IncidentId incident, EmployeeId employee) = 0;
    /// Keeps a form that an employee has begun to fill in, in place of that employee's other one of the act. Throws
    /// what want_room_for_form() does.
    virtual awaitable<void> put_form(FormDraft draft) = 0;
    virtual awaitable<std::optional<FormDraft>> find_form(IncidentId incident, EmployeeId employee, DraftedAct act) = 0;
    /// Says whether there was one.
    virtual awaitable<bool> remove_form(IncidentId incident, EmployeeId employee, DraftedAct act) = 0;
    /// And forms.
    virtual awaitable<void> forget_drafts(Instant before) = 0;

    /// Incidents with something for the system to do by `now` (see due_at()), the longest due first.
    virtual awaitable<std::vector<Incident>> due(Instant now, std::size_t limit) = 0;

    /// Claims under an e-mail address (lower case) that no account owns yet, oldest first.
    virtual awaitable<std::vector<Incident>> unowned_claims(std::string email) = 0;

    /// Blanks what the customer wrote and who the customer is, in incidents, entries, attachments' names and the search
    /// index, and removes drafts; the chain still verifies. Returns the blobs that nobody refers to any more. Incidents
    /// on legal hold stay.
    virtual awaitable<std::vector<Sha256Digest>> erase_customer(CustomerId customer, Instant now) = 0;

    /// As OverviewCount counts. What was committed before is counted.
    virtual awaitable<Overview> overview(OverviewQuery query) = 0;

    /// As DailyCount counts: every day of the query, in order. What was committed before is counted.
    virtual awaitable<std::vector<DayFigures>> daily(DailyQuery query) = 0;

    /// What is kept here of a person from another service, to show and to write to. Older versions are ignored.
    virtual awaitable<void> remember(KnownPerson person) = 0;
    virtual awaitable<std::optional<KnownPerson>> known_person(Uuid id) = 0;
    /// An active one.
    virtual awaitable<std::optional<KnownPerson>> known_customer_by_email(std::string email) = 0;

    /// Answers recorded for idempotency keys, kept 24 hours.
    virtual awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) = 0;
    virtual awaitable<void> forget_answers(Instant before) = 0;
};

} // namespace resuelve::incidents

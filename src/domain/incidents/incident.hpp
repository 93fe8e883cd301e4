#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/reference.hpp"
#include "domain/incidents/status.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/time/instant.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace resuelve::incidents {

/// What was bought.
struct Order {
    std::optional<std::string> reference;
    std::optional<std::string> line;
    std::optional<std::string> product;
    std::optional<std::string> serial_number;
    std::optional<int> quantity; ///< how many of them it is about
    std::optional<std::chrono::year_month_day> purchased_on;

    bool operator==(const Order&) const = default;
};

/// How to reach somebody who filed a claim without an account.
struct Contact {
    std::string name;
    std::string email;
    std::optional<std::string> phone;

    bool operator==(const Contact&) const = default;
};

/// The shop's answer to one point that was claimed.
struct Answer {
    int point = 1; ///< 1, 2, …: the position in Incident::points
    Decision decision{};
    std::string reasons;
    std::optional<std::int64_t> amount_cents{}; ///< euro cents that the shop gives for it

    bool operator==(const Answer&) const = default;
};

/// What the shop offers, with an answer to every point (Law 10/2025 art. 13.1).
struct Proposal {
    Decision outcome{};
    Remedy remedy{};
    std::vector<Answer> answers{};

    /// Euro cents that it gives for all points together; nothing if it gives no money.
    std::optional<std::int64_t> total_cents() const;

    bool operator==(const Proposal&) const = default;
};

/// A proposal that somebody else has to approve before the customer may know of it.
struct Approval {
    Proposal proposal;
    ApprovalStatus status{};
    EmployeeId requested_by{};
    Instant requested_at{};
    std::optional<std::string> comment;
    std::optional<EmployeeId> returned_by;
    std::optional<Instant> returned_at;
    std::optional<std::string> return_comment;

    bool operator==(const Approval&) const = default;
};

/// Out of the queues until there is something to do again.
struct Snooze {
    Instant until{};
    std::optional<EmployeeId> by; ///< none: a program

    bool operator==(const Snooze&) const = default;
};

/// What the shop proposes to settle the incident.
struct Resolution {
    Decision outcome{};
    Remedy remedy{};
    std::vector<Answer> answers; ///< one for each point (Law 10/2025 art. 13.1)
    Instant proposed_at{};
    EmployeeId proposed_by{};                ///< who wrote it
    std::optional<EmployeeId> approved_by{}; ///< who sent it to the customer, if that is somebody else

    bool operator==(const Resolution&) const = default;
};

struct Satisfaction {
    int score = 0; ///< 1 to 5
    std::optional<std::string> comment;
    Instant rated_at{};

    bool operator==(const Satisfaction&) const = default;
};

/// Moments by which something must happen. Passing one never closes the incident (Law 10/2025 art. 13.2), except
/// `confirm_by`: silence after a proposal.
struct Deadlines {
    Instant answer_from{};                 ///< when the legal clock started, again after a completion
    Instant answer_by{};                   ///< the legal one: 15 working days (Law 10/2025 art. 17.1)
    std::optional<Instant> complete_by;    ///< the customer's, while awaiting_completion (art. 13.3)
    std::optional<Instant> remind_at;      ///< the system reminds of a proposal
    std::optional<Instant> confirm_by;     ///< the system closes as no_answer
    std::optional<Instant> reopen_by;      ///< 30 days after closing
    std::optional<Instant> third_party_by; ///< when the third party promised to answer
    int warned_percent = 0;                ///< 0, 50, 80 or 100: how much of answer_by was warned about

    bool operator==(const Deadlines&) const = default;
};

/// The end of the hash chain of the incident's timeline.
struct History {
    int entries = 0;
    Sha256Digest head{};

    bool operator==(const History&) const = default;
};

/// What a merge changed, to be able to undo it.
struct Merge {
    IncidentId into{};
    Status status_before{};
    Instant merged_at{};
    std::string into_reference; ///< of that one; empty: merged before this was kept

    bool operator==(const Merge&) const = default;
};

/// An incident as it stands now. Its past is the timeline.
struct Incident {
    IncidentId id{};
    Reference reference{};
    std::optional<CustomerId> customer_id; ///< none while a claim waits for its e-mail to be verified
    std::optional<Contact> contact;        ///< of a claim without an account
    std::string customer_name;             ///< to show; blanked at erasure
    Channel channel = Channel::web;
    std::string language = "es"; ///< es, ca, gl, eu, en
    std::string subject;
    std::string description;
    std::optional<Order> order;
    std::vector<std::string> points;
    std::optional<std::string> category;
    Priority priority = Priority::normal;
    Status status = Status::registered;
    std::optional<ClosedAs> closed_as;
    std::optional<EmployeeId> assignee_id;
    std::optional<TeamId> team_id;
    std::set<std::string> tags;
    bool escalated = false;
    bool vulnerable_customer = false;
    bool legal_hold = false;
    bool not_notified = false;
    bool person_requested = false;    ///< "talk to a person" (Law 10/2025 art. 8)
    bool erased = false;              ///< the customer's data was erased (GDPR art. 17)
    std::optional<Snooze> snooze;     ///< of an open incident; never the customer's business
    std::optional<Approval> approval; ///< of the next resolution; never the customer's business
    std::optional<Resolution> resolution;
    int refusals = 0; ///< of resolutions; the second one escalates
    std::optional<Satisfaction> satisfaction;
    std::optional<Merge> merge;
    std::optional<std::string> privacy_version; ///< of the text about privacy that its customer accepted
    std::optional<IncidentId> continues;        ///< the closed incident that this one goes on with
    std::vector<std::string> missing;           ///< what a completion request asked for
    Deadlines deadlines;
    std::optional<Instant> paused_at; ///< since when the service clock stands; of a formal request, since that was sent
    std::chrono::milliseconds paused_for{};
    std::optional<Instant> first_answered_at;
    std::optional<Instant> answered_at; ///< when the last resolution was proposed
    std::optional<Instant> closed_at;
    Instant created_at{};
    Instant updated_at{};
    std::int64_t version = 0; ///< 0: not stored yet
    History history;
    int attachments = 0;

    std::optional<Instant> snoozed_until() const { return snooze ? std::optional{snooze->until} : std::nullopt; }

    /// How many answers a resolution needs: an incident without points has one, its description.
    int points_to_answer() const { return points.empty() ? 1 : static_cast<int>(points.size()); }

    bool operator==(const Incident&) const = default;
};

} // namespace resuelve::incidents

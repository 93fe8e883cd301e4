#pragma once

#include "domain/incidents/incident.hpp"
#include "domain/incidents/working_days.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::incidents {

/// The terms of the company: the law's figures unless configured. `calendar` must live as long as the policy.
struct Policy {
    const Calendar& calendar = spain();
    int answer_working_days = 15;     ///< Law 10/2025 art. 17.1
    int undue_charge_days = 5;        ///< calendar days, art. 17.3
    int completion_working_days = 10; ///< at least, art. 13.3
    int remind_days = 5;              ///< of silence after a proposal
    int confirm_days = 10;            ///< of silence, then closed as no_answer
    int reopen_days = 30;
};

const Policy& default_policy();

inline constexpr std::string_view undue_charge = "undue_charge"; ///< the category with its own clock

inline constexpr std::array warned_at{50, 80, 100}; ///< per cent of the time to answer

/// When a claim of this category that was filed (or completed) at `from` must be answered.
Instant answer_by(const std::optional<std::string>& category, Instant from, const Policy& policy);

/// Starts the legal clock, at filing, completion, refusal and reopening.
void start_legal_clock(Incident& incident, Instant now, const Policy& policy);

/// Starts the days of silence after a proposal, or again after the customer wrote something.
void start_silence(Incident& incident, Instant now, const Policy& policy);

/// The percentage (50, 80, 100) that has passed and was not warned about yet; 0 if there is none. It stands still while
/// the customer completes the filing.
int warning_due(const Incident& incident, Instant now);

/// Whether the law's time to answer passes in a status. It stands still while the customer completes the filing, and
/// ends with a proposal.
constexpr bool legal_clock_runs(Status status) {
    return status != Status::awaiting_completion && status != Status::resolution_proposed && status != Status::closed;
}

/// Whether the shop should have answered by now. Not while the customer completes the filing, and not what is answered.
bool is_overdue(const Incident& incident, Instant now);

/// Nothing before a resolution was proposed.
std::optional<Answered> how_answered(const Incident& incident);

/// When the system has to do something next, if nothing happens before: what IncidentStore::due() looks for. Nothing
/// for a closed incident.
std::optional<Instant> due_at(const Incident& incident);

} // namespace resuelve::incidents

#include "domain/incidents/deadlines.hpp"

#include <algorithm>
#include <array>

namespace resuelve::incidents {
namespace {

/// When `percent` of the time to answer will have passed.
Instant moment_of(int percent, const Deadlines& deadlines) {
    return deadlines.answer_from + (deadlines.answer_by - deadlines.answer_from) * percent / 100;
}

void earliest(std::optional<Instant>& of, std::optional<Instant> candidate) {
    if (candidate && (!of || *candidate < *of)) of = candidate;
}

} // namespace

const Policy& default_policy() {
    static const Policy policy{};
    return policy;
}

Instant answer_by(const std::optional<std::string>& category, Instant from, const Policy& policy) {
    if (category == undue_charge) return policy.calendar.after_days(from, policy.undue_charge_days);
    return policy.calendar.after_working_days(from, policy.answer_working_days);
}

void start_legal_clock(Incident& incident, Instant now, const Policy& policy) {
    incident.deadlines.answer_from = now;
    incident.deadlines.answer_by = answer_by(incident.category, now, policy);
    incident.deadlines.warned_percent = 0;
}

void start_silence(Incident& incident, Instant now, const Policy& policy) {
    incident.deadlines.remind_at = now + std::chrono::days{policy.remind_days};
    incident.deadlines.confirm_by = now + std::chrono::days{policy.confirm_days};
}

int warning_due(const Incident& incident, Instant now) {
    if (!legal_clock_runs(incident.status)) return 0;
    int due = 0;
    for (const int percent : warned_at)
        if (percent > incident.deadlines.warned_percent && moment_of(percent, incident.deadlines) <= now) due = percent;
    return due;
}

bool is_overdue(const Incident& incident, Instant now) {
    return legal_clock_runs(incident.status) && now > incident.deadlines.answer_by;
}

std::optional<Answered> how_answered(const Incident& incident) {
    if (!incident.answered_at) return std::nullopt;
    return *incident.answered_at <= incident.deadlines.answer_by ? Answered::in_time : Answered::late;
}

std::optional<Instant> due_at(const Incident& incident) {
    const auto& deadlines = incident.deadlines;
    std::optional<Instant> due;
    if (incident.status == Status::resolution_proposed) {
        earliest(due, deadlines.remind_at);
        earliest(due, deadlines.confirm_by);
    }
    if (incident.status == Status::awaiting_completion) earliest(due, deadlines.complete_by);
    if (legal_clock_runs(incident.status))
        for (const int percent : warned_at)
            if (percent > deadlines.warned_percent) earliest(due, moment_of(percent, deadlines));
    earliest(due, incident.snoozed_until());
    return due;
}

} // namespace resuelve::incidents

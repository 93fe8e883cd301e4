#include "domain/incidents/accept_resolution.hpp"
#include "domain/incidents/answer.hpp"
#include "domain/incidents/approval.hpp"
#include "domain/incidents/ask_information.hpp"
#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/complete.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/incident_json.hpp"
#include "domain/incidents/legal_hold.hpp"
#include "domain/incidents/mark_spam.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/record_notification.hpp"
#include "domain/incidents/refuse_resolution.hpp"
#include "domain/incidents/reopen.hpp"
#include "domain/incidents/reply.hpp"
#include "domain/incidents/request_completion.hpp"
#include "domain/incidents/take.hpp"
#include "domain/incidents/wait_for_third_party.hpp"
#include "domain/incidents/withdraw.hpp"
#include "tests/support/an_incident.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

namespace resuelve::incidents {
namespace {

using namespace testing;

using Result = std::expected<Change, Refusal>;
using Attempt = std::function<Result(const Incident&, const Context&)>;

Result merged(const Incident& incident, const Context& context) {
    auto both = merge(incident, an_incident().numbered(99).now(), context);
    if (!both) return std::unexpected(both.error());
    return std::move(both->front());
}

/// Everything that anybody may try, well-formed or not.
const std::vector<Attempt>& attempts() {
    static const std::vector<Attempt> all{
        [](auto& i, auto& c) { return reply(i, {.body = "Respuesta"}, c); },
        [](auto& i, auto& c) { return complete(i, {.body = "El tique"}, c); },
        [](auto& i, auto& c) { return accept_resolution(i, c); },
        [](auto& i, auto& c) { return refuse_resolution(i, {.reason = "No", .points = {1}}, c); },
        withdraw,
        [](auto& i, auto& c) { return reopen(i, "Otra vez", c); },
        [](auto& i, auto& c) { return rate(i, {.score = 3}, c); },
        take,
        [](auto& i, auto& c) { return answer(i, {.body = "Hola"}, c); },
        [](auto& i, auto& c) { return note(i, {.body = "Ojo"}, c); },
        [](auto& i, auto& c) { return ask_information(i, {.body = "¿Cuál?"}, c); },
        [](auto& i, auto& c) { return request_completion(i, {.message = {.body = "Falta"}, .missing = {"Algo"}}, c); },
        [](auto& i, auto& c) { return wait_for_third_party(i, {.message = {.body = "Esperamos"}}, c); },
        [](auto& i, auto& c) { return propose_resolution(i, AnIncident::a_proposal(i), c); },
        [](auto& i, auto& c) {
            return propose_resolution(i, {.outcome = Decision::upheld, .answers = {{1, Decision::upheld, "Sí"}}}, c);
        },
        [](auto& i, auto& c) { return request_approval(i, AnIncident::a_proposal(i), "Por favor", c); },
        approve,
        [](auto& i, auto& c) { return return_approval(i, "No", c); },
        [](auto& i, auto& c) { return change_incident(i, {.priority = Priority::high}, c); },
        [](auto& i, auto& c) { return change_incident(i, {.snoozed_until = c.now + std::chrono::days{5}}, c); },
        [](auto& i, auto& c) { return change_incident(i, {.team_id = std::optional{TeamId{uuid(20)}}}, c); },
        merged,
        undo_merge,
        [](auto& i, auto& c) { return escalate(i, "Urge", c); },
        mark_spam,
        [](auto& i, auto& c) { return hold(i, "Diligencias previas", c); },
        lift_hold,
        do_what_is_due,
        [](auto& i, auto& c) { return record_notification(i, Delivery::bounced, "receipt", c); },
    };
    return all;
}

bool in_table(Status from, Status to, access::Role role) {
    return std::ranges::any_of(
        lifecycle, [&](const Rule& rule) { return rule.from == from && rule.to == to && satisfies(role, rule.who); });
}

bool stands(Status status) {
    return status == Status::awaiting_customer || status == Status::awaiting_completion ||
           status == Status::resolution_proposed || status == Status::closed;
}

void check_step(const Incident& before, const Change& change, const access::Actor& actor) {
    const auto& after = change.incident;
    RC_ASSERT(change.before == before.version);
    RC_ASSERT(after.version == before.version + (change.entries.empty() ? 0 : 1));
    RC_ASSERT(before.status == after.status || in_table(before.status, after.status, actor.role));
    const auto transitions = std::ranges::count(change.entries, EntryKind::transition, &Entry::kind);
    RC_ASSERT(transitions == (before.status == after.status ? 0 : 1));
    RC_ASSERT(change.entries.empty() == (after.history == before.history));
    for (const auto& event : change.events) {
        RC_ASSERT(event.version == after.version);
        RC_ASSERT(event.subject == after.id.value);
    }
}

void check_state(const Incident& incident) {
    const bool closed = incident.status == Status::closed;
    RC_ASSERT(incident.closed_as.has_value() == closed);
    RC_ASSERT(incident.closed_at.has_value() == closed);
    RC_ASSERT(incident.paused_at.has_value() == stands(incident.status));
    RC_ASSERT(incident.deadlines.answer_from < incident.deadlines.answer_by);
    if (incident.status == Status::resolution_proposed) {
        RC_ASSERT(incident.deadlines.confirm_by.has_value());
        RC_ASSERT(incident.resolution->answers.size() == static_cast<std::size_t>(incident.points_to_answer()));
        for (int point = 1; point <= incident.points_to_answer(); ++point)
            RC_ASSERT(incident.resolution->answers[static_cast<std::size_t>(point - 1)].point == point);
    }
    if (incident.status == Status::awaiting_completion) RC_ASSERT(incident.deadlines.complete_by.has_value());
    const bool can_be_proposed = !closed && incident.status != Status::resolution_proposed;
    RC_ASSERT(!incident.approval || can_be_proposed);
    RC_ASSERT(!incident.snooze || !closed);
    RC_ASSERT(incident.refusals < 2 || incident.escalated);
    RC_ASSERT(from_stored(to_stored(incident)) == incident);
}

RC_GTEST_PROP(AnySequenceOfActs, KeepsTheRules, ()) {
    SeededRandom random{*rc::gen::arbitrary<std::uint64_t>()};
    const std::vector<access::Actor> actors{ana(),          an_agent(), another_agent(),
                                            a_supervisor(), an_admin(), the_system()};
    const auto first = an_incident().with_points(*rc::gen::inRange(0, 3)).changes().front();
    auto incident = first.incident;
    auto timeline = first.entries;
    auto now = filing_time;
    int done = 0;
    for (int step = 0; step < 60; ++step) {
        // Clocks jump back, too.
        now += std::chrono::minutes{*rc::gen::inRange(-600, 6'000)};
        const Context context{.by = *rc::gen::elementOf(actors),
                              .now = now,
                              .random = random,
                              .traceparent = {},
                              .source = "/resuelve/test"};
        const auto result = (*rc::gen::elementOf(attempts()))(incident, context);
        if (!result) {
            RC_ASSERT(result.error().status == incident.status);
            continue;
        }
        ++done;
        check_step(incident, *result, context.by);
        incident = result->incident;
        timeline.insert(timeline.end(), result->entries.begin(), result->entries.end());
        check_state(incident);
    }
    RC_CLASSIFY(done >= 10, "ten acts or more");
    RC_CLASSIFY(incident.status == Status::closed, "ends closed");
    RC_ASSERT(verify_chain(incident.id, timeline) == std::nullopt);
    RC_ASSERT(std::cmp_equal(timeline.size(), incident.history.entries));
    RC_ASSERT(timeline.back().hash == incident.history.head);
    RC_ASSERT(std::ranges::is_sorted(timeline, {}, &Entry::at));
}

} // namespace
} // namespace resuelve::incidents

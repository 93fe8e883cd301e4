#include "app/demo/demo_incidents.hpp"

#include "app/demo/demo_stories.hpp"
#include "domain/incidents/accept_resolution.hpp"
#include "domain/incidents/answer.hpp"
#include "domain/incidents/approval.hpp"
#include "domain/incidents/ask_information.hpp"
#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/mark_spam.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/refuse_resolution.hpp"
#include "domain/incidents/register_incident.hpp"
#include "domain/incidents/reopen.hpp"
#include "domain/incidents/reply.hpp"
#include "domain/incidents/request_completion.hpp"
#include "domain/incidents/take.hpp"
#include "domain/incidents/wait_for_third_party.hpp"
#include "domain/incidents/withdraw.hpp"

#include <map>
#include <stdexcept>

namespace resuelve::app {
namespace {

using namespace std::chrono_literals;
using namespace incidents;

/// Plays one story, act by act, the clock going on between them.
class Play {
public:
    Play(IncidentStore& store, const DemoCast& cast, const Story& story, Instant now, Random& random) :
        store_{store}, cast_{cast}, story_{story}, now_{now - std::chrono::days{story.days_ago} - 2h}, random_{random} {
    }

    const Incident& incident() const { return incident_; }

    awaitable<void> file() {
        NewIncident claim{.customer_id = customer().customer_id(),
                          .customer_name = customer().name,
                          .channel = story_.channel,
                          .subject = std::string{story_.subject},
                          .description = std::string{story_.description},
                          .category = std::string{story_.category}};
        if (!story_.product.empty()) claim.order = Order{.product = std::string{story_.product}};
        if (!story_.order.empty()) claim.order->reference = std::string{story_.order};
        for (const auto point : story_.points)
            claim.points.emplace_back(point);
        co_await keep(register_incident(std::move(claim), as(customer())));
        const auto team = cast_.teams.at(team_of(story_.category));
        co_await keep(change_incident(incident_, {.team_id = std::optional{team}}, as(cast_.supervisor, 5min)));
    }

    awaitable<void> take_it() {
        co_await keep(take(incident_, as(cast_.agent, 3h)));
        co_await keep(
            note(incident_, {"Revisado el pedido en la tienda: coincide con lo que cuenta."}, as(cast_.agent)));
        co_await keep(answer(incident_, {"Hola, soy " + cast_.agent.name + ". Lo estoy mirando y te digo algo pronto."},
                             as(cast_.agent)));
    }

    awaitable<void> ask() {
        co_await keep(ask_information(incident_, {"¿Nos puedes enviar una foto o un vídeo de lo que pasa?"},
                                      as(cast_.agent, 1h)));
    }

    awaitable<void> request_to_complete() {
        CompletionRequest request{.message = {"Para tramitarla nos falta el número de pedido y la fecha de compra."},
                                  .missing = {"Número de pedido", "Fecha de compra"}};
        co_await keep(request_completion(incident_, std::move(request), as(cast_.agent, 1h)));
    }

    awaitable<void> wait_for_carrier() {
        co_await keep(wait_for_third_party(
            incident_, {.message = {"Reclamado al transportista, número 77120."}, .until = now_ + 30 * 24h},
            as(cast_.agent, 1h)));
    }

    awaitable<void> propose(Decision decision, Remedy remedy) {
        co_await keep(propose_resolution(incident_, proposal(decision, remedy), as(cast_.agent, 20h)));
    }

    awaitable<void> ask_for_approval() {
        co_await keep(request_approval(incident_, proposal(Decision::upheld, Remedy::refund),
                                       "Ha esperado más de lo que le prometimos.", as(cast_.agent, 20h)));
    }

    awaitable<void> return_it() {
        co_await keep(
            return_approval(incident_, "El envío sí; para la compensación bastan 40 €.", as(cast_.supervisor, 2h)));
    }

    awaitable<void> snooze_it() {
        co_await keep(change_incident(incident_, {.snoozed_until = now_ + 5 * 24h}, as(cast_.agent, 1h)));
    }

    awaitable<void> refuse() {
        ResolutionRefusal refusal{.reason = "No estoy de acuerdo: la ley dice tres años de garantía."};
        co_await keep(refuse_resolution(incident_, std::move(refusal), as(customer(), 6h)));
    }

    awaitable<void> accept() { co_await keep(accept_resolution(incident_, as(customer(), 10h))); }

    awaitable<void> rate_it(int score) {
        co_await keep(rate(incident_, {.score = score, .comment = "Gracias por la rapidez."}, as(customer(), 1h)));
    }

    awaitable<void> withdraw_it() { co_await keep(withdraw(incident_, as(customer(), 5h))); }

    awaitable<void> wait_until_closed() {
        while (incident_.status != Status::closed) {
            now_ = due_at(incident_).value();
            co_await keep(do_what_is_due(incident_, as(system_)));
        }
    }

    awaitable<void> escalate_it() {
        co_await keep(escalate(incident_, "Tres reparaciones fallidas.", as(cast_.supervisor, 2h)));
    }

    awaitable<void> reopen_it() {
        co_await keep(reopen(incident_, "Vuelve a fallar igual que antes.", as(customer(), 48h)));
    }

    awaitable<void> call_spam() { co_await keep(mark_spam(incident_, as(cast_.other_agent, 1h))); }

    awaitable<void> merge_into(const Incident& into) {
        const auto current = co_await store_.find(into.id);
        auto changes = merge(incident_, current.value(), as(cast_.agent, 1h));
        if (!changes) throw std::logic_error{"the demonstration cannot merge: " + changes.error().detail};
        co_await store_.commit(std::move(*changes));
    }

    awaitable<void> end() {
        using enum Ending;
        if (story_.ending == just_registered || story_.ending == merged) co_return;
        if (story_.ending == spam) co_return co_await call_spam();
        co_await take_it();
        switch (story_.ending) {
        case question_asked:
            co_return co_await ask();
        case completion_requested:
            co_return co_await request_to_complete();
        case waiting_for_carrier:
            co_return co_await wait_for_carrier();
        case withdrawn:
            co_return co_await withdraw_it();
        case escalated:
            co_return co_await escalate_it();
        case approval_requested:
            co_return co_await ask_for_approval();
        case approval_returned:
            co_await ask_for_approval();
            co_return co_await return_it();
        case snoozed:
            co_return co_await snooze_it();
        case lapsed:
            co_await request_to_complete();
            co_return co_await wait_until_closed();
        case being_worked_on:
        case overdue:
            co_return;
        default:
            co_return co_await settle();
        }
    }

private:
    awaitable<void> settle() {
        using enum Ending;
        if (story_.ending == proposed_after_a_refusal) {
            co_await propose(Decision::rejected, Remedy::explanation);
            co_await refuse();
            co_return co_await propose(Decision::upheld, Remedy::repair);
        }
        co_await propose(Decision::upheld, Remedy::replacement);
        if (story_.ending == unanswered) co_return co_await wait_until_closed();
        if (story_.ending == proposed) co_return;
        co_await accept();
        if (story_.ending == confirmed_and_rated) co_await rate_it(4 + story_.customer % 2);
        if (story_.ending == reopened) co_await reopen_it();
    }

    Proposal proposal(Decision decision, Remedy remedy) const {
        Proposal proposal{.outcome = decision, .remedy = remedy};
        for (int point = 1; point <= incident_.points_to_answer(); ++point) {
            auto& answer = proposal.answers.emplace_back(Answer{point, decision, std::string{story_.reasons}});
            if (story_.amount_cents > 0) answer.amount_cents = story_.amount_cents;
        }
        return proposal;
    }

    static std::size_t team_of(std::string_view category) {
        for (const auto delivery : {"delivery", "not_received", "late", "incomplete"})
            if (category == delivery) return 1;
        return category == "invoice" || category == "refund" || category == "undue_charge" ? 2 : 0;
    }

    const access::Actor& customer() const { return cast_.customers.at(static_cast<std::size_t>(story_.customer)); }

    Context as(const access::Actor& actor, std::chrono::milliseconds later = 1min) {
        now_ += later;
        return {.by = actor, .now = now_, .random = random_, .traceparent = {}, .source = "/resuelve/demo"};
    }

    awaitable<void> keep(std::expected<Change, Refusal> change) {
        if (!change) throw std::logic_error{"the demonstration breaks a rule: " + change.error().detail};
        incident_ = change->incident;
        std::vector<Change> changes;
        changes.push_back(std::move(*change));
        co_await store_.commit(std::move(changes));
    }

    IncidentStore& store_;
    const DemoCast& cast_;
    const Story& story_;
    Instant now_;
    Random& random_;
    access::Actor system_{.role = access::Role::system, .name = "Resuelve"};
    Incident incident_;
};

} // namespace

awaitable<void> add_demo_incidents(IncidentStore& store, DemoCast cast, Instant now, Random& random) {
    std::map<std::string_view, Incident> by_order;
    for (const auto& story : demo_stories()) {
        Play play{store, cast, story, now, random};
        co_await play.file();
        co_await play.end();
        if (story.ending == Ending::merged) co_await play.merge_into(by_order.at(story.order));
        by_order.emplace(story.order, play.incident());
    }
}

} // namespace resuelve::app

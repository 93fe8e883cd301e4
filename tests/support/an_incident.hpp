#pragma once

#include "domain/incidents/accept_resolution.hpp"
#include "domain/incidents/ask_information.hpp"
#include "domain/incidents/change.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "domain/incidents/register_incident.hpp"
#include "domain/incidents/request_completion.hpp"
#include "domain/incidents/take.hpp"
#include "domain/incidents/wait_for_third_party.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace resuelve::incidents::testing {

inline Instant at(std::string_view text) {
    return parse_rfc3339(text).value();
}

/// Friday evening of the law's first worked example.
inline const Instant filing_time = at("2026-11-27T18:00:00+01:00");

/// The same uuid for the same number, so that tests can name people.
inline Uuid uuid(std::uint8_t number) {
    Uuid uuid;
    uuid.bytes[6] = 0x70;
    uuid.bytes[8] = 0x80;
    uuid.bytes[15] = number;
    return uuid;
}

inline access::Actor an_actor(access::Role role, Uuid id, std::string name) {
    access::Actor actor;
    actor.role = role;
    actor.id = id;
    actor.name = std::move(name);
    return actor;
}

inline access::Actor ana() {
    return an_actor(access::Role::customer, uuid(1), "Ana Pérez");
}
inline access::Actor an_agent() {
    return an_actor(access::Role::agent, uuid(2), "Berta Gil");
}
inline access::Actor another_agent() {
    return an_actor(access::Role::agent, uuid(3), "Carlos Ruiz");
}
inline access::Actor a_supervisor() {
    return an_actor(access::Role::supervisor, uuid(4), "Dolores Sanz");
}
inline access::Actor an_admin() {
    return an_actor(access::Role::admin, uuid(5), "Elena Mora");
}
inline access::Actor the_system() {
    return an_actor(access::Role::system, {}, "Resuelve");
}

/// The act's result; throws with the refusal's words if it was refused.
template <class T>
T must(std::expected<T, Refusal> result) {
    if (result) return std::move(*result);
    auto message = result.error().detail;
    for (const auto& field : result.error().fields)
        message += "; " + field.pointer + " " + field.detail;
    throw std::runtime_error{message};
}

/// Builds an incident by acting on it, so that it is always a possible one:
/// `an_incident().with_points(2).awaiting_customer().now()`. The same words give the same incident.
class AnIncident {
public:
    AnIncident() {
        claim_.customer_id = ana().customer_id();
        claim_.customer_name = ana().name;
        claim_.subject = "Cafetera averiada";
        claim_.description = "La cafetera gotea desde el primer día.";
    }

    // What is filed.
    AnIncident& with_points(int count) {
        claim_.points.clear();
        for (int i = 1; i <= count; ++i)
            claim_.points.push_back("Punto " + std::to_string(i));
        return *this;
    }
    AnIncident& with_subject(std::string subject) {
        claim_.subject = std::move(subject);
        return *this;
    }
    AnIncident& with_description(std::string description) {
        claim_.description = std::move(description);
        return *this;
    }
    AnIncident& with_category(std::string category) {
        claim_.category = std::move(category);
        return *this;
    }
    AnIncident& with_priority(Priority priority) {
        claim_.priority = priority;
        return *this;
    }
    AnIncident& with_channel(Channel channel) {
        claim_.channel = channel;
        return *this;
    }
    AnIncident& with_product(std::string product) {
        claim_.order.emplace().product = std::move(product);
        return *this;
    }
    AnIncident& of_order(std::string reference) {
        claim_.order.emplace().reference = std::move(reference);
        return *this;
    }
    AnIncident& in_team(TeamId team) {
        claim_.team_id = team;
        return *this;
    }
    AnIncident& of(CustomerId customer) {
        claim_.customer_id = customer;
        return *this;
    }
    /// A claim without an account.
    AnIncident& of_contact(std::string email) {
        claim_.customer_id.reset();
        claim_.customer_name.clear();
        claim_.contact = Contact{"Fermín Oso", std::move(email), std::nullopt};
        return *this;
    }
    AnIncident& filed_at(Instant moment) {
        now_ = moment;
        return *this;
    }
    /// Another seed gives another id and reference.
    AnIncident& numbered(std::uint64_t seed) {
        seed_ = seed;
        return *this;
    }

    // How far it has come.
    AnIncident& in(Status status) {
        status_ = status;
        return *this;
    }
    AnIncident& registered() { return in(Status::registered); }
    AnIncident& in_progress() { return in(Status::in_progress); }
    AnIncident& awaiting_customer() { return in(Status::awaiting_customer); }
    AnIncident& awaiting_completion() { return in(Status::awaiting_completion); }
    AnIncident& awaiting_third_party() { return in(Status::awaiting_third_party); }
    AnIncident& resolution_proposed() { return in(Status::resolution_proposed); }
    AnIncident& closed() { return in(Status::closed); }

    /// Every change that made it, in order: what a store is given.
    std::vector<Change> changes() const {
        SeededRandom random{seed_};
        std::vector<Change> changes;
        const auto keep = [&](std::expected<Change, Refusal> result) { changes.push_back(must(std::move(result))); };
        const auto as = [&](access::Actor by) {
            return Context{
                .by = std::move(by), .now = now_, .random = random, .traceparent = {}, .source = "/resuelve/test"};
        };
        const auto last = [&]() -> const Incident& { return changes.back().incident; };

        keep(register_incident(claim_, as(filer())));
        if (status_ != Status::registered) keep(take(last(), as(an_agent())));
        switch (status_) {
        case Status::registered:
        case Status::in_progress:
            break;
        case Status::awaiting_customer:
            keep(ask_information(last(), {.body = "¿Cuál es?"}, as(an_agent())));
            break;
        case Status::awaiting_completion:
            keep(request_completion(last(), {.message = {.body = "Falta algo."}, .missing = {"El tique"}},
                                    as(an_agent())));
            break;
        case Status::awaiting_third_party:
            keep(wait_for_third_party(last(), {.message = {.body = "La mira el fabricante."}}, as(an_agent())));
            break;
        case Status::resolution_proposed:
        case Status::closed:
            keep(propose_resolution(last(), a_proposal(last()), as(an_agent())));
        }
        if (status_ == Status::closed) keep(accept_resolution(last(), as(owner())));
        return changes;
    }
    Incident now() const { return changes().back().incident; }

    /// Upholds everything.
    static Proposal a_proposal(const Incident& incident) {
        Proposal proposal{.outcome = Decision::upheld, .remedy = Remedy::refund, .answers = {}};
        for (int point = 1; point <= incident.points_to_answer(); ++point)
            proposal.answers.push_back({point, Decision::upheld, "Tiene usted razón."});
        return proposal;
    }

private:
    access::Actor owner() const {
        auto by = ana();
        if (claim_.customer_id) by.id = claim_.customer_id->value;
        return by;
    }
    access::Actor filer() const {
        if (claim_.channel == Channel::post) return an_agent(); // who opens what a letter says
        return claim_.customer_id ? owner() : an_actor(access::Role::anonymous, {}, claim_.contact->name);
    }

    std::uint64_t seed_ = 1;
    Instant now_ = filing_time;
    NewIncident claim_;
    Status status_ = Status::registered;
};

inline AnIncident an_incident() {
    return {};
}

/// Somebody who acts at a moment: `by(ana())`, `by(an_agent(), days{3})` after the filing.
class Acting {
public:
    Context operator()(access::Actor actor, std::chrono::milliseconds later = {}) {
        return {.by = std::move(actor),
                .now = filing_time + later,
                .random = random_,
                .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                .source = "/resuelve/test"};
    }

private:
    SeededRandom random_{2};
};

} // namespace resuelve::incidents::testing

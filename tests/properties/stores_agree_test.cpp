#include "adapters/memory/incident_store.hpp"
#include "adapters/mongodb/an_incident_database.hpp"
#include "adapters/sqlite/incident_store.hpp"
#include "domain/incidents/answer.hpp"
#include "domain/incidents/approval.hpp"
#include "domain/incidents/attach.hpp"
#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/link_customer.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/refuse_resolution.hpp"
#include "domain/incidents/reopen.hpp"
#include "domain/incidents/reply.hpp"
#include "domain/incidents/withdraw.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <sstream>

namespace resuelve::incidents {
namespace {

using namespace testing;

// A sequence that fails is made shorter by rapidcheck; RC_PARAMS repeats it or asks for more of them.
[[maybe_unused]] const int few_by_default = setenv("RC_PARAMS", "max_success=8 max_size=40", 0);

const std::vector<std::string> subjects{"Cafetera averiada", "Devoluciones pendientes", "La niña y el año",
                                        "Refund never arrived", "Batidora rota"};
const std::vector<std::string> texts{"Falta el molinillo", "Dos de dos están rotas", "Where are my refunds?",
                                     "Sospecho de un fraude", "La averié yo"};
const std::vector<std::string> searches{"cafetera",     "averia*", "devolucion", "refund rota", "molinillo cafetera",
                                        "ni* ano",      "fraude",  "ñ",          "perez",       "do* dos",
                                        "batidora ro*", "vip",     "oso"};
const std::vector<TeamId> teams{TeamId{uuid(20)}, TeamId{uuid(21)}};
const CustomerId other_customer{uuid(77)};

/// The same store three times over, each with its own answers.
struct ThreeStores {
    testing_support::TemporaryDirectory directory;
    memory::IncidentStore in_memory;
    sqlite::IncidentStore in_sqlite{directory / "incidents.db"};
    mongodb::testing::AnIncidentDatabase in_mongodb;

    /// What `ask` gives, for all three: any difference fails the property.
    template <class Ask>
    auto same(const char* what, Ask ask) {
        auto expected = ask(static_cast<IncidentStore&>(in_memory));
        const auto sqlite = ask(static_cast<IncidentStore&>(in_sqlite));
        const auto mongodb = ask(static_cast<IncidentStore&>(in_mongodb.store));
        if (sqlite != expected) RC_FAIL(std::string{"SQLite differs: "} + what);
        if (mongodb != expected) RC_FAIL(std::string{"MongoDB differs: "} + what);
        return expected;
    }
};

template <class Kept>
std::vector<Kept> in_order_of_ids(std::vector<Kept> all) {
    std::ranges::sort(all, {}, &Kept::id);
    return all;
}

std::vector<Incident> all_pages(IncidentStore& store, IncidentQuery query) {
    std::vector<Incident> all;
    for (;;) {
        auto page = run(store.list(query));
        std::ranges::move(page.items, std::back_inserter(all));
        if (!page.next_cursor) return all;
        query.cursor = *page.next_cursor;
    }
}

/// "stored", or why not.
std::string committed(IncidentStore& store, const std::vector<Change>& changes,
                      const std::optional<http::RecordedAnswer>& answer) {
    try {
        run(store.commit(changes, answer));
        return "stored";
    } catch (const http::AlreadyAnswered&) {
        return "answered before";
    } catch (const Problem& problem) {
        return "problem " + std::to_string(static_cast<int>(problem.code()));
    }
}

/// Does and asks at random, and keeps what it made, to go on from there.
class Sequence {
public:
    explicit Sequence(std::uint64_t seed) : random_{seed} {}

    void step() {
        now_ += std::chrono::minutes{number(600) + 1};
        switch (number(16)) {
        case 0:
        case 1:
        case 2:
            return open();
        case 3:
            return merge_two();
        case 4:
            return upload();
        case 5:
            return repeat_old_change();
        case 6:
            return housekeeping();
        case 7:
            return remember();
        case 8:
            // Nothing may depend on where MongoDB keeps an entry, nor on what its tallies have.
            run(stores_.in_mongodb.store.move_entries(number(3) + 1));
            if (number(2) == 0) run(stores_.in_mongodb.store.count_moved());
            return;
        default:
            return act();
        }
    }

    void compare() {
        for (const auto& [id, incident] : incidents_) {
            stores_.same("an incident", [id](IncidentStore& store) { return run(store.find(id)); });
            for (const bool with_internal : {true, false})
                stores_.same("a timeline",
                             [=](IncidentStore& store) { return run(store.timeline(id, 1, 4, with_internal)); });
            stores_.same("attachments",
                         [id](IncidentStore& store) { return in_order_of_ids(run(store.attachments(id))); });
        }
        for (const bool descending : {true, false})
            for (const auto sort : {SortKey::created, SortKey::updated, SortKey::deadline, SortKey::priority})
                compare_list({.scope = any_scope(), .sort = sort, .descending = descending, .limit = 3});
        compare_filters();
        compare_searches();
        compare_work();
    }

private:
    std::size_t number(std::size_t below) {
        std::array<std::uint8_t, 4> bytes{};
        random_.fill(bytes);
        std::size_t value = 0;
        for (const auto byte : bytes)
            value = value << 8 | byte;
        return value % below;
    }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[number(all.size())];
    }
    bool chance(std::size_t in) { return number(in) == 0; }

    Context by(access::Actor actor) {
        return {.by = std::move(actor), .now = now_, .random = random_, .traceparent = {}, .source = "/resuelve/test"};
    }
    std::optional<Incident> some_incident() {
        if (incidents_.empty()) return std::nullopt;
        return std::next(incidents_.begin(), static_cast<std::ptrdiff_t>(number(incidents_.size())))->second;
    }
    access::Actor owner_of(const Incident& incident) {
        auto owner = ana();
        if (incident.customer_id) owner.id = incident.customer_id->value;
        return owner;
    }

    std::optional<http::RecordedAnswer> maybe_answer() {
        if (!chance(3)) return std::nullopt;
        return http::RecordedAnswer{.key = "key " + std::to_string(number(12)),
                                    .fingerprint = "f",
                                    .status = 201,
                                    .body = "{}",
                                    .answered_at = now_};
    }

    void commit(const std::vector<Change>& changes) {
        const auto answer = maybe_answer();
        const auto outcome =
            stores_.same("a commit", [&](IncidentStore& store) { return committed(store, changes, answer); });
        if (outcome != "stored") return;
        for (const auto& change : changes)
            incidents_[change.incident.id] = change.incident;
        old_changes_.push_back(changes.front());
        if (answer)
            stores_.same("an answer", [&](IncidentStore& store) {
                return run(store.recorded_answer(answer->key)).value().answered_at;
            });
    }
    void commit(const std::expected<Change, Refusal>& act) {
        if (act && !act->entries.empty()) commit(std::vector{*act});
    }

    void open() {
        auto builder = an_incident();
        builder.with_subject(one_of(subjects)).with_description(one_of(texts)).filed_at(now_).numbered(++seed_);
        if (chance(2)) builder.with_points(2);
        if (chance(2)) builder.with_category(chance(2) ? "envío" : "undue_charge");
        builder.with_priority(static_cast<Priority>(number(4))).with_channel(static_cast<Channel>(number(6)));
        if (chance(2)) builder.in_team(one_of(teams));
        if (chance(3)) builder.of(other_customer);
        if (chance(3)) builder.with_product(chance(2) ? "Tetera" : "Cafetera");
        if (chance(4)) builder.of_contact("Fermin@Example.com");
        commit(std::vector{builder.changes().front()});
    }

    void act() {
        const auto incident = some_incident();
        if (!incident) return;
        const auto& text = one_of(texts);
        switch (number(17)) {
        case 0:
            return commit(reply(*incident, {.body = text}, by(owner_of(*incident))));
        case 1:
            return commit(note(*incident, {.body = text}, by(an_agent())));
        case 2:
            return commit(take(*incident, by(chance(2) ? an_agent() : another_agent())));
        case 3:
            return commit(change_incident(*incident, a_patch(), by(a_supervisor())));
        case 4:
            return commit(ask_information(*incident, {.body = text}, by(an_agent())));
        case 5:
            return commit(propose_resolution(*incident, AnIncident::a_proposal(*incident), by(an_agent())));
        case 6:
            return commit(accept_resolution(*incident, by(owner_of(*incident))));
        case 7:
            return commit(refuse_resolution(*incident, {.reason = text, .points = {1}}, by(owner_of(*incident))));
        case 8:
            return commit(withdraw(*incident, by(owner_of(*incident))));
        case 9:
            return commit(reopen(*incident, text, by(a_supervisor())));
        case 10:
            return commit(escalate(*incident, text, by(a_supervisor())));
        case 11:
            return commit(rate(*incident, {.score = static_cast<int>(number(5)) + 1}, by(owner_of(*incident))));
        case 12:
            return commit(do_what_is_due(*incident, by(the_system())));
        case 13:
            return commit(request_approval(*incident, AnIncident::a_proposal(*incident), text, by(an_agent())));
        case 14:
            return commit(approve(*incident, by(a_supervisor())));
        case 15:
            return commit(return_approval(*incident, text, by(a_supervisor())));
        default:
            return commit(link_customer(*incident, ana().customer_id(), "Ana Pérez", by(the_system())));
        }
    }

    Patch a_patch() {
        Patch patch;
        if (chance(2)) patch.priority = static_cast<Priority>(number(4));
        if (chance(3)) patch.tags = chance(2) ? std::set<std::string>{"vip", "garantía"} : std::set<std::string>{};
        if (chance(3)) patch.team_id = chance(2) ? std::optional{one_of(teams)} : std::nullopt;
        if (chance(3)) patch.assignee_id = chance(2) ? std::optional{an_agent().employee_id()} : std::nullopt;
        if (chance(3)) patch.category = std::optional<std::string>{"otra"};
        if (chance(4))
            patch.snoozed_until = chance(3) ? std::nullopt : std::optional{now_ + std::chrono::days{number(30) + 1}};
        return patch;
    }

    void merge_two() {
        const auto one = some_incident();
        const auto other = some_incident();
        if (!one || one->id == other->id) return;
        if (const auto both = merge(*one, *other, by(an_agent()))) commit(*both);
    }

    void upload() {
        const auto incident = some_incident();
        if (!incident) return;
        const auto uploader = owner_of(*incident);
        Attachment attachment{.id = AttachmentId::make(now_, random_),
                              .incident = incident->id,
                              .name = "foto.jpg",
                              .content_type = "image/jpeg",
                              .size = 5,
                              .uploaded_by_role = uploader.role,
                              .uploaded_by = uploader.id,
                              .uploaded_at = now_};
        attachment.sha256 = sha256(one_of(texts));
        for (auto* store : all_stores())
            run(store->add_attachment(attachment));
        if (chance(2)) commit(attach(*incident, {attachment}, by(uploader)));
    }

    /// A change of a version that is gone, or an opening that was opened.
    void repeat_old_change() {
        if (!old_changes_.empty()) commit(std::vector{one_of(old_changes_)});
    }

    void housekeeping() {
        const auto before = now_ - std::chrono::hours{20};
        if (chance(2)) {
            for (auto* store : all_stores())
                run(store->forget_answers(before));
            return;
        }
        stores_.same("forgotten uploads", [=](IncidentStore& store) {
            return in_order_of_ids(run(store.forget_pending_attachments(before)));
        });
        if (!chance(4)) return;
        const auto customer = chance(2) ? ana().customer_id() : other_customer;
        stores_.same("an erasure", [&](IncidentStore& store) {
            auto freed = run(store.erase_customer(customer, now_));
            std::ranges::sort(freed);
            return freed;
        });
        for (auto& [id, incident] : incidents_)
            incident = run(stores_.in_memory.find(id)).value();
    }

    void remember() {
        const KnownPerson person{.id = uuid(static_cast<std::uint8_t>(number(3))),
                                 .role = access::Role::customer,
                                 .version = static_cast<std::int64_t>(number(4)) + 1,
                                 .name = one_of(texts),
                                 .email = "ana@example.com",
                                 .active = chance(2)};
        for (auto* store : all_stores())
            run(store->remember(person));
        stores_.same("a person", [&](IncidentStore& store) { return run(store.known_person(person.id)); });
    }

    Scope any_scope() {
        switch (number(4)) {
        case 0:
            return {.customer = chance(2) ? ana().customer_id() : other_customer};
        case 1:
            return {.agent = an_agent().employee_id(), .teams = {teams[0]}};
        case 2:
            return {.agent = another_agent().employee_id()};
        default:
            return {.all = true};
        }
    }

    void compare_list(const IncidentQuery& query) {
        stores_.same("a list", [&](IncidentStore& store) { return all_pages(store, query); });
    }

    void filter_by_figures(IncidentQuery& query) {
        query.now = now_ + std::chrono::days{static_cast<int>(number(40))};
        if (chance(12)) query.categories = {"envío", "otra"};
        if (chance(12)) query.without_category = true;
        if (chance(8)) query.opened_from = now_ - std::chrono::hours{static_cast<int>(number(100))};
        if (chance(8)) query.opened_until = now_ - std::chrono::hours{static_cast<int>(number(100))};
        if (chance(12)) query.channel = static_cast<Channel>(number(6));
        if (chance(12)) query.closed_as = static_cast<ClosedAs>(number(6));
        if (chance(12)) query.score = static_cast<int>(number(5)) + 1;
        if (chance(12)) query.rated = chance(2);
        if (chance(12)) query.answered = {Answered::late};
        if (chance(12)) query.answered = {Answered::late, Answered::in_time};
        if (chance(12)) query.first_answered = chance(2);
        if (chance(12)) query.product = "Tetera";
        if (chance(8)) query.overdue = chance(2);
    }

    void compare_filters() {
        for (int i = 0; i < 6; ++i) {
            IncidentQuery query{.scope = any_scope(), .limit = 4};
            if (chance(2)) query.statuses = {static_cast<Status>(number(7)), static_cast<Status>(number(7))};
            if (chance(5)) query.assignee = an_agent().employee_id();
            if (chance(5)) query.unassigned = true;
            if (chance(5)) query.team = one_of(teams);
            if (chance(5)) query.without_team = true;
            if (chance(5)) query.priority = static_cast<Priority>(number(4));
            if (chance(5)) query.category = "envío";
            if (chance(5)) query.customer = other_customer;
            if (chance(5)) query.tag = "vip";
            if (chance(5)) query.escalated = chance(2);
            if (chance(5)) query.snoozed = chance(2);
            if (chance(8)) query.approval = static_cast<ApprovalStatus>(number(2));
            filter_by_figures(query);
            query.sort = static_cast<SortKey>(number(4));
            query.descending = chance(2);
            compare_list(query);
        }
    }

    void compare_searches() {
        for (int i = 0; i < 6; ++i) {
            IncidentQuery query{.scope = any_scope(), .text = one_of(searches), .limit = 3};
            query.descending = chance(2);
            query.sort = static_cast<SortKey>(number(4));
            if (!query.scope.customer && chance(3)) query.sort = SortKey::relevance;
            if (chance(4)) query.statuses = {Status::registered, Status::closed};
            compare_list(query);
        }
    }

    void compare_work() {
        const auto scope = any_scope();
        if (!scope.customer)
            stores_.same("the next one", [&](IncidentStore& store) { return run(store.next_unassigned(scope)); });
        stores_.same("what is due", [&](IncidentStore& store) {
            return in_order_of_ids(run(store.due(now_ + std::chrono::days{9}, 1'000)));
        });
        stores_.same("claims", [](IncidentStore& store) { return run(store.unowned_claims("fermin@example.com")); });
        const OverviewQuery reported{.now = now_, .from = now_ - std::chrono::days{7}};
        stores_.same("an overview", [&](IncidentStore& store) { return run(store.overview(reported)); });
        const auto first = spain().day_of(now_) - std::chrono::days{60};
        stores_.same("figures of days", [&](IncidentStore& store) {
            return run(
                store.daily({.first_day = first, .end_day = first + std::chrono::days{80}, .team = reported.team}));
        });
        stores_.same("figures since ever", [&](IncidentStore& store) { return run(store.overview({.now = now_})); });
    }

    std::array<IncidentStore*, 3> all_stores() {
        return {&stores_.in_memory, &stores_.in_sqlite, &stores_.in_mongodb.store};
    }

    SeededRandom random_;
    ThreeStores stores_;
    Instant now_ = filing_time;
    std::uint64_t seed_ = 1'000;
    std::map<IncidentId, Incident> incidents_;
    std::vector<Change> old_changes_;
};

RC_GTEST_PROP(Stores, AgreeAfterAnySequenceOfCommands, ()) {
    Sequence sequence{*rc::gen::arbitrary<std::uint64_t>()};
    const auto steps = *rc::gen::inRange(1, 80);
    for (int i = 0; i < steps; ++i) {
        sequence.step();
        if (i % 20 == 19) sequence.compare();
    }
    sequence.compare();
}

} // namespace
} // namespace resuelve::incidents

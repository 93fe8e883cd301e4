#pragma once

#include "domain/access/audit_log.hpp"
#include "domain/employees/kept_store.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "platform/ids/random.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::employees {

/// What every KeptStore has to do. An adapter's test instantiates it with a type that has `KeptStore& store()`
/// and `access::AuditLog& audit()` of the same database.
template <class Adapter>
class KeptStoreContract : public testing::Test {
protected:
    KeptDocument a_document(Kept what, Holder holder, std::string_view text = "x") {
        now += std::chrono::seconds{1};
        return {
            .what = what,
            .holder = holder,
            .version = 1,
            .updated_at = now,
            .content = {{"text", text}, {"list", boost::json::array{1, nullptr, true, 2.5}}, {"of", {{"a", "$b"}}}}};
    }
    KeptDocument stored(KeptDocument document) {
        run(store.put(document));
        return document;
    }
    http::RecordedAnswer an_answer(std::string key) {
        return {.key = std::move(key), .fingerprint = "f", .status = 201, .body = "{}", .answered_at = now};
    }
    std::optional<Problem::Code> refusal(KeptDocument document) {
        try {
            run(store.put(std::move(document)));
        } catch (const Problem& problem) {
            return problem.code();
        }
        return std::nullopt;
    }
    access::AuditRecord a_record(std::string detail) {
        return {.at = now,
                .role = access::Role::admin,
                .act = access::Audited::category_changed,
                .detail = std::move(detail)};
    }
    std::vector<std::string> audited() {
        std::vector<std::string> details;
        for (const auto& sealed : run(adapter.audit().after(0, 10)))
            details.push_back(sealed.record.detail);
        return details;
    }
    static KeptDocument next(KeptDocument document) {
        ++document.version;
        document.content["text"] = "next";
        return document;
    }

    Adapter adapter;
    KeptStore& store = adapter.store();
    SeededRandom random{31};
    Instant now{std::chrono::milliseconds{1'700'000'000'000}};
    Holder ana = Holder::of(EmployeeId::make(now, random));
    Holder norte = Holder::of(TeamId::make(now, random));
};

TYPED_TEST_SUITE_P(KeptStoreContract);

TYPED_TEST_P(KeptStoreContract, KeepsEveryField) {
    const auto document = this->stored(this->a_document(Kept::preferences, this->ana, "Almac\u00e9n \"norte\""));
    EXPECT_THAT(run(this->store.find(Kept::preferences, {this->ana})), testing::ElementsAre(document));
}

TYPED_TEST_P(KeptStoreContract, FindsOnlyWhatIsAskedForInTheOrderOfHolders) {
    const auto own = this->stored(this->a_document(Kept::views, this->ana));
    const auto team = this->stored(this->a_document(Kept::views, this->norte));
    const auto shop = this->stored(this->a_document(Kept::views, Holder::shop()));
    this->stored(this->a_document(Kept::templates, this->ana));
    EXPECT_THAT(run(this->store.find(Kept::views, {Holder::shop(), this->ana})), testing::ElementsAre(shop, own));
    EXPECT_THAT(run(this->store.find(Kept::views, {this->ana, this->norte})), testing::ElementsAre(own, team));
    EXPECT_TRUE(run(this->store.find(Kept::preferences, {this->ana})).empty());
    EXPECT_TRUE(run(this->store.find(Kept::views, {})).empty());
}

TYPED_TEST_P(KeptStoreContract, ReplacesTheVersionThatWasRead) {
    const auto first = this->stored(this->a_document(Kept::views, this->ana));
    const auto second = this->stored(this->next(first));
    EXPECT_THAT(run(this->store.find(Kept::views, {this->ana})), testing::ElementsAre(second));
    EXPECT_EQ(this->refusal(this->next(first)), Problem::stale_version);
    EXPECT_THAT(run(this->store.find(Kept::views, {this->ana})), testing::ElementsAre(second));
}

TYPED_TEST_P(KeptStoreContract, RefusesToBeginTwiceOrInTheMiddle) {
    const auto first = this->stored(this->a_document(Kept::views, this->ana));
    EXPECT_EQ(this->refusal(this->a_document(Kept::views, this->ana, "other")), Problem::stale_version);
    EXPECT_EQ(this->refusal(this->next(this->a_document(Kept::views, this->norte))), Problem::stale_version);
    EXPECT_THAT(run(this->store.find(Kept::views, {this->ana, this->norte})), testing::ElementsAre(first));
}

TYPED_TEST_P(KeptStoreContract, ForgetsAllOfOneHolder) {
    this->stored(this->a_document(Kept::views, this->norte));
    this->stored(this->a_document(Kept::templates, this->norte));
    const auto other = this->stored(this->a_document(Kept::views, this->ana));
    run(this->store.forget(this->norte));
    run(this->store.forget(this->norte));
    EXPECT_THAT(run(this->store.find(Kept::views, {this->norte, this->ana})), testing::ElementsAre(other));
    EXPECT_TRUE(run(this->store.find(Kept::templates, {this->norte})).empty());
}

TYPED_TEST_P(KeptStoreContract, RecordsAnAnswerWithTheDocumentOnce) {
    const auto answer = this->an_answer("key");
    run(this->store.put(this->a_document(Kept::views, this->ana), answer));
    EXPECT_EQ(run(this->store.recorded_answer("key"))->status, 201U);
    EXPECT_THROW(run(this->store.put(this->a_document(Kept::views, this->norte), answer)), http::AlreadyAnswered);
    EXPECT_TRUE(run(this->store.find(Kept::views, {this->norte})).empty());
    EXPECT_FALSE(run(this->store.recorded_answer("other")));
}

TYPED_TEST_P(KeptStoreContract, RecordsNoAnswerOfWhatItRefuses) {
    const auto first = this->stored(this->a_document(Kept::views, this->ana));
    EXPECT_THROW(run(this->store.put(first, this->an_answer("key"))), Problem);
    EXPECT_FALSE(run(this->store.recorded_answer("key")));
}

TYPED_TEST_P(KeptStoreContract, KeepsTheCategoriesOfTheShop) {
    const auto shop = this->stored(this->a_document(Kept::categories, Holder::shop()));
    EXPECT_THAT(run(this->store.find(Kept::categories, {Holder::shop()})), testing::ElementsAre(shop));
}

TYPED_TEST_P(KeptStoreContract, SealsWhatIsAuditedWithTheDocumentOrNotAtAll) {
    const auto first = this->a_document(Kept::categories, Holder::shop());
    run(this->store.put(first, this->an_answer("key"), {this->a_record("added damage")}));
    run(this->store.put(this->next(first), {}, {this->a_record("changed damage: names")}));
    EXPECT_THROW(run(this->store.put(this->next(first), {}, {this->a_record("late")})), Problem);
    EXPECT_THROW(run(this->store.put(first, this->an_answer("other"), {this->a_record("late")})), Problem);
    EXPECT_THAT(this->audited(), testing::ElementsAre("added damage", "changed damage: names"));
}

REGISTER_TYPED_TEST_SUITE_P(KeptStoreContract, KeepsEveryField, FindsOnlyWhatIsAskedForInTheOrderOfHolders,
                            ReplacesTheVersionThatWasRead, RefusesToBeginTwiceOrInTheMiddle, ForgetsAllOfOneHolder,
                            RecordsAnAnswerWithTheDocumentOnce, RecordsNoAnswerOfWhatItRefuses,
                            KeepsTheCategoriesOfTheShop, SealsWhatIsAuditedWithTheDocumentOrNotAtAll);

} // namespace resuelve::employees

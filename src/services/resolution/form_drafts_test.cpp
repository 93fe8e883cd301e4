#include "domain/incidents/limits.hpp"
#include "services/resolution/resolution_test.hpp"

#include <gmock/gmock.h>

namespace resuelve::resolution {
namespace {

using http::Method;

struct Forms : ResolutionTest {
    Answered form(Method method, std::string act, std::string body = {}) {
        return api.send(an_agent(), {method, path_of(incident, "/drafts/me/" + act), std::move(body), {}});
    }
    bool is_kept(std::string act) {
        const auto read = form(Method::get, std::move(act));
        EXPECT_EQ(read.status, 200U);
        EXPECT_EQ(read.json().at("form").is_null(), read.json().at("updated_at").is_null());
        return !read.json().at("form").is_null();
    }
    void keep(const std::string& act) {
        const auto kept = form(Method::put, act, R"({"form":{"body":"A medias"},"last_entry":2})");
        EXPECT_EQ(kept.status, 200U) << kept.body;
    }

    incidents::Incident incident = shop.keep(an_incident().in_team(kitchen).in_progress());
};

TEST_F(Forms, AreKeptForEachActAsTheyAre) {
    EXPECT_FALSE(is_kept("resolution"));
    keep("information-request");
    keep("resolution");
    form(Method::put, "resolution", R"({"form":{"answers":[{"point":1,"reasons":"Sí"}]},"last_entry":4})");
    const auto read = form(Method::get, "resolution").json();
    EXPECT_EQ(boost::json::serialize(read.at("form")), R"({"answers":[{"point":1,"reasons":"Sí"}]})");
    EXPECT_EQ(read.at("last_entry"), 4);
    EXPECT_EQ(form(Method::get, "information-request").json().at("form").at("body"), "A medias");
    EXPECT_EQ(api.get(an_agent(), path_of(incident, "/drafts/me")).text("reply"), "") << "no reply and no note";
    const auto writers = api.get(a_supervisor(), path_of(incident, "/drafts")).json().at("items").as_array();
    ASSERT_EQ(writers.size(), 1U);
    EXPECT_EQ(writers.at(0).at("name").as_string(), an_agent().name);
}

TEST_F(Forms, GoWithTheActThatTheyAreOf) {
    for (const auto* act : {"information-request", "completion-request", "third-party-wait", "resolution"})
        keep(act);
    const auto post = [&](const std::string& act, const std::string& body) {
        const auto done = api.post(an_agent(), path_of(incident, "/" + act), body,
                                   {{"if-match", api::etag(shop.stored(incident.id).version)}});
        EXPECT_EQ(done.status, 200U) << done.body;
        return is_kept(act);
    };
    EXPECT_FALSE(post("third-party-wait", R"({"body":"Esperamos al transportista"})"));
    EXPECT_FALSE(post("information-request", R"({"body":"¿Qué modelo es?"})"));
    EXPECT_FALSE(post("completion-request", R"({"body":"Falta","missing":["La factura"]})"));
    EXPECT_TRUE(is_kept("resolution"));
    EXPECT_FALSE(post("resolution", R"({"outcome":"upheld","remedy":"repair",)"
                                    R"("answers":[{"point":1,"decision":"upheld","reasons":"Sí"}]})"));
}

TEST_F(Forms, AreOfAKnownActAndNotTooLong) {
    EXPECT_EQ(form(Method::put, "merge", R"({"form":{}})").status, 404U);
    EXPECT_EQ(form(Method::put, "resolution", R"({"form":"text"})").first_error(), "/form wrong_type");
    const auto long_text = std::string(incidents::limits::draft_form, 'x');
    EXPECT_EQ(form(Method::put, "resolution", fmt::format(R"({{"form":{{"a":"{}"}}}})", long_text)).first_error(),
              "/form too_long");
    keep("resolution");
    EXPECT_EQ(form(Method::delete_, "resolution").status, 204U);
    EXPECT_EQ(form(Method::delete_, "resolution").status, 404U);
}

TEST_F(Forms, AreNotTooManyOfOneEmployee) {
    for (int number = 0; number < incidents::limits::draft_forms; ++number)
        run(shop.incidents.put_form({.incident = IncidentId{uuid(static_cast<std::uint8_t>(number))},
                                     .employee = an_agent().employee_id(),
                                     .act = incidents::DraftedAct::third_party_wait}));
    const auto refused = form(Method::put, "resolution", R"({"form":{}})");
    EXPECT_EQ(refused.status, 409U);
    EXPECT_THAT(refused.text("detail"), testing::HasSubstr("200 forms"));
    EXPECT_FALSE(is_kept("resolution"));
    run(shop.incidents.remove_form(IncidentId{uuid(0)}, an_agent().employee_id(),
                                   incidents::DraftedAct::third_party_wait));
    keep("resolution");
}

/// Whoever saves has seen the incident before the customer is erased, and saves after it.
struct ErasedMeanwhile : memory::IncidentStore {
    awaitable<void> erase() {
        co_await erase_customer(ana().customer_id(), filing_time + std::chrono::days{1});
        erasures += 1;
    }
    awaitable<void> put_draft(incidents::Draft draft) override {
        if (erases) co_await erase();
        co_await memory::IncidentStore::put_draft(std::move(draft));
    }
    awaitable<void> put_form(incidents::FormDraft draft) override {
        if (erases) co_await erase();
        co_await memory::IncidentStore::put_form(std::move(draft));
    }

    bool erases = false;
    int erasures = 0;
};

struct ErasureBesideAWriter : testing::Test {
    ErasureBesideAWriter() {
        api.add(routes(resolution));
        auto builder = an_incident().in_team(kitchen).in_progress();
        for (auto& change : builder.changes())
            run(store.commit({std::move(change)}));
        incident = builder.now();
    }
    Answered put(std::string_view what, std::string body) {
        return api.send(an_agent(),
                        {Method::put, fmt::format("/api/v1/incidents/{}/drafts/me{}", incident.id.to_string(), what),
                         std::move(body)});
    }

    TestShop shop;
    ErasedMeanwhile store;
    memory::ApiTokenStore known_tokens;
    Resolution resolution{.desk = {store, shop.blobs, shop.clock, shop.random, "/resuelve/test"},
                          .live = shop.live,
                          .receipts = shop.receipts,
                          .audit = shop.audit,
                          .known_tokens = known_tokens};
    TestApi api;
    incidents::Incident incident;
    EmployeeId writer = an_agent().employee_id();
};

TEST_F(ErasureBesideAWriter, LeavesNoForm) {
    store.erases = true;
    EXPECT_EQ(put("/resolution", R"({"form":{"body":"De Ana"}})").status, 409U);
    EXPECT_EQ(store.erasures, 1);
    EXPECT_FALSE(run(store.find_form(incident.id, writer, incidents::DraftedAct::resolution)));
}

TEST_F(ErasureBesideAWriter, LeavesNoDraft) {
    store.erases = true;
    EXPECT_EQ(put("", R"({"reply":"Estimada Ana"})").status, 409U);
    EXPECT_EQ(store.erasures, 1);
    EXPECT_FALSE(run(store.find_draft(incident.id, writer)));
}

TEST_F(ErasureBesideAWriter, LeavesNothingOfADraftThatWasSentInPart) {
    EXPECT_EQ(put("", R"({"reply":"Estimada Ana","note":"Llamar a Ana"})").status, 200U);
    store.erases = true;
    EXPECT_EQ(api.post(an_agent(), fmt::format("/api/v1/incidents/{}/messages", incident.id.to_string()),
                       R"({"body":"Estimada Ana","visibility":"public"})")
                  .status,
              201U);
    EXPECT_EQ(store.erasures, 1);
    EXPECT_FALSE(run(store.find_draft(incident.id, writer)));
}

} // namespace
} // namespace resuelve::resolution

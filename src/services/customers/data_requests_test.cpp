#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;

const std::string own = "/api/v1/customers/me/data-requests";
const std::string all = "/api/v1/customers/data-requests";

class DataRights : public ServiceFixture {
protected:
    DataRights() { ana = token_of("ana@tienda.es"); }

    Answered ask(std::string_view right, std::string_view detail = "El teléfono del pedido 4711",
                 const Fields& more = {}) {
        auto fields = bearer(ana);
        fields.insert(fields.end(), more.begin(), more.end());
        return api.post(own, fmt::format(R"({{"right":"{}","detail":"{}"}})", right, detail), fields);
    }
    Answered answer(const std::string& id, std::string_view outcome = "partly") {
        return api.post(all + "/" + id + "/answer",
                        fmt::format(R"({{"outcome":"{}","explanation":"La factura se conserva."}})", outcome),
                        bearer(supervisor));
    }
    Answered extend(const std::string& id) {
        return api.post(all + "/" + id + "/extension", R"({"reasons":"Hay que pedirlo al transportista."})",
                        bearer(supervisor));
    }
    boost::json::array listed() { return api.get(all, bearer(supervisor)).json().at("items").as_array(); }
    const events::Event& told() { return (last_events = store.events()).back(); }

    std::string ana;
    std::string supervisor = employee_token(access::Role::supervisor);
    std::vector<events::Event> last_events;
};

TEST_F(DataRights, AreAskedForWithATermOfAMonth) {
    const auto made = ask("restrict");
    EXPECT_EQ(made.status, 201U);
    EXPECT_EQ(made.at("right"), "restrict");
    EXPECT_EQ(made.at("made_at"), "2025-11-24T16:00:00.000Z");
    EXPECT_EQ(made.at("due"), "2025-12-24T22:59:59.999Z");
    EXPECT_EQ(made.at("answer"), "");
    const auto mine = api.get(own, bearer(ana)).json().at("items").as_array();
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine[0], made.json());
    EXPECT_EQ(told().type, "customer.data_request_made");
    EXPECT_EQ(told().data.at("due"), "2025-12-24T22:59:59.999Z");
    EXPECT_FALSE(told().data.contains("detail")) << "the mail has no words of whoever wrote them";
}

TEST_F(DataRights, WantToKnowWhatIsMeant) {
    EXPECT_EQ(ask("rectify", "").field_errors()["/detail"], "required");
    EXPECT_EQ(ask("access", "").status, 201U);
    EXPECT_EQ(ask("dance").status, 422U);
}

TEST_F(DataRights, AreAskedForOnceWithOneKey) {
    const auto first = ask("object", "Publicidad", {{"idempotency-key", "k-1"}});
    const auto again = ask("object", "Publicidad", {{"idempotency-key", "k-1"}});
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(listed().size(), 1U);
    EXPECT_EQ(ask("object", "Otra cosa", {{"idempotency-key", "k-1"}}).status, 422U);
}

TEST_F(DataRights, AreAskedForTenTimesAtMostUntilOneIsAnswered) {
    std::string id;
    for (std::size_t i = 0; i < limits::open_requests; ++i)
        id = ask("object").at("id");
    EXPECT_EQ(ask("object").status, 409U);
    answer(id);
    EXPECT_EQ(ask("object").status, 201U);
}

TEST_F(DataRights, AreListedForSupervisorsByTheirTerm) {
    const auto first = ask("access", "Todo").at("id");
    clock.advance(24h);
    ana = sign_in("ana@tienda.es").at("token");
    supervisor = employee_token(access::Role::supervisor);
    const auto second = ask("port", "").at("id");
    auto items = listed();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].at("id").as_string(), first);
    EXPECT_EQ(items[0].at("customer").at("name"), "Ana Ruiz");
    answer(first);
    items = listed();
    EXPECT_EQ(items[0].at("id").as_string(), second);
    const auto page = api.get(all + "?limit=1", bearer(supervisor));
    const auto rest = api.get(all + "?limit=1&cursor=" + page.at("next_cursor"), bearer(supervisor));
    EXPECT_EQ(rest.json().at("items").at(0).at("id").as_string(), first);
    EXPECT_EQ(rest.at("next_cursor"), "");
}

TEST_F(DataRights, AreNoBusinessOfAgentsNorOfOtherCustomers) {
    const auto id = ask("access").at("id");
    EXPECT_EQ(api.get(all, bearer(employee_token())).status, 403U);
    EXPECT_EQ(api.get(all, bearer(ana)).status, 403U);
    EXPECT_EQ(api.get(own, bearer(supervisor)).status, 403U);
    EXPECT_EQ(api.get(own, bearer(token_of("eva@tienda.es"))).json().at("items").as_array().size(), 0U);
}

TEST_F(DataRights, AreExtendedOnceAndTheCustomerIsTold) {
    const auto id = ask("access").at("id");
    const auto longer = extend(id);
    EXPECT_EQ(longer.status, 200U);
    EXPECT_EQ(longer.at("due"), "2026-02-24T22:59:59.999Z");
    EXPECT_EQ(told().type, "customer.data_request_extended");
    EXPECT_EQ(told().data.at("reasons"), "Hay que pedirlo al transportista.");
    EXPECT_EQ(extend(id).status, 409U);
}

TEST_F(DataRights, AreAnsweredOnceAndTheCustomerIsTold) {
    const auto id = ask("erase", "Todo").at("id");
    const auto done = answer(id);
    EXPECT_EQ(done.status, 200U);
    EXPECT_EQ(done.json().at("answer").at("outcome"), "partly");
    EXPECT_EQ(told().type, "customer.data_request_answered");
    EXPECT_EQ(told().data.at("explanation"), "La factura se conserva.");
    EXPECT_EQ(answer(id).status, 409U);
    EXPECT_EQ(answer(id, "withdrawn").field_errors()["/outcome"], "unknown");
    EXPECT_EQ(answer("0193a1b2-0000-7000-8000-0000000000c1").status, 404U);
    EXPECT_EQ(answer("x").status, 404U);
}

TEST_F(DataRights, AreWithdrawnWithTheirWordsWhenTheAccountIsErased) {
    const auto id = ask("restrict", "Mi secreto").at("id");
    api.send(http::Method::delete_, "/api/v1/customers/me", {}, bearer(ana));
    const auto items = listed();
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].at("detail"), "");
    EXPECT_TRUE(items[0].at("customer").is_null());
    EXPECT_EQ(items[0].at("answer").at("outcome"), "withdrawn");
    EXPECT_EQ(answer(id).status, 409U);
}

TEST_F(DataRights, AreAmongTheExportedData) {
    ask("object", "Publicidad");
    const auto exported = api.get("/api/v1/customers/me/export", bearer(ana)).json();
    EXPECT_EQ(exported.at("data_requests").at(0).at("detail"), "Publicidad");
}

TEST_F(DataRights, AreAudited) {
    const auto id = ask("access").at("id");
    listed();
    extend(id);
    answer(id);
    std::vector<access::Audited> acts;
    for (const auto& sealed : audit.records())
        if (sealed.record.act != access::Audited::signed_in) acts.push_back(sealed.record.act);
    using enum access::Audited;
    EXPECT_THAT(acts, testing::ElementsAre(data_request_made, data_requests_listed, data_request_extended,
                                           data_request_answered));
    EXPECT_EQ(audit.records().back().record.detail, "partly");
    EXPECT_EQ(audit.records().back().record.subject, run(store.find(*Email::parse("ana@tienda.es")))->id().value);
}

} // namespace
} // namespace resuelve::customers

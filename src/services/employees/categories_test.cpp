#include "services/employees/service_fixture.hpp"

namespace resuelve::employees {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

struct CategoriesTest : ServiceFixture {
    static constexpr std::string_view path = "/api/v1/employees/categories";

    Answered add(std::string body) { return api.post(std::string{path}, std::move(body), bearer(admin)); }
    Answered change(std::string_view id, std::string body, std::string if_match = "\"1\"") {
        return api.send(Method::patch, fmt::format("{}/{}", path, id), std::move(body),
                        with(bearer(admin), "if-match", std::move(if_match)));
    }
    std::vector<std::string> offered() {
        std::vector<std::string> ids;
        for (const auto& item : api.get("/api/v1/categories").json().at("items").as_array())
            ids.emplace_back(std::string_view{item.at("id").as_string()});
        return ids;
    }
    std::vector<std::string> audited() const {
        std::vector<std::string> details;
        for (const auto& sealed : audit.records())
            if (sealed.record.act == access::Audited::category_changed) details.push_back(sealed.record.detail);
        return details;
    }
};

} // namespace

TEST_F(CategoriesTest, BeginWithThoseThatEveryShopHas) {
    EXPECT_THAT(offered(), testing::IsSupersetOf({"defect", "guarantee", "undue_charge", "other"}));
    const auto defect = api.get(std::string{path} + "/defect", bearer(admin)).json();
    EXPECT_TRUE(defect.at("updated_at").is_null());
    EXPECT_TRUE(defect.at("parent").is_null());
    EXPECT_EQ(api.get("/api/v1/categories").header("etag"), "\"0\"");
}

TEST_F(CategoriesTest, AreAddedBelowOthersWithAnIdOfTheirName) {
    const auto made = add(R"({"parent":"delivery","names":{"es":"Paquete dañado","en":"Damaged parcel"}})");
    ASSERT_EQ(made.status, 201U);
    EXPECT_EQ(made.at("id"), "paquete_danado");
    EXPECT_EQ(made.header("location"), "/api/v1/employees/categories/paquete_danado");
    EXPECT_EQ(api.get(made.header("location"), bearer(admin)).text, made.text);
    EXPECT_THAT(offered(), testing::Contains("paquete_danado"));
    EXPECT_EQ(add(R"({"names":{"es":"Paquete dañado"}})").at("id"), "paquete_danado_2");
    EXPECT_THAT(audited(), ElementsAre("added paquete_danado", "added paquete_danado_2"));
}

TEST_F(CategoriesTest, AreReadByAllAndCachedUntilOneChanges) {
    const auto first = api.get("/api/v1/categories");
    EXPECT_EQ(first.header("cache-control"), "public, max-age=60");
    EXPECT_EQ(api.get("/api/v1/categories", {{"if-none-match", first.header("etag")}}).status, 304U);
    add(R"({"names":{"es":"Envío"}})");
    EXPECT_EQ(api.get("/api/v1/categories", {{"if-none-match", first.header("etag")}}).status, 200U);
}

TEST_F(CategoriesTest, AreRenamedMovedRetiredAndOfferedAgain) {
    const auto moved = change("damage", R"({"names":{"es":"Roto"},"parent":"delivery","position":0})");
    ASSERT_EQ(moved.status, 200U);
    EXPECT_EQ(moved.at("parent"), "delivery");
    EXPECT_EQ(moved.header("etag"), "\"2\"");
    EXPECT_EQ(change("delivery", R"({"status":"retired"})").status, 200U);
    EXPECT_THAT(offered(), testing::Not(testing::Contains("damage")));
    const auto below = api.get(std::string{path} + "/damage", bearer(admin)).json();
    EXPECT_EQ(below.at("status").as_string(), "active");
    EXPECT_FALSE(below.at("offered").as_bool());
    EXPECT_EQ(change("delivery", R"({"status":"active"})", "\"2\"").status, 200U);
    EXPECT_TRUE(change("damage", R"({"parent":null})", "\"2\"").json().at("parent").is_null());
    EXPECT_THAT(audited(), ElementsAre("changed damage: names parent position", "changed delivery: retired",
                                       "changed delivery: active", "changed damage: parent"));
}

TEST_F(CategoriesTest, AreChangedFromTheVersionThatWasRead) {
    EXPECT_EQ(change("damage", R"({"names":{"es":"Roto"}})", "\"7\"").status, 412U);
    EXPECT_EQ(api.send(Method::patch, std::string{path} + "/damage", R"({"position":1})", bearer(admin)).status, 428U);
    EXPECT_EQ(change("nothing", "{}").status, 404U);
    EXPECT_THAT(audited(), testing::IsEmpty());
}

TEST_F(CategoriesTest, NameEachFieldThatIsWrong) {
    EXPECT_THAT(add(R"({"id":"damage","parent":"nothing","names":{"es":"x"}})").field_errors(),
                testing::UnorderedElementsAre(Pair("/parent", "unknown"), Pair("/id", "taken")));
    EXPECT_THAT(add(R"({"id":"No vale","names":{"fr":"x"}})").field_errors(),
                testing::UnorderedElementsAre(Pair("/id", "malformed"), Pair("/names/fr", "unknown")));
    EXPECT_THAT(change("undue_charge", R"({"status":"retired"})").field_errors(),
                ElementsAre(Pair("/status", "own_term")));
    EXPECT_THAT(change("defect", R"({"parent":"guarantee"})").field_errors(), ElementsAre(Pair("/parent", "cycle")));
}

TEST_F(CategoriesTest, AreTheAdministrators) {
    const auto supervisor = token_of("sol@tienda.es", "supervisor");
    EXPECT_EQ(api.post(std::string{path}, R"({"names":{"es":"x"}})", bearer(supervisor)).status, 403U);
    EXPECT_EQ(api.get(std::string{path}, bearer(supervisor)).status, 200U);
    EXPECT_EQ(api.get(std::string{path}).status, 401U);
}

TEST_F(CategoriesTest, AreAddedOnceForOneKey) {
    const auto fields = with(bearer(admin), "idempotency-key", "key-12345678");
    const auto first = api.post(std::string{path}, R"({"names":{"es":"Envío"}})", fields);
    EXPECT_EQ(api.post(std::string{path}, R"({"names":{"es":"Envío"}})", fields).text, first.text);
    EXPECT_THAT(audited(), testing::SizeIs(1));
}

} // namespace resuelve::employees

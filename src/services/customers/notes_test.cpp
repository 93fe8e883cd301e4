#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct CustomerNotes : ServiceFixture {
    Answered read(const std::string& token) { return api.get(notes, bearer(token)); }
    Answered write(const std::string& token, std::string_view text, std::string version) {
        auto headers = bearer(token);
        if (!version.empty()) headers.emplace_back("if-match", std::move(version));
        return api.send(http::Method::put, notes, fmt::format(R"({{"text":"{}"}})", text), headers);
    }

    std::string customer = token_of("ana@tienda.es");
    std::string marta = employee_token();
    std::string id = api.get("/api/v1/customers/me", bearer(customer)).at("id");
    std::string notes = "/api/v1/customers/" + id + "/notes";
};

TEST_F(CustomerNotes, AreEmptyUntilAnEmployeeWritesThem) {
    const auto none = read(marta);
    EXPECT_EQ(none.status, 200U);
    EXPECT_EQ(none.at("text"), "");
    EXPECT_EQ(none.header("etag"), "\"0\"");

    const auto written = write(marta, " Prefiere que la llamen por la tarde. ", "\"0\"");
    ASSERT_EQ(written.status, 200U) << written.text;
    EXPECT_EQ(written.header("etag"), "\"1\"");
    const auto read_again = read(employee_token(access::Role::supervisor));
    EXPECT_EQ(read_again.at("text"), "Prefiere que la llamen por la tarde.");
    EXPECT_EQ(read_again.json().at("changed_by").at("name"), "Marta");
    EXPECT_EQ(read_again.at("changed_at"), to_rfc3339(clock.now()));
}

TEST_F(CustomerNotes, AreNotOverwrittenUnseen) {
    EXPECT_EQ(write(marta, "Uno", "").status, 428U);
    EXPECT_EQ(write(marta, "Uno", "\"0\"").status, 200U);
    EXPECT_EQ(write(marta, "Dos", "\"0\"").status, 412U);
    EXPECT_EQ(read(marta).at("text"), "Uno");
    EXPECT_EQ(write(marta, "", "\"1\"").status, 200U);
    EXPECT_EQ(read(marta).at("text"), "");
    EXPECT_EQ(read(marta).header("etag"), "\"2\"") << "an empty text is a change, too";
}

TEST_F(CustomerNotes, AreNoChangeOfTheCustomersOwnRecord) {
    const auto before = api.get("/api/v1/customers/me", bearer(customer));
    clock.advance(std::chrono::minutes{1});
    ASSERT_EQ(write(marta, "Uno", "\"0\"").status, 200U);
    ASSERT_EQ(write(marta, "Dos", "\"1\"").status, 200U);
    const auto after = api.get("/api/v1/customers/me", bearer(customer));
    EXPECT_EQ(after.text, before.text) << "its version, and when it was changed";
    EXPECT_EQ(after.header("etag"), before.header("etag"));

    const auto patched = [&](const std::string& version) {
        auto headers = bearer(customer);
        headers.emplace_back("if-match", version);
        return api.send(http::Method::patch, "/api/v1/customers/me", R"({"first_name":"Anna"})", headers);
    };
    const auto changed = patched(before.header("etag"));
    ASSERT_EQ(changed.status, 200U) << changed.text;
    EXPECT_NE(changed.header("etag"), before.header("etag"));
    EXPECT_EQ(patched(before.header("etag")).status, 412U);
    EXPECT_EQ(api.get("/api/v1/customers/" + id, bearer(marta)).header("etag"), changed.header("etag"));
    EXPECT_EQ(read(marta).header("etag"), "\"2\"") << "nor is that a change of the notes";
    EXPECT_EQ(write(marta, "Tres", "\"2\"").status, 200U);
}

TEST_F(CustomerNotes, HaveAtMost2000Characters) {
    EXPECT_EQ(write(marta, std::string(2'001, 'x'), "\"0\"").field_errors(),
              (std::map<std::string, std::string>{{"/text", "too_long"}}));
    EXPECT_EQ(write(marta, std::string(2'000, 'x'), "\"0\"").status, 200U);
}

TEST_F(CustomerNotes, AreForEmployeesAndProgramsThatMayReadOrWriteCustomers) {
    EXPECT_EQ(read(customer).status, 403U);
    EXPECT_EQ(write(customer, "Soy yo", "\"0\"").status, 403U);
    const auto reader = make_token({"customers:read"});
    EXPECT_EQ(read(reader).status, 200U);
    EXPECT_EQ(write(reader, "Uno", "\"0\"").status, 403U);
    EXPECT_EQ(write(make_token({"customers:write"}), "Uno", "\"0\"").status, 200U);
}

TEST_F(CustomerNotes, AreAuditedWithoutTheirWords) {
    write(marta, "Prefiere la tarde", "\"0\"");
    const auto records = audit.records();
    ASSERT_FALSE(records.empty());
    EXPECT_EQ(records.back().record.act, access::Audited::customer_changed);
    EXPECT_EQ(records.back().record.subject, CustomerId::parse(id)->value);
    EXPECT_EQ(records.back().record.detail, "notes");
}

TEST_F(CustomerNotes, AreInTheCustomersExportAndNowhereElseOfTheirs) {
    write(marta, "Prefiere la tarde", "\"0\"");
    EXPECT_THAT(api.get("/api/v1/customers/me", bearer(customer)).text, Not(HasSubstr("tarde")));
    const auto exported = api.get("/api/v1/customers/me/export", bearer(customer));
    EXPECT_EQ(exported.json().at("notes").at("text"), "Prefiere la tarde");
    EXPECT_THAT(exported.text, Not(HasSubstr("Marta"))) << "who wrote it is another person's data";
}

TEST_F(CustomerNotes, GoWithTheCustomer) {
    write(marta, "Prefiere la tarde", "\"0\"");
    EXPECT_EQ(api.send(http::Method::delete_, "/api/v1/customers/me", {}, bearer(customer)).status, 204U);
    EXPECT_EQ(read(marta).status, 404U);
    clock.advance(Customers::default_blocking_term + std::chrono::days{1});
    EXPECT_EQ(run(customers.destroy_blocked()), 1U);
    EXPECT_EQ(run(store.find(*CustomerId::parse(id)))->notes(), std::nullopt);
}

} // namespace
} // namespace resuelve::customers

#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using access::Audited;
using ::testing::IsEmpty;

/// What the customers service leaves in the audit log.
class CustomersAudit : public ServiceFixture {
protected:
    CustomersAudit() {
        register_customer("ana@example.org");
        id = run(store.find(*Email::parse("ana@example.org")))->id();
    }

    std::vector<access::AuditRecord> records(Audited act) const {
        std::vector<access::AuditRecord> found;
        for (const auto& sealed : audit.records())
            if (sealed.record.act == act) found.push_back(sealed.record);
        return found;
    }
    access::AuditRecord only(Audited act) const {
        const auto found = records(act);
        EXPECT_EQ(found.size(), 1U);
        return found.empty() ? access::AuditRecord{} : found.front();
    }
    std::string token() { return sign_in("ana@example.org").at("token"); }

    CustomerId id{};
};

TEST_F(CustomersAudit, HasSignInsAndFailures) {
    token();
    sign_in("ana@example.org", "no es la clave");
    sign_in("nadie@example.org");
    EXPECT_EQ(only(Audited::signed_in).actor, id.value);
    EXPECT_EQ(only(Audited::signed_in).role, access::Role::customer);
    const auto failures = records(Audited::sign_in_failed);
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].subject, id.value);
    EXPECT_EQ(failures[1].subject, std::nullopt);
}

TEST_F(CustomersAudit, HasNothingOfWhoRegistersTheOwnAccount) {
    EXPECT_THAT(audit.records(), IsEmpty());
}

TEST_F(CustomersAudit, HasAPersonThatAnEmployeeReadsOnceAnHour) {
    const auto marta = employee_token();
    api.get("/api/v1/customers/" + id.to_string(), bearer(marta));
    api.get("/api/v1/customers/" + id.to_string(), bearer(marta));
    api.get("/api/v1/customers?q=ana", bearer(marta));
    EXPECT_EQ(only(Audited::customer_read).subject, id.value);
    EXPECT_EQ(only(Audited::customer_read).role, access::Role::agent);
    EXPECT_EQ(only(Audited::customers_listed).actor, only(Audited::customer_read).actor);
}

TEST_F(CustomersAudit, HasNothingOfWhoIsNotFound) {
    api.get("/api/v1/customers/00000000-0000-4000-8000-000000000000", bearer(employee_token()));
    EXPECT_THAT(records(Audited::customer_read), IsEmpty());
}

TEST_F(CustomersAudit, HasExportsChangesOfPasswordAndErasures) {
    const auto own = token();
    api.get("/api/v1/customers/me/export", bearer(own));
    api.send(http::Method::put, "/api/v1/customers/me/password",
             R"({"current_password":"caballo correcto pila","new_password":"otro caballo correcto"})", bearer(own));
    api.send(http::Method::delete_, "/api/v1/customers/me", {}, bearer(own));
    for (const auto act : {Audited::customer_exported, Audited::password_changed, Audited::customer_erased}) {
        EXPECT_EQ(only(act).actor, id.value);
        EXPECT_EQ(only(act).subject, id.value);
    }
}

TEST_F(CustomersAudit, HasAResetByWhoeverReadsTheMail) {
    api.post("/api/v1/customers/password-resets", R"({"email":"ana@example.org"})");
    api.post("/api/v1/customers/password-resets/confirmation",
             fmt::format(R"({{"token":"{}","password":"otro caballo correcto"}})", mailed_token("reset_password")));
    EXPECT_EQ(only(Audited::password_reset).subject, id.value);
}

TEST_F(CustomersAudit, HasWhatProgramsChange) {
    const auto program = make_token({"customers:write"});
    api.post("/api/v1/customers", registration("eva@example.org"), bearer(program));
    const auto record = only(Audited::customer_changed);
    EXPECT_EQ(record.role, access::Role::service);
    EXPECT_EQ(record.detail, "registered");
    EXPECT_EQ(record.subject, run(store.find(*Email::parse("eva@example.org")))->id().value);
}

TEST_F(CustomersAudit, IsReadBySupervisorsAndProgramsWithItsScope) {
    const auto status = [&](const std::string& credentials) {
        return api.get("/api/v1/customers/audit", bearer(credentials)).status;
    };
    EXPECT_EQ(status(employee_token(access::Role::supervisor)), 200U);
    EXPECT_EQ(status(employee_token(access::Role::agent)), 403U);
    EXPECT_EQ(status(token()), 403U);
    EXPECT_EQ(status(make_token({"audit:read"})), 200U);
    EXPECT_EQ(status(make_token({"customers:read"})), 403U);
    const auto verified =
        api.get("/api/v1/customers/audit/verification", bearer(employee_token(access::Role::supervisor)));
    EXPECT_EQ(verified.json().at("intact"), true);
}

} // namespace
} // namespace resuelve::customers

#include "services/employees/service_fixture.hpp"

namespace resuelve::employees {
namespace {

using access::Audited;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What the employees service leaves in the audit log.
class EmployeesAudit : public ServiceFixture {
protected:
    /// The records of an act, in order.
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
    Uuid uuid_of(std::string_view email) { return *Uuid::parse(id_of(email)); }
    Answered change(std::string_view email, std::string body, std::string etag = "\"1\"") {
        return api.send(Method::patch, "/api/v1/employees/" + id_of(email), std::move(body),
                        with(bearer(admin), "if-match", std::move(etag)));
    }
};

TEST_F(EmployeesAudit, BeginsWithTheFirstAdministrator) {
    const auto record = audit.records().front().record;
    EXPECT_EQ(record.act, Audited::employee_registered);
    EXPECT_EQ(record.role, access::Role::system);
    EXPECT_EQ(record.subject, uuid_of("root@tienda.es"));
}

TEST_F(EmployeesAudit, HasSignInsWithWhoAndFromWhere) {
    const auto record = only(Audited::signed_in);
    EXPECT_EQ(record.actor, uuid_of("root@tienda.es"));
    EXPECT_EQ(record.role, access::Role::admin);
    EXPECT_EQ(record.address, "203.0.113.0/24");
    EXPECT_EQ(record.at, clock.now());
    EXPECT_EQ(record.detail, "password");
}

TEST_F(EmployeesAudit, HasFailedSignInsOfKnownAndUnknownAccounts) {
    sign_in("root@tienda.es", "otra cosa que no es");
    sign_in("nadie@tienda.es");
    const auto failures = records(Audited::sign_in_failed);
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].subject, uuid_of("root@tienda.es"));
    EXPECT_EQ(failures[0].actor, std::nullopt);
    EXPECT_EQ(failures[1].subject, std::nullopt);
}

TEST_F(EmployeesAudit, HasAFailureOfAChangeOfPasswordToo) {
    api.send(Method::put, "/api/v1/employees/me/password",
             R"({"current_password":"no es esta","new_password":"otro caballo correcto"})", bearer(admin));
    EXPECT_EQ(only(Audited::sign_in_failed).actor, uuid_of("root@tienda.es"));
    EXPECT_THAT(records(Audited::password_changed), IsEmpty());
}

TEST_F(EmployeesAudit, HasNoPasswordsNorAddressesOfPeople) {
    sign_in("root@tienda.es", "otra cosa que no es");
    register_employee("marta@tienda.es", "agent", R"(,"password":"caballo correcto pila")");
    const auto shown = api.get("/api/v1/employees/audit", bearer(admin)).text;
    for (const auto* secret : {"caballo", "otra cosa", "marta@", "Marta", "root@"})
        EXPECT_THAT(shown, Not(HasSubstr(secret)));
}

TEST_F(EmployeesAudit, HasTheChangeOfARoleAndNotOfAName) {
    register_employee("marta@tienda.es");
    change("marta@tienda.es", R"({"first_name":"María"})");
    EXPECT_THAT(records(Audited::rights_changed), IsEmpty());

    change("marta@tienda.es", R"({"role":"supervisor"})", "\"2\"");

    const auto record = only(Audited::rights_changed);
    EXPECT_EQ(record.actor, uuid_of("root@tienda.es"));
    EXPECT_EQ(record.subject, uuid_of("marta@tienda.es"));
    EXPECT_EQ(record.detail, "role agent to supervisor");
}

TEST_F(EmployeesAudit, HasNothingOfAChangeThatWasRefused) {
    register_employee("marta@tienda.es");
    EXPECT_EQ(change("marta@tienda.es", R"({"role":"supervisor"})", "\"7\"").status, 412U);
    store.interfere = true;
    EXPECT_EQ(change("marta@tienda.es", R"({"role":"supervisor"})").status, 412U);
    EXPECT_THAT(records(Audited::rights_changed), IsEmpty());
}

TEST_F(EmployeesAudit, HasTeamsFromTheirBeginningToTheirEnd) {
    const auto team = api.post("/api/v1/teams", R"({"name":"Cocina"})", bearer(admin)).at("id");
    api.send(Method::patch, "/api/v1/teams/" + team, R"({"name":"Hornos"})", with(bearer(admin), "if-match", "\"1\""));
    api.send(Method::delete_, "/api/v1/teams/" + team, {}, bearer(admin));

    const auto changes = records(Audited::team_changed);

    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[0].detail, "created");
    EXPECT_EQ(changes[1].detail, "renamed");
    EXPECT_EQ(changes[2].detail, "dissolved");
    EXPECT_EQ(changes[2].subject, *Uuid::parse(team));
}

TEST_F(EmployeesAudit, HasApiTokensMadeAndRevoked) {
    const auto made = api.post("/api/v1/employees/tokens", R"({"name":"ERP","scopes":["audit:read"]})", bearer(admin));
    const auto path = "/api/v1/employees/tokens/" + made.at("id");
    api.send(Method::delete_, path, {}, bearer(admin));
    api.send(Method::delete_, path, {}, bearer(admin)); // again: nothing happens

    EXPECT_EQ(only(Audited::api_token_made).detail, "audit:read");
    EXPECT_EQ(only(Audited::api_token_revoked).subject, *Uuid::parse(made.at("id")));
}

TEST_F(EmployeesAudit, HasTheEndOfASessionAndATokenThatCameTwice) {
    const auto first = sign_in("root@tienda.es").at("refresh_token");
    const auto refresh = [&](const std::string& token) {
        return api.post("/api/v1/employees/sessions/refresh", fmt::format(R"({{"refresh_token":"{}"}})", token));
    };
    const auto second = refresh(first).at("refresh_token");
    clock.advance(std::chrono::minutes{1});
    refresh(second);
    EXPECT_EQ(refresh(first).status, 401U);
    EXPECT_EQ(only(Audited::session_token_reused).actor, std::nullopt);

    api.send(Method::delete_, "/api/v1/employees/sessions/current", {}, bearer(admin));
    EXPECT_EQ(only(Audited::signed_out).actor, uuid_of("root@tienda.es"));
}

TEST_F(EmployeesAudit, HasWhoIsDisabledAndEnabled) {
    register_employee("marta@tienda.es", "agent", R"(,"password":"caballo correcto pila")");
    const auto path = "/api/v1/employees/" + id_of("marta@tienda.es");
    api.post(path + "/disable", "{}", bearer(admin));
    api.post(path + "/disable", "{}", bearer(admin)); // is so already
    api.post(path + "/enable", "{}", bearer(admin));
    EXPECT_EQ(only(Audited::employee_disabled).subject, uuid_of("marta@tienda.es"));
    EXPECT_EQ(only(Audited::employee_enabled).subject, uuid_of("marta@tienda.es"));
}

TEST_F(EmployeesAudit, HasInvitationsAndResets) {
    register_employee("marta@tienda.es");
    const auto body = [](const std::string& token) {
        return fmt::format(R"({{"token":"{}","password":"caballo correcto pila"}})", token);
    };
    api.post("/api/v1/employees/invitations/acceptance", body(mailed_token("invitation")));
    api.post("/api/v1/employees/password-resets", R"({"email":"marta@tienda.es"})");
    api.post("/api/v1/employees/password-resets/confirmation", body(mailed_token("reset_password")));
    EXPECT_EQ(only(Audited::invitation_accepted).subject, uuid_of("marta@tienda.es"));
    EXPECT_EQ(only(Audited::password_reset).subject, uuid_of("marta@tienda.es"));
}

TEST_F(EmployeesAudit, SaysWhetherItsChainIsIntact) {
    const auto verified = api.get("/api/v1/employees/audit/verification", bearer(admin));
    EXPECT_EQ(verified.status, 200U);
    EXPECT_EQ(verified.json().at("records"), static_cast<std::int64_t>(audit.records().size()));
    EXPECT_EQ(verified.json().at("intact"), true);
    EXPECT_TRUE(verified.json().at("fault").is_null());
    EXPECT_EQ(api.get("/api/v1/employees/audit/verification", bearer(token_of("a@tienda.es"))).status, 403U);
}

TEST_F(EmployeesAudit, IsReadBySupervisorsAndAdministratorsAlone) {
    EXPECT_EQ(api.get("/api/v1/employees/audit", bearer(admin)).status, 200U);
    EXPECT_EQ(api.get("/api/v1/employees/audit", bearer(token_of("s@tienda.es", "supervisor"))).status, 200U);
    EXPECT_EQ(api.get("/api/v1/employees/audit", bearer(token_of("a@tienda.es"))).status, 403U);
    EXPECT_EQ(api.get("/api/v1/employees/audit").status, 401U);
}

} // namespace
} // namespace resuelve::employees

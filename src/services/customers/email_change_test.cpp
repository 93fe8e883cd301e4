#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret.hpp"
#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;

class EmailChange : public ServiceFixture {
protected:
    EmailChange() { token = token_of("ana@tienda.es"); }

    Answered ask(std::string_view email, std::string_view password = "caballo correcto pila") {
        return api.post("/api/v1/customers/me/email", credentials(email, password), bearer(token));
    }
    Answered confirm(const std::string& mailed, const Fields& fields, std::string_view more = {}) {
        return api.post("/api/v1/customers/email-changes/confirmation",
                        fmt::format(R"({{"token":"{}"{}}})", mailed, more), fields);
    }
    Answered confirm(const std::string& mailed) { return confirm(mailed, bearer(token)); }
    /// The address that the newest link went to.
    std::string mailed_to() const {
        return std::string{std::string_view{store.events().back().data.at("email").as_string()}};
    }

    std::string token;
};

TEST_F(EmailChange, NeedsThePasswordAndTheNewAddress) {
    EXPECT_EQ(ask("eva@tienda.es", "no es esta").status, 401U);
    EXPECT_EQ(ask("ana@tienda.es").status, 409U);
    EXPECT_EQ(ask("nobody").status, 422U);
    EXPECT_EQ(count("customer.link_requested"), 1U) << "the one of the registration";
    EXPECT_EQ(ask("eva@tienda.es").status, 202U);
    EXPECT_EQ(mailed_to(), "eva@tienda.es");
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(token)).at("email"), "ana@tienda.es") << "not yet";
}

TEST_F(EmailChange, HappensOnceWhenTheNewAddressAnswers) {
    ask("Eva@tienda.es");
    const auto link = mailed_token("change_email");
    const auto changed = confirm(link);
    EXPECT_EQ(changed.status, 200U);
    EXPECT_EQ(changed.at("email"), "Eva@tienda.es");
    EXPECT_EQ(changed.at("email_verified"), "true");
    EXPECT_EQ(confirm(link).field_errors()["/token"], "expired");
    EXPECT_EQ(sign_in("ana@tienda.es").status, 401U);
    EXPECT_EQ(sign_in("eva@tienda.es").status, 200U);
}

TEST_F(EmailChange, IsNoWayIntoTheAccountForWhoReadsTheMail) {
    ask("eva@tienda.es");
    const auto link = mailed_token("change_email");
    EXPECT_EQ(confirm(link, {}).status, 401U);
    EXPECT_EQ(confirm(link, {}, R"(,"password":"no es esta")").status, 401U);
    EXPECT_EQ(confirm(link, bearer(token_of("otra@tienda.es"))).status, 401U);
    EXPECT_EQ(confirm(link, {}, R"(,"password":"caballo correcto pila")").status, 200U);
}

TEST_F(EmailChange, TakesNoOtherAddressThanTheOneThatWasMailed) {
    ask("eva@tienda.es");
    const auto link = mailed_token("change_email");
    const auto forged = link.substr(0, make_secret(random).size()) + to_base64url(std::string_view{"otra@tienda.es"});
    EXPECT_EQ(confirm(forged).field_errors()["/token"], "expired");
    EXPECT_EQ(confirm(mailed_token("verify_email")).field_errors()["/token"], "expired");
}

TEST_F(EmailChange, TellsNobodyWhetherAnAddressIsTaken) {
    register_customer("otra@tienda.es");
    const auto before = count("customer.link_requested");
    const auto taken = ask("otra@tienda.es");
    EXPECT_EQ(count("customer.link_requested"), before);
    const auto free = ask("libre@tienda.es");
    EXPECT_EQ(taken.status, free.status);
    EXPECT_EQ(taken.text, free.text);
}

TEST_F(EmailChange, IsRefusedIfSomebodyTookTheAddressMeanwhile) {
    ask("eva@tienda.es");
    const auto link = mailed_token("change_email");
    register_customer("eva@tienda.es");
    EXPECT_EQ(confirm(link).status, 409U);
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(token)).at("email"), "ana@tienda.es");
}

TEST_F(EmailChange, EndsTheOtherSessionsAndTheLinksToTheOldAddress) {
    const auto elsewhere = sign_in("ana@tienda.es").at("token");
    api.post("/api/v1/customers/password-resets", R"({"email":"ana@tienda.es"})");
    const auto reset = mailed_token("reset_password");
    ask("eva@tienda.es");
    EXPECT_EQ(confirm(mailed_token("change_email")).status, 200U);
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(elsewhere)).status, 401U);
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(token)).status, 200U);
    const auto body = fmt::format(R"({{"token":"{}","password":"otro caballo correcto"}})", reset);
    EXPECT_EQ(api.post("/api/v1/customers/password-resets/confirmation", body).status, 422U);
}

TEST_F(EmailChange, IsOverAfterAnHour) {
    ask("eva@tienda.es");
    const auto link = mailed_token("change_email");
    clock.advance(1h + 1s);
    EXPECT_EQ(confirm(link, {}, R"(,"password":"caballo correcto pila")").field_errors()["/token"], "expired");
}

TEST_F(EmailChange, MailsAtMostThreeLinksAnHour) {
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(ask("eva@tienda.es").status, 202U);
    EXPECT_EQ(ask("eva@tienda.es").status, 429U);
}

TEST_F(EmailChange, IsAudited) {
    ask("eva@tienda.es");
    confirm(mailed_token("change_email"));
    const auto last = audit.records().back().record;
    EXPECT_EQ(last.act, access::Audited::email_changed);
    EXPECT_EQ(last.subject, run(store.find(*Email::parse("eva@tienda.es")))->id().value);
}

} // namespace
} // namespace resuelve::customers

#include "platform/json/read.hpp"
#include "platform/json/write.hpp"
#include "platform/webauthn/ceremony.hpp"
#include "tests/support/a_passkey.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <memory>

namespace resuelve::webauthn {
namespace {

class CeremonyTest : public testing::Test {
protected:
    static Base64url bytes(std::string_view text) { return Base64url::parse(text).value(); }

    std::expected<Accepted, Fault> create(std::string_view ceremony = "webauthn.create") {
        const auto challenge = challenges.make(now, random);
        return created({.client_data = bytes(passkey.client_data(ceremony, challenge)),
                        .authenticator_data = bytes(passkey.made())},
                       party, challenges, now);
    }
    Assertion assertion(std::string_view challenge) {
        return {.client_data = bytes(passkey.client_data("webauthn.get", challenge)),
                .authenticator_data = bytes(passkey.authenticator_data()),
                .signature = bytes(passkey.signature(challenge))};
    }
    std::expected<Accepted, Fault> sign(const Credential& credential) {
        return asserted(assertion(challenges.make(now, random)), credential, party, challenges, now);
    }

    testing_support::TemporaryDirectory directory;
    SeededRandom random{11};
    Instant now{std::chrono::milliseconds{1'764'000'000'000}};
    KeyRing keys{directory / "keys", "sessions", now, random};
    Challenges challenges{keys, "sign in"};
    RelyingParty party{"tienda.es", "https://tienda.es"};
    testing_support::APasskey passkey{random};
};

TEST(RelyingPartyTest, IsNamedByTheHostAloneAsBrowsersWriteIt) {
    const auto party = RelyingParty::at(http::WebAddress::parse("https://Tienda.es:443/ayuda").value());
    EXPECT_EQ(party.id, "tienda.es");
    EXPECT_EQ(party.origin, "https://tienda.es");
    EXPECT_EQ(RelyingParty::at(http::WebAddress::parse("http://localhost:8080").value()).id, "localhost");
}

TEST_F(CeremonyTest, TakesAPasskeyAndThenItsSignature) {
    const auto accepted = create();
    ASSERT_TRUE(accepted);
    EXPECT_TRUE(std::ranges::equal(accepted->credential.id.bytes, passkey.id));
    EXPECT_EQ(accepted->credential.algorithm, Algorithm::ed25519);
    EXPECT_EQ(accepted->challenged_at, now);
    const auto signed_in = sign(accepted->credential);
    ASSERT_TRUE(signed_in);
    EXPECT_EQ(signed_in->credential, accepted->credential);
    EXPECT_EQ(signed_in->challenged_at, now);
}

TEST_F(CeremonyTest, KeepsACredentialAsJson) {
    const auto credential = create()->credential;
    EXPECT_EQ(json::read<Credential>(boost::json::serialize(json::to_json(credential))), credential);
}

TEST_F(CeremonyTest, WantsTheOwnerToBeThereAndVerified) {
    const auto credential = create()->credential;
    for (const std::uint8_t flags : std::initializer_list<std::uint8_t>{0x00, 0x01, 0x04}) {
        passkey.flags = flags;
        EXPECT_EQ(create().error(), Fault::user_not_verified) << int{flags};
        EXPECT_EQ(sign(credential).error(), Fault::user_not_verified) << int{flags};
    }
}

TEST_F(CeremonyTest, RefusesAnotherSite) {
    const auto credential = create()->credential;
    passkey.origin = "https://tienda.es.evil.example";
    EXPECT_EQ(create().error(), Fault::other_origin);
    EXPECT_EQ(sign(credential).error(), Fault::other_origin);
    testing_support::APasskey others{random, "evil.example"};
    others.origin = passkey.origin = "https://tienda.es";
    const auto challenge = challenges.make(now, random);
    EXPECT_EQ(
        created({bytes(others.client_data("webauthn.create", challenge)), bytes(others.made())}, party, challenges, now)
            .error(),
        Fault::other_party);
}

TEST_F(CeremonyTest, RefusesAPageWithinAnotherSite) {
    passkey.more = R"(,"crossOrigin":true)";
    EXPECT_EQ(create().error(), Fault::malformed); // twice the same member
    passkey.more = R"(,"topOrigin":"https://evil.example")";
    EXPECT_TRUE(create());
}

TEST_F(CeremonyTest, RefusesWhatAnswersNoChallengeOfOurs) {
    const auto credential = create()->credential;
    EXPECT_EQ(asserted(assertion("bm9uZSBvZiBvdXJz"), credential, party, challenges, now).error(),
              Fault::other_challenge);
    const auto challenge = challenges.make(now, random);
    EXPECT_EQ(asserted(assertion(challenge), credential, party, challenges, now + Challenges::validity).error(),
              Fault::other_challenge);
}

TEST_F(CeremonyTest, TellsTheTwoCeremoniesApart) {
    EXPECT_EQ(create("webauthn.get").error(), Fault::other_ceremony);
    EXPECT_EQ(create("").error(), Fault::other_ceremony);
}

TEST_F(CeremonyTest, RefusesASignatureThatIsNotThePasskeys) {
    const auto credential = create()->credential;
    const auto challenge = challenges.make(now, random);
    auto changed = assertion(challenge);
    changed.signature.bytes[3] ^= 1;
    EXPECT_EQ(asserted(changed, credential, party, challenges, now).error(), Fault::wrong_signature);
    changed = assertion(challenge);
    changed.client_data = bytes(passkey.client_data("webauthn.get", challenges.make(now, random)));
    EXPECT_EQ(asserted(changed, credential, party, challenges, now).error(), Fault::wrong_signature);
    testing_support::APasskey other{random};
    auto others = credential;
    passkey.count = 7;
    changed = assertion(challenge);
    changed.authenticator_data = bytes(other.authenticator_data());
    EXPECT_EQ(asserted(changed, credential, party, challenges, now).error(), Fault::wrong_signature);
}

TEST_F(CeremonyTest, NoticesACopy) {
    passkey.count = 5;
    auto credential = create()->credential;
    EXPECT_EQ(sign(credential).error(), Fault::copied);
    passkey.count = 6;
    credential = sign(credential)->credential;
    EXPECT_EQ(credential.sign_count, 6U);
    passkey.count = 4;
    EXPECT_EQ(sign(credential).error(), Fault::copied);
    passkey.count = 0;
    EXPECT_EQ(sign(credential).error(), Fault::copied);
}

TEST_F(CeremonyTest, RefusesWhatIsCutOrIsNoJson) {
    const auto challenge = challenges.make(now, random);
    const auto credential = create()->credential;
    const auto whole = assertion(challenge);
    const auto new_one = bytes(passkey.made());
    for (std::size_t size = 0; size < new_one.bytes.size(); ++size) {
        const Base64url cut{{new_one.bytes.begin(), new_one.bytes.begin() + static_cast<std::ptrdiff_t>(size)}};
        EXPECT_FALSE(created({bytes(passkey.client_data("webauthn.create", challenge)), cut}, party, challenges, now))
            << size;
        auto cut_assertion = whole;
        cut_assertion.authenticator_data = cut;
        EXPECT_FALSE(asserted(cut_assertion, credential, party, challenges, now)) << size;
    }
    for (const std::string_view text : {"", "{", "[]", "null", "{}", R"({"type":1})"}) {
        auto other = whole;
        other.client_data.bytes.assign(text.begin(), text.end());
        EXPECT_FALSE(asserted(other, credential, party, challenges, now)) << text;
    }
    auto unsigned_one = whole;
    unsigned_one.signature.bytes.clear();
    EXPECT_FALSE(asserted(unsigned_one, credential, party, challenges, now));
}

TEST_F(CeremonyTest, RefusesAnAlgorithmThatWeDidNotOffer) {
    passkey.algorithm = 0x26; // -7 for a key on curve Ed25519
    EXPECT_EQ(create().error(), Fault::other_algorithm);
}

/// What OpenSSL signs with a new key of the kind, and the key as libfido2 takes it.
struct Signer {
    using Key = std::unique_ptr<EVP_PKEY, decltype([](EVP_PKEY* key) { EVP_PKEY_free(key); })>;
    Key key;

    Bytes sign(const Bytes& message) const {
        const std::unique_ptr<EVP_MD_CTX, decltype([](EVP_MD_CTX* one) { EVP_MD_CTX_free(one); })> context{
            EVP_MD_CTX_new()};
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
        std::size_t size = 0;
        EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size());
        Bytes signature(size);
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size());
        signature.resize(size);
        return signature;
    }
};

TEST_F(CeremonyTest, VerifiesWhatTelephonesSignWith) {
    const Signer signer{Signer::Key{EVP_EC_gen("P-256")}};
    std::array<std::uint8_t, 65> point{}; // 4, x, y
    std::size_t size = 0;
    ASSERT_EQ(EVP_PKEY_get_octet_string_param(signer.key.get(), "pub", point.data(), point.size(), &size), 1);
    const Credential credential{
        .id = {}, .algorithm = Algorithm::es256, .public_key = {{point.begin() + 1, point.end()}}, .sign_count = 0};
    auto phones = assertion(challenges.make(now, random));
    auto message = phones.authenticator_data.bytes;
    const auto hash = sha256(std::string{phones.client_data.bytes.begin(), phones.client_data.bytes.end()});
    message.insert(message.end(), hash.begin(), hash.end());
    phones.signature.bytes = signer.sign(message);
    EXPECT_TRUE(asserted(phones, credential, party, challenges, now));
    phones.signature.bytes.back() ^= 1;
    EXPECT_EQ(asserted(phones, credential, party, challenges, now).error(), Fault::wrong_signature);
}

} // namespace
} // namespace resuelve::webauthn

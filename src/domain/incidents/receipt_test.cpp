#include "domain/incidents/receipt.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/changes.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<Entry> timeline_of(const std::vector<Change>& changes) {
    std::vector<Entry> all;
    for (const auto& change : changes)
        all.insert(all.end(), change.entries.begin(), change.entries.end());
    return all;
}

boost::json::object a_receipt(const Incident& incident, std::vector<Attachment> attachments = {}) {
    return receipt(incident, attachments, filing_time, "https://tienda.example/i/" + incident.reference.value);
}

TEST(Receipt, SaysWhatWasFiledAndWhen) {
    const auto incident = an_incident().with_points(2).now();
    const auto json = a_receipt(incident);
    EXPECT_EQ(json.at("reference").as_string(), incident.reference.value);
    EXPECT_EQ(json.at("filed_at").as_string(), "2026-11-27T17:00:00.000Z");
    EXPECT_EQ(json.at("points").as_array().size(), 2U);
    EXPECT_EQ(json.at("history").at("entries").as_int64(), 2);
    EXPECT_EQ(json.at("history").at("head").as_string(), to_hex(incident.history.head));
    EXPECT_TRUE(json.at("order").is_null());
}

TEST(Receipt, ListsPublicFilesOfEntriesAlone) {
    const auto incident = an_incident().now();
    auto in_the_claim = an_upload(incident, ana(), 1);
    in_the_claim.entry = 1;
    in_the_claim.name = "tique.pdf";
    auto of_a_note = in_the_claim;
    of_a_note.visibility = Visibility::internal;
    of_a_note.name = "secreto.pdf";
    auto pending = an_upload(incident, ana(), 2);
    pending.name = "pendiente.pdf";
    const auto text = boost::json::serialize(a_receipt(incident, {in_the_claim, of_a_note, pending}));
    EXPECT_THAT(text, HasSubstr("tique.pdf"));
    EXPECT_THAT(text, HasSubstr(to_hex(in_the_claim.sha256)));
    EXPECT_THAT(text, Not(HasSubstr("secreto.pdf")));
    EXPECT_THAT(text, Not(HasSubstr("pendiente.pdf")));
}

TEST(Receipt, GoesIntoACodeWithoutWhatItsReadersCanMake) {
    const auto receipt = boost::json::parse(R"({"reference": "7K3Q-9XTM-2H4Z", "subject": "Ñandú «roto»", "signature":
        {"key_id": "k", "value": "c2ln", "payload": "eyJh", "public_key": "11qY"}})")
                             .as_object();
    const auto code = receipt_code(receipt);
    auto brief = receipt;
    brief["signature"] = {{"key_id", "k"}, {"value", "c2ln"}};
    EXPECT_EQ(receipt_in(code), brief);
    EXPECT_EQ(receipt_in("https://tienda.example/verificar#" + code), brief);
    EXPECT_EQ(receipt_in(" " + code.substr(0, 20) + "\n  " + code.substr(20) + "\n"), brief);
}

TEST(Receipt, IsNotInWhatIsNoCode) {
    for (const auto* text : {"", "#", "7K3Q-9XTM-2H4Z", "W10", "https://tienda.example/verificar"})
        EXPECT_EQ(receipt_in(text), std::nullopt) << text;
    EXPECT_EQ(receipt_in(receipt_code({{"subject", "Una cafetera"}}).substr(0, 16)), std::nullopt);
}

TEST(Receipt, IsSignedInOneSpelling) {
    const auto one = boost::json::parse(R"({"b": {"z": 1, "a": [{"y": null, "x": "ñ"}]}, "a": true})").as_object();
    EXPECT_EQ(bytes_to_sign(one), R"({"a":true,"b":{"a":[{"x":"ñ","y":null}],"z":1}})");
}

TEST(Receipt, IsSignedWithoutItsSignature) {
    const auto plain = a_receipt(an_incident().now());
    std::string signed_bytes;
    const auto json = signed_receipt(plain, [&](std::string_view bytes) {
        signed_bytes = bytes;
        return boost::json::object{{"value", "AAAA"}};
    });
    EXPECT_EQ(json.at("signature").at("value").as_string(), "AAAA");
    EXPECT_EQ(signed_bytes, bytes_to_sign(plain));
    EXPECT_EQ(bytes_to_sign(json), signed_bytes);
}

TEST(Receipt, ProvesThatATimelineWasNotCutNorRolledBack) {
    const auto changes = an_incident().resolution_proposed().changes();
    const auto json = a_receipt(changes[1].incident);
    const auto timeline = timeline_of(changes);
    EXPECT_TRUE(continues(timeline, json));
    EXPECT_TRUE(continues(timeline_of({changes[0], changes[1]}), json));
    EXPECT_FALSE(continues(timeline_of({changes[0]}), json)) << "the end is cut off";
    EXPECT_FALSE(continues(timeline_of(an_incident().numbered(2).resolution_proposed().changes()), json));
}

TEST(Receipt, WithoutAHistoryIsNone) {
    EXPECT_THROW(continues({}, {}), std::invalid_argument);
    EXPECT_THROW(continues({}, boost::json::parse(R"({"history":{"entries":0,"head":""}})").as_object()),
                 std::invalid_argument);
}

} // namespace
} // namespace resuelve::incidents

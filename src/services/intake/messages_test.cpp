#include "domain/incidents/receipt.hpp"
#include "services/intake/intake_test.hpp"

namespace resuelve::intake {
namespace {

constexpr std::string_view jpeg = "\xFF\xD8\xFF\xE0\x00\x10JFIF";

struct CustomersMessages : IntakeTest {
    incidents::Incident incident = shop.keep(an_incident().in_progress());

    Answered upload(access::Actor actor, std::string name = "nota.txt", std::string bytes = "Hola, buenas tardes",
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
        return api.post(std::move(actor), path_of(incident, "/attachments?name=" + name), std::move(bytes),
                        std::move(headers));
    }
    Answered write(access::Actor actor, std::string attachment_id) {
        return api.post(std::move(actor), path_of(incident, "/messages"),
                        fmt::format(R"({{"body":"La foto","attachment_ids":["{}"]}})", attachment_id));
    }
};

TEST_F(CustomersMessages, AreAnsweredWithTheirEntry) {
    const auto answered = api.post(ana(), path_of(incident, "/messages"), R"({"body":"¿Hay novedades?"})");
    ASSERT_EQ(answered.status, 201U) << answered.body;
    EXPECT_EQ(answered.text("kind"), "message");
    EXPECT_EQ(answered.json().at("body").at("text"), "¿Hay novedades?");
    EXPECT_EQ(answered.header("etag"), api::etag(incident.version + 1));
}

TEST_F(CustomersMessages, MustHoldSomething) {
    EXPECT_EQ(api.post(ana(), path_of(incident, "/messages")).first_error(), "/body required");
    EXPECT_EQ(api.post(ana(), path_of(incident, "/messages"), R"({"body":"   "})").first_error(), "/body too_short");
    EXPECT_EQ(
        api.post(ana(), path_of(incident, "/messages"), R"({"body":"Hola","visibility":"internal"})").first_error(),
        "/visibility unknown");
}

TEST_F(CustomersMessages, AskForAPersonInTheLanguageOfTheClaim) {
    const auto answered = api.post(ana(), path_of(incident, "/person-request"), "");
    ASSERT_EQ(answered.status, 200U) << answered.body;
    EXPECT_EQ(answered.json().at("person_requested"), true);
    EXPECT_TRUE(shop.entries(incident.id).back().body.contains("Quiero hablar con una persona."));
}

TEST_F(CustomersMessages, CompleteAFilingThatTheShopAskedToComplete) {
    const auto incomplete = shop.keep(an_incident().numbered(5).awaiting_completion());
    EXPECT_EQ(api.post(ana(), path_of(incomplete, "/completion"), R"({"body":"Aquí está"})").text("status"),
              "in_progress");
    EXPECT_EQ(api.post(ana(), path_of(incident, "/completion"), R"({"body":"Aquí está"})").status, 409U);
}

using Attachments = CustomersMessages;

TEST_F(Attachments, WaitForAMessageAndAreTheirUploadersOnlyUntilThen) {
    const auto uploaded = upload(ana());
    ASSERT_EQ(uploaded.status, 201U) << uploaded.body;
    EXPECT_EQ(uploaded.text("content_type"), "text/plain");
    EXPECT_TRUE(uploaded.json().at("entry").is_null());
    EXPECT_EQ(api.get(ana(), path_of(incident, "/attachments")).json().at("items").as_array().size(), 1U);
    const auto written = write(ana(), uploaded.text("id"));
    ASSERT_EQ(written.status, 201U) << written.body;
    EXPECT_FALSE(written.body.contains("sha256"));
    const auto listed = api.get(ana(), path_of(incident, "/attachments")).json();
    EXPECT_EQ(listed.at("items").at(0).at("entry"), written.json().at("number"));
}

TEST_F(Attachments, AreSentAsDownloadsInASandbox) {
    const auto uploaded = upload(ana(), "el%20ni%C3%B1o%20(1).txt");
    const auto downloaded = api.get(ana(), uploaded.header("location"));
    EXPECT_EQ(downloaded.body, "Hola, buenas tardes");
    EXPECT_EQ(downloaded.header("content-type"), "text/plain");
    EXPECT_EQ(downloaded.header("content-disposition"),
              "attachment; filename=\"el ni_o _1_.txt\"; filename*=UTF-8''el%20ni%C3%B1o%20%281%29.txt");
    EXPECT_EQ(downloaded.header("content-security-policy"), "sandbox; default-src 'none'");
    EXPECT_EQ(downloaded.header("x-content-type-options"), "nosniff");
}

TEST_F(Attachments, AreSentInPartOnRequest) {
    const auto uploaded = upload(ana());
    const auto part = api.send(ana(), {.target = uploaded.header("location"), .headers = {{"range", "bytes=6-"}}});
    EXPECT_EQ(part.status, 206U);
    EXPECT_EQ(part.body, "buenas tardes");
    EXPECT_EQ(part.header("content-security-policy"), "sandbox; default-src 'none'");
}

TEST_F(Attachments, OfOthersAreAsIfThereWereNone) {
    const auto uploaded = upload(ana());
    const auto other = shop.keep(an_incident().numbered(8).of(another_customer().customer_id()).in_progress());
    EXPECT_EQ(api.get(another_customer(), uploaded.header("location")).status, 404U);
    EXPECT_EQ(api.get(another_customer(), path_of(other, "/attachments/" + uploaded.text("id"))).status, 404U)
        << "an attachment is found by its own incident only";
    const auto stolen = api.post(another_customer(), path_of(other, "/messages"),
                                 fmt::format(R"({{"body":"Mía","attachment_ids":["{}"]}})", uploaded.text("id")));
    EXPECT_EQ(stolen.first_error(), "/attachment_ids/0 unknown");
    EXPECT_EQ(shop.stored(other.id), other);
}

TEST_F(Attachments, AreAttachedOnce) {
    const auto uploaded = upload(ana());
    EXPECT_EQ(write(ana(), uploaded.text("id")).status, 201U);
    EXPECT_EQ(write(ana(), uploaded.text("id")).first_error(), "/attachment_ids/0 unknown");
}

TEST_F(Attachments, AreWhatTheirBytesSay) {
    EXPECT_EQ(upload(ana(), "foto.txt", std::string{jpeg}).text("content_type"), "application/octet-stream");
    EXPECT_EQ(upload(ana(), "pagina.html", "<html><script>alert(1)</script>").text("content_type"),
              "application/octet-stream");
}

TEST_F(Attachments, NeedANameAndBytes) {
    EXPECT_EQ(api.post(ana(), path_of(incident, "/attachments"), "x").first_error(), "name required");
    EXPECT_EQ(upload(ana(), "vacio.txt", "").status, 422U);
}

TEST_F(Attachments, RepeatedWithTheirKeyAreTheSame) {
    const auto first = upload(ana(), "a.txt", "Hola, buenas tardes", {{"idempotency-key", "1"}});
    const auto again = upload(ana(), "a.txt", "Hola, buenas tardes", {{"idempotency-key", "1"}});
    EXPECT_EQ(first.text("id"), again.text("id"));
    EXPECT_EQ(upload(ana(), "a.txt", "Otra cosa", {{"idempotency-key", "1"}}).status, 422U);
    EXPECT_EQ(run(shop.incidents.attachments(incident.id)).size(), 1U);
}

TEST_F(Attachments, AreAtMostFiftyOnAnIncident) {
    for (int i = 0; i < 50; ++i)
        ASSERT_EQ(upload(ana()).status, 201U);
    EXPECT_EQ(upload(ana()).status, 422U);
}

TEST_F(Attachments, AreNotTakenOnceItIsClosed) {
    const auto closed = shop.keep(an_incident().numbered(4).closed());
    EXPECT_EQ(api.post(ana(), path_of(closed, "/attachments?name=a.txt"), "Hola").status, 409U);
}

using Receipt = IntakeTest;

TEST_F(Receipt, IsJsonOrPdfAsTheReaderLikes) {
    const auto incident = shop.keep(an_incident().registered());
    const auto json = api.get(ana(), path_of(incident, "/receipt"));
    EXPECT_EQ(json.text("reference"), incident.reference.value);
    EXPECT_EQ(json.json().at("history").at("entries"), 2);
    const auto pdf =
        api.send(ana(), {.target = path_of(incident, "/receipt"), .headers = {{"accept", "application/pdf"}}});
    EXPECT_EQ(pdf.header("content-type"), "application/pdf");
    const auto code = incidents::receipt_code(json.json());
    EXPECT_EQ(pdf.body, "%PDF es " + incident.reference.value + " https://tienda.example/verificar#" + code);
    EXPECT_EQ(api.get(somebody(), "/api/v1/receipts/keys").status, 200U);
}

TEST_F(Receipt, IsCheckedForAnybody) {
    const auto incident = shop.keep(an_incident().registered());
    const auto check = [&](const boost::json::value& receipt) {
        return api.post(somebody(), "/api/v1/receipts/verification", boost::json::serialize(receipt));
    };
    const auto genuine = api.get(ana(), path_of(incident, "/receipt")).json();
    EXPECT_EQ(check(genuine).text("verdict"), "genuine");
    auto altered = genuine;
    altered.at("subject") = "Otra cosa";
    EXPECT_EQ(check(altered).text("verdict"), "altered");
    auto unknown = genuine;
    unknown.at("signature").at("key_id") = "receipts-of-another-shop";
    EXPECT_EQ(check(unknown).text("verdict"), "unknown_key");
    auto forged = genuine;
    forged.at("signature").at("value") = "AAAA";
    EXPECT_EQ(check(forged).text("verdict"), "bad_signature");
    forged.at("signature").at("value") = 7;
    EXPECT_EQ(check(forged).first_error(), "/signature/value malformed");
    EXPECT_EQ(check(boost::json::object{{"subject", "x"}}).first_error(), "/signature required");
    EXPECT_EQ(check(boost::json::array{}).status, 422U);
    EXPECT_EQ(api.post(somebody(), "/api/v1/receipts/verification", "{").status, 400U);
}

TEST_F(Receipt, IsCheckedByItsCodeToo) {
    const auto incident = shop.keep(an_incident().registered());
    const auto check = [&](const std::string& code) {
        return api.post(somebody(), "/api/v1/receipts/verification", fmt::format(R"({{"code":"{}"}})", code));
    };
    auto receipt = api.get(ana(), path_of(incident, "/receipt")).json();
    const auto genuine = check("https://tienda.example/verificar#" + incidents::receipt_code(receipt));
    EXPECT_EQ(genuine.text("verdict"), "genuine");
    EXPECT_EQ(genuine.json().at("receipt").at("subject"), "Cafetera averiada");
    receipt["subject"] = "Otra cosa";
    EXPECT_EQ(check(incidents::receipt_code(receipt)).text("verdict"), "bad_signature");
    EXPECT_EQ(check("7K3Q-9XTM-2H4Z").first_error(), "/code malformed");
}

} // namespace
} // namespace resuelve::intake

#include "adapters/pdf/receipt_renderer.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

/// For the leak checker of the asan preset: fontconfig keeps one pattern (288 bytes) until the process ends.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig";
}

namespace resuelve::pdf {
namespace {

namespace json = boost::json;

constexpr std::string_view url = "https://resuelve.example.org/seguimiento/7K3Q-9XTM-2H4Z";

/// A code as long as that of a short complaint.
const std::string check_url = "https://resuelve.example.org/verificar#" + std::string(1'300, 'e');

json::object a_receipt() {
    return json::parse(R"({
        "reference": "7K3Q-9XTM-2H4Z", "filed_at": "2026-11-27T17:00:05.123Z", "channel": "phone", "language": "es",
        "subject": "La cafetera gotea", "description": "Compré la cafetera y a las dos semanas gotea.",
        "order": {"reference": "P-2026-00118", "product": "Cafetera Italia Plus", "purchased_on": "2026-10-03"},
        "points": ["Que se repare", "Que se devuelvan 12,50 € de portes"],
        "attachments": [{"name": "foto ñandú.jpg", "size": 1234567, "sha256": "e3b0c44298fc1c149afb"}],
        "history": {"entries": 1, "head": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
        "issued_at": "2026-11-27T17:00:05.200Z", "answer_by": "2026-12-22T22:59:59.999Z",
        "status_url": "https://resuelve.example.org/seguimiento/7K3Q-9XTM-2H4Z",
        "signature": {"key_id": "2026-a", "algorithm": "Ed25519", "value": "c2lnbmF0dXJl-_x"}})")
        .as_object();
}

/// A file that is gone after the test.
class TemporaryPdf {
public:
    explicit TemporaryPdf(std::string_view bytes) :
        path_{std::filesystem::temp_directory_path() /
              fmt::format("receipt-{}-{}.pdf", ::getpid(),
                          ::testing::UnitTest::GetInstance()->current_test_info()->name())} {
        std::ofstream{path_, std::ios::binary} << bytes;
    }
    ~TemporaryPdf() { std::filesystem::remove(path_); }

    /// What a program prints when it is given the file.
    std::string read_by(std::string_view program) const {
        std::string output;
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{
            ::popen(fmt::format(fmt::runtime(program), path_.string()).c_str(), "r"), ::pclose};
        std::array<char, 4096> buffer{};
        while (const auto read = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
            output.append(buffer.data(), read);
        return output;
    }

private:
    std::filesystem::path path_;
};

bool installed(std::string_view program) {
    return std::system(fmt::format("command -v {} >/dev/null 2>&1", program).c_str()) == 0;
}

std::string text_of(std::string_view pdf) {
    auto text = TemporaryPdf{pdf}.read_by("pdftotext -layout -enc UTF-8 {} -");
    // What wraps is still one text.
    std::string joined;
    bool in_space = false;
    for (const char character : text) {
        const bool space = character == ' ' || character == '\n' || character == '\f';
        if (!space || !in_space) joined += space ? ' ' : character;
        in_space = space;
    }
    return joined;
}

class Receipt : public ::testing::Test {
protected:
    void SetUp() override {
        if (!installed("pdftotext") || !installed("pdftoppm") || !installed("zbarimg"))
            GTEST_SKIP() << "needs poppler-utils and zbar-tools (script/bootstrap --test)";
    }
};

TEST_F(Receipt, ShowsEverythingThatTheReceiptSays) {
    const auto text = text_of(render_receipt(a_receipt(), "es"));
    for (const std::string_view part :
         {"Justificante de reclamación", "7K3Q-9XTM-2H4Z", "27 de noviembre de 2026, 18:00:05 (CET,", "Teléfono",
          "La cafetera gotea", "Compré la cafetera y a las dos semanas gotea.", "P-2026-00118", "3 de octubre de 2026",
          "1. Que se repare", "2. Que se devuelvan 12,50 € de portes", "foto ñandú.jpg · 1.234.567 bytes",
          "e3b0c44298fc1c149afb", "22 de diciembre de 2026, 23:59:59", "c2lnbmF0dXJl-_x", "2026-a", "Página 1 de 1",
          "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " is not in: " << text;
}

TEST_F(Receipt, SpeaksEnglishWhenAskedAndSpanishOtherwise) {
    EXPECT_NE(text_of(render_receipt(a_receipt(), "en")).find("27 November 2026, 18:00:05 (CET,"), std::string::npos);
    EXPECT_NE(text_of(render_receipt(a_receipt(), "gl")).find("Justificante"), std::string::npos);
}

TEST_F(Receipt, UsesSummerTimeInSummer) {
    auto receipt = a_receipt();
    receipt["filed_at"] = "2026-07-01T22:30:00.000Z";
    EXPECT_NE(text_of(render_receipt(receipt, "es")).find("2 de julio de 2026, 00:30:00 (CEST,"), std::string::npos);
}

TEST_F(Receipt, CarriesAQrCodeOfTheStatusPage) {
    const TemporaryPdf pdf{render_receipt(a_receipt(), "es")};
    EXPECT_EQ(
        pdf.read_by("pdftoppm -r 150 -png -singlefile {0} {0} && zbarimg -q --raw {0}.png 2>/dev/null; rm -f {0}.png"),
        fmt::format("{}\n", url));
}

TEST_F(Receipt, CarriesItselfInAQrCodeAndInItsKeywords) {
    const auto bytes = render_receipt(a_receipt(), "es", check_url);
    EXPECT_NE(bytes.find(fmt::format("/Keywords ({})", check_url)), std::string::npos);
    const TemporaryPdf pdf{bytes};
    EXPECT_NE(pdf.read_by("pdftoppm -r 150 -png {0} {0} && zbarimg -q --raw {0}-*.png 2>/dev/null; rm -f {0}-*.png")
                  .find(check_url + "\n"),
              std::string::npos);
    EXPECT_NE(text_of(bytes).find("abre https://resuelve.example.org/verificar, que"), std::string::npos);
}

TEST_F(Receipt, StaysOnOnePageWithItsCodeWhenItIsShort) {
    auto receipt = a_receipt();
    receipt.erase("attachments");
    EXPECT_NE(text_of(render_receipt(receipt, "es", check_url)).find("Página 1 de 1"), std::string::npos);
}

TEST_F(Receipt, IsInItsKeywordsAloneWhenItIsLongerThanAQrCode) {
    const auto longer = check_url + std::string(2'900, 'a');
    const auto bytes = render_receipt(a_receipt(), "es", longer);
    EXPECT_NE(bytes.find(fmt::format("/Keywords ({})", longer)), std::string::npos);
    EXPECT_EQ(text_of(bytes).find("/verificar"), std::string::npos);
    EXPECT_EQ(TemporaryPdf{bytes}.read_by("pdfinfo {} 2>&1").find("rror"), std::string::npos);
}

TEST_F(Receipt, TakesTextAsGlyphsOnly) {
    auto receipt = a_receipt();
    receipt["subject"] = R"(<b>Oferta</b> &amp; <span foreground="red">x</span>)";
    receipt["description"] =
        R"(<img src="http://169.254.169.254/"> url(file:///etc/passwd) ${jndi:ldap://x} (\)>>endobj)";
    const auto pdf = render_receipt(receipt, "es");
    const auto text = text_of(pdf);
    EXPECT_NE(text.find(R"(<b>Oferta</b> &amp; <span)"), std::string::npos) << text;
    EXPECT_NE(text.find(R"(<img src="http://169.254.169.254/"> url(file:///etc/passwd))"), std::string::npos) << text;
    EXPECT_EQ(pdf.find("/URI"), std::string::npos);
    EXPECT_EQ(pdf.find("169.254"), std::string::npos) << "outside of the compressed page it would be more than glyphs";
}

TEST_F(Receipt, WrapsTheLongestTextsOverManyPages) {
    auto receipt = a_receipt();
    receipt["description"] = std::string(4'990, 'x') + " final.";
    json::array points;
    for (int i = 1; i <= 50; ++i)
        points.push_back(json::string(fmt::format("{} fin{}", std::string(980, 'w'), i)));
    receipt["points"] = std::move(points);
    const auto text = text_of(render_receipt(receipt, "es"));
    EXPECT_NE(text.find("final."), std::string::npos);
    EXPECT_NE(text.find("fin50"), std::string::npos);
    EXPECT_NE(text.find("Página 15 de "), std::string::npos) << text.substr(text.size() - 200);
}

TEST_F(Receipt, ShowsOtherScriptsAndOddCharacters) {
    auto receipt = a_receipt();
    receipt["points"] = json::array{"Ωμέγα Жуков ½ “comillas” €", "שלום", "مرحبا", "a\u200bb\u200f c\u00a0d"};
    const auto text = text_of(render_receipt(receipt, "es"));
    for (const std::string_view part : {"Ωμέγα", "Жуков", "½", "“comillas”", "€"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " is not in: " << text;
}

TEST_F(Receipt, TellsScreenReadersLanguageStructureAndWhatTheFigureIs) {
    const auto bytes = render_receipt(a_receipt(), "en", check_url);
    // "QR code wi", "QR code th": UTF-16 in hexadecimal. Poppler's tools do not show it.
    constexpr std::string_view alternative = "/Alt <FEFF0051005200200063006F0064006500200";
    const auto first = bytes.find(fmt::format("{}0770069", alternative));
    EXPECT_NE(first, std::string::npos);
    EXPECT_NE(bytes.find(fmt::format("{}0740068", alternative), first), std::string::npos);
    const TemporaryPdf pdf{bytes};
    const auto structure = pdf.read_by("pdfinfo -struct {}");
    for (const std::string_view part : {"Document", "H1", "H2", "L (block)", "LI", "Figure"})
        EXPECT_NE(structure.find(part), std::string::npos) << part << " is not in: " << structure;
    const auto about = pdf.read_by("pdfinfo {} 2>&1");
    EXPECT_NE(about.find("Receipt of your claim 7K3Q-9XTM-2H4Z"), std::string::npos) << about;
    EXPECT_EQ(about.find("rror"), std::string::npos) << about;
}

TEST(RenderReceipt, DeclaresTheLanguage) {
    EXPECT_NE(render_receipt(a_receipt(), "en").find("/Lang (en)"), std::string::npos);
    EXPECT_NE(render_receipt(a_receipt(), "eu").find("/Lang (es)"), std::string::npos);
}

TEST(RenderReceipt, GivesTheSameBytesForTheSameReceipt) {
    EXPECT_EQ(render_receipt(a_receipt(), "es"), render_receipt(a_receipt(), "es"));
}

TEST(RenderReceipt, LeavesMissingMembersOut) {
    EXPECT_TRUE(render_receipt({}, "es").starts_with("%PDF-"));
    EXPECT_TRUE(render_receipt({{"reference", "7K3Q-9XTM-2H4Z"}, {"points", nullptr}, {"order", 3}}, "es")
                    .starts_with("%PDF-"));
}

} // namespace
} // namespace resuelve::pdf

#include "domain/incidents/file_type.hpp"
#include "platform/json/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace std::string_literals;

std::string big_endian(std::uint32_t number, int bytes) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i)
        text += static_cast<char>(number >> (8 * i));
    return text;
}

std::string png(std::uint32_t width, std::uint32_t height) {
    return "\x89PNG\r\n\x1A\n"s + "\0\0\0\x0DIHDR"s + big_endian(width, 4) + big_endian(height, 4) + "\x08\x06"s;
}
std::string jpeg(std::uint32_t width, std::uint32_t height) {
    return "\xFF\xD8"s + "\xFF\xE0\x00\x04zz"s + "\xFF\xC0\x00\x11\x08"s + big_endian(height, 2) +
           big_endian(width, 2) + "\x03\x01\x22\x00"s;
}
std::string gif() {
    return "GIF89a\x20\x03\x58\x02"s;
}
std::string webp() {
    return "RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x1F\x03\0\x57\x02\0"s;
}
std::string heic() {
    return "\0\0\0\x18"s + "ftypheic" + "\0\0\0\0mif1heic"s + "....ispe"s + "\0\0\0\0"s + big_endian(4032, 4) +
           big_endian(3024, 4);
}
std::string office(const std::string& entry) {
    return "PK\x03\x04"s + std::string(26, '\0') + "[Content_Types].xml...PK\x03\x04" + entry;
}
std::string odt(const std::string& more = "PK") {
    return "PK\x03\x04"s + std::string(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.text" + more;
}

TEST(ContentType, IsFoundFromTheBytesWhenTheNameAgrees) {
    EXPECT_EQ(content_type_of("a.pdf", "%PDF-1.7\n"), "application/pdf");
    EXPECT_EQ(content_type_of("a.JPG", jpeg(640, 480)), "image/jpeg");
    EXPECT_EQ(content_type_of("a.jpeg", jpeg(640, 480)), "image/jpeg");
    EXPECT_EQ(content_type_of("a.png", png(640, 480)), "image/png");
    EXPECT_EQ(content_type_of("a.gif", gif()), "image/gif");
    EXPECT_EQ(content_type_of("a.webp", webp()), "image/webp");
    EXPECT_EQ(content_type_of("a.heic", heic()), "image/heic");
    EXPECT_EQ(content_type_of("a.mp4", "\0\0\0\x20"s + "ftypisom"), "video/mp4");
    EXPECT_EQ(content_type_of("a.docx", office("word/document.xml")),
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    EXPECT_EQ(content_type_of("a.xlsx", office("xl/workbook.xml")),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    EXPECT_EQ(content_type_of("a.odt", odt()), "application/vnd.oasis.opendocument.text");
    EXPECT_EQ(content_type_of("a.txt", "España, ¡qué frío!\r\n"), "text/plain");
    EXPECT_EQ(content_type_of("a.csv", "a;b\n1;2\n"), "text/csv");
    EXPECT_EQ(content_type_of("a.eml", "From: a@example.com\nTo: b@example.com\n\nHi\n"), "message/rfc822");
}

TEST(ContentType, IsUnknownWhenTheNameSaysSomethingElse) {
    EXPECT_EQ(content_type_of("a.png", jpeg(640, 480)), unknown_type);
    EXPECT_EQ(content_type_of("a.pdf", "<html>"), unknown_type);
    EXPECT_EQ(content_type_of("a", png(640, 480)), unknown_type);
    EXPECT_EQ(content_type_of("a.png.exe", png(640, 480)), unknown_type);
    EXPECT_EQ(content_type_of("a.txt", png(640, 480)), unknown_type);
    EXPECT_EQ(content_type_of("a.mp4", heic()), unknown_type);
    EXPECT_EQ(content_type_of("a.eml", "no header here\n"), unknown_type);
}

TEST(ContentType, IsUnknownForWhatIsNotOnTheList) {
    for (const std::string name : {"a.svg", "a.html", "a.xhtml", "a.xml", "a.js", "a.php", "a.exe", "a.zip", "a.docm"})
        EXPECT_EQ(content_type_of(name, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), unknown_type) << name;
    EXPECT_EQ(content_type_of("a.docx", office("word/document.xml word/vbaProject.bin")), unknown_type);
    EXPECT_EQ(content_type_of("a.odt", odt("-template")), unknown_type);
    EXPECT_EQ(content_type_of("a.docx", "PK\x03\x04 any other archive"), unknown_type);
}

TEST(ContentType, IsUnknownForImagesThatAreTooLargeOrHideTheirSize) {
    EXPECT_EQ(content_type_of("a.png", png(10'000, 5'000)), "image/png");
    EXPECT_EQ(content_type_of("a.png", png(10'001, 5'000)), unknown_type);
    EXPECT_EQ(content_type_of("a.png", png(0xFFFFFFFF, 0xFFFFFFFF)), unknown_type);
    EXPECT_EQ(content_type_of("a.png", png(0, 10)), unknown_type);
    EXPECT_EQ(content_type_of("a.jpg", jpeg(640, 480).substr(0, 12)), unknown_type);
    EXPECT_EQ(content_type_of("a.jpg", "\xFF\xD8\xFF\xE0\x00\x00"s), unknown_type);
}

TEST(ImageSize, IsReadFromEachKindOfHeader) {
    EXPECT_EQ(image_size(png(640, 480)), (ImageSize{640, 480}));
    EXPECT_EQ(image_size(jpeg(4032, 3024)), (ImageSize{4032, 3024}));
    EXPECT_EQ(image_size(gif()), (ImageSize{800, 600}));
    EXPECT_EQ(image_size(webp()), (ImageSize{800, 600}));
    EXPECT_EQ(image_size(heic()), (ImageSize{4032, 3024}));
    EXPECT_EQ(image_size("%PDF-"), std::nullopt);
    EXPECT_EQ(image_size(""), std::nullopt);
}

RC_GTEST_PROP(ImageSize, ReadsNothingBeyondTheEnd, ()) {
    const auto whole = *rc::gen::element(png(640, 480), jpeg(640, 480), gif(), webp(), heic());
    auto bytes = whole.substr(0, *rc::gen::inRange<std::size_t>(0, whole.size() + 1));
    if (!bytes.empty()) bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    static_cast<void>(image_size(bytes)); // the address sanitizer watches
    RC_ASSERT(!content_type_of("a.png", bytes).empty());
}

TEST(FileName, IsKeptIfNothingIsWrongWithIt) {
    for (const std::string name :
         {"foto.jpg", "Factura nº 12.pdf", "cigüeña_Ñ.PNG", "发票.pdf", "a.b.c.txt", "sin punto"})
        EXPECT_EQ(clean_file_name(name), name);
}

TEST(FileName, LosesWhatDeceivesOrLeadsElsewhere) {
    EXPECT_EQ(clean_file_name("../../etc/passwd"), "etcpasswd");
    EXPECT_EQ(clean_file_name("C:\\Windows\\a.txt"), "CWindowsa.txt");
    EXPECT_EQ(clean_file_name(".htaccess"), "htaccess");
    EXPECT_EQ(clean_file_name("..\xE2\x80\x8B.htaccess"), "htaccess") << "judged after cleaning";
    EXPECT_EQ(clean_file_name("foto\xE2\x80\xAEgpj.exe"), "fotogpj.exe");
    EXPECT_EQ(clean_file_name("a\xE2\x80\x8B.p\xE2\x81\xA0hp"), "a.php");
    EXPECT_EQ(clean_file_name("a.txt. . "), "a.txt");
    EXPECT_EQ(clean_file_name("a\r\nContent-Type: text.html"), "aContent-Type text.html");
    EXPECT_EQ(clean_file_name("a\0.txt"s), "a.txt");
    EXPECT_EQ(clean_file_name("cafe\xCC\x81.txt"), "caf\xC3\xA9.txt");
    EXPECT_EQ(clean_file_name("CON"), "_CON");
    EXPECT_EQ(clean_file_name("nul.txt"), "_nul.txt");
    EXPECT_EQ(clean_file_name("Com1.tar.gz"), "_Com1.tar.gz");
    EXPECT_EQ(clean_file_name("console.txt"), "console.txt");
}

TEST(FileName, IsFileIfNothingIsLeft) {
    for (const std::string& name :
         {""s, "."s, ".."s, "///"s, " "s, "\xE2\x80\x8B"s, "\0"s, "\xFF\xFE"s, "\xC3"s, "..."s})
        EXPECT_EQ(clean_file_name(name), "file");
}

TEST(FileName, IsCutBeforeItsExtension) {
    const auto cut = clean_file_name(std::string(300, 'a') + ".pdf");
    EXPECT_EQ(cut.size(), max_file_name_bytes);
    EXPECT_TRUE(cut.ends_with("a.pdf"));
    std::string wide;
    for (int i = 0; i < 150; ++i)
        wide += "ñ";
    EXPECT_TRUE(text::is_utf8(clean_file_name(wide + ".pdf")));
    EXPECT_EQ(clean_file_name("a." + std::string(300, 'b')).size(), max_file_name_bytes);
}

RC_GTEST_PROP(FileName, IsAlwaysOneThatCanBeStored, ()) {
    static const std::vector<std::string> pieces{"a",
                                                 ".",
                                                 "..",
                                                 "/",
                                                 "\\",
                                                 " ",
                                                 "\xE2\x80\x8B",
                                                 "\xE2\x80\xAE",
                                                 "e\xCC\x81",
                                                 "\n",
                                                 ":",
                                                 "CON",
                                                 "nul",
                                                 ".php",
                                                 ".jpg",
                                                 std::string(1, '\0'),
                                                 "\xF0\x9F\x98\x80",
                                                 "\xEF\xBB\xBF",
                                                 "\xC2\xAD",
                                                 std::string(90, 'x'),
                                                 "\xFF",
                                                 "_"};
    std::string name;
    for (const auto index :
         *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pieces.size())))
        name += pieces[index];
    const auto clean = clean_file_name(name);
    RC_ASSERT(text::file_name_fault(clean).empty());
    RC_ASSERT(clean_file_name(clean) == clean);
}

} // namespace
} // namespace resuelve::incidents

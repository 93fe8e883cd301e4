#include "platform/json/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace resuelve::text {
namespace {

TEST(Nfc, GivesOneNameOneSpelling) {
    EXPECT_EQ(nfc("pin\u0303a"), "piña");
    EXPECT_EQ(nfc("\u212b"), "Å"); // the angstrom sign
    EXPECT_EQ(nfc("plain"), "plain");
    EXPECT_EQ(nfc(""), "");
    EXPECT_EQ(nfc(std::string_view{"a\0ñ", 4}).size(), 4U);
    EXPECT_THROW(nfc("\xff"), std::invalid_argument);
}

/// The short cut for Latin texts gives what Unicode's tables give.
RC_GTEST_PROP(Nfc, IsTheSameOfAWholeTextAsOfItsParts, ()) {
    const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
        std::vector<std::string>{"a", "ñ", "n\u0303", "\u00ad", "ʯ", "\u0301", "ﬁ", "😀", "A\u030a", "i"}));
    std::string latin;
    for (const auto& part : parts)
        latin += part;
    const std::string_view not_latin = "日"; // forces the tables, and composes with nothing
    const auto slow = nfc(std::string{not_latin} + latin).substr(not_latin.size());
    if (parts.empty() || parts[0] != "\u0301") RC_ASSERT(nfc(latin) == slow);
    RC_ASSERT(with_invisible_shown(std::string{not_latin} + latin) ==
              std::string{not_latin} + with_invisible_shown(latin));
}

TEST(Utf8, IsCheckedInLatinTextsToo) {
    EXPECT_TRUE(is_utf8("piña"));
    for (const auto* text : {"\xc3", "\xc3g", "a\xc0\xaf", "\xf1o", "\x80", "a\xcc"}) {
        EXPECT_FALSE(is_utf8(text)) << text;
        EXPECT_THROW(nfc(text), std::invalid_argument) << text;
    }
}

TEST(CodePoints, AreNotBytes) {
    EXPECT_EQ(code_points("ñ😀a"), 3U);
    EXPECT_EQ(code_points(""), 0U);
}

TEST(Trimmed, TakesUnicodeSpacesOffBothEnds) {
    EXPECT_EQ(trimmed(" \t\u00a0\u3000a b\u2003\n"), "a b");
    EXPECT_EQ(trimmed(" \u2028 "), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed("ñ"), "ñ");
}

TEST(Invisible, BidiControlsAndZeroWidthCharactersAreShown) {
    EXPECT_EQ(with_invisible_shown("fac\u202eexe.pdf"), "fac[U+202E]exe.pdf");
    EXPECT_EQ(with_invisible_shown("a\u200bb\ufeffc\u00add\u2066"), "a[U+200B]b[U+FEFF]c[U+00AD]d[U+2066]");
    EXPECT_EQ(with_invisible_shown("a\u3164\u034f\U000e0041"), "a[U+3164][U+034F][U+E0041]");
    EXPECT_EQ(with_invisible_shown("pay\u200dpal"), "pay[U+200D]pal");
}

TEST(Invisible, JoinersStayWhereTheyJoin) {
    EXPECT_EQ(with_invisible_shown("👩\u200d👧 ❤\ufe0f می\u200cخواهم"), "👩\u200d👧 ❤\ufe0f می\u200cخواهم");
    EXPECT_FALSE(has_invisible("👩\u200d👧"));
    EXPECT_TRUE(has_invisible("\u200d"));
    EXPECT_FALSE(has_invisible("piña"));
}

TEST(Controls, AreFoundUnlessAllowed) {
    EXPECT_TRUE(has_control("a\x1b"));
    EXPECT_TRUE(has_control("a\u0085"));
    EXPECT_TRUE(has_control("a\n"));
    EXPECT_FALSE(has_control("a\n\t", "\n\t"));
    EXPECT_TRUE(has_control("a\r", "\n\t"));
}

TEST(FileName, IsRefusedWhenItCouldMisleadOrEscape) {
    for (const auto* name :
         {"", "a/b", "..\\x", ".htaccess", "a.", " a", "a\u200b.pdf", "a\u202efdp.exe", "a\nb", "c:x", "..", "\xff"})
        EXPECT_NE(file_name_fault(name), "") << name;
    EXPECT_EQ(file_name_fault("factura (1) ñ.pdf"), "");
    EXPECT_EQ(file_name_fault(std::string(200, 'a')), "");
    EXPECT_NE(file_name_fault(std::string(201, 'a')), "");
}

TEST(Folded, IgnoresCaseAndAccentsButKnowsEnye) {
    EXPECT_EQ(folded("DEVOLUCIÓN"), "devolucion");
    EXPECT_EQ(folded("Ñandú"), "ñandu");
    EXPECT_EQ(folded("n\u0303"), "ñ");
    EXPECT_EQ(folded("Straße ﬁn"), "strasse fin");
}

RC_GTEST_PROP(Text, IsNeverLongerOrWrongAfterTrimming, (const std::string& bytes)) {
    const auto result = trimmed(bytes);
    RC_ASSERT(bytes.find(result) != std::string::npos);
    RC_ASSERT(trimmed(result) == result);
    if (is_utf8(bytes)) RC_ASSERT(nfc(nfc(bytes)) == nfc(bytes));
}

} // namespace
} // namespace resuelve::text

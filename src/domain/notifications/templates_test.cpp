#include "domain/notifications/templates.hpp"
#include "platform/json/enum_names.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace resuelve::notifications {
namespace {

std::set<std::string> placeholders(std::string_view words) {
    std::set<std::string> names;
    for (auto open = words.find('{'); open != words.npos; open = words.find('{', open + 1))
        names.emplace(words.substr(open + 1, words.find('}', open) - open - 1));
    return names;
}

TEST(Templates, AreCompleteInBothLanguages) {
    EXPECT_EQ(templates().size(), json::enum_values<Template>().size());
    for (const auto what : json::enum_values<Template>()) {
        const auto& one = row(what);
        ASSERT_EQ(one.what, what);
        for (const auto& words : {one.es, one.en}) {
            EXPECT_FALSE(words.subject.empty()) << json::enum_name(what);
            EXPECT_FALSE(words.text.empty()) << json::enum_name(what);
            // An address that is the customer's no longer gets nothing to follow.
            const bool has_link = words.text.find("{link}") != words.text.npos;
            EXPECT_EQ(has_link, what != Template::email_changed) << json::enum_name(what);
        }
        EXPECT_EQ(placeholders(one.es.text), placeholders(one.en.text)) << json::enum_name(what);
        EXPECT_EQ(placeholders(one.es.subject), placeholders(one.en.subject)) << json::enum_name(what);
    }
}

TEST(Templates, OfAccessToAnAccountAreNeverHeldBack) {
    using enum Template;
    for (const auto what :
         {email_changed, passkey_added, passkey_removed, employee_passkey_added, employee_passkey_removed})
        EXPECT_FALSE(row(what).automatic) << json::enum_name(what);
}

TEST(Templates, CarryNoTextOfTheSenderToAnUnverifiedAddress) {
    for (const auto& words : {row(Template::receipt_unverified).es, row(Template::receipt_unverified).en})
        EXPECT_EQ(placeholders(std::string{words.subject}.append(words.text)),
                  (std::set<std::string>{"reference", "link"}));
}

TEST(Templates, NeverNameTheClosedPlatformOfTheEu) {
    for (const auto* language : {"es", "en"})
        EXPECT_EQ(word("other_bodies", language).find("ec.europa.eu"), std::string_view::npos);
}

TEST(Templates, FallBackToSpanishForTheOtherOfficialLanguages) {
    for (const auto* language : {"es", "ca", "gl", "eu", ""})
        EXPECT_EQ(language_of_words(language), "es");
    EXPECT_EQ(language_of_words("en"), "en");
    EXPECT_EQ(word("refund", "ca"), "la devolución del importe");
    EXPECT_EQ(word("unheard_of", "es"), "unheard_of");
}

TEST(Filled, PutsValuesInTheirPlaceOnce) {
    EXPECT_EQ(filled("{a} and {b}.", {{"a", "{b}"}, {"b", "two"}}), "{b} and two.");
    EXPECT_THROW(filled("{c}", {{"a", "1"}}), std::logic_error);
    EXPECT_THROW(filled("{a", {{"a", "1"}}), std::logic_error);
}

} // namespace
} // namespace resuelve::notifications

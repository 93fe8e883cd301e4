#include "app/embedded/web_files.hpp"
#include "app/policy_reports.hpp"
#include "app/web_pages.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

http::Request request_with(const Fields& fields) {
    http::Request request;
    for (const auto& [name, value] : fields)
        request.headers.add(name, value);
    return request;
}

std::string html_of(std::string_view pattern, const Fields& fields, const ShopDetails& shop = {}) {
    return std::get<std::string>(web_page(pattern, shop)(request_with(fields)).body);
}

bool is_in(std::string_view language, const std::string& html) {
    return html.find(fmt::format("<html lang=\"{}\"", language)) != std::string::npos;
}

TEST(WebPages, ComeInTheLanguageOfChoiceThenOfTheBrowserThenSpanish) {
    EXPECT_TRUE(is_in("es", html_of("/seguir", {})));
    EXPECT_TRUE(is_in("en", html_of("/seguir", {{"accept-language", "fr, en-GB;q=0.9, es;q=0.8"}})));
    EXPECT_TRUE(is_in("eu", html_of("/seguir", {{"accept-language", "en"}, {"cookie", "resuelve_language=eu"}})));
    EXPECT_TRUE(is_in("es", html_of("/seguir", {{"cookie", "resuelve_language=xx"}})));
}

TEST(WebPages, ComeInTheChosenTheme) {
    EXPECT_NE(html_of("/seguir", {{"cookie", "resuelve_theme=dark"}}).find("data-theme=\"dark\""), std::string::npos);
    EXPECT_NE(html_of("/seguir", {{"cookie", "resuelve_theme=\"><script>"}}).find("data-theme=\"system\""),
              std::string::npos);
}

TEST(WebPages, ShowTheShopAndEscapeIt) {
    const auto html = html_of("/seguir", {}, {.name = "<Tú & \"yo\">", .email = "hola@example.com"});
    EXPECT_NE(html.find("&lt;Tú &amp; &quot;yo&quot;>"), std::string::npos);
    EXPECT_NE(html.find("hola@example.com"), std::string::npos);
    EXPECT_EQ(html.find("{{"), std::string::npos);
}

TEST(WebPages, TellTheDaysThatNoTermCounts) {
    const auto html = html_of("/seguir", {});
    for (const auto* day : {" 2026-12-08 ", " 2026-12-25 "})
        EXPECT_NE(html.find(day), std::string::npos) << day;
}

TEST(WebPages, AreNotSentAgainUnchangedButAgainInAnotherTheme) {
    const auto page = web_page("/seguir", {});
    const auto etag = std::string{*page(request_with({})).headers.find("etag")};
    EXPECT_EQ(page(request_with({{"if-none-match", etag}})).status, 304U);
    EXPECT_EQ(page(request_with({{"if-none-match", etag}, {"cookie", "resuelve_theme=dark"}})).status, 200U);
}

TEST(WebPages, AllowNothingInlineAndNothingFromElsewhere) {
    const auto response = web_page("/", {})(request_with({}));
    const auto policy = response.headers.find("content-security-policy").value_or("");
    EXPECT_NE(policy.find("require-trusted-types-for 'script'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_NE(policy.find(fmt::format("report-uri {}", policy_reports_path)), std::string::npos);
    EXPECT_NE(policy.find("report-to policy;"), std::string::npos);
    EXPECT_EQ(response.headers.find("reporting-endpoints"), fmt::format("policy=\"{}\"", policy_reports_path));
    for (const auto& page : web_pages()) {
        EXPECT_EQ(page.html.find("style="), std::string::npos) << page.pattern;
        EXPECT_EQ(page.html.find("http"), std::string::npos) << page.pattern;
    }
}

TEST(WebPages, LoadEntryScreenAndLanguageAtOnce) {
    const auto html = html_of("/seguir", {});
    for (const auto* part : {"/assets/main-", "/assets/Follow-", "/assets/es-"})
        EXPECT_NE(html.find(part), std::string::npos) << part;
}

TEST(WebPages, SendNoReferrerWhereLinksWithTokensLead) {
    EXPECT_EQ(web_page("/access", {})(request_with({})).headers.find("referrer-policy"), "no-referrer");
}

TEST(WebPages, TellPeopleButNotProgramsThatAnAddressIsNowhere) {
    http::Router router;
    add_web_pages(router, {});
    const auto asked = [&](std::vector<std::string> segments, const std::string& accept) {
        auto request = request_with({{"accept", accept}, {"if-none-match", "*"}});
        request.segments = std::move(segments);
        return run(router.match(request).handler(request));
    };
    const auto html = [](const http::Response& response) { return std::get<std::string>(response.body); };
    const std::string browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    const auto portal = asked({"no-existe"}, browser);
    EXPECT_EQ(portal.status, 404U);
    EXPECT_FALSE(portal.headers.find("etag"));
    EXPECT_TRUE(portal.headers.find("content-security-policy"));
    EXPECT_NE(html(portal).find("<title>No encontramos esta página"), std::string::npos);
    const auto console = asked({"consola", "a", "b", "c", "d", "e", "f"}, browser);
    EXPECT_EQ(console.status, 404U);
    EXPECT_NE(html(console), html(portal));
    EXPECT_EQ(html(console), html(asked({"desk", "nowhere"}, browser)));
    EXPECT_EQ(asked({"consola", "yo"}, browser).status, 304U) << "this one exists, and they have it";
    EXPECT_THROW(asked({"no-existe"}, "*/*"), Problem);
    EXPECT_THROW(asked({"no-existe"}, "application/json, text/html;q=0"), Problem);
    EXPECT_THROW(asked({"api", "v1", "nowhere"}, browser), Problem);
    EXPECT_THROW(asked({"assets", "gone.js"}, browser), Problem);
}

TEST(WebAssets, AreSmallerForWhoTakesBrotliOrGzip) {
    ASSERT_FALSE(web_assets().empty());
    for (const auto& asset : web_assets()) {
        if (asset.bytes.size() < 1000) continue;
        EXPECT_LT(asset.brotli.size(), asset.bytes.size()) << asset.path;
        EXPECT_LT(asset.gzip.size(), asset.bytes.size()) << asset.path;
    }
}

TEST(WebAssets, AreServedInTheCodingThatIsTakenAndKeptForEver) {
    http::Router router;
    add_web_pages(router, {});
    const auto& asset = web_assets().front();
    const auto find = [&](const Fields& fields) {
        auto request = request_with(fields);

        const auto at = std::ranges::find(router.routes(), asset.path, &http::Route::pattern);
        return run(at->handler(request));
    };
    EXPECT_EQ(std::get<std::string>(find({}).body), asset.bytes);
    const auto brotli = find({{"accept-encoding", "gzip, br"}});
    EXPECT_EQ(std::get<std::string>(brotli.body), asset.brotli);
    EXPECT_EQ(brotli.headers.find("content-encoding"), "br");
    EXPECT_EQ(brotli.headers.find("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(brotli.headers.find("vary"), "Accept-Encoding");
    EXPECT_EQ(std::get<std::string>(find({{"accept-encoding", "gzip, br;q=0"}}).body), asset.gzip);
    const auto etag = std::string{*brotli.headers.find("etag")};
    EXPECT_EQ(find({{"accept-encoding", "br"}, {"if-none-match", etag}}).status, 304U);
}

} // namespace
} // namespace resuelve::app

#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

struct Snippets : ResolutionTest {
    boost::json::value of(const access::Actor& reader, const std::string& query) {
        const auto items = api.get(reader, "/api/v1/incidents?" + query).json().at("items").as_array();
        return items.size() == 1 ? items[0].at("snippet") : boost::json::value("not one");
    }
    void write(const std::string& body, std::string_view visibility) {
        ASSERT_EQ(api.post(a_supervisor(), path_of(incident, "/messages"),
                           fmt::format(R"({{"body":"{}","visibility":"{}"}})", body, visibility))
                      .status,
                  201U);
    }

    incidents::Incident incident = shop.keep(an_incident().in_team(kitchen).in_progress());
};

TEST_F(Snippets, ShowTheTextThatHasMostOfTheWords) {
    EXPECT_EQ(of(a_supervisor(), "q=gotea"), "La cafetera gotea desde el primer día.");
    EXPECT_EQ(of(a_supervisor(), "q=averiada+gotea"), "La cafetera gotea desde el primer día.");
    write("El mensajero trae otra jarra el martes.", "public");
    EXPECT_EQ(of(a_supervisor(), "q=jarra+mart*"), "El mensajero trae otra jarra el martes.");
}

TEST_F(Snippets, AreNullForWhatIsFoundBySomethingElseAndMissingWithoutASearch) {
    EXPECT_TRUE(of(a_supervisor(), "q=" + incident.reference.value).is_null());
    const auto listed = api.get(a_supervisor(), "/api/v1/incidents").json();
    EXPECT_FALSE(listed.at("items").as_array().at(0).as_object().contains("snippet"));
}

TEST_F(Snippets, AreNullForWhatTheSubjectAloneHasWhichEveryListShows) {
    write("Averiada, dice el taller.", "public");
    EXPECT_TRUE(of(a_supervisor(), "q=averiadas").is_null()) << "and no timeline is read for it";
    EXPECT_EQ(of(a_supervisor(), "q=averiadas+taller"), "Averiada, dice el taller.");
}

TEST_F(Snippets, ShowPartOfTheWordsWhereNoTextHasAll) {
    EXPECT_EQ(of(a_supervisor(), "q=averiada+gotea"), "La cafetera gotea desde el primer día.");
    EXPECT_TRUE(of(a_supervisor(), "q=averiada+" + incident.reference.value).is_null()) << "in no text but the subject";
}

TEST_F(Snippets, AreOfThePagesFirstIncidentsThatNeedTheirEntries) {
    std::vector<incidents::Incident> all{incident};
    for (std::uint8_t number = 60; all.size() <= limits::snippets_of_entries; ++number)
        all.push_back(shop.keep(an_incident().numbered(number).in_progress()));
    for (const auto& one : all)
        api.post(a_supervisor(), path_of(one, "/messages"), R"({"body":"Llega el martes","visibility":"public"})");
    const auto items = api.get(a_supervisor(), "/api/v1/incidents?q=martes&limit=100").json().at("items").as_array();
    ASSERT_EQ(items.size(), limits::snippets_of_entries + 1);
    const auto is_shown = [](const boost::json::value& item) { return item.at("snippet") == "Llega el martes"; };
    EXPECT_TRUE(std::ranges::all_of(items.begin(), items.end() - 1, is_shown));
    EXPECT_TRUE(items.back().at("snippet").is_null());
}

TEST_F(Snippets, AreNullOnceAsMuchTextOfThePageWasLookedThroughAsMayBe) {
    std::string filling;
    while (filling.size() < 9'000)
        filling += "otra cosa ";
    const auto of_one = (limits::snippet_entries - 1) * filling.size();
    const auto shown = limits::snippets_page / of_one; // incidents whose newest entry is reached
    for (std::uint8_t number = 60; number < 60 + shown + 2; ++number) {
        const auto one = shop.keep(an_incident().numbered(number).in_progress());
        for (int i = 0; i < limits::snippet_entries; ++i)
            api.post(a_supervisor(), path_of(one, "/messages"),
                     fmt::format(R"({{"body":"{}","visibility":"public"}})",
                                 i + 1 < limits::snippet_entries ? filling : "Llega el martes"));
    }
    const auto items = api.get(a_supervisor(), "/api/v1/incidents?q=martes").json().at("items").as_array();
    ASSERT_EQ(items.size(), shown + 2);
    for (std::size_t i = 0; i < items.size(); ++i)
        EXPECT_EQ(items[i].at("snippet").is_null(), i >= shown) << i;
}

TEST_F(Snippets, OfNotesAreForEmployeesWhoMaySeeTheIncidentAndAreAudited) {
    write("Sospechamos de la junta.", "internal");
    const auto notes_read = [&] {
        const auto records = shop.audit.records();
        return std::ranges::count_if(records,
                                     [](const auto& one) { return one.record.act == access::Audited::notes_read; });
    };
    of(a_supervisor(), "q=gotea");
    EXPECT_EQ(notes_read(), 0) << "a description is no note";
    EXPECT_EQ(of(agent_of(kitchen), "q=junta"), "Sospechamos de la junta.");
    EXPECT_EQ(notes_read(), 1);
    auto other = another_agent();
    other.teams = {garden};
    EXPECT_EQ(of(other, "q=junta"), "not one");
}

TEST_F(Snippets, ComeFromTheNewestEntriesAlone) {
    write("La jarra llega el martes.", "public");
    for (int i = 0; i < limits::snippet_entries; ++i)
        write("Otra cosa.", "public");
    EXPECT_TRUE(of(a_supervisor(), "q=martes").is_null());
}

} // namespace
} // namespace resuelve::resolution

#pragma once

#include "adapters/memory/api_token_store.hpp"
#include "services/api/testing.hpp"
#include "services/resolution/resolution.hpp"

namespace resuelve::resolution {

using namespace api::testing;

inline const TeamId kitchen{uuid(50)};
inline const TeamId garden{uuid(51)};

inline access::Actor agent_of(TeamId team) {
    auto agent = an_agent();
    agent.teams = {team};
    return agent;
}

/// The service on a shop in memory that knows its people and teams.
struct ResolutionTest : ::testing::Test {
    TestShop shop;
    memory::ApiTokenStore known_tokens;
    Resolution resolution{.desk = shop.desk,
                          .live = shop.live,
                          .receipts = shop.receipts,
                          .audit = shop.audit,
                          .known_tokens = known_tokens};
    TestApi& api = shop.api;

    ResolutionTest() {
        api.add(routes(resolution));
        for (const auto& person : {ana(), an_agent(), another_agent(), a_supervisor(), an_admin()})
            shop.know(person);
        for (const auto team : {kitchen, garden})
            run(shop.incidents.remember(
                {.id = team.value, .role = access::Role::system, .version = 1, .name = "Equipo"}));
    }

    static std::string path_of(const incidents::Incident& incident, std::string_view rest = {}) {
        return "/api/v1/incidents/" + incident.id.to_string() + std::string{rest};
    }
    static std::vector<std::pair<std::string, std::string>> if_match(const incidents::Incident& incident) {
        return {{"if-match", api::etag(incident.version)}};
    }
    Answered patch(access::Actor actor, const incidents::Incident& incident, std::string body) {
        return api.send(std::move(actor),
                        {http::Method::patch, path_of(incident), std::move(body), if_match(shop.stored(incident.id))});
    }
    /// Subjects of a list's items, in their order.
    std::vector<std::string> subjects(access::Actor actor, std::string query) {
        std::vector<std::string> subjects;
        const auto answered = api.get(std::move(actor), "/api/v1/incidents?" + query);
        if (answered.status != 200) return {answered.body};
        const auto list = answered.json();
        for (const auto& item : list.at("items").as_array())
            subjects.emplace_back(std::string_view{item.at("subject").as_string()});
        return subjects;
    }
};

} // namespace resuelve::resolution

#include "app/consumers.hpp"
#include "app/process.hpp"
#include "app/temporary_directory.hpp"
#include "platform/json/enum_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace resuelve::app {
namespace {

struct AProcess : testing::Test {
    AProcess() { options.data = temporary.path(); }

    std::set<std::string> files() const {
        std::set<std::string> names;
        for (const auto& file : std::filesystem::directory_iterator{temporary.path()})
            if (file.path().extension() == ".db") names.insert(file.path().filename());
        return names;
    }
    /// The purposes of the private keys that are there.
    std::set<std::string> keys() const {
        constexpr std::size_t id_length = 37;
        std::set<std::string> purposes;
        for (const auto& file : std::filesystem::directory_iterator{temporary.path() / "keys"})
            if (file.path().extension() == ".key") {
                const auto name = file.path().stem().string();
                purposes.insert(name.substr(0, name.size() - id_length));
            }
        return purposes;
    }

    TemporaryDirectory temporary;
    ServeOptions options;
};

using testing::ElementsAre;

TEST_F(AProcess, OfOneServiceOpensItsOwnDatabaseAlone) {
    const Process process{options, {ServiceName::intake}};
    EXPECT_THAT(files(), ElementsAre("bus.db", "incidents.db", "search.db"));
    EXPECT_THAT(keys(), ElementsAre("intake", "receipts"));
}

TEST_F(AProcess, OfTheNotificationsServiceHoldsNoPrivateKey) {
    const Process process{options, {ServiceName::notifications}};
    EXPECT_THAT(files(), ElementsAre("bus.db", "notifications.db"));
    EXPECT_FALSE(std::filesystem::exists(temporary.path() / "keys"));
}

TEST_F(AProcess, OfOneServiceMountsItsRoutesAlone) {
    Process process{options, {ServiceName::employees}};
    http::Router router;
    process.add_routes(router);
    const auto has = [&](std::string_view path) {
        return std::ranges::any_of(router.routes(), [path](const auto& route) { return route.pattern == path; });
    };
    EXPECT_TRUE(has("/api/v1/employees/sessions"));
    EXPECT_FALSE(has("/api/v1/customers/sessions"));
    EXPECT_TRUE(has("/api/openapi.json"));
}

TEST_F(AProcess, ListensToWhatOtherProcessesThinkThatItDoes) {
    Process process{options, every_service()};
    std::map<std::string, std::vector<std::string>> wanted;
    for (auto* service : process.services().all())
        for (const auto& subscription : service->subscriptions())
            wanted.emplace(subscription.consumer, subscription.types);
    std::map<std::string, std::vector<std::string>> known;
    for (const auto& row : every_consumer())
        known.emplace(json::enum_name(row.service), row.types);
    EXPECT_EQ(wanted, known);
}

TEST_F(AProcess, HasItsDataDirectoryForItself) {
    const Process process{options, {ServiceName::customers}};
    EXPECT_THROW((Process{options, {ServiceName::employees}}), std::runtime_error);
}

} // namespace
} // namespace resuelve::app

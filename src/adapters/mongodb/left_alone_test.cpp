#include "adapters/mongodb/a_database.hpp"
#include "platform/http/problem.hpp"

#include <ranges>

namespace resuelve::mongodb {
namespace {

using testing::ADatabase;
using testing::test_uri;

constexpr std::array left_alone_migrations{Migration{1, R"([{"create": "things"}])"}};

/// The nodes of the tests' replica set, each asked by itself. They fail for nobody but clients that call themselves
/// "alone", and no longer than this lives.
class Nodes {
public:
    Nodes() {
        const auto uri = test_uri();
        const auto begin = uri.find('@') + 1;
        const auto end = uri.find('/', begin);
        for (const auto host : std::views::split(uri.substr(begin, end - begin), ','))
            nodes_.push_back(std::make_unique<Database>(
                Options{.uri = fmt::format("{}{}/?authSource=admin&directConnection=true", uri.substr(0, begin),
                                           std::string_view{host.begin(), host.end()}),
                        .database = "test",
                        .connections = 1}));
    }
    ~Nodes() {
        for (const auto& node : nodes_)
            fail(*node, "off");
    }
    Nodes(const Nodes&) = delete;
    Nodes& operator=(const Nodes&) = delete;

    void cut_off() {
        for (const auto& node : nodes_)
            fail(*node, "alwaysOn",
                 {{"failCommands", Array{"hello", "isMaster"}}, {"closeConnection", true}, {"appName", "alone"}});
    }
    Database& a_secondary() {
        return **std::ranges::find_if(nodes_, [](const auto& node) {
            return run(node->write(
                [](Connection& connection) { return connection.command({{"hello", 1}})["secondary"].boolean(); }));
        });
    }
    static void fail(Database& node, const Value& mode, const Document& data = {}) {
        run(node.write([&](Connection& connection) {
            connection.command({{"configureFailPoint", "failCommand"}, {"mode", mode}, {"data", data}}, "admin");
        }));
    }

private:
    std::vector<std::unique_ptr<Database>> nodes_;
};

bool answers(Database& database) {
    try {
        run(database.read([](Connection& connection) { connection.find_one("things", {.filter = {{"_id", 1}}}); }));
        return true;
    } catch (const Problem&) {
        return false;
    }
}

template <class Condition>
bool comes_true(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{15};
    for (Pauses pauses; !condition(); pauses.wait())
        if (std::chrono::steady_clock::now() > end) return false;
    return true;
}

} // namespace

/// What measures how far away a node is does not connect again once its connection broke (libmongoc 1.23); what was
/// known is forgotten when the node says that it steps down or ends.
TEST(MongoLeftAlone, ReadsFromASecondaryThatTheDriverCannotMeasureAnyMore) {
    ADatabase made{left_alone_migrations};
    Nodes nodes;
    Database database{
        {.uri = test_uri() + "&appname=alone", .database = made.database.name(), .connections = 1, .waiting = 1}};
    ASSERT_TRUE(answers(database));
    nodes.cut_off();
    ASSERT_TRUE(comes_true([&] { return !answers(database); }));

    auto& left = nodes.a_secondary();
    Nodes::fail(left, "off");
    ASSERT_TRUE(comes_true([&] { return answers(database); })) << "the only node that it sees";
    const auto before = database.stale_reads();
    EXPECT_GT(before, 0U);

    Nodes::fail(left, Document{{"times", 1}},
                {{"failCommands", Array{"find"}}, {"errorCode", 91}, {"appName", "alone"}});
    EXPECT_TRUE(comes_true([&] { return answers(database) && database.stale_reads() > before + 1; }))
        << "refused once, it was not chosen again";
}

} // namespace resuelve::mongodb

#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "tests/contract/audit_log_contract.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace resuelve::access {
namespace {

struct InMongodb {
    AuditLog& log() { return kept; }

    mongodb::testing::ADatabase made{mongodb::customers_migrations()};
    mongodb::AuditLog kept{made.database};
};

} // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(InMongodb, AuditLogContract, InMongodb);

namespace {

const AuditRecord a_sign_in{
    .at = Instant{std::chrono::milliseconds{1'700'000'000'000}}, .role = Role::agent, .act = Audited::signed_in};

/// Two instances that write one log at the same time.
struct MongoAudit : testing::Test {
    awaitable<void> append(AuditLog& log) {
        for (int i = 0; i < 5; ++i)
            co_await log.append({a_sign_in});
    }

    InMongodb first;
    mongodb::Database elsewhere{{.uri = mongodb::testing::test_uri(), .database = first.made.database.name()}};
    mongodb::AuditLog second{elsewhere};
};

} // namespace

TEST_F(MongoAudit, StaysOneChainWhenInstancesWriteAtOnce) {
    boost::asio::io_context context{1};
    std::vector<std::exception_ptr> faults;
    const auto note = [&faults](const std::exception_ptr& fault) {
        if (fault) faults.push_back(fault);
    };
    for (auto* log : {&first.log(), static_cast<AuditLog*>(&second)})
        for (int writers = 0; writers < 2; ++writers)
            boost::asio::co_spawn(context, append(*log), note);
    context.run();
    EXPECT_TRUE(faults.empty());
    const auto verified = run(verify(second));
    EXPECT_EQ(verified.records, 20);
    EXPECT_FALSE(verified.fault);
}

} // namespace resuelve::access

#include "app/a_shared.hpp"
#include "app/revocations.hpp"
#include "platform/crypto/signature.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

using namespace std::chrono_literals;

TEST(Revocations, ReachTheOtherProcessesOfTheBus) {
    AShared parts{{ServiceName::customers}};
    const SigningKey key{{"customers-1", {1}}};
    access::TokenVerifier here{{.customers = {key.public_key()}, .employees = {}}, {"customers"}};
    access::TokenVerifier there{{.customers = {key.public_key()}, .employees = {}}, {"intake"}};
    Tasks tasks;
    for (auto* verifier : {&here, &there})
        Revocations::share({*verifier, parts.bus->events(), parts.context.get_executor(), tasks, parts.clock,
                            parts.random, "/resuelve/customers"});
    parts.bus->events().start();
    access::Actor ana;
    ana.role = access::Role::customer;
    ana.id = Uuid{{7}};
    ana.session = SessionId{Uuid{{8}}};
    const auto now = parts.clock.now();
    const auto token = access::TokenIssuer{"customers", key}.issue(ana, now).token;
    EXPECT_TRUE(there.verify(token, now));

    here.revoke_session(ana.session, now);
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (there.verify(token, now) && std::chrono::steady_clock::now() < deadline)
        parts.context.run_one_for(10ms);
    EXPECT_EQ(there.verify(token, now).error(), access::TokenFault::revoked);
    parts.bus->events().stop();
    parts.context.run();
}

} // namespace
} // namespace resuelve::app

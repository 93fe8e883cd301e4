#include "domain/access/audit.hpp"

#include <gtest/gtest.h>

namespace resuelve::access {
namespace {

using namespace std::chrono_literals;

AuditEntry sealed_entry(const Sha256Digest& before = {}) {
    AuditEntry entry{0,         Instant{1'790'000'000s}, Role::admin, Uuid{{1}}, Audited::role_changed,
                     Uuid{{2}}, "203.0.113.0/24",        "trace",     {}};
    seal(entry, 5, before);
    return entry;
}

TEST(Audit, IsIntactAsItWasSealed) {
    EXPECT_TRUE(is_intact(sealed_entry(), 5, {}));
}

TEST(Audit, NoticesEveryChange) {
    const std::vector<std::function<void(AuditEntry&)>> changes{
        [](auto& entry) { entry.number = 6; },
        [](auto& entry) { entry.at += 1ms; },
        [](auto& entry) { entry.role = Role::agent; },
        [](auto& entry) { entry.actor.reset(); },
        [](auto& entry) { entry.what = Audited::signed_in; },
        [](auto& entry) { entry.subject = entry.actor; },
        [](auto& entry) { entry.from += "5:"; },
        [](auto& entry) { entry.trace_id.clear(); },
        [](auto& entry) { entry.hash[31] ^= 1; },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto entry = sealed_entry();
        changes[i](entry);
        EXPECT_FALSE(is_intact(entry, 5, {})) << i;
    }
}

TEST(Audit, NoticesThatTheEntryBeforeIsAnother) {
    EXPECT_FALSE(is_intact(sealed_entry(), 5, Sha256Digest{1}));
    EXPECT_FALSE(is_intact(sealed_entry(), 4, {}));
    EXPECT_TRUE(is_intact(sealed_entry(Sha256Digest{1}), 5, Sha256Digest{1}));
}

} // namespace
} // namespace resuelve::access

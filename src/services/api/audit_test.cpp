#include "adapters/memory/audit_log.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "platform/log/log.hpp"
#include "services/api/audit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

using access::Audited;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Uuid marta{{1}};
const Uuid an_incident{{2}};

/// A log that is out of room when it is told to.
class FullLog final : public access::AuditLog {
public:
    awaitable<void> append(std::vector<access::AuditRecord> records) override {
        if (full) throw Problem{Problem::storage_full};
        kept.add(records);
        co_return;
    }
    awaitable<std::vector<access::SealedRecord>> list(access::AuditQuery query) override { return kept.list(query); }
    awaitable<std::vector<access::SealedRecord>> after(std::int64_t number, std::size_t limit) override {
        return kept.after(number, limit);
    }
    awaitable<access::AuditHead> head() override { return kept.head(); }

    memory::AuditLog kept;
    bool full = false;
};

class Audit : public ::testing::Test {
protected:
    Audit() {
        http.peer = boost::asio::ip::make_address("203.0.113.7");
        http.trace_id = "0af7651916cd43dd8448eb211c80319c";
    }

    Request request_of(access::Role role, Uuid id = marta) {
        return {http, {.role = role, .id = id}, access::Reach::all};
    }
    void read(Uuid reader = marta, Uuid subject = an_incident) {
        const auto request = request_of(access::Role::agent, reader);
        run(reads.note(request, Audited::notes_read, subject));
    }
    std::size_t count() const { return log.kept.records().size(); }

    boost::json::object page(std::string_view query) {
        http.query = http::Parameters::parse(query);
        const auto request = request_of(access::Role::supervisor);
        return boost::json::parse(std::get<std::string>(run(audit_page(request, log)).body)).as_object();
    }
    std::vector<std::int64_t> numbers(std::string_view query) {
        std::vector<std::int64_t> numbers;
        const auto shown = page(query);
        for (const auto& item : shown.at("items").as_array())
            numbers.push_back(item.at("number").as_int64());
        return numbers;
    }

    http::Request http;
    ManualClock clock{Instant{std::chrono::seconds{1'764'000'000}}};
    FullLog log;
    AuditedReads reads{log, clock};
};

TEST_F(Audit, SaysWhoFromWhereAndWhen) {
    const auto record = audited(request_of(access::Role::agent), clock.now(), Audited::notes_read, an_incident);
    EXPECT_EQ(record.actor, marta);
    EXPECT_EQ(record.role, access::Role::agent);
    EXPECT_EQ(record.subject, an_incident);
    EXPECT_EQ(record.at, clock.now());
    EXPECT_EQ(record.address, "203.0.113.0/24");
    EXPECT_EQ(record.trace_id, http.trace_id);
}

TEST_F(Audit, NamesNobodyForARequestWithoutSession) {
    EXPECT_EQ(audited(request_of(access::Role::anonymous), clock.now(), Audited::sign_in_failed).actor, std::nullopt);
}

TEST_F(Audit, NotesAReaderOnceAnHour) {
    read();
    read();
    EXPECT_EQ(count(), 1U);
    clock.advance(AuditedReads::once_in);
    read();
    EXPECT_EQ(count(), 2U);
}

TEST_F(Audit, NotesEveryReaderAndEverythingRead) {
    read();
    read(Uuid{{3}});
    read(marta, Uuid{{4}});
    EXPECT_EQ(count(), 3U);
}

TEST_F(Audit, LetsReadingGoOnWhenNothingCanBeStoredAndSaysSo) {
    const log::Capture lines;
    log.full = true;
    EXPECT_NO_THROW(read());
    EXPECT_THAT(lines.text(), HasSubstr("a read could not be audited"));
    EXPECT_THAT(lines.text(), HasSubstr(an_incident.to_string()));
    log.full = false;
    read();
    EXPECT_EQ(count(), 1U);
}

TEST_F(Audit, IsShownNewestFirstPageByPage) {
    for (int i = 0; i < 3; ++i)
        read(marta, Uuid{{static_cast<std::uint8_t>(10 + i)}});
    EXPECT_THAT(numbers("limit=2"), ElementsAre(3, 2));
    EXPECT_EQ(page("limit=2").at("next_cursor"), "2");
    EXPECT_THAT(numbers("limit=2&cursor=2"), ElementsAre(1));
    EXPECT_TRUE(page("limit=2&cursor=2").at("next_cursor").is_null());
}

TEST_F(Audit, IsFilteredByTheQuery) {
    read();
    clock.advance(std::chrono::hours{2});
    read(Uuid{{3}});
    EXPECT_THAT(numbers("actor=" + marta.to_string()), ElementsAre(1));
    EXPECT_THAT(numbers("subject=" + an_incident.to_string()), ElementsAre(2, 1));
    EXPECT_THAT(numbers("act=notes_read&from=" + to_rfc3339(clock.now())), ElementsAre(2));
    EXPECT_THAT(numbers("until=" + to_rfc3339(clock.now())), ElementsAre(1));
    EXPECT_THAT(numbers("act=signed_in"), ElementsAre());
}

TEST_F(Audit, RefusesACursorOfSomebodyElses) {
    for (const auto* cursor : {"x", "0", "-1", "1x", "99999999999999999999"})
        EXPECT_THROW(page(fmt::format("cursor={}", cursor)), Problem) << cursor;
}

} // namespace
} // namespace resuelve::api

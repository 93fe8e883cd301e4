#pragma once
// What the tests of this service start from: everything in memory, a clock that stands still, a mailer that remembers.

#include "adapters/memory/notice_store.hpp"
#include "adapters/memory/notification_store.hpp"
#include "domain/notifications/mailer.hpp"
#include "platform/async/run.hpp"
#include "services/notifications/sender.hpp"
#include "services/notifications/service.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include <stdexcept>

namespace resuelve::notifications::testing {

using namespace std::chrono_literals;

class FakeMailer final : public Mailer {
public:
    awaitable<void> send(Mail mail) override {
        tried.push_back(mail);
        if (carrier) {
            most_at_once = std::max(most_at_once, ++under_way);
            co_await carrier->async_wait(boost::asio::as_tuple(use_awaitable));
            --under_way;
        }
        if (failures > 0) {
            --failures;
            throw std::runtime_error{"451 try later"};
        }
        sent.push_back(std::move(mail));
        co_return;
    }

    int failures = 0;
    boost::asio::steady_timer* carrier = nullptr; ///< each mail waits until it is cancelled
    std::size_t under_way = 0;
    std::size_t most_at_once = 0;
    std::vector<Mail> tried;
    std::vector<Mail> sent;
};

/// A bus that carries nothing and has what dead letters it is given.
class FakeBus final : public events::EventBus {
public:
    awaitable<void> publish(std::vector<events::Event>) override { co_return; }
    void subscribe(events::Subscription) override {}
    void listen(std::vector<std::string>, std::function<void(const events::Event&)>) override {}
    void start() override {}
    void stop() override {}
    awaitable<std::vector<events::DeadLetter>> dead_letters() override { co_return letters; }
    awaitable<bool> replay(std::string consumer, events::EventId event) override {
        co_return std::erase_if(
            letters, [&](const auto& letter) { return letter.consumer == consumer && letter.event.id == event; }) > 0;
    }

    std::vector<events::DeadLetter> letters;
};

class NotificationsTest : public ::testing::Test {
protected:
    events::Event event(std::string type, boost::json::object data, std::optional<Uuid> subject = {}) {
        return {.id = events::EventId::make(clock.now(), random),
                .type = std::move(type),
                .source = "/test",
                .subject = subject.value_or(incident),
                .version = ++version,
                .time = clock.now(),
                .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                .data = std::move(data)};
    }

    /// With what every incident's event says, and more.
    events::Event incident_event(std::string type, boost::json::object more = {}) {
        boost::json::object data{{"reference", "7K3M-9QXR-4T2D"},
                                 {"customer_id", ana.to_string()},
                                 {"assignee_id", nullptr},
                                 {"language", "es"},
                                 {"priority", "high"},
                                 {"closed_as", nullptr},
                                 {"subject", "La cafetera no calienta"}};
        for (const auto& [name, value] : more)
            data[name] = value;
        return event(std::move(type), std::move(data));
    }

    events::Event customer_event(std::string type = "customer.registered", bool verified = true) {
        const bool erased = type == "customer.erased";
        return event(std::move(type),
                     {{"id", ana.to_string()},
                      {"name", erased ? "" : "Ana Muñoz"},
                      {"email", erased ? "" : "ana@example.org"},
                      {"language", "es"},
                      {"email_verified", verified && !erased},
                      {"active", !erased}},
                     ana);
    }

    events::Event employee_event(Uuid id, std::string name, std::string role) {
        return event("employee.registered",
                     {{"name", name},
                      {"email", name + "@tienda.example"},
                      {"language", "en"},
                      {"email_verified", true},
                      {"active", true},
                      {"role", role}},
                     id);
    }

    void hear(events::Event one) {
        heard.push_back(std::move(one));
        run(subscriptions(service).at(0).handle(heard.back()));
    }

    /// Sends what is due, and gives what was sent by it.
    std::vector<Mail> mails() {
        mailer.sent.clear();
        run(sent_by_now());
        return mailer.sent;
    }
    awaitable<void> sent_by_now() { co_await sender.send_due(); }

    Uuid incident = *Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f01");
    Uuid ana = *Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f02");
    Uuid eva = *Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f03");
    std::int64_t version = 0;
    ManualClock clock{*parse_rfc3339("2026-11-27T17:00:00.000Z")};
    SeededRandom random{5};
    memory::NotificationStore store;
    memory::NoticeStore notices;
    FakeBus bus;
    boost::asio::io_context context{1}; ///< outlives what wakes the sender
    Notifications service{.store = store,
                          .notices = notices,
                          .bus = bus,
                          .clock = clock,
                          .random = random,
                          .letters = {.base_url = "https://tienda.example"}};
    FakeMailer mailer;
    Sender sender{service, mailer, context.get_executor(), {.host = "tienda.example"}};
    std::vector<events::Event> heard;
};

} // namespace resuelve::notifications::testing

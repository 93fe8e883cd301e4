#pragma once
// What the tests of the services on incidents start from: everything in memory, and a way to send requests through the
// services' own routes.

#include "adapters/memory/audit_log.hpp"
#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/incident_store.hpp"
#include "domain/access/permissions.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/router.hpp"
#include "platform/time/clock.hpp"
#include "services/api/acting.hpp"
#include "services/api/live.hpp"
#include "services/api/receipts.hpp"
#include "services/api/route.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace resuelve::api::testing {

using incidents::testing::a_supervisor;
using incidents::testing::an_actor;
using incidents::testing::an_admin;
using incidents::testing::an_agent;
using incidents::testing::an_incident;
using incidents::testing::ana;
using incidents::testing::another_agent;
using incidents::testing::filing_time;
using incidents::testing::uuid;

inline access::Actor somebody() {
    return {};
}
inline access::Actor another_customer() {
    return an_actor(access::Role::customer, uuid(9), "Fermín Oso");
}

/// What a request was answered.
struct Answered {
    unsigned status = 0;
    http::Headers headers;
    std::string body;
    std::unique_ptr<http::EventStream> stream;

    boost::json::object json() const { return boost::json::parse(body).as_object(); }
    std::string header(std::string_view name) const { return std::string{headers.find(name).value_or("")}; }
    std::string text(std::string_view member) const {
        return std::string{std::string_view{json().at(member).as_string()}};
    }
    /// The code of the first field that is wrong, with its name: "/subject required".
    std::string first_error() const {
        const auto problem = json();
        const auto* errors = problem.if_contains("errors");
        if (!errors) return {};
        const auto& first = errors->as_array().front().as_object();
        return fmt::format("{} {}", std::string_view{first.at("field").as_string()},
                           std::string_view{first.at("code").as_string()});
    }
};

struct Sent {
    http::Method method = http::Method::get;
    std::string target;
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string source = "192.0.2.1";
};

/// Sends requests to routes as anybody: permissions are looked up as in route.cpp, framing is left out.
class TestApi {
public:
    void add(std::vector<Route> routes) {
        for (auto& route : routes)
            router_.add({route.method, route.pattern, route.body,
                         [this, action = route.action, handler = route.handler](http::Request& request) {
                             return handle(request, action, handler);
                         }});
    }

    Answered send(access::Actor actor, Sent sent) {
        actor_ = std::move(actor);
        auto request = request_of(sent);
        try {
            const auto& route = router_.match(request);
            auto response = run(route.handler(request));
            Answered answered{.status = response.status, .headers = std::move(response.headers)};
            if (auto* text = std::get_if<std::string>(&response.body)) answered.body = std::move(*text);
            if (auto* stream = std::get_if<std::unique_ptr<http::EventStream>>(&response.body))
                answered.stream = std::move(*stream);
            return answered;
        } catch (const Problem& problem) {
            Answered answered{.status = problem.status()};
            answered.body = boost::json::serialize(problem.to_json(""));
            if (problem.retry_after())
                answered.headers.set("retry-after", std::to_string(problem.retry_after()->count()));
            return answered;
        }
    }

    Answered get(access::Actor actor, std::string target) {
        return send(std::move(actor), {.target = std::move(target)});
    }
    Answered post(access::Actor actor, std::string target, std::string body = "{}",
                  std::vector<std::pair<std::string, std::string>> headers = {}) {
        return send(std::move(actor), {http::Method::post, std::move(target), std::move(body), std::move(headers)});
    }

private:
    awaitable<Response> handle(http::Request& request, access::Action action, Handler handler) {
        const auto reach = access::reach(action, actor_);
        if (reach == access::Reach::none)
            throw Problem{actor_.role == access::Role::anonymous ? Problem::unauthenticated : Problem::forbidden};
        const Request known{request, actor_, reach};
        co_return co_await handler(known);
    }

    static http::Request request_of(const Sent& sent) {
        http::Request request;
        request.method = sent.method;
        request.target = sent.target;
        const auto question = sent.target.find('?');
        if (question != std::string::npos) request.query = http::Parameters::parse(sent.target.substr(question + 1));
        std::string_view path{sent.target.data(), std::min(question, sent.target.size())};
        while (!path.empty()) {
            path.remove_prefix(1);
            request.segments.emplace_back(path.substr(0, path.find('/')));
            path.remove_prefix(request.segments.back().size());
        }
        for (const auto& [name, value] : sent.headers)
            request.headers.add(name, value);
        request.body = sent.body;
        request.peer = boost::asio::ip::make_address(sent.source);
        return request;
    }

    http::Router router_;
    access::Actor actor_;
};

/// A bus that only notes what was published.
class NotedEvents final : public events::EventBus {
public:
    awaitable<void> publish(std::vector<events::Event> events) override {
        for (auto& event : events)
            published.push_back(std::move(event));
        co_return;
    }
    void subscribe(events::Subscription) override {}
    void listen(std::vector<std::string>, std::function<void(const events::Event&)>) override {}
    void start() override {}
    void stop() override {}
    awaitable<std::vector<events::DeadLetter>> dead_letters() override { co_return std::vector<events::DeadLetter>{}; }
    awaitable<bool> replay(std::string, events::EventId) override { co_return false; }

    std::vector<events::Event> published;
};

/// A shop whose incidents are in memory and whose clock stands still.
struct TestShop {
    memory::IncidentStore incidents;
    memory::BlobStore blobs;
    memory::AuditLog audit;
    ManualClock clock{filing_time};
    SeededRandom random{7};
    testing_support::TemporaryDirectory keys;
    KeyRing ring{keys.path(), "receipts", filing_time, random};
    Desk desk{incidents, blobs, clock, random, "/resuelve/test"};
    NotedEvents bus;
    LiveEvents live;
    Receipts receipts{
        ring,
        [](boost::json::object receipt, std::string language, std::string check_url) -> awaitable<std::string> {
            co_return fmt::format("%PDF {} {} {}", language, std::string_view{receipt.at("reference").as_string()},
                                  check_url);
        },
        "https://tienda.example"};
    TestApi api;

    /// Stores the incident that a builder has brought so far, and returns it.
    incidents::Incident keep(incidents::testing::AnIncident builder) {
        for (auto& change : builder.changes()) {
            std::vector<incidents::Change> one;
            one.push_back(std::move(change));
            run(incidents.commit(std::move(one), std::nullopt));
        }
        return builder.now();
    }
    incidents::Incident stored(IncidentId id) { return run(incidents.find(id)).value(); }
    std::vector<incidents::Entry> entries(IncidentId id) { return run(incidents.timeline(id, 0, 1000, true)); }

    void know(access::Actor actor, std::string email = "someone@example.org", bool verified = true) {
        run(incidents.remember({.id = actor.id,
                                .role = actor.role,
                                .version = 1,
                                .name = actor.name,
                                .email = std::move(email),
                                .email_verified = verified}));
    }
};

} // namespace resuelve::api::testing

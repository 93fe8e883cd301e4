#include "app/admin/replay.hpp"

#include "app/admin/scratch_data.hpp"
#include "app/process.hpp"
#include "domain/access/api_token_events.hpp"
#include "domain/customers/events.hpp"
#include "domain/employees/events.hpp"
#include "platform/async/run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::app {
namespace {

constexpr std::size_t page = 100;

/// Publishes a page at a time.
class Teller {
public:
    explicit Teller(Process& process) : process_{process}, now_{process.clock().now()} {}

    awaitable<void> tell_customers() {
        auto& store = process_.stores().customers->customers();
        customers::CustomerQuery query{.limit = page};
        for (;;) {
            auto found = co_await store.list(query);
            std::vector<events::Event> events;
            for (const auto& customer : found.items)
                events.push_back(
                    customers::customer_event(customers::event_type::updated, customer, {now_, {}}, process_.random()));
            co_await publish(std::move(events));
            if (!found.next_cursor) co_return;
            query.cursor = std::move(*found.next_cursor);
        }
    }

    awaitable<void> tell_teams_and_tokens() {
        std::vector<events::Event> events;
        for (const auto& team : co_await process_.stores().employees->employees().teams())
            events.push_back(employees::team_event(team, true, {now_, {}}, process_.random()));
        for (const auto& token : co_await process_.stores().employees->tokens().list())
            events.push_back(access::api_token_event(token, now_, {}, process_.random()));
        co_await publish(std::move(events));
    }

    awaitable<void> tell_employees() {
        auto& store = process_.stores().employees->employees();
        employees::EmployeeQuery query{.limit = page};
        for (;;) {
            auto found = co_await store.list(query);
            std::vector<events::Event> events;
            for (const auto& employee : found.items)
                events.push_back(
                    employees::employee_event(employees::event_type::updated, employee, {now_, {}}, process_.random()));
            co_await publish(std::move(events));
            if (!found.next_cursor) co_return;
            query.cursor = std::move(*found.next_cursor);
        }
    }

    std::size_t told() const { return told_; }

private:
    awaitable<void> publish(std::vector<events::Event> events) {
        told_ += events.size();
        if (!events.empty()) co_await process_.bus().events().publish(std::move(events));
    }

    Process& process_;
    const Instant now_;
    std::size_t told_ = 0;
};

ServiceNames services_of(const std::vector<std::string>& tellers) {
    const auto wanted = [&](std::string_view name) {
        return tellers.empty() || std::ranges::find(tellers, name) != tellers.end();
    };
    ServiceNames names;
    if (wanted("customers")) names.push_back(ServiceName::customers);
    if (wanted("employees")) names.push_back(ServiceName::employees);
    return names;
}

} // namespace

void tell_again(const ServeOptions& options, const std::vector<std::string>& tellers, std::ostream& output) {
    options.check();
    const ScratchData scratch{options, !options.on_mongodb() || !options.on_rabbitmq()};
    Process process{scratch.options(), services_of(tellers)};
    Teller teller{process};
    if (process.stores().customers) run(teller.tell_customers());
    if (process.stores().employees) {
        run(teller.tell_teams_and_tokens());
        run(teller.tell_employees());
    }
    output << fmt::format("{} events\n", teller.told());
}

} // namespace resuelve::app

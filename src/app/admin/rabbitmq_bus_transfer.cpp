#include "app/admin/rabbitmq_bus_transfer.hpp"

#include "app/consumers.hpp"
#include "domain/transfer/kinds.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace resuelve::app {
namespace {

namespace kinds = transfer::kinds;
using events::DeadLetter;
using transfer::Record;

std::vector<rabbitmq::Interest> everybody() {
    std::vector<rabbitmq::Interest> interests;
    for (const auto& row : every_consumer())
        interests.push_back({std::string{json::enum_name(row.service)}, row.types});
    return interests;
}

auto key_of(const DeadLetter& letter) {
    return std::tie(letter.consumer, letter.event.id);
}

Record record_of(const DeadLetter& letter) {
    return {{"record", kinds::dead_letter.name},
            {"consumer", letter.consumer},
            {"id", transfer::written(letter.event.id.value)},
            {"event", events::to_cloud_event(letter.event)},
            {"attempts", letter.attempts},
            {"died_at", letter.died_at.time_since_epoch().count()},
            {"reason", letter.reason}};
}

DeadLetter letter_of(const Record& record) {
    return {.consumer = std::string{transfer::text(record, "consumer")},
            .event = events::from_cloud_event(transfer::member(record, "event")),
            .attempts = static_cast<int>(transfer::integer(record, "attempts")),
            .reason = std::string{transfer::text(record, "reason")},
            .died_at = Instant{std::chrono::milliseconds{transfer::integer(record, "died_at")}}};
}

void hand_on(std::vector<DeadLetter> letters, const transfer::Sink& sink) {
    std::ranges::sort(letters, {}, key_of);
    for (const auto& letter : letters)
        sink(record_of(letter));
}

/// Letters that are not in the broker yet.
class GatheredSource final : public BusSource {
public:
    explicit GatheredSource(const std::vector<DeadLetter>& letters) : letters_{letters} {}
    void read_dead_letters(const transfer::Sink& sink) override { hand_on(letters_, sink); }
    std::vector<events::Event> waiting(events::EventId, std::size_t) override { return {}; }

private:
    const std::vector<DeadLetter>& letters_;
};

} // namespace

RabbitmqBusSource::RabbitmqBusSource(const ServeOptions& options) : transfer_{options.amqp_uri, everybody()} {
    if (const auto queue = transfer_.queue_with_events(); !queue.empty())
        throw std::runtime_error{fmt::format("events wait in RabbitMQ's queue {}: let the services hear them, with "
                                             "nobody at work, before you stop them",
                                             queue)};
}

void RabbitmqBusSource::read_dead_letters(const transfer::Sink& sink) {
    hand_on(transfer_.list(), sink);
}

RabbitmqBusTarget::RabbitmqBusTarget(const ServeOptions& options) : transfer_{options.amqp_uri, everybody()} {}

void RabbitmqBusTarget::Gathered::write(const Record& record) {
    if (transfer::kind_of(record) != kinds::dead_letter.name)
        throw transfer::RecordFault{fmt::format("a record \"{}\" does not belong here", transfer::kind_of(record))};
    letters.push_back(letter_of(record));
}

std::unique_ptr<BusSource> RabbitmqBusTarget::written() {
    return std::make_unique<GatheredSource>(gathered_.letters);
}

void RabbitmqBusTarget::finish() {
    const auto there = transfer_.list();
    for (const auto& letter : gathered_.letters)
        if (std::ranges::none_of(there, [&](const auto& other) { return key_of(other) == key_of(letter); }))
            transfer_.put(letter);
}

} // namespace resuelve::app

#pragma once

#include "adapters/rabbitmq/dead_letter_transfer.hpp"
#include "app/admin/transfer_store.hpp"
#include "app/options.hpp"

namespace resuelve::app {

/// The dead letters of a broker.
class RabbitmqBusSource final : public BusSource {
public:
    /// Throws std::runtime_error if events still wait there: services have to hear them before they are stopped.
    explicit RabbitmqBusSource(const ServeOptions& options);
    void read_dead_letters(const transfer::Sink& sink) override;
    std::vector<events::Event> waiting(events::EventId, std::size_t) override { return {}; }

private:
    rabbitmq::DeadLetterTransfer transfer_;
};

/// Gathers dead letters, of which there are few, and hands those that the broker has not to it at the end.
class RabbitmqBusTarget final : public BusTarget {
public:
    explicit RabbitmqBusTarget(const ServeOptions& options);

    transfer::DatabaseWriter& writer() override { return gathered_; }
    std::unique_ptr<BusSource> written() override;
    void finish() override;

private:
    class Gathered final : public transfer::DatabaseWriter {
    public:
        void write(const transfer::Record& record) override;
        void finish() override {}
        std::vector<events::DeadLetter> letters;
    };

    rabbitmq::DeadLetterTransfer transfer_;
    Gathered gathered_;
};

} // namespace resuelve::app

#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/events/outbox.hpp"

#include <unordered_map>

namespace resuelve::mongodb {

/// The events that the entities' documents of some collections carry: see entity.hpp. What other instances committed is
/// seen too, but wakes nobody here: the relay has to look by itself every second (Relay::Settings::poll).
class Outbox final : public events::Outbox {
public:
    /// Each collection has entity_indexes(). A document with `removed: true` is deleted when its events are published.
    Outbox(Database& database, std::vector<std::string> collections) :
        database_{database}, collections_{std::move(collections)} {}

    /// For the stores, after a commit with events.
    void committed();

    /// Stores events that belong to no change of an entity, in the collection "told", which has to be among the
    /// outbox's.
    awaitable<void> tell(std::vector<events::Event> events);

    /// By the time of the events; those of one entity in the order of its commits.
    awaitable<std::vector<events::Event>> waiting(std::size_t limit) override;
    awaitable<void> published(std::vector<events::EventId> ids) override;
    void on_commit(std::function<void()> wake) override;

private:
    /// Whose event it is.
    struct Owner {
        std::size_t collection;
        Uuid document;
    };

    Database& database_;
    std::vector<std::string> collections_;
    std::mutex mutex_;
    std::vector<std::function<void()>> listeners_;            ///< under mutex_
    std::unordered_map<events::EventId, Owner> last_waiting_; ///< of what waiting() gave last; under mutex_
};

} // namespace resuelve::mongodb

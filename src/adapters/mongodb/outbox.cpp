#include "adapters/mongodb/outbox.hpp"

#include "adapters/mongodb/entity.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace resuelve::mongodb {
namespace {

struct Carried {
    events::Event event;
    Instant rank; ///< its time, or a later one of an event before it in the same document
    std::size_t collection;
    Uuid document;
};

void read_outbox(const Document& row, std::size_t collection, std::vector<Carried>& found) {
    Instant rank = Instant::min();
    for (const auto& item : row["outbox"].items()) {
        const auto carried = item.document();
        rank = std::max(rank, carried["at"].instant());
        found.push_back({events::from_cloud_event(boost::json::parse(carried["event"].text())), rank, collection,
                         row["_id"].uuid()});
    }
}

} // namespace

void Outbox::committed() {
    const std::lock_guard lock{mutex_};
    for (const auto& wake : listeners_)
        wake();
}

void Outbox::on_commit(std::function<void()> wake) {
    const std::lock_guard lock{mutex_};
    listeners_.push_back(std::move(wake));
}

awaitable<void> Outbox::tell(std::vector<events::Event> events) {
    if (events.empty()) co_return;
    co_await database_.write([events = std::move(events)](Connection& connection) {
        connection.insert("told", Document{{"_id", events.front().id},
                                           {"removed", true}, // deleted once it is published
                                           {"outbox", outbox_items(events)}});
    });
    committed();
}

awaitable<std::vector<events::Event>> Outbox::waiting(std::size_t limit) {
    auto found = co_await database_.read([collections = collections_, limit](Connection& connection) {
        std::vector<Carried> carried;
        for (std::size_t i = 0; i < collections.size(); ++i)
            for (const auto& row :
                 connection.find(collections[i], {.filter = {{"outbox.at", Document{{"$exists", true}}}},
                                                  .sort = {{"outbox.at", 1}},
                                                  .projection = {{"outbox", 1}},
                                                  .limit = limit,
                                                  .index = collections[i] + "_outbox"}))
                read_outbox(row, i, carried);
        return carried;
    });
    std::ranges::stable_sort(found, {}, &Carried::rank);
    if (found.size() > limit) found.resize(limit);
    const std::lock_guard lock{mutex_};
    last_waiting_.clear();
    std::vector<events::Event> events;
    for (auto& one : found) {
        last_waiting_.emplace(one.event.id, Owner{one.collection, one.document});
        events.push_back(std::move(one.event));
    }
    co_return events;
}

awaitable<void> Outbox::published(std::vector<events::EventId> ids) {
    std::map<std::size_t, Array> documents;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& id : ids)
            if (const auto owner = last_waiting_.find(id); owner != last_waiting_.end())
                documents[owner->second.collection].push(owner->second.document);
    }
    co_await database_.write([collections = collections_, documents = std::move(documents),
                              published = Array::of(ids)](Connection& connection) {
        const Document any{{"$in", published}};
        for (const auto& [collection, carriers] : documents) {
            const Document those{{"$in", carriers}};
            connection.update_many(collections[collection], {{"_id", those}},
                                   Document{{"$pull", Document{{"outbox", Document{{"id", any}}}}}});
            connection.delete_many(collections[collection], {{"_id", those}, {"removed", true}, {"outbox", Array{}}});
        }
    });
}

} // namespace resuelve::mongodb

#include "adapters/mongodb/lease_store.hpp"

namespace resuelve::mongodb {
namespace {

using events::Lease;

constexpr std::string_view collection = "leases";

/// Of a lease whose time is not over, by the server's clock.
Document runs() {
    return {{"$gt", Array{"$expires_at", "$$NOW"}}};
}

Document from_now(std::chrono::milliseconds time) {
    return {{"$add", Array{"$$NOW", time.count()}}};
}

Document is(const std::string& holder) {
    return {{"$eq", Array{"$holder", Document{{"$literal", holder}}}}};
}

/// Only while it is this holder's, has not been taken anew since, and has not ended.
Document current(const Lease& lease) {
    return {{"_id", lease.name}, {"holder", lease.holder}, {"fence", lease.fence}, {"$expr", runs()}};
}

} // namespace

std::string leases_commands() {
    return R"json(
    {"create": "leases", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "holder", "fence", "expires_at"],
        "properties": {"_id": {"bsonType": "string"}, "holder": {"bsonType": "string"},
            "fence": {"bsonType": "long", "minimum": 1}, "expires_at": {"bsonType": "date"}}}}})json";
}

awaitable<std::optional<Lease>> LeaseStore::acquire(std::string name, std::string holder,
                                                    std::chrono::milliseconds time) {
    return database_.write(
        [name = std::move(name), holder = std::move(holder), time](Connection& connection) -> std::optional<Lease> {
            // Always an update, which leaves another's lease as it is: the condition needs the server's clock, and a
            // filter with one cannot be upserted.
            const Document free_or_own{{"$or", Array{is(holder), Document{{"$not", Array{runs()}}}}}};
            const auto if_taken = [&free_or_own](Value value, std::string_view otherwise) {
                return Document{{"$cond", Array{free_or_own, value, otherwise}}};
            };
            const Document one_more{{"$add", Array{Document{{"$ifNull", Array{"$fence", 0}}}, 1}}};
            const Document anew{{"$cond", Array{runs(), "$fence", one_more}}};
            const Document taken{{"holder", if_taken(Document{{"$literal", holder}}, "$holder")},
                                 {"fence", if_taken(anew, "$fence")},
                                 {"expires_at", if_taken(from_now(time), "$expires_at")}};
            const auto row =
                connection.find_and_update(collection, {{"_id", name}}, Array{Document{{"$set", taken}}}, true);
            if ((*row)["holder"].text() != holder) return std::nullopt;
            return Lease{.name = name, .holder = holder, .fence = (*row)["fence"].integer()};
        });
}

awaitable<bool> LeaseStore::renew(Lease lease, std::chrono::milliseconds time) {
    return database_.write([lease = std::move(lease), time](Connection& connection) {
        const Document longer{{"$set", Document{{"expires_at", from_now(time)}}}};
        return connection.update_one(collection, current(lease), Array{longer}).matched == 1;
    });
}

awaitable<void> LeaseStore::release(Lease lease) {
    return database_.write([lease = std::move(lease)](Connection& connection) {
        // The document stays: its fence has to go on growing.
        connection.update_one(collection, {{"_id", lease.name}, {"holder", lease.holder}, {"fence", lease.fence}},
                              Document{{"$set", Document{{"expires_at", Instant{}}}}});
    });
}

} // namespace resuelve::mongodb

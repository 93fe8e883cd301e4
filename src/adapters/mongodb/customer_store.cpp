#include "adapters/mongodb/customer_store.hpp"

#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/data_requests.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/id_cursor.hpp"
#include "adapters/mongodb/links.hpp"
#include "adapters/mongodb/named.hpp"
#include "domain/customers/search_words.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::mongodb {
namespace {

using customers::Customer;
using customers::Link;

constexpr std::string_view collection = "customers";

Document fields_of(const Customer& customer) {
    const auto& fields = customer.fields();
    const auto birth_date =
        fields.birth_date ? std::optional{to_iso_date(*fields.birth_date)} : std::optional<std::string>{};
    return {{"_id", fields.id},
            {"email", fields.email.text()},
            {"email_key", fields.email.key()},
            {"email_verified", fields.email_verified},
            {"password_hash", fields.password_hash},
            {"weak_password", fields.weak_password},
            {"passkeys", access::written(fields.passkeys)},
            {"first_name", fields.first_name},
            {"last_name", fields.last_name},
            {"birth_date", birth_date},
            {"address", fields.address},
            {"notes", customers::written(fields.notes)},
            {"language", fields.language},
            {"state", json::enum_name(fields.state)},
            {"version", fields.version},
            {"created_at", fields.created_at},
            {"updated_at", fields.updated_at},
            {"blocked_until", fields.blocked_until},
            {"words", customer.is_active() ? Array::of(customers::search_words(customer)) : Array{}}};
}

Customer customer_in(const Document& row) {
    const auto birth_date = row["birth_date"].optional_text();
    return Customer{Customer::Fields{
        .id = row["_id"].id<CustomerId>(),
        .email = Email::parse(row["email"].text()).value_or(Email{}),
        .email_verified = row["email_verified"].boolean(),
        .password_hash = row["password_hash"].optional_text(),
        .weak_password = row["weak_password"].boolean(),
        .passkeys = access::read_passkeys(row["passkeys"].optional_text()),
        .first_name = std::string{row["first_name"].text()},
        .last_name = std::string{row["last_name"].text()},
        .birth_date = birth_date ? parse_iso_date(*birth_date) : std::nullopt,
        .address = row["address"].optional_text(),
        .notes = customers::read_notes(row["notes"].optional_text()),
        .language = std::string{row["language"].text()},
        .state = named<customers::State>(row["state"]),
        .version = row["version"].integer(),
        .created_at = row["created_at"].instant(),
        .updated_at = row["updated_at"].instant(),
        .blocked_until = row["blocked_until"].optional_instant(),
    }};
}

/// All but what only this adapter reads.
Document own_fields() {
    return {{"words", 0}, {"links", 0}, {"requests", 0}, {"outbox", 0}, {"answers", 0}};
}

std::optional<Customer> find_customer(Connection& connection, Document filter) {
    const auto row = connection.find_one(collection, {.filter = std::move(filter), .projection = own_fields()});
    return row ? std::optional{customer_in(*row)} : std::nullopt;
}

std::vector<Customer> customers_in(const std::vector<Document>& rows) {
    std::vector<Customer> found;
    for (const auto& row : rows)
        found.push_back(customer_in(row));
    return found;
}

/// What becomes of the customer's requests: nothing if empty.
Document computed_of(const customers::Change& change) {
    Document computed;
    if (!change.customer.is_active())
        computed.append("requests", requests_without_words(change.customer.updated_at()));
    else if (change.request)
        computed.append("requests", requests_with(*change.request));
    return computed;
}

void write(Connection& connection, const customers::Change& change) {
    const auto fields = fields_of(change.customer);
    write_person(connection, collection,
                 {.fields = fields,
                  .events = change.events,
                  .used_link = change.used_link,
                  .new_link = change.new_link ? std::optional{link_item(*change.new_link)} : std::nullopt,
                  .keeps_links = change.customer.is_active(),
                  .answer = change.answer,
                  .computed = computed_of(change)});
}

/// Why a change was not written.
[[noreturn]] void refuse(Connection& connection, const customers::Change& change, bool email_taken) {
    if (change.answer && find_answer(connection, collection, change.answer->key)) throw http::AlreadyAnswered{};
    if (email_taken) throw Problem{Problem::email_taken};
    const auto stored = find_customer(connection, {{"_id", change.customer.id()}});
    const auto version = stored ? stored->version() : 0;
    if (change.used_link && version == change.customer.version() - 1) throw Problem{Problem::not_found};
    throw Problem{Problem::stale_version};
}

Document list_filter(const customers::CustomerQuery& query) {
    Document filter{{"state", "active"}, {"_id", Document{{"$gt", read_id_cursor<CustomerId>(query.cursor)}}}};
    Array terms;
    for (const auto& term : customers::search_terms(query.text.value_or(""))) {
        // Of one word: without $elemMatch one may be above the one end and another below the other.
        const Document begins{{"$gte", term}, {"$lt", term + "\U0010ffff"}};
        terms.push(Document{{"words", Document{{"$elemMatch", begins}}}});
    }
    if (terms.size() > 0) filter.append("$and", terms);
    return filter;
}

} // namespace

std::string customers_commands() {
    return R"json(
    {"create": "customers", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "email", "email_key", "email_verified", "weak_password", "first_name", "last_name",
            "language", "state", "version", "created_at", "updated_at", "words", "links", "outbox", "answers"],
        "properties": {"_id": {"bsonType": "binData"}, "email": {"bsonType": "string"},
            "email_key": {"bsonType": "string"}, "email_verified": {"bsonType": "bool"},
            "password_hash": {"bsonType": ["string", "null"]}, "weak_password": {"bsonType": "bool"},
            "first_name": {"bsonType": "string"}, "last_name": {"bsonType": "string"},
            "birth_date": {"bsonType": ["string", "null"]}, "address": {"bsonType": ["string", "null"]},
            "language": {"bsonType": "string"}, "state": {"enum": ["active", "blocked", "erased"]},
            "version": {"bsonType": "long", "minimum": 1}, "created_at": {"bsonType": "date"},
            "updated_at": {"bsonType": "date"}, "blocked_until": {"bsonType": ["date", "null"]},
            "words": {"bsonType": "array"}, "links": {"bsonType": "array"}, "outbox": {"bsonType": "array"},
            "answers": {"bsonType": "array"}}}}},
    {"createIndexes": "customers", "indexes": [
        {"key": {"email_key": 1}, "name": "customers_by_email", "unique": true,
         "partialFilterExpression": {"state": "active"}},
        {"key": {"words": 1, "_id": 1}, "name": "customers_by_word"},
        {"key": {"blocked_until": 1}, "name": "customers_blocked", "partialFilterExpression": {"state": "blocked"}}]},
    )json" +
           link_indexes(collection) + "," + entity_indexes(collection);
}

awaitable<std::optional<Customer>> CustomerStore::find(CustomerId id) {
    return database_.read([id](Connection& connection) { return find_customer(connection, {{"_id", id}}); });
}

awaitable<std::optional<Customer>> CustomerStore::find(Email email) {
    return database_.read([email = std::move(email)](Connection& connection) {
        return find_customer(connection, {{"email_key", email.key()}, {"state", "active"}});
    });
}

awaitable<customers::Page> CustomerStore::list(customers::CustomerQuery query) {
    return database_.read([query = std::move(query)](Connection& connection) {
        customers::Page page{.items = customers_in(connection.find(collection, {.filter = list_filter(query),
                                                                                .sort = {{"_id", 1}},
                                                                                .projection = own_fields(),
                                                                                .limit = query.limit + 1}))};
        if (page.items.size() > query.limit) {
            page.items.pop_back();
            page.next_cursor = page.items.back().id().to_string();
        }
        return page;
    });
}

awaitable<void> CustomerStore::commit(customers::Change change) {
    bool email_taken = false;
    try {
        co_await write_audited(database_, change.audit,
                               [change](Connection& connection) { write(connection, change); });
        if (!change.events.empty()) outbox_.committed();
        co_return;
    } catch (const NotWritten&) {
    } catch (const Error& error) {
        if (!error.is_duplicate_key()) throw;
        email_taken = error.duplicate_index() == "customers_by_email";
    }
    co_await database_.read(
        [change = std::move(change), email_taken](Connection& connection) { refuse(connection, change, email_taken); });
}

awaitable<void> CustomerStore::add_link(Link link, std::vector<events::Event> events) {
    const bool told = !events.empty();
    co_await database_.write([link, events = std::move(events)](Connection& connection) {
        replace_link(connection, collection, link.customer.value, link_item(link), events);
    });
    if (told) outbox_.committed();
}

awaitable<std::optional<Link>> CustomerStore::find_link(Sha256Digest digest) {
    return database_.read([digest](Connection& connection) -> std::optional<Link> {
        const auto row = mongodb::find_link(connection, collection, digest);
        if (!row) return std::nullopt;
        const auto link = (*row)["links"].items().at(0).document();
        return Link{.digest = digest,
                    .customer = (*row)["_id"].id<CustomerId>(),
                    .purpose = named<customers::Purpose>(link["purpose"]),
                    .expires_at = link["expires_at"].instant()};
    });
}

awaitable<void> CustomerStore::use_link(Sha256Digest digest) {
    return database_.write([digest](Connection& connection) { mongodb::use_link(connection, collection, digest); });
}

awaitable<void> CustomerStore::forget_links(Instant expired_before) {
    return database_.write(
        [expired_before](Connection& connection) { forget_expired_links(connection, collection, expired_before); });
}

awaitable<std::vector<customers::DataRequest>> CustomerStore::requests_of(CustomerId customer) {
    return database_.read([customer](Connection& connection) {
        const auto row =
            connection.find_one(collection, {.filter = {{"_id", customer}}, .projection = {{"requests", 1}}});
        return row ? requests_in(customer, *row) : std::vector<customers::DataRequest>{};
    });
}

awaitable<std::optional<customers::DataRequest>> CustomerStore::find_request(customers::DataRequestId id) {
    return database_.read([id](Connection& connection) -> std::optional<customers::DataRequest> {
        const auto row =
            connection.find_one(collection, {.filter = {{"requests.id", id}}, .projection = {{"requests.$", 1}}});
        if (!row) return std::nullopt;
        return request_in((*row)["_id"].id<CustomerId>(), (*row)["requests"].items().at(0).document());
    });
}

awaitable<customers::DataRequestPage> CustomerStore::list_requests(customers::DataRequestQuery query) {
    const auto after = customers::start_of(query);
    auto behind = co_await database_.read([after, limit = query.limit + 1](Connection& connection) {
        std::vector<customers::DataRequest> found;
        for (const auto& row :
             connection.aggregate(collection, requests_after(after, limit), "customers_requests_by_place"))
            found.push_back(request_in(row["_id"].id<CustomerId>(), row["requests"].document()));
        return found;
    });
    co_return customers::page_of(std::move(behind), query);
}

awaitable<std::vector<Customer>> CustomerStore::blocked_until(Instant now, std::size_t limit) {
    return database_.read([now, limit](Connection& connection) {
        return customers_in(
            connection.find(collection, {.filter = {{"state", "blocked"}, {"blocked_until", Document{{"$lt", now}}}},
                                         .sort = {{"blocked_until", 1}},
                                         .projection = own_fields(),
                                         .limit = limit}));
    });
}

awaitable<std::optional<http::RecordedAnswer>> CustomerStore::recorded_answer(std::string key) {
    return database_.read(
        [key = std::move(key)](Connection& connection) { return find_answer(connection, collection, key); });
}

awaitable<void> CustomerStore::forget_answers(Instant before) {
    return database_.write(
        [before](Connection& connection) { mongodb::forget_answers(connection, collection, before); });
}

} // namespace resuelve::mongodb

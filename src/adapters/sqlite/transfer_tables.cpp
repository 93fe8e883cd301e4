#include "adapters/sqlite/transfer_tables.hpp"

#include "adapters/sqlite/data_requests.hpp"
#include "domain/access/actor.hpp"
#include "domain/customers/search_words.hpp"
#include "domain/incidents/attachment.hpp"
#include "domain/transfer/data_request_records.hpp"
#include "platform/json/enum_names.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>
#include <sqlite3.h>

namespace resuelve::sqlite {
namespace {

using transfer::Record;

template <class E>
constexpr Names names_of{.name =
                             [](std::int64_t number) {
                                 const auto name = json::enum_name(static_cast<E>(number));
                                 if (name.empty())
                                     throw Error{SQLITE_CORRUPT,
                                                 fmt::format("the store has the unknown value {}", number)};
                                 return std::string{name};
                             },
                         .number = [](std::string_view name) -> std::optional<std::int64_t> {
                             const auto value = json::enum_from<E>(name);
                             return value ? std::optional{static_cast<std::int64_t>(*value)} : std::nullopt;
                         }};

/// Links of customers or employees: "customer" or "employee" is their column.
struct Links {
    std::string_view person;

    boost::json::array of(Connection& connection, const Uuid& id) const {
        auto row = connection.prepare(fmt::format(
            "SELECT digest, purpose, expires_at FROM {0}_links WHERE {0} = ?1 ORDER BY purpose, digest", person));
        row.bind(1, id);
        boost::json::array links;
        while (row.step())
            links.push_back(boost::json::object{
                {"digest", transfer::written(row.blob(0))}, {"purpose", row.text(1)}, {"expires_at", row.integer(2)}});
        return links;
    }
    void store(Connection& connection, const Record& record) const {
        auto insert = connection.prepare(
            fmt::format("INSERT INTO {0}_links(digest, {0}, purpose, expires_at) VALUES (?1, ?2, ?3, ?4)", person));
        for (const auto& item : transfer::list(record, "links")) {
            const auto& link = item.as_object();
            insert
                .bind_all(std::span<const std::uint8_t>{transfer::bytes(link, "digest")}, transfer::id(record, "id"),
                          transfer::text(link, "purpose"), transfer::integer(link, "expires_at"))
                .run();
        }
    }
};

void store_words(Connection& connection, const Record& record) {
    const customers::Customer customer{
        {.id = CustomerId{transfer::id(record, "id")},
         .email = Email::parse(transfer::text(record, "email")).value_or(Email{}),
         .first_name = std::string{transfer::text(record, "first_name")},
         .last_name = std::string{transfer::text(record, "last_name")},
         .state =
             json::enum_from<customers::State>(transfer::text(record, "state")).value_or(customers::State::erased)}};
    if (!customer.is_active()) return;
    auto insert = connection.prepare("INSERT INTO customer_words(word, customer) VALUES (?1, ?2)");
    for (const auto& word : customers::search_words(customer))
        insert.bind_all(word, customer.id()).run();
}

boost::json::array in_places(Connection& connection, std::string_view sql, const Uuid& employee, bool are_ids) {
    auto row = connection.prepare(sql);
    row.bind(1, employee);
    boost::json::array list;
    while (row.step())
        list.push_back(are_ids ? transfer::written(row.uuid(0)) : transfer::written(row.blob(0)));
    return list;
}

void complete_employee(Connection& connection, Record& record) {
    const auto id = transfer::id(record, "id");
    record["recovery_codes"] =
        in_places(connection, "SELECT digest FROM recovery_codes WHERE employee = ?1 ORDER BY place", id, false);
    record["team_ids"] =
        in_places(connection, "SELECT team FROM team_members WHERE employee = ?1 ORDER BY place", id, true);
    record["links"] = Links{"employee"}.of(connection, id);
}

void store_employee(Connection& connection, const Record& record) {
    const auto employee = transfer::id(record, "id");
    int place = 0;
    for (const auto& team : transfer::list(record, "team_ids")) {
        const Record one{{"team", team}};
        connection.prepare("INSERT INTO team_members(employee, place, team) VALUES (?1, ?2, ?3)")
            .bind_all(employee, place++, transfer::id(one, "team"))
            .run();
    }
    place = 0;
    for (const auto& code : transfer::list(record, "recovery_codes")) {
        const Record one{{"code", code}};
        connection.prepare("INSERT INTO recovery_codes(employee, place, digest) VALUES (?1, ?2, ?3)")
            .bind_all(employee, place++, std::span<const std::uint8_t>{transfer::bytes(one, "code")})
            .run();
    }
    Links{"employee"}.store(connection, record);
}

void complete_answer(Connection& connection, Record& record) {
    auto row = connection.prepare("SELECT incident FROM answered_incidents WHERE key = ?1");
    if (row.bind(1, transfer::text(record, "key")).step()) record["incident"] = transfer::written(row.uuid(0));
}

void store_answer(Connection& connection, const Record& record) {
    if (transfer::is_null(record, "incident")) return;
    connection.prepare("INSERT INTO answered_incidents(key, incident) VALUES (?1, ?2)")
        .bind_all(transfer::text(record, "key"), transfer::id(record, "incident"))
        .run();
}

const TransferredTable sessions{.table = {transfer::kinds::session, "sessions", "id"}};
const TransferredTable api_tokens{.table = {transfer::kinds::api_token, "api_tokens", "id"}};
const TransferredTable answers{.table = {transfer::kinds::answer, "answers", "key"}};
const TransferredTable audit{.table = {transfer::kinds::audited, "audit", "number"}};
const TransferredTable audit_head{
    .table = {transfer::kinds::audit_head, "audit_head", "number"}, .complete = {}, .store = {}};

std::vector<TransferredTable> customers_tables() {
    return {{.table = {transfer::kinds::customer, "customers", "id"},
             .complete =
                 [](Connection& connection, Record& record) {
                     const auto id = transfer::id(record, "id");
                     record["links"] = Links{"customer"}.of(connection, id);
                     record["requests"] = transfer::written(requests_of(connection, CustomerId{id}));
                 },
             .store =
                 [](Connection& connection, const Record& record) {
                     store_words(connection, record);
                     Links{"customer"}.store(connection, record);
                     for (const auto& request : transfer::data_requests(record))
                         put_request(connection, request);
                 }},
            sessions,
            api_tokens,
            answers,
            audit,
            audit_head};
}

std::vector<TransferredTable> employees_tables() {
    return {{.table = {transfer::kinds::team, "teams", "id"}},
            {.table = {transfer::kinds::employee, "employees", "id"},
             .complete = complete_employee,
             .store = store_employee},
            {.table = {transfer::kinds::kept, "kept", "holder_kind, holder, what"}},
            sessions,
            api_tokens,
            answers,
            audit,
            audit_head};
}

std::vector<TransferredTable> incidents_tables() {
    // Those of incidents apart from the others, because not every kind of store keeps them together.
    static constexpr std::string_view of_incidents = "key IN (SELECT key FROM answered_incidents)";
    static constexpr std::string_view of_none = "key NOT IN (SELECT key FROM answered_incidents)";
    return {
        {.table =
             {transfer::kinds::known_person, "known_persons", "id", {}, {{"role", "role", &names_of<access::Role>}}}},
        {.table = {transfer::kinds::attachment,
                   "attachments",
                   "id",
                   {},
                   {{"state", "state", &names_of<incidents::ScanState>},
                    {"uploaded_by_role", "role", &names_of<access::Role>},
                    {"visibility", "visibility", &names_of<incidents::Visibility>}}}},
        {.table = {transfer::kinds::draft, "drafts", "incident, employee"}},
        {.table = {transfer::kinds::form_draft, "form_drafts", "incident, employee, act"}},
        api_tokens,
        {.table = {transfer::kinds::answer, "answers", "key", of_incidents},
         .complete = complete_answer,
         .store = store_answer},
        {.table = {transfer::kinds::answer, "answers", "key", of_none}},
        audit,
        audit_head};
}

} // namespace

const std::vector<TransferredTable>& transferred_tables(transfer::Part part) {
    static const auto customers = customers_tables();
    static const auto employees = employees_tables();
    static const auto incidents = incidents_tables();
    static const std::vector<TransferredTable> notifications{
        {.table = {transfer::kinds::person, "people", "id"}},
        {.table = {transfer::kinds::notification, "notifications", "id"}},
        {.table = {transfer::kinds::notice, "notices", "id"}}};
    switch (part) {
    case transfer::Part::customers:
        return customers;
    case transfer::Part::employees:
        return employees;
    case transfer::Part::incidents:
        return incidents;
    case transfer::Part::notifications:
        break;
    }
    return notifications;
}

const Table& dead_letter_table() {
    static const Table table{
        transfer::kinds::dead_letter, "parked", "consumer, id", "dead = 1", {{"died_at", "not_before"}}};
    return table;
}

} // namespace resuelve::sqlite

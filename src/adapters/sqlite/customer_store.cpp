#include "adapters/sqlite/customer_store.hpp"

#include "adapters/sqlite/answers.hpp"
#include "adapters/sqlite/audit_log.hpp"
#include "adapters/sqlite/data_requests.hpp"
#include "adapters/sqlite/id_cursor.hpp"
#include "domain/customers/search_words.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::sqlite {

const std::string_view customers_schema = R"sql(
CREATE TABLE customers(
    id             BLOB PRIMARY KEY,
    email          TEXT NOT NULL,     -- as it was given
    email_key      TEXT NOT NULL,     -- as it is compared
    email_verified INTEGER NOT NULL,
    password_hash  TEXT,
    weak_password  INTEGER NOT NULL,
    first_name     TEXT NOT NULL,
    last_name      TEXT NOT NULL,
    birth_date     TEXT,
    address        TEXT,
    language       TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('active', 'blocked', 'erased')),
    version        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    blocked_until  INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX customers_by_email ON customers(email_key) WHERE state = 'active';
CREATE INDEX customers_blocked ON customers(blocked_until) WHERE state = 'blocked';
CREATE TABLE customer_words(
    word     TEXT NOT NULL,
    customer BLOB NOT NULL REFERENCES customers(id),
    PRIMARY KEY (word, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_words_by_customer ON customer_words(customer);
CREATE TABLE customer_links(
    digest     BLOB PRIMARY KEY,      -- SHA-256 of the token
    customer   BLOB NOT NULL REFERENCES customers(id),
    purpose    TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_links_by_customer ON customer_links(customer);
)sql";

const std::string_view customer_passkeys_schema = R"sql(
ALTER TABLE customers ADD COLUMN passkeys TEXT; -- as access::written() gives them
)sql";

const std::string_view customer_notes_schema = R"sql(
ALTER TABLE customers ADD COLUMN notes TEXT; -- as customers::written() gives them
)sql";

namespace {

using customers::Customer;
using customers::Link;

constexpr std::string_view columns =
    "id, email, email_verified, password_hash, weak_password, first_name, last_name, birth_date, address, language, "
    "state, version, created_at, updated_at, blocked_until, passkeys, notes";

Customer read_customer(const Statement& row) {
    const auto birth_date = row.optional_text(7);
    return Customer{Customer::Fields{
        .id = CustomerId{row.uuid(0)},
        .email = Email::parse(row.text(1)).value_or(Email{}),
        .email_verified = row.integer(2) != 0,
        .password_hash = row.optional_text(3),
        .weak_password = row.integer(4) != 0,
        .passkeys = access::read_passkeys(row.optional_text(15)),
        .first_name = std::string{row.text(5)},
        .last_name = std::string{row.text(6)},
        .birth_date = birth_date ? parse_iso_date(*birth_date) : std::nullopt,
        .address = row.optional_text(8),
        .notes = customers::read_notes(row.optional_text(16)),
        .language = std::string{row.text(9)},
        .state = json::enum_from<customers::State>(row.text(10)).value(),
        .version = row.integer(11),
        .created_at = row.instant(12),
        .updated_at = row.instant(13),
        .blocked_until = row.optional_instant(14),
    }};
}

std::optional<Customer> read_first(Statement select) {
    return select.step() ? std::optional{read_customer(select)} : std::nullopt;
}

void write_customer(Connection& connection, const Customer& customer) {
    static const std::string insert =
        "INSERT INTO customers(id, email, email_verified, password_hash, weak_password, first_name, last_name, "
        "birth_date, address, language, state, version, created_at, updated_at, blocked_until, email_key, "
        "passkeys, notes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
    static const std::string update =
        "UPDATE customers SET email = ?2, email_verified = ?3, password_hash = ?4, weak_password = ?5, "
        "first_name = ?6, last_name = ?7, birth_date = ?8, address = ?9, language = ?10, state = ?11, version = ?12, "
        "created_at = ?13, updated_at = ?14, blocked_until = ?15, email_key = ?16, passkeys = ?17, notes = ?18 "
        "WHERE id = ?1 AND version = ?12 - 1";
    const auto& fields = customer.fields();
    const auto birth_date =
        fields.birth_date ? std::optional{to_iso_date(*fields.birth_date)} : std::optional<std::string>{};
    auto statement = connection.prepare(fields.version == 1 ? insert : update);
    statement.bind_all(fields.id, fields.email.text(), fields.email_verified, fields.password_hash,
                       fields.weak_password, fields.first_name, fields.last_name, birth_date, fields.address,
                       fields.language, json::enum_name(fields.state), fields.version, fields.created_at,
                       fields.updated_at, fields.blocked_until, fields.email.key(), access::written(fields.passkeys),
                       customers::written(fields.notes));
    try {
        statement.run();
    } catch (const Error& error) {
        if (!error.is_unique_violation()) throw;
        throw Problem{Problem::email_taken};
    }
    if (connection.changes() == 0) throw Problem{Problem::stale_version};
}

void write_words(Connection& connection, const Customer& customer) {
    connection.prepare("DELETE FROM customer_words WHERE customer = ?1").bind(1, customer.id()).run();
    if (!customer.is_active()) return;
    auto insert = connection.prepare("INSERT INTO customer_words(word, customer) VALUES (?1, ?2)");
    for (const auto& word : customers::search_words(customer))
        insert.bind_all(word, customer.id()).run();
}

void replace_link(Connection& connection, const Link& link) {
    const auto purpose = json::enum_name(link.purpose);
    connection.prepare("DELETE FROM customer_links WHERE customer = ?1 AND purpose = ?2")
        .bind_all(link.customer, purpose)
        .run();
    connection.prepare("INSERT INTO customer_links(digest, customer, purpose, expires_at) VALUES (?1, ?2, ?3, ?4)")
        .bind_all(std::span{link.digest}, link.customer, purpose, link.expires_at)
        .run();
}

void use_link(Connection& connection, const Sha256Digest& digest) {
    connection.prepare("DELETE FROM customer_links WHERE digest = ?1").bind(1, std::span{digest}).run();
    if (connection.changes() == 0) throw Problem{Problem::not_found};
}

void forget_words_of(Connection& connection, const Customer& gone) {
    connection.prepare("DELETE FROM customer_links WHERE customer = ?1").bind(1, gone.id()).run();
    forget_words_of_requests(connection, gone.id(), gone.updated_at());
}

/// One condition for each term, so that the number of terms is all that shapes the statement.
std::string list_statement(std::size_t terms) {
    auto sql = fmt::format("SELECT {} FROM customers WHERE state = 'active' AND id > ?1", columns);
    for (std::size_t term = 0; term < terms; ++term)
        sql += fmt::format(" AND id IN (SELECT customer FROM customer_words WHERE word >= ?{0} "
                           "AND word < ?{0} || char(0x10ffff))",
                           term + 3);
    return sql + " ORDER BY id LIMIT ?2";
}

} // namespace

awaitable<std::optional<Customer>> CustomerStore::find(CustomerId id) {
    static const auto sql = fmt::format("SELECT {} FROM customers WHERE id = ?1", columns);
    co_return database_.read_now([id](Connection& connection) {
        auto select = connection.prepare(sql);
        select.bind(1, id);
        return read_first(std::move(select));
    });
}

awaitable<std::optional<Customer>> CustomerStore::find(Email email) {
    static const auto sql = fmt::format("SELECT {} FROM customers WHERE email_key = ?1 AND state = 'active'", columns);
    co_return database_.read_now([&email](Connection& connection) {
        auto select = connection.prepare(sql);
        select.bind(1, email.key());
        return read_first(std::move(select));
    });
}

awaitable<customers::Page> CustomerStore::list(customers::CustomerQuery query) {
    co_return co_await database_.read([query = std::move(query)](Connection& connection) {
        const auto terms = customers::search_terms(query.text.value_or(""));
        auto select = connection.prepare(list_statement(terms.size()));
        select.bind(1, read_id_cursor<CustomerId>(query.cursor)).bind(2, query.limit + 1);
        for (std::size_t i = 0; i < terms.size(); ++i)
            select.bind(static_cast<int>(i) + 3, terms[i]);
        customers::Page page;
        while (select.step()) {
            if (page.items.size() == query.limit) {
                page.next_cursor = page.items.back().id().to_string();
                break;
            }
            page.items.push_back(read_customer(select));
        }
        return page;
    });
}

awaitable<void> CustomerStore::commit(customers::Change change) {
    const bool erased = change.customer.state() == customers::State::erased;
    co_await database_.write([this, change = std::move(change)](Connection& connection) {
        if (change.answer) record_answer(connection, *change.answer);
        write_customer(connection, change.customer);
        write_words(connection, change.customer);
        if (change.used_link) sqlite::use_link(connection, *change.used_link);
        if (change.new_link) replace_link(connection, *change.new_link);
        if (change.request) put_request(connection, *change.request);
        if (!change.customer.is_active()) forget_words_of(connection, change.customer);
        append_audit(connection, change.audit);
        outbox_.append(connection, change.events);
    });
    // What was destroyed must not live on in the log (reliability.md §0.2).
    if (erased) co_await database_.truncate_wal();
}

awaitable<void> CustomerStore::add_link(Link link, std::vector<events::Event> events) {
    co_await database_.write([this, link, events = std::move(events)](Connection& connection) {
        replace_link(connection, link);
        outbox_.append(connection, events);
    });
}

awaitable<std::optional<Link>> CustomerStore::find_link(Sha256Digest digest) {
    co_return database_.read_now([&digest](Connection& connection) -> std::optional<Link> {
        auto select = connection.prepare("SELECT customer, purpose, expires_at FROM customer_links WHERE digest = ?1");
        select.bind(1, std::span{digest});
        if (!select.step()) return std::nullopt;
        return Link{.digest = digest,
                    .customer = CustomerId{select.uuid(0)},
                    .purpose = json::enum_from<customers::Purpose>(select.text(1)).value(),
                    .expires_at = select.instant(2)};
    });
}

awaitable<void> CustomerStore::use_link(Sha256Digest digest) {
    co_await database_.write([digest](Connection& connection) { sqlite::use_link(connection, digest); });
}

awaitable<void> CustomerStore::forget_links(Instant expired_before) {
    co_await database_.write([expired_before](Connection& connection) {
        connection.prepare("DELETE FROM customer_links WHERE expires_at < ?1").bind(1, expired_before).run();
    });
}

awaitable<std::vector<customers::DataRequest>> CustomerStore::requests_of(CustomerId customer) {
    co_return co_await database_.read(
        [customer](Connection& connection) { return sqlite::requests_of(connection, customer); });
}

awaitable<std::optional<customers::DataRequest>> CustomerStore::find_request(customers::DataRequestId id) {
    co_return database_.read_now([id](Connection& connection) { return sqlite::find_request(connection, id); });
}

awaitable<customers::DataRequestPage> CustomerStore::list_requests(customers::DataRequestQuery query) {
    const auto after = customers::start_of(query);
    auto behind = co_await database_.read(
        [after, limit = query.limit + 1](Connection& connection) { return requests_after(connection, after, limit); });
    co_return customers::page_of(std::move(behind), query);
}

awaitable<std::vector<Customer>> CustomerStore::blocked_until(Instant now, std::size_t limit) {
    static const auto sql = fmt::format(
        "SELECT {} FROM customers WHERE state = 'blocked' AND blocked_until < ?1 ORDER BY blocked_until LIMIT ?2",
        columns);
    co_return co_await database_.read([now, limit](Connection& connection) {
        auto select = connection.prepare(sql);
        select.bind_all(now, limit);
        std::vector<Customer> ended;
        while (select.step())
            ended.push_back(read_customer(select));
        return ended;
    });
}

awaitable<std::optional<http::RecordedAnswer>> CustomerStore::recorded_answer(std::string key) {
    co_return database_.read_now([&key](Connection& connection) { return find_answer(connection, key); });
}

awaitable<void> CustomerStore::forget_answers(Instant before) {
    co_await database_.write([before](Connection& connection) { sqlite::forget_answers(connection, before); });
}

} // namespace resuelve::sqlite

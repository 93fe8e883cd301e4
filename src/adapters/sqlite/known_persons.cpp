#include "adapters/sqlite/known_persons.hpp"

namespace resuelve::sqlite {
namespace {

#define PERSON_COLUMNS "id, role, version, name, email, language, email_verified, active"

std::optional<incidents::KnownPerson> person_of(Statement& row) {
    if (!row.step()) return std::nullopt;
    return incidents::KnownPerson{.id = row.uuid(0),
                                  .role = static_cast<access::Role>(row.integer(1)),
                                  .version = row.integer(2),
                                  .name = std::string{row.text(3)},
                                  .email = std::string{row.text(4)},
                                  .language = std::string{row.text(5)},
                                  .email_verified = row.integer(6) != 0,
                                  .active = row.integer(7) != 0};
}

} // namespace

void remember_person(Connection& connection, const incidents::KnownPerson& person) {
    connection
        .prepare("INSERT INTO known_persons(" PERSON_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                 " ON CONFLICT(id) DO UPDATE SET role = ?2, version = ?3, name = ?4, email = ?5, language = ?6,"
                 " email_verified = ?7, active = ?8 WHERE version <= ?3")
        .bind_all(person.id, static_cast<int>(person.role), person.version, person.name, person.email, person.language,
                  person.email_verified, person.active)
        .run();
}

std::optional<incidents::KnownPerson> find_person(Connection& connection, const Uuid& id) {
    auto row = connection.prepare("SELECT " PERSON_COLUMNS " FROM known_persons WHERE id = ?1");
    row.bind(1, id);
    return person_of(row);
}

std::optional<incidents::KnownPerson> find_customer_by_email(Connection& connection, std::string_view email) {
    auto row =
        connection.prepare("SELECT " PERSON_COLUMNS " FROM known_persons WHERE email = ?1 AND role = ?2 AND active");
    row.bind_all(email, static_cast<int>(access::Role::customer));
    return person_of(row);
}

} // namespace resuelve::sqlite

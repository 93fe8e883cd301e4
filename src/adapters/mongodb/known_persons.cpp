#include "adapters/mongodb/known_persons.hpp"

#include "adapters/mongodb/named.hpp"

namespace resuelve::mongodb {
namespace {

constexpr std::string_view collection = "persons";

std::optional<incidents::KnownPerson> person_in(const std::optional<Document>& row) {
    if (!row) return std::nullopt;
    return incidents::KnownPerson{.id = (*row)["_id"].uuid(),
                                  .role = named<access::Role>((*row)["role"]),
                                  .version = (*row)["version"].integer(),
                                  .name = std::string{(*row)["name"].text()},
                                  .email = std::string{(*row)["email"].text()},
                                  .language = std::string{(*row)["language"].text()},
                                  .email_verified = (*row)["email_verified"].boolean(),
                                  .active = (*row)["active"].boolean()};
}

} // namespace

void remember_person(Connection& connection, const incidents::KnownPerson& person) {
    const Document filter{{"_id", person.id}, {"version", Document{{"$lte", person.version}}}};
    const Document update{{"$set", Document{{"role", json::enum_name(person.role)},
                                            {"version", person.version},
                                            {"name", person.name},
                                            {"email", person.email},
                                            {"language", person.language},
                                            {"email_verified", person.email_verified},
                                            {"active", person.active}}}};
    try {
        connection.update_one(collection, filter, update, true);
    } catch (const Error& error) {
        if (!error.is_duplicate_key()) throw;
        // Known already: a newer version, or an older one that came at the same moment.
        connection.update_one(collection, filter, update);
    }
}

std::optional<incidents::KnownPerson> find_person(Connection& connection, const Uuid& id) {
    return person_in(connection.find_one(collection, {.filter = {{"_id", id}}}));
}

std::optional<incidents::KnownPerson> find_customer_by_email(Connection& connection, std::string_view email) {
    return person_in(connection.find_one(
        collection, {.filter = {{"email", email}, {"role", "customer"}, {"active", true}}, .index = "persons_email"}));
}

} // namespace resuelve::mongodb

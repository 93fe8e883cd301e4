#include "adapters/mongodb/answers.hpp"
#include "adapters/mongodb/employee_store.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/links.hpp"

namespace resuelve::mongodb {

std::string employees_commands() {
    return R"json(
    {"create": "employees", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "email", "email_key", "first_name", "last_name", "role", "team_ids", "state", "language",
            "version", "created_at", "updated_at", "links", "outbox"],
        "properties": {"_id": {"bsonType": "binData"}, "email": {"bsonType": "string"},
            "email_key": {"bsonType": "string"}, "first_name": {"bsonType": "string"},
            "last_name": {"bsonType": "string"}, "role": {"enum": ["agent", "supervisor", "admin"]},
            "team_ids": {"bsonType": "array", "items": {"bsonType": "binData"}},
            "state": {"enum": ["invited", "active", "disabled"]}, "language": {"bsonType": "string"},
            "password_hash": {"bsonType": ["string", "null"]}, "second_factor": {"bsonType": ["object", "null"]},
            "version": {"bsonType": "long", "minimum": 1}, "created_at": {"bsonType": "date"},
            "updated_at": {"bsonType": "date"}, "links": {"bsonType": "array"}, "outbox": {"bsonType": "array"}}}}},
    {"createIndexes": "employees", "indexes": [
        {"key": {"email_key": 1}, "name": "employees_by_email", "unique": true},
        {"key": {"state": 1, "_id": 1}, "name": "employees_by_state"},
        {"key": {"team_ids": 1, "_id": 1}, "name": "employees_of_team"},
        {"key": {"role": 1, "state": 1}, "name": "employees_by_role"}]},
    {"create": "teams", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "name", "name_key", "version", "created_at", "updated_at", "removed", "outbox"],
        "properties": {"_id": {"bsonType": "binData"}, "name": {"bsonType": "string"},
            "name_key": {"bsonType": "string"}, "version": {"bsonType": "long", "minimum": 1},
            "created_at": {"bsonType": "date"}, "updated_at": {"bsonType": "date"}, "removed": {"bsonType": "bool"},
            "outbox": {"bsonType": "array"}}}}},
    {"createIndexes": "teams", "indexes": [
        {"key": {"name_key": 1}, "name": "teams_by_name", "unique": true,
         "partialFilterExpression": {"removed": false}}]},
    {"create": "guards"},
    )json" +
           link_indexes("employees") + "," + outbox_indexes("employees") + "," + outbox_indexes("teams") + "," +
           answers_commands();
}

} // namespace resuelve::mongodb

#include "adapters/mongodb/bulk.hpp"

#include <mongoc/mongoc.h>

namespace resuelve::mongodb {
namespace {

/// The driver's own duplicate keys are no failure of a bulk.
void throw_first_fault(const Document& reply) {
    for (const auto& item : reply["writeErrors"].items()) {
        const Error error{item.document()};
        if (!error.is_duplicate_key()) throw error;
    }
    for (const auto& item : reply["writeConcernErrors"].items())
        throw Error{Error::Kind::unknown_commit, static_cast<int>(item.document()["code"].integer()),
                    item.document()["errmsg"].optional_text().value_or("")};
}

} // namespace

void Bulk::DestroyOperation::operator()(_mongoc_bulk_operation_t* operation) const {
    mongoc_bulk_operation_destroy(operation);
}

Bulk::Bulk(Connection& connection, std::string_view collection) {
    const std::unique_ptr<mongoc_collection_t, decltype(&mongoc_collection_destroy)> handle{
        mongoc_client_get_collection(connection.client(), connection.database().c_str(),
                                     std::string{collection}.c_str()),
        &mongoc_collection_destroy};
    const Document any_order{{"ordered", false}};
    inserts_.reset(mongoc_collection_create_bulk_operation_with_opts(handle.get(), any_order.get()));
    updates_.reset(mongoc_collection_create_bulk_operation_with_opts(handle.get(), any_order.get()));
}

void Bulk::insert_missing(const Document& document) {
    bson_error_t error{};
    if (!mongoc_bulk_operation_insert_with_opts(inserts_.get(), document.get(), nullptr, &error))
        throw Error{error, nullptr};
    has_inserts_ = true;
}

void Bulk::update_one(const Document& filter, const Document& update) {
    bson_error_t error{};
    if (!mongoc_bulk_operation_update_one_with_opts(updates_.get(), filter.get(), update.get(), nullptr, &error))
        throw Error{error, nullptr};
    has_updates_ = true;
}

void Bulk::run() {
    if (has_inserts_) run(inserts_.get());
    if (has_updates_) run(updates_.get());
}

void Bulk::run(_mongoc_bulk_operation_t* operation) {
    bson_t reply;
    bson_error_t error{};
    const bool done = mongoc_bulk_operation_execute(operation, &reply, &error) != 0;
    const Document answer{View{bson_get_data(&reply), reply.len}};
    bson_destroy(&reply);
    if (done) return;
    throw_first_fault(answer);
    if (answer["writeErrors"].items().empty()) throw Error{error, answer.get()};
}

} // namespace resuelve::mongodb

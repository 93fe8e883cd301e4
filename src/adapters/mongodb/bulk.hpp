#pragma once

#include "adapters/mongodb/connection.hpp"

struct _mongoc_bulk_operation_t;

namespace resuelve::mongodb {

/// Many writes to one collection in as few messages as can be: what is to be inserted, then what is to be updated, each
/// in any order. Each has to be such that twice is as good as once: nothing is retried here, whoever asked finds undone
/// what was not done.
class Bulk {
public:
    Bulk(Connection& connection, std::string_view collection);

    /// Does nothing if its unique keys are there already.
    void insert_missing(const Document& document);
    void update_one(const Document& filter, const Document& update);

    /// Returns when a majority has everything in its journal. Throws the first Error that is no duplicate key.
    void run();

private:
    struct DestroyOperation {
        void operator()(_mongoc_bulk_operation_t* operation) const;
    };

    using Operation = std::unique_ptr<_mongoc_bulk_operation_t, DestroyOperation>;

    static void run(_mongoc_bulk_operation_t* operation);

    // Apart, because the driver begins a new message whenever the kind changes.
    Operation inserts_;
    Operation updates_;
    bool has_inserts_ = false;
    bool has_updates_ = false;
};

} // namespace resuelve::mongodb

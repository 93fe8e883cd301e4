#pragma once

#include "adapters/mongodb/limits.hpp"

#include <memory>
#include <string>

struct _mongoc_uri_t;

namespace resuelve::mongodb {

/// Which database, and how.
struct Options {
    std::string uri; ///< "mongodb://user:password@host:port,…/?replicaSet=name"; its timeouts are ours, not its own
    std::string database; ///< "customers"; with the installation's prefix
    std::size_t connections = limits::connections;
    std::size_t waiting = limits::waiting;
};

/// Owns a mongoc_uri_t.
class Uri {
public:
    /// Adds all that Resuelve does not leave to defaults: deadlines, journalled majority writes, majority reads, no
    /// compression, no retries but our own. Throws StoreRefused, without the password, for one that cannot be read.
    explicit Uri(const Options& options);

    const _mongoc_uri_t* get() const { return uri_.get(); }
    /// "host:port, host:port", without user and password: for messages.
    std::string hosts() const;

private:
    struct Destroy {
        void operator()(_mongoc_uri_t* uri) const;
    };
    std::unique_ptr<_mongoc_uri_t, Destroy> uri_;
};

} // namespace resuelve::mongodb

#include "adapters/mongodb/options.hpp"

#include "adapters/mongodb/error.hpp"

#include <fmt/format.h>
#include <mongoc/mongoc.h>

namespace resuelve::mongodb {
namespace {

void set(mongoc_uri_t* uri, const char* option, std::chrono::milliseconds time) {
    mongoc_uri_set_option_as_int32(uri, option, static_cast<std::int32_t>(time.count()));
}

void set_concerns(mongoc_uri_t* uri) {
    auto* write = mongoc_write_concern_new();
    mongoc_write_concern_set_wmajority(write, static_cast<std::int32_t>(limits::majority.count()));
    mongoc_write_concern_set_journal(write, true);
    mongoc_uri_set_write_concern(uri, write);
    mongoc_write_concern_destroy(write);

    auto* read = mongoc_read_concern_new();
    mongoc_read_concern_set_level(read, MONGOC_READ_CONCERN_LEVEL_MAJORITY);
    mongoc_uri_set_read_concern(uri, read);
    mongoc_read_concern_destroy(read);
}

} // namespace

void Uri::Destroy::operator()(_mongoc_uri_t* uri) const {
    mongoc_uri_destroy(uri);
}

Uri::Uri(const Options& options) {
    bson_error_t error{};
    uri_.reset(mongoc_uri_new_with_error(options.uri.c_str(), &error));
    if (!uri_)
        throw StoreRefused{fmt::format("The MongoDB address cannot be read: {} It should look like "
                                       "mongodb://user:password@host:27017/?replicaSet=rs0",
                                       error.message),
                           StoreRefused::settings};
    auto* uri = uri_.get();
    set(uri, MONGOC_URI_CONNECTTIMEOUTMS, limits::connect);
    set(uri, MONGOC_URI_SERVERSELECTIONTIMEOUTMS, limits::selection);
    set(uri, MONGOC_URI_SOCKETTIMEOUTMS, limits::silence);
    set(uri, MONGOC_URI_HEARTBEATFREQUENCYMS, limits::heartbeat);
    set(uri, MONGOC_URI_LOCALTHRESHOLDMS, limits::farther);
    mongoc_uri_set_option_as_int32(uri, MONGOC_URI_MAXPOOLSIZE, static_cast<std::int32_t>(options.connections));
    mongoc_uri_set_option_as_bool(uri, MONGOC_URI_RETRYWRITES, false);
    mongoc_uri_set_option_as_bool(uri, MONGOC_URI_RETRYREADS, false);
    mongoc_uri_set_compressors(uri, nullptr);
    if (!mongoc_uri_get_appname(uri)) mongoc_uri_set_appname(uri, "resuelve");
    set_concerns(uri);
}

std::string Uri::hosts() const {
    std::string hosts;
    for (const auto* host = mongoc_uri_get_hosts(uri_.get()); host; host = host->next)
        hosts += fmt::format("{}{}", hosts.empty() ? "" : ", ", host->host_and_port);
    return hosts.empty() ? "its servers" : hosts;
}

} // namespace resuelve::mongodb

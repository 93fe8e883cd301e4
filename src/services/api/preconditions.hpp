#pragma once

#include "services/api/request.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace resuelve::api {

/// An entity's version as an ETag: "\"7\"".
std::string etag(std::int64_t version);

/// Which versions a change is meant for (RFC 9110 §13.1.1).
class IfMatch {
public:
    /// Throws Problem::precondition_required without the header, Problem::malformed if it is no list of ETags.
    static IfMatch required(const Request& request);

    /// Of one version, where a body names it.
    static IfMatch version(std::int64_t version);

    /// Throws Problem::stale_version if the version is another one.
    void check(std::int64_t version) const;

private:
    bool any_ = false; ///< "*"
    std::vector<std::string> tags_;
};

/// Whether the reader has this version already (RFC 9110 §13.1.2): to be answered 304.
bool has_already(const Request& request, std::int64_t version);

} // namespace resuelve::api

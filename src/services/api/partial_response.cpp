#include "services/api/partial_response.hpp"

#include "platform/http/conditional.hpp"

#include <fmt/format.h>

namespace resuelve::api {

http::Response one_range(const http::Request& request, http::Response whole) {
    auto& bytes = std::get<std::string>(whole.body);
    whole.headers.set("accept-ranges", "bytes");
    const auto wanted = request.header("range");
    const auto if_range = request.header("if-range");
    if (!wanted || request.method != http::Method::get || (if_range && if_range != whole.headers.find("etag")))
        return whole;
    const auto range = http::range_of(*wanted, bytes.size());
    if (const auto* part = std::get_if<http::ByteRange>(&range)) {
        whole.status = 206;
        whole.headers.set("content-range", fmt::format("bytes {}-{}/{}", part->first, part->last, bytes.size()));
        bytes = bytes.substr(part->first, part->last - part->first + 1);
    }
    return whole;
}

} // namespace resuelve::api

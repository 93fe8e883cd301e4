#pragma once

#include "platform/http/message.hpp"

namespace resuelve::api {

/// The one range of a file that the request asks for (RFC 9110 §14), of an answer 200 that has the whole in memory: 206
/// with that part; the answer as it is if no range, several, one beyond the end, or another version is meant (§14.2
/// lets a server ignore those).
http::Response one_range(const http::Request& request, http::Response whole);

} // namespace resuelve::api

#pragma once

#include "platform/http/message.hpp"

namespace resuelve::api {

/// The one range of a file that the request asks for (RFC 9110 §14), of an answer 200 that has the whole in memory: 206
/// with that part, 416 if there is none such, the answer as it is if no range, several, or another version is meant.
http::Response one_range(const http::Request& request, http::Response whole);

} // namespace resuelve::api

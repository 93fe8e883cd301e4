#pragma once

#include "platform/http/head_check.hpp"
#include "platform/http/router.hpp"

#include <cstddef>

namespace resuelve::http {

/// The most bytes that a body of this kind may have.
std::size_t body_limit(BodyKind kind);

/// Whether a request that promises this body may send it. Throws Problem: malformed for a body where none belongs,
/// too_large, unsupported_media_type for a Content-Type that is not exactly what the route takes.
void check_body(BodyKind kind, const Framing& framing, const Headers& headers);

} // namespace resuelve::http

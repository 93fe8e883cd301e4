#pragma once

#include "platform/http/message.hpp"

namespace resuelve::api {

/// Whether a change that a browser sends with our cookie comes from our own pages: `Sec-Fetch-Site: same-origin` (or,
/// from an old browser, a matching Origin) and either JSON or our header `X-Requested-With: resuelve`
/// (reliability.md §3.4). Throws Problem::cross_site if not. Reading with a cookie is refused only when another site's
/// page embeds or fetches it; following a link is fine.
void check_cookie_request(const http::Request& request);

/// The same without a cookie, for signing in and registering: programs send none of the browser's headers and pass,
/// another site's page does not.
void check_public_request(const http::Request& request);

} // namespace resuelve::api

#pragma once

#include "domain/incidents/incident.hpp"
#include "platform/http/idempotency.hpp"
#include "services/api/request.hpp"

#include <boost/json/object.hpp>

namespace resuelve::api {

/// For whom something is shown.
enum class Audience { customer, employee };
Audience audience_of(const Request& request);

/// An incident as its customer sees it: never who works on it, tags, priority, internal flags, what waits for
/// approval or the shop's own deadlines. `allowed` are the acts that the customer may do now.
boost::json::object customer_view(const incidents::Incident& incident);

/// An incident as employees see it, all but its hashes, with the acts that the role may do now.
boost::json::object employee_view(const incidents::Incident& incident, access::Role role);

/// The one that is meant for the sender of the request.
boost::json::object view_for(const Request& request, const incidents::Incident& incident);

/// Whose turn it is: "shop", "customer", "third_party" or "nobody" (ux.md §5).
std::string_view next_turn(const incidents::Incident& incident);

/// What anybody who knows the reference may know: status, dates, whose turn; no personal data.
boost::json::object public_view(const incidents::Incident& incident);

/// What a request is answered once its changes are stored. It is also what a repeated request gets.
struct Answer {
    unsigned status = 200;
    std::string location{};
    std::string etag{};
    std::string body{}; ///< JSON

    Response to_response() const;
};

/// 200 or another status with the incident as the sender may see it, and its ETag.
Answer incident_answer(const Request& request, const incidents::Incident& incident, unsigned status = 200);

/// The answer to a read: 304 if the reader has this version already.
Response incident_response(const Request& request, const incidents::Incident& incident);

} // namespace resuelve::api

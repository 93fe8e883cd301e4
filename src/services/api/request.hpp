#pragma once

#include "domain/access/permissions.hpp"
#include "platform/http/message.hpp"
#include "platform/json/read.hpp"

namespace resuelve::api {

using http::Response;

/// A request whose sender is known and may use the route: what use cases get.
class Request {
public:
    Request(http::Request& request, access::Actor actor, access::Reach reach) :
        http{request}, actor_{std::move(actor)}, reach_{reach} {}

    http::Request& http;

    const access::Actor& actor() const { return actor_; }
    /// What the permission table grants the actor for the route's action.
    access::Reach reach() const { return reach_; }

    /// What stood for the n-th {…} in the route's pattern.
    const std::string& parameter(std::size_t n) const { return http.parameters.at(n); }

    /// The JSON body as a described struct. Throws Problem::malformed or Problem::invalid naming every field.
    template <class T>
    T body() const {
        return json::read<T>(http.body);
    }

private:
    access::Actor actor_;
    access::Reach reach_;
};

} // namespace resuelve::api

#pragma once

#include "services/customers/service.hpp"

#include <boost/json/object.hpp>

#include <exception>
#include <string>

namespace resuelve::customers::legacy {

// The routes of the customers service as it was first delivered. Existing clients call them, so their addresses, their
// parameters, the casing of their keys and their errors stay exactly so.

/// Why an operation of a known route went wrong, as its clients are told: {"mensaje":…,"status":"404"}. These errors
/// are not of the table of problems, since their clients know no other shape.
class Failure final : public std::exception {
public:
    explicit Failure(std::string message, unsigned status = 404) : message_{std::move(message)}, status_{status} {}

    const std::string& message() const { return message_; }
    unsigned status() const { return status_; }
    const char* what() const noexcept override { return message_.c_str(); }

private:
    std::string message_;
    unsigned status_;
};

/// The parameters of the query and of a form body, which are the same to these routes.
class Parameters {
public:
    explicit Parameters(const api::Request& request);

    /// Throws Failure if there is none.
    std::string required(std::string_view name) const;
    std::optional<std::string> optional(std::string_view name) const;
    /// The e-mail address under `mail`. Throws Failure.
    Email email() const;

private:
    const http::Parameters& query_;
    http::Parameters form_;
};

/// Whether the request may use these routes without credentials (reliability.md §0.4), or has them. Throws
/// Problem::unauthenticated or Problem::forbidden if not.
void want_access(const api::Request& request, const Service& service);
bool has_access(const api::Request& request, const Service& service);

// {"<mail>": …} as GET /cliente and as GET /clientes give it: their keys differ.
boost::json::object one_view(const Customer& customer);
boost::json::object list_view(const Customer& customer);

// The operations (legacy_operations.cpp). Those that fail throw Failure.
awaitable<boost::json::object> get_one(const api::Request& request, Service& service);
awaitable<boost::json::object> get_all(const api::Request& request, Service& service);
awaitable<boost::json::object> add(const api::Request& request, Service& service);
awaitable<boost::json::object> remove(const api::Request& request, Service& service);
awaitable<boost::json::object> set_first_name(const api::Request& request, Service& service);
awaitable<boost::json::object> set_last_name(const api::Request& request, Service& service);
awaitable<boost::json::object> set_birth_date(const api::Request& request, Service& service);
awaitable<boost::json::object> set_address(const api::Request& request, Service& service);
awaitable<boost::json::object> set_password(const api::Request& request, Service& service);
awaitable<boost::json::object> log_in(const api::Request& request, Service& service);
awaitable<boost::json::object> log_out(const api::Request& request, Service& service);

/// `GET /`: the web application for people, for programs that all is well, with an example.
awaitable<api::Response> home(const api::Request& request, Service& service);

/// All of them; only `GET /` when they are switched off.
std::vector<api::Route> routes(Service& service);

} // namespace resuelve::customers::legacy

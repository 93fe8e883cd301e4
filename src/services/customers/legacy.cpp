#include "services/customers/legacy.hpp"

#include "domain/access/permissions.hpp"
#include "platform/http/problem.hpp"
#include "services/customers/ascii_json.hpp"

namespace resuelve::customers::legacy {
namespace {

using api::Request;
using api::Response;
using Operation = awaitable<boost::json::object> (*)(const Request&, Service&);

/// A bad escape in a form, or a parameter that is there twice, is a malformed parameter like any other.
template <class Read>
auto or_failure(Read&& read) {
    try {
        return read();
    } catch (const Problem& problem) {
        if (problem.code() != Problem::malformed) throw;
        throw Failure{"Los parámetros no se pueden leer"};
    }
}

Response ascii(unsigned status, const boost::json::object& body) {
    return Response::text(status, "application/json", to_ascii_json(body)).with("cache-control", "no-store");
}

awaitable<Response> answer(const Request& request, Service& service, Operation operation) {
    want_access(request, service);
    try {
        co_return ascii(200, co_await operation(request, service));
    } catch (const Failure& failure) {
        co_return ascii(failure.status(),
                        {{"mensaje", failure.message()}, {"status", std::to_string(failure.status())}});
    }
}

bool wants_html(const Request& request) {
    const auto accept = request.http.header("accept");
    return accept && accept->find("text/html") != accept->npos;
}

/// What the demonstration's customer looks like: shown where the stored one may not be.
Customer an_example() {
    using namespace std::chrono;
    return Customer{Customer::Fields{.email = *Email::parse("ejemplo@gmail.com"),
                                     .first_name = "Jesus",
                                     .last_name = "Mesa Gonzalez",
                                     .birth_date = 1996y / June / 29,
                                     .address = "Calle Paseo Moreras 39"}};
}

std::string birth_date_of(const Customer& customer) {
    return customer.birth_date() ? to_legacy_date(*customer.birth_date()) : std::string{};
}

} // namespace

Parameters::Parameters(const Request& request) :
    query_{request.http.query}, form_{or_failure([&] { return http::Parameters::parse(request.http.body); })} {}

std::optional<std::string> Parameters::optional(std::string_view name) const {
    return or_failure([&]() -> std::optional<std::string> {
        auto found = query_.find(name);
        if (!found) found = form_.find(name);
        return found ? std::optional{std::string{*found}} : std::nullopt;
    });
}

std::string Parameters::required(std::string_view name) const {
    auto value = optional(name);
    if (!value || value->empty()) throw Failure{fmt::format("Falta el parámetro {}", name)};
    return std::move(*value);
}

Email Parameters::email() const {
    auto email = Email::parse(required("mail"));
    if (!email) throw Failure{"El parámetro mail no es un correo electrónico"};
    return std::move(*email);
}

bool has_access(const Request& request, const Service& service) {
    if (service.legacy_api == LegacyApi::open) return true;
    if (service.legacy_api == LegacyApi::auto_ && request.http.direct_loopback) return true;
    return access::reach(access::Action::manage_customers, request.actor()) == access::Reach::all;
}

void want_access(const Request& request, const Service& service) {
    if (has_access(request, service)) return;
    if (request.actor().role == access::Role::anonymous)
        throw Problem{Problem::unauthenticated, "These routes want an employee's or a service's credentials here."};
    throw Problem{Problem::forbidden};
}

boost::json::object one_view(const Customer& customer) {
    return {{customer.email().text(),
             {{"nombre", customer.first_name()},
              {"apellidos", customer.last_name()},
              {"mail", customer.email().text()},
              {"fecha_nacimiento", birth_date_of(customer)},
              {"direccion", customer.address().value_or("")}}}};
}

boost::json::object list_view(const Customer& customer) {
    return {{customer.email().text(),
             {{"Nombre", customer.first_name()},
              {"Apellidos", customer.last_name()},
              {"Mail", customer.email().text()},
              {"Fecha de nacimiento", birth_date_of(customer)},
              {"Direccion", customer.address().value_or("")}}}};
}

awaitable<Response> home(const Request& request, Service& service) {
    if (wants_html(request) && service.home_page) co_return co_await service.home_page(request);
    auto example = an_example();
    if (has_access(request, service))
        if (auto stored = co_await service.customers.find(example.email())) example = std::move(*stored);
    co_return ascii(200, {{"status", "OK"},
                          {"ejemplo", {{"ruta", "/cliente?mail=ejemplo@gmail.com"}, {"valor", list_view(example)}}}})
        .with("vary", "Accept");
}

std::vector<api::Route> routes(Service& service) {
    using enum http::Method;
    using enum http::BodyKind;
    // Open to all in the permission table, since who may use them depends on how the server is reached: want_access().
    constexpr auto anybody = access::Action::use_public_page;
    const auto use = [&service](Operation operation) {
        return [operation, &service](const Request& request) { return answer(request, service, operation); };
    };
    const auto home_page = [&service](const Request& request) { return home(request, service); };
    if (service.legacy_api == LegacyApi::off) return {{get, "/", anybody, none, home_page}};
    return {
        {get, "/", anybody, none, home_page},
        {get, "/cliente", anybody, none, use(get_one)},
        {get, "/clientes", anybody, none, use(get_all)},
        {post, "/aniadir", anybody, form, use(add)},
        {delete_, "/eliminar", anybody, form, use(remove)},
        {put, "/setNombre", anybody, form, use(set_first_name)},
        {put, "/setApellidos", anybody, form, use(set_last_name)},
        {put, "/setFechaNacimiento", anybody, form, use(set_birth_date)},
        {put, "/setDireccion", anybody, form, use(set_address)},
        {put, "/contrasenia", anybody, form, use(set_password)},
        {post, "/login", anybody, form, use(log_in)},
        {get, "/logout", anybody, none, use(log_out)},
    };
}

} // namespace resuelve::customers::legacy

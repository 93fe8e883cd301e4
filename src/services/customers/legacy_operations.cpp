#include "platform/http/problem.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/legacy.hpp"

namespace resuelve::customers::legacy {
namespace {

using api::Request;
using boost::json::object;

object result(std::string_view text) {
    return {{"Resultado", text}};
}

Failure unknown(const Email& email) {
    return Failure{"No existe ningún cliente con el mail " + email.text()};
}

/// What the routes call the parts of a customer.
std::string_view parameter_of(const Refusal& refusal) {
    if (refusal.field == "first_name") return "nombre";
    if (refusal.field == "last_name") return "apellidos";
    if (refusal.field == "birth_date") return "fecha_nacimiento";
    return "direccion";
}

Failure wrong_value(const Refusal& refusal) {
    return Failure{fmt::format("El parámetro {} no es válido", parameter_of(refusal))};
}

BirthDate birth_date_in(const Parameters& parameters) {
    const auto date = parse_legacy_date(parameters.required("fecha_nacimiento"));
    if (!date) throw Failure{"El parámetro fecha_nacimiento no es una fecha d/m/aaaa"};
    return *date;
}

awaitable<Customer> known(const Parameters& parameters, Service& service) {
    const auto email = parameters.email();
    auto customer = co_await service.customers.find(email);
    if (!customer) throw unknown(email);
    co_return std::move(*customer);
}

/// Changes the customer of `mail` and says so.
awaitable<object> change(const Request& request, Service& service, Customers::Edit edit, std::string_view done) {
    const auto customer = co_await known(Parameters{request}, service);
    const auto changed = co_await service.customers.change(
        customer.id(), std::move(edit), audited_along(request, service, access::Audited::customer_changed));
    if (!changed) throw wrong_value(changed.error());
    co_return result(done);
}

/// Whether the stored password is the given one, slowed down like every sign-in.
awaitable<bool> is_password_of(const Request& request, Service& service, const Customer& customer,
                               std::string password) {
    const auto& account = customer.email().key();
    if (const auto wait = service.throttle.attempt(account, request.http.peer))
        throw Problem{Problem::too_many_requests}.retry_after(*wait);
    const auto check = co_await service.hasher.verify(customer.password_hash().value_or(""), std::move(password),
                                                      PasswordClass::customer);
    if (check.right)
        service.throttle.succeeded(account, request.http.peer);
    else
        co_await audit_failure(request, service, customer, "legacy route");
    co_return check.right;
}

} // namespace

awaitable<object> get_one(const Request& request, Service& service) {
    const auto customer = co_await known(Parameters{request}, service);
    co_await service.reads.note(request, access::Audited::customer_read, customer.id().value);
    co_return one_view(customer);
}

awaitable<object> get_all(const Request& request, Service& service) {
    co_await service.reads.note(request, access::Audited::customers_listed);
    object all;
    for (const auto& customer : co_await service.customers.all())
        for (auto& [mail, view] : list_view(customer))
            all.insert_or_assign(mail, std::move(view));
    if (all.empty()) throw Failure{"No hay ningún cliente"};
    co_return all;
}

awaitable<object> add(const Request& request, Service& service) {
    const Parameters parameters{request};
    const auto first_name = parameters.required("nombre");
    const auto last_name = parameters.required("apellidos");
    const auto email = parameters.email();
    const auto birth_date = birth_date_in(parameters);
    const auto address = parameters.required("direccion");
    const auto password = parameters.optional("contrasenia").value_or("");
    const auto hash =
        password.empty() ? std::string{} : co_await service.hasher.hash(password, PasswordClass::customer);
    const auto edit = [&](Customer& customer) -> Customer::Outcome {
        if (!hash.empty()) customer.change_password_hash(hash, true);
        if (auto done = customer.change_first_name(first_name); !done) return done;
        if (auto done = customer.change_last_name(last_name); !done) return done;
        if (auto done = customer.change_birth_date(birth_date, service.clock.now()); !done) return done;
        return customer.change_address(address);
    };
    try {
        const auto added = co_await service.customers.add(
            email, edit, audited_along(request, service, access::Audited::customer_changed, "registered"));
        if (!added) throw wrong_value(added.error());
    } catch (const Problem& problem) {
        if (problem.code() != Problem::email_taken) throw;
        throw Failure{"Ya existe un cliente con el mail " + email.text()};
    }
    co_return result("Cliente añadido con éxito");
}

awaitable<object> remove(const Request& request, Service& service) {
    const auto customer = co_await known(Parameters{request}, service);
    co_await service.customers.remove(customer.id(),
                                      audited_along(request, service, access::Audited::customer_changed, "removed"));
    co_await service.sessions.end_all(customer.id().value, std::nullopt);
    service.sessions.refuse_old_tokens(customer.id().value);
    co_return result("Cliente eliminado con éxito");
}

awaitable<object> set_first_name(const Request& request, Service& service) {
    const auto name = Parameters{request}.required("nombre");
    const auto edit = [name](Customer& customer) { return customer.change_first_name(name); };
    co_return co_await change(request, service, edit, "Nombre modificado con éxito");
}

awaitable<object> set_last_name(const Request& request, Service& service) {
    const auto name = Parameters{request}.required("apellidos");
    const auto edit = [name](Customer& customer) { return customer.change_last_name(name); };
    co_return co_await change(request, service, edit, "Apellidos modificados con éxito");
}

awaitable<object> set_birth_date(const Request& request, Service& service) {
    const auto date = birth_date_in(Parameters{request});
    const auto edit = [date, now = service.clock.now()](Customer& customer) {
        return customer.change_birth_date(date, now);
    };
    co_return co_await change(request, service, edit, "Fecha de nacimiento modificada con éxito");
}

awaitable<object> set_address(const Request& request, Service& service) {
    const auto address = Parameters{request}.required("direccion");
    const auto edit = [address](Customer& customer) { return customer.change_address(address); };
    co_return co_await change(request, service, edit, "Dirección modificada con éxito");
}

awaitable<object> set_password(const Request& request, Service& service) {
    const Parameters parameters{request};
    const auto password = parameters.required("password");
    const auto customer = co_await known(parameters, service);
    const auto hash = co_await service.hasher.hash(password, PasswordClass::customer);
    const auto edit = [hash](Customer& stored) -> Customer::Outcome {
        stored.change_password_hash(hash, true);
        return {};
    };
    const auto changed = co_await change(request, service, edit, "Contraseña modificada con éxito");
    co_await service.sessions.end_all(customer.id().value, std::nullopt);
    service.sessions.refuse_old_tokens(customer.id().value);
    co_return changed;
}

awaitable<object> log_in(const Request& request, Service& service) {
    const Parameters parameters{request};
    const auto email = parameters.email();
    auto password = parameters.required("contrasenia");
    const auto customer = co_await service.customers.find(email);
    if (!customer) throw Failure{unknown(email).message(), 401};
    if (!co_await is_password_of(request, service, *customer, std::move(password)))
        throw Failure{"La contraseña no es correcta"};
    co_await service.audit.append({api::audited_by(actor_of(customer.value()), request, service.clock.now(),
                                                   access::Audited::signed_in, {}, "legacy route")});
    co_return result("Sesión iniciada con éxito");
}

/// Ends the session that the web application has in the same browser, unless another site led there.
awaitable<object> log_out(const Request& request, Service& service) {
    const auto& actor = request.actor();
    const auto site = request.http.header("sec-fetch-site").value_or("none");
    const bool ours = site == "same-origin" || site == "none";
    if (actor.role == access::Role::customer && !actor.only_incident && ours)
        co_await service.sessions.sign_out(request);
    co_return result("Sesión cerrada con éxito");
}

} // namespace resuelve::customers::legacy

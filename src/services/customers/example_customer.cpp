#include "platform/http/problem.hpp"
#include "services/customers/service.hpp"

namespace resuelve::customers {

awaitable<void> add_example_customer(Service& service) {
    using namespace std::chrono;
    const auto email = *Email::parse("ejemplo@gmail.com");
    if (co_await service.customers.find(email)) co_return;
    const auto hash = co_await service.hasher.hash("1234", PasswordClass::customer);
    const auto edit = [&](Customer& customer) -> Customer::Outcome {
        customer.change_password_hash(hash, true);
        customer.verify_email();
        if (auto done = customer.change_first_name("Jesus"); !done) return done;
        if (auto done = customer.change_last_name("Mesa Gonzalez"); !done) return done;
        if (auto done = customer.change_birth_date(1996y / June / 29, service.clock.now()); !done) return done;
        return customer.change_address("Calle Paseo Moreras 39");
    };
    const auto added = co_await service.customers.add(email, edit, {});
    if (!added) throw std::logic_error{"the example customer's " + added.error().field + " is refused"};
}

} // namespace resuelve::customers

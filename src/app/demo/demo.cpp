#include "app/demo/demo.hpp"

#include "app/demo/demo_categories.hpp"
#include "app/demo/demo_incidents.hpp"
#include "app/demo/sign_ins.hpp"
#include "domain/employees/events.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace resuelve::app {
namespace {

struct DemoCustomer {
    std::string_view first_name, last_name, email;
};

constexpr std::array customers_of_demo{
    DemoCustomer{"Lucía", "Navarro Gil", "lucia@example.com"},
    DemoCustomer{"Manuel", "Ortega Peña", "manuel@example.com"},
    DemoCustomer{"Íñigo", "Etxebarria", "inigo@example.com"},
    DemoCustomer{"Montserrat", "Puig i Soler", "montse@example.com"},
    DemoCustomer{"Xián", "Castro Núñez", "xian@example.com"},
};

constexpr std::array teams_of_demo{"Posventa", "Entregas", "Facturación"};

/// Makes the people of the demonstration.
class Casting {
public:
    explicit Casting(const DemoParts& parts) : parts_{parts} {}

    awaitable<DemoCast> cast() {
        DemoCast cast;
        for (const auto* name : teams_of_demo)
            cast.teams.push_back(co_await add_team(name));
        using employees::Position;
        co_await add_employee({"Elena", "Vidal"}, 0, Position::admin, {});
        cast.supervisor = co_await add_employee({"Rosa", "Marín"}, 1, Position::supervisor, cast.teams);
        cast.agent = co_await add_employee({"Ana", "Ruiz"}, 2, Position::agent, {cast.teams[0], cast.teams[2]});
        cast.other_agent = co_await add_employee({"Pablo", "Sanz"}, 3, Position::agent, {cast.teams[1]});
        for (const auto& customer : customers_of_demo)
            cast.customers.push_back(co_await add_customer(customer));
        co_return cast;
    }

private:
    awaitable<TeamId> add_team(std::string name) {
        const auto now = parts_.clock.now();
        const employees::Team team{
            .id = TeamId::make(now, parts_.random), .name = std::move(name), .created_at = now, .updated_at = now};
        co_await parts_.employees.commit(employees::TeamChange{
            .team = team, .events = {employees::team_event(team, true, {now, {}}, parts_.random)}});
        co_return team.id;
    }

    /// `sign_in`: the employee's line of demo_sign_ins().
    awaitable<access::Actor> add_employee(std::pair<std::string, std::string> name, std::size_t sign_in,
                                          employees::Position position, std::vector<TeamId> teams) {
        const auto now = parts_.clock.now();
        const auto& credentials = demo_sign_ins()[sign_in];
        employees::Employee employee{.id = EmployeeId::make(now, parts_.random),
                                     .email = Email::parse(credentials.email).value(),
                                     .first_name = name.first,
                                     .last_name = name.second,
                                     .role = position,
                                     .team_ids = teams,
                                     .created_at = now,
                                     .updated_at = now};
        employee.set_password(co_await parts_.hasher.hash(std::string{credentials.password}, PasswordClass::employee));
        co_await parts_.employees.commit(
            employees::Change{.employee = employee,
                              .events = {employees::employee_event(employees::event_type::registered, employee,
                                                                   {now, {}}, parts_.random)}});
        co_return access::Actor{.role = employees::role_of(position),
                                .id = employee.id.value,
                                .name = employee.display_name(),
                                .teams = std::move(teams)};
    }

    awaitable<access::Actor> add_customer(const DemoCustomer& person) {
        const auto hash = co_await parts_.hasher.hash(std::string{password_of_customers()}, PasswordClass::customer);
        const auto added = co_await parts_.customers.customers.add(
            Email::parse(person.email).value(),
            [&](customers::Customer& customer) -> customers::Customer::Outcome {
                customer.change_password_hash(hash, false);
                customer.verify_email();
                if (auto done = customer.change_first_name(person.first_name); !done) return done;
                return customer.change_last_name(person.last_name);
            },
            {});
        if (!added) throw std::logic_error{"a customer of the demonstration is refused"};
        co_return access::Actor{.role = access::Role::customer, .id = added->id().value, .name = added->display_name()};
    }

    static std::string_view password_of_customers() { return demo_sign_ins()[4].password; }

    const DemoParts& parts_;
};

} // namespace

awaitable<void> add_demo(DemoParts parts) {
    const auto first_of_cast = Email::parse(demo_sign_ins().front().email).value();
    if (co_await parts.employees.find(first_of_cast)) co_return;
    auto cast = co_await Casting{parts}.cast();
    co_await add_demo_categories(parts.kept, parts.clock.now());
    co_await customers::add_example_customer(parts.customers);
    co_await add_demo_incidents(parts.incidents, std::move(cast), parts.clock.now(), parts.random);
}

void print_demo_hints(std::uint16_t port) {
    fmt::print("\nThe demonstration's people (they exist here alone):\n");
    for (const auto& person : demo_sign_ins())
        fmt::print("  {:30} {:32} {:22} {}\n", person.role, person.email, person.password, person.path);
    fmt::print("\nTry next:\n"
               "  open http://127.0.0.1:{0}/ in a browser as a customer, and /consola as an employee\n"
               "  open http://127.0.0.1:{0}/api/docs to try the API\n"
               "  curl 'http://127.0.0.1:{0}/cliente?mail=ejemplo@gmail.com'\n"
               "  the worked example of README.md\n"
               "Ctrl-C stops it.\n\n",
               port);
}

} // namespace resuelve::app

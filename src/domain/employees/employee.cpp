#include "domain/employees/employee.hpp"

namespace resuelve::employees {

std::string Employee::display_name() const {
    if (first_name.empty() && last_name.empty()) return email.text();
    if (last_name.empty()) return first_name;
    return first_name + " " + last_name;
}

void Employee::set_password(std::string hash) {
    password_hash = std::move(hash);
    if (state == State::invited) state = State::active;
}

void Employee::enable() {
    state = password_hash ? State::active : State::invited;
}

Employee Employee::changed_at(Instant now) const {
    auto changed = *this;
    ++changed.version;
    changed.updated_at = now;
    return changed;
}

} // namespace resuelve::employees

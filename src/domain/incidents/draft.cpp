#include "domain/incidents/draft.hpp"

#include "domain/incidents/limits.hpp"
#include "platform/http/problem.hpp"

#include <fmt/format.h>

namespace resuelve::incidents {

void want_room_for_form(std::int64_t others) {
    if (others < limits::draft_forms) return;
    throw Problem{
        Problem::conflict,
        fmt::format("You keep {} forms that are half filled in: send or discard one first.", limits::draft_forms)};
}

} // namespace resuelve::incidents

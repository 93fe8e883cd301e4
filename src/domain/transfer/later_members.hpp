#pragma once

#include "domain/transfer/kinds.hpp"
#include "domain/transfer/record.hpp"

#include <array>

namespace resuelve::transfer {

/// A member that records of a kind have not always had.
struct LaterMember {
    const Kind* kind;
    std::string_view name;
};

/// All of them: an export from before one was added is taken as if nothing had been kept there.
inline constexpr std::array later_members{
    LaterMember{&kinds::customer, "passkeys"}, LaterMember{&kinds::customer, "notes"},
    LaterMember{&kinds::customer, "requests"}, LaterMember{&kinds::employee, "passkeys"}};

/// The record as this program would write it: later members that it lacks are null, or a list of nothing. Others that
/// it lacks stay missing, what no kind knows stays too.
Record completed(Record record);

} // namespace resuelve::transfer

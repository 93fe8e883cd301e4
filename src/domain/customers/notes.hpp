#pragma once

#include "domain/access/actor.hpp"
#include "platform/time/instant.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>

namespace resuelve::customers {

/// What employees write down about a customer for each other. The customer reads it in the own export (GDPR art. 15).
struct Notes {
    std::string text{};       ///< empty: somebody took it away
    std::int64_t version = 0; ///< how often it was changed
    Uuid changed_by{};        ///< an employee, or an API token
    std::string changed_by_name{};
    Instant changed_at{};

    bool operator==(const Notes&) const = default;
};
BOOST_DESCRIBE_STRUCT(Notes, (), (text, version, changed_by, changed_by_name, changed_at))

/// As one text, which stores keep: they are read with the customer alone.
std::optional<std::string> written(const std::optional<Notes>& notes);
/// What written() gave. Throws Problem for anything else.
std::optional<Notes> read_notes(const std::optional<std::string>& text);

} // namespace resuelve::customers

#pragma once

#include "domain/incidents/limits.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::incidents {

/// Collects everything that is wrong with what somebody sent, each with its JSON pointer.
class Faults {
public:
    void add(std::string pointer, std::string code, std::string detail);

    /// Checks the length of a text.
    void text(const std::string& value, std::string_view pointer, Length length);
    void text(const std::optional<std::string>& value, std::string_view pointer, Length length);

    bool empty() const { return fields_.empty(); }

    /// The refusal that names them all.
    std::unexpected<Refusal> refusal(Status status);

private:
    std::vector<Refusal::Field> fields_;
};

} // namespace resuelve::incidents

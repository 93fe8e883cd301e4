#include "domain/incidents/faults.hpp"

#include "platform/json/text.hpp"

#include <fmt/format.h>

namespace resuelve::incidents {

void Faults::add(std::string pointer, std::string code, std::string detail) {
    fields_.push_back({std::move(pointer), std::move(code), std::move(detail)});
}

void Faults::text(const std::string& value, std::string_view pointer, Length length) {
    if (!text::is_utf8(value)) return add(std::string{pointer}, "malformed", "is not UTF-8");
    const auto size = text::code_points(text::trimmed(value));
    if (size < length.min)
        add(std::string{pointer}, "too_short", fmt::format("has fewer than {} characters", length.min));
    if (size > length.max)
        add(std::string{pointer}, "too_long", fmt::format("has more than {} characters", length.max));
}

void Faults::text(const std::optional<std::string>& value, std::string_view pointer, Length length) {
    if (value) text(*value, pointer, length);
}

std::unexpected<Refusal> Faults::refusal(Status status) {
    return std::unexpected(Refusal{.reason = Refusal::Reason::invalid,
                                   .status = status,
                                   .detail = "some fields are not right",
                                   .fields = std::move(fields_)});
}

} // namespace resuelve::incidents

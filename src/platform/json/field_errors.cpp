#include "platform/json/field_errors.hpp"

#include "platform/json/parse.hpp"

namespace resuelve::json {

void FieldErrors::add(std::string_view code, std::string detail) {
    constexpr std::size_t most = 100;
    if (errors_.size() < most) errors_.push_back({pointer_, std::string{code}, std::move(detail)});
}

void FieldErrors::throw_if_any() const {
    if (!errors_.empty()) throw Problem{Problem::invalid, {}, errors_};
}

FieldErrors::Within::Within(FieldErrors& errors, std::string_view key) :
    errors_{errors}, length_{errors.pointer_.size()} {
    append_to_pointer(errors.pointer_, key);
}

FieldErrors::Within::Within(FieldErrors& errors, std::size_t index) : errors_{errors}, length_{errors.pointer_.size()} {
    append_to_pointer(errors.pointer_, std::to_string(index));
}

} // namespace resuelve::json

#pragma once

#include "platform/http/problem.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::json {

/// Collects everything that is wrong with a document, each with its JSON pointer.
class FieldErrors {
public:
    /// Says something about the value that is being read. After the hundredth more is dropped.
    void add(std::string_view code, std::string detail);

    bool empty() const { return errors_.empty(); }
    const std::vector<FieldError>& list() const { return errors_; }

    /// Throws Problem::invalid with all of them, if there are any.
    void throw_if_any() const;

    /// While it lives, errors are about a member or an element of what was being read.
    class Within {
    public:
        Within(FieldErrors& errors, std::string_view key);
        Within(FieldErrors& errors, std::size_t index);
        ~Within() { errors_.pointer_.resize(length_); }
        Within(const Within&) = delete;
        Within& operator=(const Within&) = delete;

    private:
        FieldErrors& errors_;
        std::size_t length_;
    };

private:
    std::string pointer_;
    std::vector<FieldError> errors_;
};

} // namespace resuelve::json

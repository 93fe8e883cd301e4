#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace resuelve::json {

/// A member's value with its limits, for the structs that requests are read into: NFC, trimmed, invisible characters
/// shown, between Min and Max code points, \n and \t the only control characters ("\r\n" becomes "\n").
template <std::size_t Min, std::size_t Max>
struct Text {
    std::string value;
    operator const std::string&() const { return value; }
    auto operator<=>(const Text&) const = default;
};

/// Like Text, but one line without tabs.
template <std::size_t Min, std::size_t Max>
struct Line {
    std::string value;
    operator const std::string&() const { return value; }
    auto operator<=>(const Line&) const = default;
};

/// An integer between Min and Max, both allowed.
template <std::int64_t Min, std::int64_t Max>
struct Int {
    std::int64_t value = Min;
    operator std::int64_t() const { return value; }
    auto operator<=>(const Int&) const = default;
};

/// Between Min and Max elements.
template <class T, std::size_t Min, std::size_t Max>
struct List {
    std::vector<T> value;
    operator const std::vector<T>&() const { return value; }
    auto begin() const { return value.begin(); }
    auto end() const { return value.end(); }
    auto operator<=>(const List&) const = default;
};

/// A member of a PATCH: not mentioned (leave it), null (clear it), or a value (set it).
template <class T>
class Maybe {
public:
    Maybe() = default;
    Maybe(std::nullopt_t) : present_{true} {}
    Maybe(T value) : present_{true}, value_{std::move(value)} {}

    bool absent() const { return !present_; }
    bool is_null() const { return present_ && !value_; }
    bool has_value() const { return value_.has_value(); }
    const T& operator*() const { return *value_; }
    const T* operator->() const { return &*value_; }
    /// What to set a nullable field to; ask absent() first.
    const std::optional<T>& as_optional() const { return value_; }
    bool operator==(const Maybe&) const = default;

private:
    bool present_ = false;
    std::optional<T> value_;
};

} // namespace resuelve::json

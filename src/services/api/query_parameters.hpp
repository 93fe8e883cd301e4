#pragma once

#include "platform/http/message.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "platform/time/instant.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::api {

namespace limits {
inline constexpr std::size_t page_default = 25;
inline constexpr std::size_t page_max = 100;
inline constexpr std::size_t parameter_length = 256; ///< characters, also of a search (reliability.md §3.2)
inline constexpr std::size_t search_words = 16;
inline constexpr std::size_t cursor_length = 1024; ///< bytes
} // namespace limits

/// Reads a query's parameters and collects everything that is wrong with them. finish() throws Problem::invalid with
/// all of it, an unknown parameter too; a repeated one is Problem::malformed.
class QueryParameters {
public:
    QueryParameters(const http::Parameters& query, std::initializer_list<std::string_view> known,
                    std::initializer_list<std::string_view> also_known = {});

    std::optional<std::string> text(std::string_view name);
    /// Words to look for: at most search_words.
    std::optional<std::string> search(std::string_view name);
    std::optional<bool> flag(std::string_view name);
    /// A moment of RFC 3339, or a date: the midnight with which the shop's day begins.
    std::optional<Instant> instant(std::string_view name);
    /// A number in figures, from `least` to `most`.
    std::optional<int> number(std::string_view name, int least, int most);
    /// Several texts with commas between, at most `most`, each as long as text() may be; empty if absent.
    std::vector<std::string> texts(std::string_view name, std::size_t most);
    /// `limit`: 1 to page_max.
    std::size_t limit();
    std::string cursor();

    template <class Id>
    std::optional<Id> id(std::string_view name) {
        const auto value = query_.find(name);
        if (!value) return std::nullopt;
        const auto id = Id::parse(*value);
        if (!id) wrong(name, "malformed", "is not an id");
        return id;
    }

    /// One of an enumeration's names.
    template <class E>
    std::optional<E> one_of(std::string_view name) {
        const auto value = query_.find(name);
        return value ? named<E>(name, *value) : std::nullopt;
    }

    /// Several names with commas between; empty if absent.
    template <class E>
    std::vector<E> some_of(std::string_view name) {
        std::vector<E> values;
        for (const auto& part : parts(name))
            if (const auto value = named<E>(name, part)) values.push_back(*value);
        return values;
    }

    void wrong(std::string_view name, std::string_view code, std::string detail);
    void finish() const;

private:
    std::vector<std::string> parts(std::string_view name) const;

    template <class E>
    std::optional<E> named(std::string_view name, std::string_view value) {
        const auto found = json::enum_from<E>(value);
        if (!found) {
            std::string detail = "must be one of";
            for (const auto one : json::enum_values<E>())
                detail.append(" ").append(json::enum_name(one));
            wrong(name, "not_one_of", std::move(detail));
        }
        return found;
    }

    const http::Parameters& query_;
    std::vector<FieldError> errors_;
};

} // namespace resuelve::api

#pragma once

#include "platform/ids/random.hpp"
#include "platform/time/instant.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve {

/// A UUID as 16 bytes in network order (RFC 9562).
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    std::string to_string() const;

    /// Reads the form with four hyphens, in either case; nothing otherwise.
    static std::optional<Uuid> parse(std::string_view text);

    /// Version 7: sorts by `now`, 74 bits are random (RFC 9562 §5.7).
    static Uuid v7(Instant now, Random& random);
};

/// An id that cannot be taken for another kind of id: `using IncidentId = Id<struct IncidentTag>`.
template <class Tag>
struct Id {
    Uuid value{};

    auto operator<=>(const Id&) const = default;
    std::string to_string() const { return value.to_string(); }

    static std::optional<Id> parse(std::string_view text) {
        const auto uuid = Uuid::parse(text);
        return uuid ? std::optional{Id{*uuid}} : std::nullopt;
    }
    static Id make(Instant now, Random& random) { return Id{Uuid::v7(now, random)}; }
};

} // namespace resuelve

template <>
struct std::hash<resuelve::Uuid> {
    std::size_t operator()(const resuelve::Uuid& uuid) const noexcept {
        // The last eight bytes of a version 7 UUID are random.
        std::size_t result = 0;
        for (std::size_t i = 8; i < 16; ++i)
            result = (result << 8) | uuid.bytes[i];
        return result;
    }
};

template <class Tag>
struct std::hash<resuelve::Id<Tag>> {
    std::size_t operator()(const resuelve::Id<Tag>& id) const noexcept { return std::hash<resuelve::Uuid>{}(id.value); }
};

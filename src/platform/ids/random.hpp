#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace resuelve {

/// A source of random bytes. Safe to use from several threads.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    template <std::size_t N>
    std::array<std::uint8_t, N> bytes() {
        std::array<std::uint8_t, N> result;
        fill(result);
        return result;
    }
};

/// The operating system's generator, through libsodium.
class SystemRandom final : public Random {
public:
    SystemRandom();
    void fill(std::span<std::uint8_t> bytes) override;
};

/// A repeatable sequence for tests; useless as a secret.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_{seed} {}
    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::uint64_t state_;
};

} // namespace resuelve

#include "platform/ids/random.hpp"

#include <sodium.h>

#include <stdexcept>

namespace resuelve {

SystemRandom::SystemRandom() {
    if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot be initialised"};
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    // SplitMix64 (Steele, Lea, Flood 2014).
    for (auto& byte : bytes) {
        state_ += 0x9E3779B97F4A7C15;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        byte = static_cast<std::uint8_t>(mixed ^ (mixed >> 31));
    }
}

} // namespace resuelve

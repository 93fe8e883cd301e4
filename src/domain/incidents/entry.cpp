#include "domain/incidents/entry.hpp"

#include <algorithm>

namespace resuelve::incidents {
namespace {

/// Writes big-endian fields one after the other.
template <std::size_t Size>
class Layout {
public:
    Layout& add(std::uint64_t value, std::size_t bytes) {
        for (std::size_t i = bytes; i-- > 0;)
            bytes_[at_++] = static_cast<std::uint8_t>(value >> (8 * i));
        return *this;
    }
    Layout& add(const Uuid& uuid) {
        std::ranges::copy(uuid.bytes, bytes_.begin() + static_cast<std::ptrdiff_t>(at_));
        at_ += uuid.bytes.size();
        return *this;
    }
    const std::array<std::uint8_t, Size>& bytes() const { return bytes_; }

private:
    std::array<std::uint8_t, Size> bytes_{};
    std::size_t at_ = 0;
};

Sha256Digest digest_of(const Entry& entry) {
    return Sha256{}.add(entry.salt).add(entry.body).finish();
}

Sha256Digest hash_of(const Entry& entry, const Sha256Digest& before) {
    return Sha256{}.add(before).add(canonical_header(entry)).add(entry.digest).finish();
}

} // namespace

std::array<std::uint8_t, 49> canonical_header(const Entry& entry) {
    return Layout<49>{}
        .add(1, 1)
        .add(entry.incident.value)
        .add(static_cast<std::uint32_t>(entry.number), 4)
        .add(static_cast<std::uint8_t>(entry.kind), 1)
        .add(static_cast<std::uint8_t>(entry.visibility), 1)
        .add(static_cast<std::uint8_t>(entry.author_role), 1)
        .add(entry.author_id.has_value(), 1)
        .add(entry.author_id.value_or(Uuid{}))
        .add(static_cast<std::uint64_t>(entry.at.time_since_epoch().count()), 8)
        .bytes();
}

void seal(Entry& entry, const Sha256Digest& before) {
    entry.digest = digest_of(entry);
    entry.hash = hash_of(entry, before);
}

void erase(Entry& entry) {
    entry.body.clear();
    entry.salt = {};
    entry.author_name.clear();
    entry.erased = true;
}

ChainFault check(const Entry& entry, int expected_number, const Sha256Digest& before) {
    if (entry.number != expected_number) return ChainFault::wrong_number;
    const bool body_is_right =
        entry.erased ? entry.body.empty() && entry.salt == Salt{} : digest_of(entry) == entry.digest;
    if (!body_is_right) return ChainFault::wrong_digest;
    return hash_of(entry, before) == entry.hash ? ChainFault::none : ChainFault::wrong_hash;
}

std::optional<ChainBreak> ChainVerification::add(const Entry& entry) {
    const int number = entries_ + 1;
    if (entry.incident != incident_) return ChainBreak{number, ChainFault::wrong_incident};
    const auto fault = check(entry, number, head_);
    if (fault != ChainFault::none) return ChainBreak{number, fault};
    entries_ = number;
    head_ = entry.hash;
    return std::nullopt;
}

std::optional<ChainBreak> ChainVerification::end(int entries, const Sha256Digest& head) const {
    if (entries_ == entries && head_ == head) return std::nullopt;
    return ChainBreak{std::min(entries_, entries) + (entries_ == entries ? 0 : 1), ChainFault::wrong_end};
}

std::optional<ChainBreak> verify_chain(IncidentId incident, std::span<const Entry> entries) {
    ChainVerification verification{incident};
    for (const auto& entry : entries)
        if (auto broken = verification.add(entry)) return broken;
    return std::nullopt;
}

} // namespace resuelve::incidents

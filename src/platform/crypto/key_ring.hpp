#pragma once

#include "platform/ids/random.hpp"
#include "platform/time/instant.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve {

/// 32 secret bytes with a name that may be shown.
struct Key {
    std::string id; ///< "customers-018f…": the purpose and a UUIDv7, so that ids sort by age
    std::array<std::uint8_t, 32> secret;
};

/// The keys of one purpose, each a file DIR/<id>.key of mode 0600. The newest is used, the one before it is still good
/// for checking, and older files stay so that old receipts can be checked.
class KeyRing {
public:
    /// Reads the keys, or makes the first one durably: one, also if several processes begin at once. Throws
    /// std::runtime_error naming the path for a file that is unreadable, damaged, or open to other users.
    KeyRing(std::filesystem::path directory, std::string_view purpose, Instant now, Random& random);

    const Key& newest() const { return keys_.front(); }

    /// The newest and the one before it: those that tokens may be signed with.
    std::vector<Key> valid() const;

    /// Any key of the purpose, however old; null if there is none.
    const Key* find(std::string_view id) const;

    /// Makes a new newest key, durably. Other processes see it when they start again.
    void rotate(Instant now, Random& random);

private:
    void read();

    std::filesystem::path directory_;
    std::string purpose_;
    std::vector<Key> keys_; ///< newest first
};

} // namespace resuelve

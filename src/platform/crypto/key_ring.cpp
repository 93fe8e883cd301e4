#include "platform/crypto/key_ring.hpp"

#include "platform/crypto/key_file.hpp"
#include "platform/ids/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace resuelve {
namespace {

/// "customers" of "customers-018f6e2c-….key"; empty if the name is not like that.
std::string_view purpose_of(std::string_view id) {
    constexpr std::size_t uuid_length = 36;
    if (id.size() < uuid_length + 2 || id[id.size() - uuid_length - 1] != '-') return {};
    if (!Uuid::parse(id.substr(id.size() - uuid_length))) return {};
    return id.substr(0, id.size() - uuid_length - 1);
}

} // namespace

KeyRing::KeyRing(std::filesystem::path directory, std::string_view purpose, Instant now, Random& random) :
    directory_{std::move(directory)}, purpose_{purpose} {
    ensure_private_directory(directory_);
    std::error_code error;
    std::filesystem::directory_iterator files{directory_, error};
    if (error) throw std::runtime_error{fmt::format("{}: cannot read: {}", directory_.string(), error.message())};
    for (const auto& file : files) {
        auto id = file.path().stem().string();
        if (file.path().extension() == ".key" && purpose_of(id) == purpose_)
            keys_.push_back({std::move(id), read_key_file(file.path())});
    }
    std::ranges::sort(keys_, std::greater{}, &Key::id);
    if (keys_.empty()) rotate(now, random);
}

std::vector<Key> KeyRing::valid() const {
    return {keys_.begin(), keys_.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(keys_.size(), 2))};
}

const Key* KeyRing::find(std::string_view id) const {
    const auto found = std::ranges::find(keys_, id, &Key::id);
    return found == keys_.end() ? nullptr : &*found;
}

void KeyRing::rotate(Instant now, Random& random) {
    const Key key{fmt::format("{}-{}", purpose_, Uuid::v7(now, random).to_string()), random.bytes<32>()};
    if (!keys_.empty() && key.id <= keys_.front().id)
        throw std::runtime_error{fmt::format("the clock is behind the newest key, {}", keys_.front().id)};
    write_key_file(directory_ / (key.id + ".key"), key.secret);
    keys_.insert(keys_.begin(), key);
}

} // namespace resuelve

#include "platform/crypto/key_ring.hpp"

#include "platform/crypto/key_file.hpp"
#include "platform/crypto/signature.hpp"
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

/// The ids of the purpose's files with that ending, newest first.
std::vector<std::string> ids_in(const std::filesystem::path& directory, std::string_view purpose,
                                std::string_view ending) {
    std::error_code error;
    std::filesystem::directory_iterator files{directory, error};
    if (error) throw std::runtime_error{fmt::format("{}: cannot read: {}", directory.string(), error.message())};
    std::vector<std::string> ids;
    for (const auto& file : files) {
        auto id = file.path().stem().string();
        if (file.path().extension() == ending && purpose_of(id) == purpose) ids.push_back(std::move(id));
    }
    std::ranges::sort(ids, std::greater{});
    return ids;
}

constexpr std::size_t valid_at_once = 2;

} // namespace

KeyRing::KeyRing(std::filesystem::path directory, std::string_view purpose, Instant now, Random& random) :
    directory_{std::move(directory)}, purpose_{purpose} {
    ensure_private_directory(directory_);
    read();
    if (!keys_.empty()) return;
    const DirectoryLock alone{directory_};
    read(); // somebody else may have made the first key meanwhile
    if (keys_.empty()) rotate(now, random);
}

void KeyRing::read() {
    keys_.clear();
    for (auto& id : ids_in(directory_, purpose_, ".key")) {
        const auto secret = read_key_file(directory_ / (id + ".key"));
        keys_.push_back({std::move(id), secret});
    }
}

std::vector<Key> KeyRing::valid() const {
    return {keys_.begin(), keys_.begin() + static_cast<std::ptrdiff_t>(std::min(keys_.size(), valid_at_once))};
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

void publish(const KeyRing& ring, const std::filesystem::path& directory) {
    const DirectoryLock alone{directory};
    for (const auto& key : public_keys(ring)) {
        const auto path = directory / (key.id + ".pub");
        if (!std::filesystem::exists(path)) write_public_key_file(path, key.bytes);
    }
}

std::vector<PublicKey> read_public_keys(const std::filesystem::path& directory, std::string_view purpose) {
    auto ids = ids_in(directory, purpose, ".pub");
    ids.resize(std::min(ids.size(), valid_at_once));
    std::vector<PublicKey> keys;
    for (auto& id : ids) {
        const auto bytes = read_public_key_file(directory / (id + ".pub"));
        keys.push_back({std::move(id), bytes});
    }
    return keys;
}

} // namespace resuelve

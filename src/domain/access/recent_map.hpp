#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace resuelve::access {

/// A map that keeps at least the `size` entries used last and at most twice as many: two halves, of which the older one
/// is dropped when the younger is full. Not safe for threads.
template <class Key, class Value, class Hash = std::hash<Key>>
class RecentMap {
public:
    explicit RecentMap(std::size_t size) : size_{size} {}

    /// The entry, which counts as used now; null if there is none.
    Value* find(const Key& key) {
        if (const auto found = young_.find(key); found != young_.end()) return &found->second;
        auto node = old_.extract(key);
        if (!node) return nullptr;
        make_room();
        return &young_.insert(std::move(node)).position->second;
    }

    /// The entry, made if there is none.
    Value& operator[](const Key& key) {
        if (auto* found = find(key)) return *found;
        make_room();
        return young_[key];
    }

    void erase(const Key& key) {
        young_.erase(key);
        old_.erase(key);
    }

    std::size_t size() const { return young_.size() + old_.size(); }

private:
    void make_room() {
        if (young_.size() < size_) return;
        old_ = std::move(young_);
        young_.clear();
    }

    std::size_t size_;
    std::unordered_map<Key, Value, Hash> young_;
    std::unordered_map<Key, Value, Hash> old_;
};

} // namespace resuelve::access

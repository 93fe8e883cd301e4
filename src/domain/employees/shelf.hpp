#pragma once

#include "domain/employees/kept_store.hpp"
#include "platform/json/text.hpp"
#include "platform/json/write.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace resuelve::employees {

/// Why something cannot be put on a shelf.
enum class ShelfFault {
    name_taken, ///< by another one of the shelf, without regard to case and accents
    full,       ///< of things or of bytes
};

/// The views or the templates of one holder, in the holder's order. An `Item` is a described struct with `id`, `name`,
/// `version` and `updated_at`, that says what it is `kept` as, how many fit (`most`) and in how many `bytes` of JSON.
template <class Item>
class Shelf {
public:
    explicit Shelf(Holder holder) : holder_{holder} {}
    /// As it was stored.
    explicit Shelf(const KeptDocument& document) :
        holder_{document.holder}, version_{document.version},
        items_{json::read_value<std::vector<Item>>(document.content.at("items"))} {}

    const Holder& holder() const { return holder_; }
    const std::vector<Item>& items() const { return items_; }

    const Item* find(decltype(Item::id) id) const {
        const auto at = std::ranges::find(items_, id, &Item::id);
        return at == items_.end() ? nullptr : &*at;
    }

    /// Puts a new one last.
    std::optional<ShelfFault> add(Item item) {
        if (items_.size() == Item::most) return ShelfFault::full;
        items_.push_back(std::move(item));
        return fault_of(items_.back());
    }

    /// Puts the next version in the place of what has its id, or at `position`, the last one if there are fewer.
    std::optional<ShelfFault> replace(Item item, std::optional<std::size_t> position = {}) {
        const auto at = std::ranges::find(items_, item.id, &Item::id);
        auto to = position ? std::min(*position, items_.size() - 1) : static_cast<std::size_t>(at - items_.begin());
        items_.erase(at);
        const auto placed = items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(to), std::move(item));
        return fault_of(*placed);
    }

    void remove(decltype(Item::id) id) {
        std::erase_if(items_, [&](const Item& item) { return item.id == id; });
    }

    /// The next version, as the store takes it.
    KeptDocument next(Instant now) const {
        return {.what = Item::kept,
                .holder = holder_,
                .version = version_ + 1,
                .updated_at = now,
                .content = {{"items", json::to_json(items_)}}};
    }

private:
    std::optional<ShelfFault> fault_of(const Item& put) const {
        const auto name = text::folded(put.name.value);
        for (const auto& other : items_)
            if (other.id != put.id && text::folded(other.name.value) == name) return ShelfFault::name_taken;
        if (boost::json::serialize(json::to_json(items_)).size() > Item::bytes) return ShelfFault::full;
        return std::nullopt;
    }

    Holder holder_;
    std::int64_t version_ = 0; ///< of the stored document; 0: there is none yet
    std::vector<Item> items_{};
};

} // namespace resuelve::employees

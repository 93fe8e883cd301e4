#pragma once

#include "platform/ids/uuid.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace resuelve::api {

namespace limits {
inline constexpr std::size_t uploads_at_once = 4; ///< per account, 429 (reliability.md §3.2)
} // namespace limits

/// Bounds how many uploads an account has under way, so that none fills the memory alone. Safe to use from several
/// threads.
class UploadSlots {
    struct Counts {
        std::mutex mutex;
        std::unordered_map<Uuid, std::size_t> by_account; ///< bounded by the number of connections
    };

public:
    /// Held from before the body is read until the answer is sent. May outlive the UploadSlots.
    class Slot {
    public:
        Slot(std::shared_ptr<Counts> counts, Uuid account) : counts_{std::move(counts)}, account_{account} {}
        Slot(Slot&&) = default;
        Slot& operator=(Slot&&) = delete;
        ~Slot();

    private:
        std::shared_ptr<Counts> counts_; // shared: a request may end after its routes, when a process stops
        Uuid account_;
    };

    /// Throws Problem::too_many_requests if the account has as many as it may.
    Slot take(Uuid account);

private:
    std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

} // namespace resuelve::api

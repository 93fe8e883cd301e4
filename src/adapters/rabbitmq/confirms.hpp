#pragma once

#include "adapters/rabbitmq/connection.hpp"

#include <map>

namespace resuelve::rabbitmq {

/// Which messages of a channel the broker has not confirmed yet. It numbers them 1, 2, … in the order of their sending.
class Confirms {
public:
    void sent(std::size_t bytes) {
        waiting_.emplace(++last_, bytes);
        waiting_bytes_ += bytes;
    }

    /// Those that were abandoned are passed over.
    void settle(const Confirmed& confirmed) {
        auto first = confirmed.multiple ? waiting_.begin() : waiting_.lower_bound(confirmed.tag);
        while (first != waiting_.end() && first->first <= confirmed.tag) {
            waiting_bytes_ -= first->second;
            if (!confirmed.taken) refused_ = true;
            first = waiting_.erase(first);
        }
    }

    /// Nobody waits for them any more; whether they were taken stays unknown.
    void abandon() {
        waiting_.clear();
        waiting_bytes_ = 0;
        refused_ = false;
    }

    bool all_settled() const { return waiting_.empty(); }
    std::size_t waiting_bytes() const { return waiting_bytes_; }
    /// Whether the broker could not take one since the last abandon().
    bool any_refused() const { return refused_; }

private:
    std::uint64_t last_ = 0;
    std::map<std::uint64_t, std::size_t> waiting_;
    std::size_t waiting_bytes_ = 0;
    bool refused_ = false;
};

} // namespace resuelve::rabbitmq

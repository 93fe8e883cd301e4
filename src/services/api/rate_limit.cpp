#include "services/api/rate_limit.hpp"

#include "platform/http/problem.hpp"

namespace resuelve::api {

std::string source_of(const boost::asio::ip::address& peer) {
    if (peer.is_v4()) return peer.to_string();
    const auto v6 = peer.to_v6();
    if (v6.is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return boost::asio::ip::address_v6{bytes}.to_string() + "/64";
}

void RateLimit::check(const std::string& source, Instant now) {
    const std::scoped_lock lock{mutex_};
    turn_window(now);
    refuse_at_limit(source, now);
}

void RateLimit::count(const std::string& source, Instant now, std::size_t amount) {
    const std::scoped_lock lock{mutex_};
    turn_window(now);
    if (total_ >= limits_.in_all) return;
    total_ += amount;
    by_source_[source] += amount;
}

void RateLimit::take(const std::string& source, Instant now) {
    const std::scoped_lock lock{mutex_};
    turn_window(now);
    refuse_at_limit(source, now);
    ++total_;
    ++by_source_[source];
}

void RateLimit::turn_window(Instant now) {
    // A clock that jumped back also starts a new window: nobody stays locked out for as long as the jump.
    if (now >= window_start_ && now < window_start_ + limits_.window) return;
    window_start_ = now;
    total_ = 0;
    by_source_.clear();
}

void RateLimit::refuse_at_limit(const std::string& source, Instant now) const {
    const auto found = by_source_.find(source);
    if (total_ < limits_.in_all && (found == by_source_.end() || found->second < limits_.per_source)) return;
    const auto wait = std::chrono::ceil<std::chrono::seconds>(window_start_ + limits_.window - now);
    throw Problem{Problem::too_many_requests}.retry_after(wait);
}

} // namespace resuelve::api

#include "domain/access/throttle.hpp"

#include "platform/crypto/sha256.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <cmath>

namespace resuelve::access {
namespace {

namespace ip = boost::asio::ip;
using std::chrono::seconds;

/// Every account has a key of the same length, however long a name somebody tries.
std::string key_of(std::string_view account) {
    return to_hex(sha256(account));
}

} // namespace

std::string address_range(const ip::address& address) {
    if (address.is_v4()) return ip::network_v4{address.to_v4(), 24}.canonical().to_string();
    const auto v6 = address.to_v6();
    if (v6.is_v4_mapped()) return address_range(ip::address{ip::make_address_v4(ip::v4_mapped, v6)});
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return ip::network_v6{ip::address_v6{bytes}, 64}.to_string();
}

SignInThrottle::SignInThrottle(const Clock& clock, ThrottleLimits limits) :
    clock_{clock}, limits_{limits}, accounts_{limits.remembered}, ranges_{limits.remembered},
    left_in_all_{limits.in_all_burst}, refilled_at_{clock.now()} {}

std::optional<seconds> SignInThrottle::attempt(std::string_view account, const ip::address& from, bool known_device) {
    const auto now = clock_.now();
    const std::scoped_lock lock{mutex_};
    refill(now);
    const auto range = address_range(from);
    const auto key = key_of(account);
    // Looked up without making an entry: who is refused must not push others' failures out.
    auto free = free_at(ranges_.find(range), limits_.range_failures, now);
    if (!known_device) free = std::max(free, free_at(accounts_.find(key), limits_.account_failures, now));
    if (left_in_all_ < 1) free = std::max(free, now + seconds{1});
    if (free > now) return std::chrono::ceil<seconds>(free - now);
    count(ranges_[range], now);
    count(accounts_[key], now);
    left_in_all_ -= 1;
    return std::nullopt;
}

void SignInThrottle::succeeded(std::string_view account, const ip::address& from) {
    const std::scoped_lock lock{mutex_};
    accounts_.erase(key_of(account));
    if (auto* of_range = ranges_.find(address_range(from)); of_range && of_range->count > 0) --of_range->count;
    left_in_all_ = std::min(left_in_all_ + 1, limits_.in_all_burst);
}

Instant SignInThrottle::free_at(const Failures* failures, int free, Instant now) const {
    if (!failures || failures->count < free || is_forgotten(*failures, now)) return {};
    constexpr int most_doublings = 20;
    const auto wait = std::min(seconds{1 << std::min(failures->count - free, most_doublings)}, limits_.longest_wait);
    return failures->last + wait;
}

bool SignInThrottle::is_forgotten(const Failures& failures, Instant now) const {
    // A clock that jumped back must not keep anybody out for longer than the longest wait.
    return now - failures.last > limits_.memory || failures.last > now + limits_.longest_wait;
}

void SignInThrottle::count(Failures& failures, Instant now) const {
    if (is_forgotten(failures, now)) failures.count = 0;
    ++failures.count;
    failures.last = now;
}

void SignInThrottle::refill(Instant now) {
    const std::chrono::duration<double> passed = now - refilled_at_;
    if (passed.count() > 0)
        left_in_all_ = std::min(left_in_all_ + passed.count() * limits_.in_all_per_second, limits_.in_all_burst);
    refilled_at_ = now;
}

} // namespace resuelve::access

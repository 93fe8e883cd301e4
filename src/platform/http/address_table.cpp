#include "platform/http/address_table.hpp"

#include "platform/http/problem.hpp"

namespace resuelve::http {

namespace ip = boost::asio::ip;

std::size_t AddressTable::Hash::operator()(const ip::address& address) const {
    return std::hash<ip::address>{}(address);
}

AddressTable::Admission AddressTable::open(const ip::address& address, bool exempt) {
    const std::lock_guard lock{mutex_};
    if (connections_ >= limits_.connections) return Admission::too_many;
    if (!exempt) {
        const auto use = uses_.try_emplace(address).first;
        if (use->second.connections >= limits_.connections_per_address) return Admission::too_many_from_address;
        ++use->second.connections;
    }
    ++connections_;
    return Admission::accepted;
}

void AddressTable::close(const ip::address& address, bool exempt) {
    const std::lock_guard lock{mutex_};
    --connections_;
    if (exempt) return;
    const auto use = uses_.find(address);
    --use->second.connections;
    forget_if_unused(use);
}

std::size_t AddressTable::connections() const {
    const std::lock_guard lock{mutex_};
    return connections_;
}

void AddressTable::Receiving::add(std::size_t bytes) {
    if (bytes == 0) return;
    const std::lock_guard lock{table_.mutex_};
    const auto use = table_.uses_.try_emplace(address_).first;
    if (use->second.receiving + bytes > table_.limits_.receiving_per_address) {
        table_.forget_if_unused(use);
        throw Problem{Problem::too_many_requests, "Too much is being received from this address at once."}.retry_after(
            std::chrono::seconds{5});
    }
    use->second.receiving += bytes;
    bytes_ += bytes;
}

void AddressTable::release(const ip::address& address, std::size_t bytes) {
    if (bytes == 0) return;
    const std::lock_guard lock{mutex_};
    const auto use = uses_.find(address);
    use->second.receiving -= bytes;
    forget_if_unused(use);
}

void AddressTable::forget_if_unused(Uses::iterator use) {
    if (use->second.connections == 0 && use->second.receiving == 0) uses_.erase(use);
}

} // namespace resuelve::http

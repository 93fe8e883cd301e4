#pragma once

#include "platform/http/limits.hpp"

#include <boost/asio/ip/address.hpp>

#include <mutex>
#include <unordered_map>

namespace resuelve::http {

/// Counts connections and unfinished bodies by address. Safe to use from several threads.
class AddressTable {
public:
    explicit AddressTable(const ServerLimits& limits) : limits_{limits} {}

    enum class Admission { accepted, too_many_from_address, too_many };

    /// Counts a connection unless there are too many. `exempt` (a trusted proxy) counts only in all.
    Admission open(const boost::asio::ip::address& address, bool exempt);
    /// For a connection that open() accepted, with the same arguments.
    void close(const boost::asio::ip::address& address, bool exempt);
    std::size_t connections() const;

    /// What one request has sent of its body; given back at the end.
    class Receiving {
    public:
        Receiving(AddressTable& table, const boost::asio::ip::address& address) : table_{table}, address_{address} {}
        ~Receiving() { table_.release(address_, bytes_); }
        Receiving(const Receiving&) = delete;
        Receiving& operator=(const Receiving&) = delete;

        /// Counts more bytes. Throws Problem::too_many_requests above limits.receiving_per_address.
        void add(std::size_t bytes);

    private:
        AddressTable& table_;
        boost::asio::ip::address address_;
        std::size_t bytes_ = 0;
    };

private:
    struct Use {
        std::size_t connections = 0;
        std::size_t receiving = 0; ///< bytes
    };
    struct Hash {
        std::size_t operator()(const boost::asio::ip::address& address) const;
    };
    using Uses = std::unordered_map<boost::asio::ip::address, Use, Hash>;

    void release(const boost::asio::ip::address& address, std::size_t bytes);
    void forget_if_unused(Uses::iterator use);

    const ServerLimits& limits_;
    mutable std::mutex mutex_;
    std::size_t connections_ = 0;
    Uses uses_;
};

} // namespace resuelve::http

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace resuelve::http {

/// A connection of a test that sends what it is told to, byte by byte, and reads what comes back.
class RawConnection {
public:
    explicit RawConnection(std::uint16_t port) { socket_.connect({boost::asio::ip::address_v4::loopback(), port}); }

    RawConnection& send(std::string_view bytes) {
        boost::system::error_code closed; // the server may have closed already: then the answer tells why
        boost::asio::write(socket_, boost::asio::buffer(bytes), closed);
        return *this;
    }

    /// All until the server closes.
    std::string read_to_end() {
        boost::system::error_code end;
        boost::asio::read(socket_, boost::asio::dynamic_buffer(received_), end);
        return std::exchange(received_, {});
    }

    /// All up to and with `mark`; less if the server closes before.
    std::string read_until(std::string_view mark) {
        std::size_t at = 0;
        while ((at = received_.find(mark)) == std::string::npos) {
            std::array<char, 4096> part;
            boost::system::error_code end;
            const auto size = socket_.read_some(boost::asio::buffer(part), end);
            received_.append(part.data(), size);
            if (end) return std::exchange(received_, {});
        }
        auto result = received_.substr(0, at + mark.size());
        received_.erase(0, at + mark.size());
        return result;
    }

    void close() { socket_.close(); }
    boost::asio::ip::tcp::socket& socket() { return socket_; }

private:
    std::unique_ptr<boost::asio::io_context> context_ = std::make_unique<boost::asio::io_context>();
    boost::asio::ip::tcp::socket socket_{*context_};
    std::string received_;
};

} // namespace resuelve::http

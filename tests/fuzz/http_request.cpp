// A request as a session reads it from the network: each step refuses with a Problem or lets it through.
#include "platform/http/head_check.hpp"
#include "platform/http/head_scan.hpp"
#include "platform/http/percent.hpp"
#include "platform/http/request_parser.hpp"

#include <boost/asio/buffer.hpp>

#include <array>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace resuelve::http;
    static const std::array<std::string, 1> hosts{"shop.example"};
    const std::string_view received{reinterpret_cast<const char*>(bytes), size};
    try {
        const auto head_size = HeadScan{}.end(received);
        if (!head_size) return 0;
        RequestParser parser;
        parser.body_limit(64 * 1024);
        boost::beast::error_code error;
        parser.put(boost::asio::buffer(received.data(), *head_size), error);
        if (error && error != boost::beast::http::error::need_more) throw RequestParser::problem_of(error);
        check_head(parser.head, hosts);
        path_segments(parser.head.target.substr(0, parser.head.target.find('?')));
        for (auto body = received.substr(*head_size); !body.empty() && !parser.is_done();) {
            const auto taken = parser.put(boost::asio::buffer(body.data(), body.size()), error);
            if (error && error != boost::beast::http::error::need_more) throw RequestParser::problem_of(error);
            if (taken == 0) break;
            body.remove_prefix(taken);
        }
    } catch (const resuelve::Problem& problem) {
        if (problem.status() == 500) std::abort();
    }
    return 0;
}

#pragma once

#include "platform/http/head_check.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <string>

namespace resuelve::http {

/// Beast's parser, but fields are not copied, trailers are counted and dropped (Beast's own message would merge them
/// into the header), and the overhead of chunks is bounded (reliability.md §0.3). Give it what HeadScan let through:
/// Beast unfolds a folded line on its own stack, where `head` must not point.
class RequestParser final : public boost::beast::http::basic_parser<true> {
public:
    /// `body` takes what the message carries, at most `limit` bytes.
    RequestParser();

    Head head;
    std::string body;
    bool header_said_keep_alive = false; ///< taken before a trailer could change it

    /// The problem that an error of put() stands for.
    static Problem problem_of(boost::beast::error_code error);

private:
    using field = boost::beast::http::field;
    using verb = boost::beast::http::verb;
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;

    void on_request_impl(verb, string_view method, string_view target, int version, error_code&) override;
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(field, string_view name, string_view value, error_code& error) override;
    void on_header_impl(error_code&) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override;
    std::size_t on_body_impl(string_view part, error_code&) override;
    void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remaining, string_view part, error_code&) override;
    void on_finish_impl(error_code&) override {}

    bool in_trailers_ = false;
    std::size_t trailers_ = 0;
    std::size_t trailer_bytes_ = 0;
    std::size_t extension_bytes_ = 0;
    std::size_t chunk_overhead_ = 0;
    std::uint64_t chunked_bytes_ = 0;
};

} // namespace resuelve::http

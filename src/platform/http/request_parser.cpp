#include "platform/http/request_parser.hpp"

#include "platform/http/limits.hpp"

#include <boost/beast/http/error.hpp>

namespace resuelve::http {

namespace {

namespace beast = boost::beast;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

/// A declared length is only believed so far: what is reserved must not cost more than what was sent.
constexpr std::uint64_t most_reserved = 64 * limits::kibibyte;
constexpr std::size_t usual_field_count = 16;
/// Of a chunk without extensions: CR LF after the size, CR LF after the data, at least one digit.
constexpr std::size_t bare_chunk_overhead = 5;

} // namespace

RequestParser::RequestParser() {
    // HeadScan bounds the head; this is only so that Beast's smaller default does not.
    header_limit(static_cast<std::uint32_t>(limits::request_line + limits::head));
    eager(true);
    head.fields.reserve(usual_field_count);
}

void RequestParser::on_request_impl(verb, string_view method, string_view target, int version, error_code&) {
    head.method = view(method);
    head.target = view(target);
    head.version = version;
}

void RequestParser::on_field_impl(field, string_view name, string_view value, error_code& error) {
    if (!in_trailers_) {
        head.fields.emplace_back(view(name), view(value));
        return;
    }
    trailer_bytes_ += name.size() + value.size();
    if (++trailers_ > limits::trailer_count || trailer_bytes_ > limits::trailers)
        error = beast::http::error::header_limit;
}

void RequestParser::on_header_impl(error_code&) {
    in_trailers_ = true;
    header_said_keep_alive = keep_alive();
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) {
    if (length) body.reserve(static_cast<std::size_t>(std::min(*length, most_reserved)));
}

std::size_t RequestParser::on_body_impl(string_view part, error_code&) {
    body.append(part.data(), part.size());
    return part.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& error) {
    extension_bytes_ += extensions.size();
    chunk_overhead_ += extensions.size() + bare_chunk_overhead;
    chunked_bytes_ += size;
    const auto allowed = limits::chunk_overhead * (1 + chunked_bytes_ / limits::chunk_overhead_per);
    if (extension_bytes_ > limits::chunk_extensions || chunk_overhead_ > allowed)
        error = beast::http::error::bad_chunk_extension;
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view part, error_code&) {
    body.append(part.data(), part.size());
    return part.size();
}

Problem RequestParser::problem_of(boost::beast::error_code error) {
    if (error == beast::http::error::body_limit) return Problem{Problem::too_large};
    return Problem{Problem::malformed, error.message()};
}

} // namespace resuelve::http

#include "platform/json/parse.hpp"

#include "platform/http/problem.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

namespace resuelve::json {
namespace {

using boost::json::error_code;

/// Builds the value, and says no where Boost.JSON would not.
class Handler {
public:
    static constexpr std::size_t max_object_size = std::size_t{1} << 20;
    static constexpr std::size_t max_array_size = std::size_t{1} << 20;
    static constexpr std::size_t max_key_size = std::size_t{1} << 16;
    static constexpr std::size_t max_string_size = std::size_t{1} << 26;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }

    bool on_array_begin(error_code&) { return open(boost::json::array{}); }
    bool on_array_end(std::size_t, error_code& ec) { return close(ec); }
    bool on_object_begin(error_code&) { return open(boost::json::object{}); }
    bool on_object_end(std::size_t, error_code& ec) { return close(ec); }

    bool on_string_part(std::string_view part, std::size_t, error_code&) { return append(part); }
    bool on_string(std::string_view part, std::size_t, error_code& ec) {
        append(part);
        if (text_.contains('\0')) return refuse("nul", "a string contains NUL", ec);
        boost::json::string string{text_};
        text_.clear();
        return add(std::move(string), ec);
    }
    bool on_key_part(std::string_view part, std::size_t, error_code&) { return append(part); }
    bool on_key(std::string_view part, std::size_t, error_code& ec) {
        append(part);
        auto& open = open_.back();
        open.key = std::move(text_);
        open.has_key = true;
        text_.clear();
        if (open.key.contains('\0')) return refuse("nul", "a key contains NUL", ec);
        if (open.container.as_object().contains(open.key)) return refuse("duplicate_key", "the key is there twice", ec);
        return true;
    }

    bool on_number_part(std::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, std::string_view, error_code& ec) {
        if (number > max_integer || number < -max_integer) return refuse_number(ec);
        return add(number, ec);
    }
    bool on_uint64(std::uint64_t, std::string_view, error_code& ec) { return refuse_number(ec); } // over 2^63
    bool on_double(double number, std::string_view, error_code& ec) {
        // Past 2^53 every double is an integer; digits that overflow 64 bits arrive here too, and infinity.
        if (!(std::abs(number) <= static_cast<double>(max_integer))) return refuse_number(ec);
        return add(number, ec);
    }
    bool on_bool(bool value, error_code& ec) { return add(value, ec); }
    bool on_null(error_code& ec) { return add(nullptr, ec); }
    bool on_comment_part(std::string_view, error_code&) { return true; }
    bool on_comment(std::string_view, error_code&) { return true; }

    boost::json::value take_result() { return std::move(result_); }

    /// What was being read when the parser stopped.
    std::string pointer() const {
        std::string pointer;
        for (const auto& open : open_) {
            if (const auto* array = open.container.if_array())
                append_to_pointer(pointer, std::to_string(array->size()));
            else if (open.has_key)
                append_to_pointer(pointer, open.key);
        }
        return pointer;
    }
    std::string_view code() const { return code_; }
    std::string_view reason() const { return reason_; }

private:
    struct Open {
        boost::json::value container;
        std::string key;
        bool has_key = false;
    };

    bool append(std::string_view part) {
        text_ += part;
        return true;
    }

    bool open(boost::json::value container) {
        open_.push_back({std::move(container), {}, false});
        return true;
    }

    bool close(error_code& ec) {
        auto container = std::move(open_.back().container);
        open_.pop_back();
        return add(std::move(container), ec);
    }

    bool add(boost::json::value value, error_code&) {
        if (open_.empty()) {
            result_ = std::move(value);
        } else if (auto* array = open_.back().container.if_array()) {
            array->push_back(std::move(value));
        } else {
            auto& open = open_.back();
            open.container.get_object().emplace(open.key, std::move(value));
            open.has_key = false;
        }
        return true;
    }

    bool refuse(std::string_view code, std::string_view reason, error_code& ec) {
        code_ = code;
        reason_ = reason;
        ec = boost::json::error::syntax; // any error stops the parser
        return false;
    }
    bool refuse_number(error_code& ec) { return refuse("number_too_large", "a number is beyond 2^53", ec); }

    std::vector<Open> open_;
    std::string text_;
    boost::json::value result_;
    std::string_view code_;
    std::string_view reason_;
};

[[noreturn]] void refuse(const Handler& handler, const error_code& ec) {
    const auto pointer = handler.pointer();
    std::string code{handler.code()};
    std::string reason{handler.reason()};
    if (code.empty()) {
        code = ec == boost::json::error::too_deep ? "too_deep" : "syntax";
        reason = ec == boost::json::error::too_deep ? fmt::format("nested deeper than {} levels", max_depth)
                                                    : fmt::format("not JSON: {}", ec.message());
    }
    auto detail = fmt::format("{} at {}", reason, pointer.empty() ? "the top" : pointer);
    throw Problem{Problem::malformed, std::move(detail), {FieldError{pointer, std::move(code), std::move(reason)}}};
}

} // namespace

boost::json::value parse(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = max_depth;
    boost::json::basic_parser<Handler> parser{options};
    error_code ec;
    const auto used = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && used < text.size()) ec = boost::json::error::extra_data;
    if (ec) refuse(parser.handler(), ec);
    return parser.handler().take_result();
}

void append_to_pointer(std::string& pointer, std::string_view key) {
    pointer += '/';
    for (const char c : key) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

} // namespace resuelve::json

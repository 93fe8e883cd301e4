#pragma once

#include "platform/http/message.hpp"
#include "platform/http/problem.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace resuelve::http {

/// A head as Beast read it, before anything is believed. Points into the read buffer.
struct Head {
    std::string_view method;
    std::string_view target;
    int version = 11; ///< 10 or 11
    std::vector<std::pair<std::string_view, std::string_view>> fields;
};

/// What the head says about the body and the connection.
struct Framing {
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool expects_continue = false;

    bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

/// What Beast 1.81 lets through (reliability.md §3.1): framing, Host, target, sizes, repeated single-valued fields.
/// `allowed_hosts` in lower case without port; empty means any that is well-formed.
/// Throws Problem: malformed, misdirected, headers_too_large, not_implemented. After each of them the connection ends.
Framing check_head(const Head& head, std::span<const std::string> allowed_hosts);

/// The method; nothing if it is in lower case or none of ours.
std::optional<Method> method_from(std::string_view name);

/// Whether two header names are the same. ASCII only.
bool same_ignoring_case(std::string_view left, std::string_view right);

} // namespace resuelve::http

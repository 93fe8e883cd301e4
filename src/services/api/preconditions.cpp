#include "services/api/preconditions.hpp"

#include "platform/http/problem.hpp"

#include <algorithm>

namespace resuelve::api {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

bool is_tag(std::string_view text) {
    if (text.starts_with("W/")) text.remove_prefix(2);
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' && text.find('"', 1) == text.size() - 1;
}

/// The tags of the list as they stand. Ours hold no commas, so the list is split at each.
std::vector<std::string> tags(std::string_view list, std::string_view header) {
    std::vector<std::string> tags;
    for (std::size_t start = 0; start <= list.size();) {
        const auto end = std::min(list.find(',', start), list.size());
        const auto tag = trimmed(list.substr(start, end - start));
        if (!is_tag(tag)) throw Problem{Problem::malformed, fmt::format("{} is not a list of ETags", header)};
        tags.emplace_back(tag);
        start = end + 1;
    }
    return tags;
}

} // namespace

std::string etag(std::int64_t version) {
    return fmt::format("\"{}\"", version);
}

IfMatch IfMatch::required(const Request& request) {
    const auto header = request.http.header("if-match");
    if (!header) throw Problem{Problem::precondition_required};
    IfMatch result;
    if (trimmed(*header) == "*")
        result.any_ = true;
    else
        result.tags_ = tags(*header, "If-Match");
    return result;
}

IfMatch IfMatch::version(std::int64_t version) {
    IfMatch result;
    result.tags_ = {etag(version)};
    return result;
}

void IfMatch::check(std::int64_t version) const {
    // The comparison is strong: a W/ tag is never equal.
    if (any_ || std::ranges::find(tags_, etag(version)) != tags_.end()) return;
    throw Problem{Problem::stale_version}.with("current_version", version);
}

bool has_already(const Request& request, std::int64_t version) {
    const auto header = request.http.header("if-none-match");
    if (!header) return false;
    if (trimmed(*header) == "*") return true;
    const auto wanted = etag(version);
    return std::ranges::any_of(tags(*header, "If-None-Match"), [&](std::string_view tag) {
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        return tag == wanted;
    });
}

} // namespace resuelve::api

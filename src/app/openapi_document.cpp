#include "app/openapi_document.hpp"

#include "app/embedded/embedded.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <stdexcept>

namespace resuelve::app {
namespace {

namespace bj = boost::json;

bj::object& object_in(bj::object& parent, std::string_view key) {
    auto& value = parent[key];
    return value.is_object() ? value.get_object() : value.emplace_object();
}

void join(bj::object& into, const bj::object& from, std::string_view what) {
    for (const auto& [key, value] : from)
        if (!into.emplace(key, value).second)
            throw std::logic_error{fmt::format("two OpenAPI documents define the {} {}", what, std::string_view{key})};
}

void merge(bj::object& into, const bj::object& from) {
    if (const auto* paths = from.if_contains("paths")) join(object_in(into, "paths"), paths->as_object(), "path");
    if (const auto* tags = from.if_contains("tags"))
        for (const auto& tag : tags->as_array())
            into["tags"].as_array().push_back(tag);
    const auto* components = from.if_contains("components");
    if (!components) return;
    for (const auto& [kind, named] : components->as_object())
        join(object_in(object_in(into, "components"), kind), named.as_object(), kind);
}

/// The response itself, where the document only names one of its components.
bj::object& named_response(bj::object& document, bj::object& response) {
    constexpr std::string_view components = "#/components/responses/";
    const auto* reference = response.if_contains("$ref");
    if (!reference) return response;
    const auto name = std::string_view{reference->as_string()}.substr(components.size());
    return object_in(document, "components").at("responses").at(name).as_object();
}

/// A read may be answered by a copy of the store that is behind (fresh_answer() in services/api/route.cpp).
void add_freshness(bj::object& document, bj::object& responses) {
    for (auto& [status, response] : responses)
        if (status.starts_with("2"))
            object_in(named_response(document, response.as_object()), "headers")["Stale"] =
                bj::object{{"$ref", "#/components/headers/Stale"}};
}

/// What may be said to any request: errors before its operation sees it (framing, limits, credentials, overload), and
/// how fresh the answer is.
void add_what_all_answer(bj::object& document) {
    for (auto& [path, item] : object_in(document, "paths")) {
        if (!std::string_view{path}.starts_with("/api/v1/")) continue;
        for (auto& [method, operation] : item.as_object()) {
            auto* responses = operation.is_object() ? operation.get_object().if_contains("responses") : nullptr;
            if (!responses) continue;
            if (method == "get") add_freshness(document, responses->as_object());
            responses->as_object().emplace("default", bj::object{{"$ref", "#/components/responses/Problem"}});
        }
    }
}

} // namespace

std::string merge_openapi(std::span<const std::string_view> documents, std::string_view version) {
    auto merged = bj::parse(documents.front()).as_object();
    merged["info"].as_object()["version"] = version;
    for (const auto& document : documents.subspan(1))
        merge(merged, bj::parse(document).as_object());
    add_what_all_answer(merged);
    return bj::serialize(merged);
}

std::string openapi_of(const ServiceNames& services, std::string_view version) {
    std::vector<std::string_view> documents{openapi_part("common")};
    if (opens(services, DatabaseName::incidents)) documents.push_back(openapi_part("incidents"));
    for (const auto& service : service_table)
        if (contains(services, service.name)) documents.push_back(openapi_part(service.document));
    return merge_openapi(documents, version);
}

} // namespace resuelve::app

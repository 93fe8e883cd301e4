#include "platform/http/router.hpp"

#include "platform/http/problem.hpp"

#include <fmt/ranges.h>

#include <stdexcept>

namespace resuelve::http {

namespace {

std::vector<std::string_view> split_pattern(std::string_view pattern) {
    if (!pattern.starts_with('/')) throw std::logic_error{fmt::format("the pattern {} has no /", pattern)};
    std::vector<std::string_view> segments;
    pattern.remove_prefix(1);
    while (!pattern.empty()) {
        const auto slash = pattern.find('/');
        segments.push_back(pattern.substr(0, slash));
        if (slash == std::string_view::npos) break;
        pattern.remove_prefix(slash + 1);
    }
    return segments;
}

bool is_name(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

} // namespace

void Router::add(Route route) {
    Node* node = &root_;
    for (const auto segment : split_pattern(route.pattern)) {
        if (is_name(segment)) {
            if (!node->parameter) node->parameter = std::make_unique<Node>();
            node = node->parameter.get();
            continue;
        }
        auto found = std::ranges::find(node->literals, segment, [](const auto& child) { return child.first; });
        if (found == node->literals.end()) {
            node->literals.emplace_back(segment, std::make_unique<Node>());
            found = std::prev(node->literals.end());
        }
        node = found->second.get();
    }
    auto& place = node->routes[static_cast<std::size_t>(route.method)];
    if (place != no_route)
        throw std::logic_error{fmt::format("{} {} is there twice", to_string(route.method), route.pattern)};
    place = routes_.size();
    routes_.push_back(std::move(route));
}

void Router::add_for_unknown(Route route, std::function<bool(const Request&)> concerns) {
    for_unknown_.push_back({routes_.size(), std::move(concerns)});
    routes_.push_back(std::move(route));
}

const Route* Router::for_unknown(const Request& request) const {
    if (request.method != Method::get && request.method != Method::head) return nullptr;
    const auto found = std::ranges::find_if(for_unknown_, [&](const auto& one) { return one.concerns(request); });
    return found == for_unknown_.end() ? nullptr : &routes_[found->route];
}

bool Router::leads_somewhere(const Node& node) {
    return std::ranges::any_of(node.routes, [](std::size_t route) { return route != no_route; });
}

// At most two ways at each depth, and the depth is bounded by limits::path_segments; patterns share few literals.
const Router::Node* Router::find(const Node& from, const Request& request, std::size_t depth,
                                 std::vector<std::string>* parameters) const {
    if (depth == request.segments.size()) return leads_somewhere(from) ? &from : nullptr;
    const auto& segment = request.segments[depth];
    for (const auto& [literal, child] : from.literals)
        if (literal == segment)
            if (const auto* found = find(*child, request, depth + 1, parameters)) return found;
    if (!from.parameter || segment.empty()) return nullptr;
    if (parameters) parameters->push_back(segment);
    if (const auto* found = find(*from.parameter, request, depth + 1, parameters)) return found;
    if (parameters) parameters->pop_back();
    return nullptr;
}

std::vector<std::string_view> Router::methods_of(const Node& node) {
    std::vector<std::string_view> methods;
    for (std::size_t i = 0; i < method_count; ++i) {
        const auto method = static_cast<Method>(i);
        const bool head_of_get =
            method == Method::head && node.routes[static_cast<std::size_t>(Method::get)] != no_route;
        if (node.routes[i] != no_route || head_of_get || method == Method::options)
            methods.push_back(to_string(method));
    }
    return methods;
}

const Route& Router::match(Request& request) const {
    request.parameters.clear();
    const auto* node = find(root_, request, 0, &request.parameters);
    if (!node) {
        if (const auto* route = for_unknown(request)) return *route;
        throw Problem{Problem::not_found};
    }
    auto index = node->routes[static_cast<std::size_t>(request.method)];
    if (index == no_route && request.method == Method::head)
        index = node->routes[static_cast<std::size_t>(Method::get)];
    if (index != no_route) return routes_[index];
    boost::json::array allow;
    for (const auto method : methods_of(*node))
        allow.emplace_back(method);
    throw Problem{Problem::method_not_allowed}.with("allow", std::move(allow));
}

std::string Router::allowed(const Request& request) const {
    const auto* node = find(root_, request, 0, nullptr);
    if (!node) throw Problem{Problem::not_found};
    return fmt::format("{}", fmt::join(methods_of(*node), ", "));
}

} // namespace resuelve::http

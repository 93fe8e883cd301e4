#include "platform/http/message.hpp"

#include "platform/http/limits.hpp"
#include "platform/http/percent.hpp"
#include "platform/http/problem.hpp"

#include <boost/json/serialize.hpp>

namespace resuelve::http {

std::string_view to_string(Method method) {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::patch:
        return "PATCH";
    case Method::delete_:
        return "DELETE";
    case Method::options:
        return "OPTIONS";
    }
    std::unreachable();
}

void Headers::add(std::string_view name, std::string value) {
    fields_.emplace_back(name, std::move(value));
    for (char& c : fields_.back().first)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
}

void Headers::set(std::string_view name, std::string value) {
    add(name, std::move(value));
    const auto last = std::prev(fields_.end());
    const auto same =
        std::find_if(fields_.begin(), last, [&](const auto& field) { return field.first == last->first; });
    if (same == last) return;
    same->second = std::move(last->second);
    const auto kept_name = same->first;
    fields_.pop_back();
    fields_.erase(
        std::remove_if(std::next(same), fields_.end(), [&](const auto& field) { return field.first == kept_name; }),
        fields_.end());
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (const auto& [field, value] : fields_)
        if (field == name) return value;
    return std::nullopt;
}

Parameters Parameters::parse(std::string_view encoded) {
    Parameters parameters;
    while (!encoded.empty()) {
        const auto end = encoded.find('&');
        const auto pair = encoded.substr(0, end);
        encoded = end == std::string_view::npos ? std::string_view{} : encoded.substr(end + 1);
        if (pair.empty()) continue;
        if (parameters.pairs_.size() == limits::parameters)
            throw Problem{Problem::malformed, fmt::format("More than {} parameters.", limits::parameters)};
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        parameters.add(percent_decoded(pair.substr(0, equals), true), percent_decoded(value, true));
    }
    return parameters;
}

std::optional<std::string_view> Parameters::find(std::string_view name) const {
    std::optional<std::string_view> found;
    for (const auto& [key, value] : pairs_) {
        if (key != name) continue;
        if (found) throw Problem{Problem::malformed, fmt::format("The parameter {} is there twice.", name)};
        found = value;
    }
    return found;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (const auto& [field, value] : headers) {
        if (field != "cookie") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = rest.find(';');
            auto pair = rest.substr(0, end);
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
            while (pair.starts_with(' '))
                pair.remove_prefix(1);
            if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
                return std::string{pair.substr(name.size() + 1)};
        }
    }
    return std::nullopt;
}

std::string Request::path() const {
    if (segments.empty()) return "/";
    std::string path;
    for (const auto& segment : segments) {
        path += '/';
        path += segment;
    }
    return path;
}

Response Response::text(unsigned status, std::string_view content_type, std::string body) {
    Response response;
    response.status = status;
    response.headers.add("content-type", std::string{content_type});
    response.body = std::move(body);
    return response;
}

Response Response::json(unsigned status, const boost::json::value& body) {
    return text(status, "application/json", boost::json::serialize(body));
}

Response Response::empty(unsigned status) {
    Response response;
    response.status = status;
    return response;
}

} // namespace resuelve::http

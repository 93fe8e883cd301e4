#pragma once

#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"
#include "services/api/route.hpp"

#include <map>
#include <string>
#include <vector>

namespace resuelve::testing_support {

/// What a request of a test was answered.
struct Answered {
    unsigned status = 0;
    http::Headers headers;
    std::string text;

    boost::json::value json() const { return json::parse(text); }
    /// A member of the answer as text; empty if it is null or not there.
    std::string at(std::string_view name) const {
        const auto document = json();
        const auto* value = document.as_object().if_contains(name);
        if (!value || value->is_null()) return {};
        return value->is_string() ? std::string{std::string_view{value->get_string()}} : boost::json::serialize(*value);
    }
    std::string header(std::string_view name) const { return std::string{headers.find(name).value_or("")}; }
    /// The value of a cookie that the answer sets; empty if it sets none of that name.
    std::string cookie(std::string_view name) const {
        for (const auto& [field, value] : headers)
            if (field == "set-cookie" && value.starts_with(std::string{name} + "="))
                return value.substr(name.size() + 1, value.find(';') - name.size() - 1);
        return {};
    }
    /// The codes of the wrong fields: {"/password": "too_short"}.
    std::map<std::string, std::string> field_errors() const {
        std::map<std::string, std::string> errors;
        const auto document = json();
        if (const auto* list = document.as_object().if_contains("errors"))
            for (const auto& error : list->as_array())
                errors.emplace(std::string_view{error.at("field").as_string()},
                               std::string_view{error.at("code").as_string()});
        return errors;
    }
};

/// Sends requests to a service's routes as the HTTP session would: routed, authenticated, with problems as answers.
class ApiCaller {
public:
    ApiCaller(std::vector<api::Route> routes, api::Authenticator& authenticator, const Clock& clock) : clock_{clock} {
        api::mount(router_, authenticator, std::move(routes));
    }

    using Fields = std::vector<std::pair<std::string, std::string>>;

    Answered send(http::Method method, std::string target, std::string body = {}, const Fields& fields = {}) {
        http::Request request;
        request.method = method;
        request.target = target;
        const auto question = target.find('?');
        request.segments = split(target.substr(0, question));
        if (question != std::string::npos) request.query = http::Parameters::parse(target.substr(question + 1));
        request.body = std::move(body);
        request.peer = peer;
        request.direct_loopback = direct_loopback;
        request.trace_id = "0af7651916cd43dd8448eb211c80319c";
        request.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        request.received = clock_.now();
        for (const auto& [name, value] : fields)
            request.headers.add(name, value);
        return answer(request);
    }

    Answered get(std::string target, const Fields& fields = {}) { return send(http::Method::get, target, {}, fields); }
    Answered post(std::string target, std::string body, const Fields& fields = {}) {
        return send(http::Method::post, target, std::move(body), fields);
    }

    boost::asio::ip::address peer = boost::asio::ip::make_address("203.0.113.7");
    bool direct_loopback = false;

private:
    static std::vector<std::string> split(const std::string& path) {
        std::vector<std::string> segments;
        for (std::size_t start = 1; start < path.size();) {
            const auto end = std::min(path.find('/', start), path.size());
            segments.push_back(path.substr(start, end - start));
            start = end + 1;
        }
        return segments;
    }

    Answered answer(http::Request& request) {
        try {
            const auto& route = router_.match(request);
            run(route.admission(request));
            auto response = run(route.handler(request));
            return {response.status, std::move(response.headers), std::get<std::string>(std::move(response.body))};
        } catch (const Problem& problem) {
            Answered answered{problem.status(), {}, boost::json::serialize(problem.to_json(request.trace_id))};
            answered.headers.add("content-type", "application/problem+json");
            if (problem.retry_after())
                answered.headers.add("retry-after", std::to_string(problem.retry_after()->count()));
            return answered;
        }
    }

    const Clock& clock_;
    http::Router router_;
};

} // namespace resuelve::testing_support

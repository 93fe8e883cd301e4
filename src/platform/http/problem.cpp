#include "platform/http/problem.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace resuelve {

Problem&& Problem::retry_after(std::chrono::seconds wait) && {
    retry_after_ = wait;
    return std::move(*this);
}

Problem&& Problem::with(std::string_view name, boost::json::value value) && {
    members_.insert_or_assign(name, std::move(value));
    return std::move(*this);
}

boost::json::object Problem::to_json(std::string_view trace_id) const {
    const auto& kind = row(code_);
    boost::json::object json{
        {"type", fmt::format("/problems/{}", kind.name)}, {"title", kind.title}, {"status", kind.status}};
    if (!detail_.empty()) json["detail"] = detail_;
    if (!errors_.empty()) {
        auto& errors = json["errors"].emplace_array();
        for (const auto& error : errors_)
            errors.push_back({{"field", error.field}, {"code", error.code}, {"detail", error.detail}});
    }
    for (const auto& member : members_)
        json.insert_or_assign(member.key(), member.value());
    if (!trace_id.empty()) json["trace_id"] = trace_id;
    return json;
}

} // namespace resuelve

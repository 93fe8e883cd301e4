#include "domain/incidents/lifecycle.hpp"

#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::incidents {

std::expected<Status, Refusal> next(Status from, Act act, access::Role role) {
    bool possible_for_others = false;
    bool possible_elsewhere = false;
    for (const auto& rule : lifecycle) {
        if (rule.act != act) continue;
        const bool may = satisfies(role, rule.who);
        if (may && rule.from == from) return rule.to;
        possible_elsewhere |= may;
        possible_for_others |= rule.from == from;
    }
    if (!possible_elsewhere || possible_for_others)
        return std::unexpected(
            Refusal{.reason = Refusal::Reason::not_your_role,
                    .status = from,
                    .detail = fmt::format("{} is not for the role {}", json::enum_name(act), json::enum_name(role)),
                    .fields = {}});
    return std::unexpected(Refusal{.reason = Refusal::Reason::not_allowed_in_status,
                                   .status = from,
                                   .detail = fmt::format("{} is not possible while the incident is {}",
                                                         json::enum_name(act), json::enum_name(from)),
                                   .fields = {}});
}

std::vector<Act> allowed(Status status, access::Role role) {
    std::vector<Act> acts;
    for (const auto& rule : lifecycle)
        if (rule.from == status && satisfies(role, rule.who) && std::ranges::find(acts, rule.act) == acts.end())
            acts.push_back(rule.act);
    return acts;
}

} // namespace resuelve::incidents

#include "services/employees/shelves.hpp"

#include "services/api/query_parameters.hpp"

namespace resuelve::employees {

std::vector<Holder> usual_holders(const access::Actor& actor) {
    std::vector<Holder> holders{Holder::of(actor.employee_id())};
    for (const auto team : actor.teams)
        holders.push_back(Holder::of(team));
    holders.push_back(Holder::shop());
    return holders;
}

awaitable<std::vector<Holder>> visible_holders(const Request& request, Service& service) {
    auto holders = usual_holders(request.actor());
    if (request.reach() != access::Reach::all) co_return holders;
    for (const auto& team : co_await service.store.teams())
        if (!request.actor().in_team(team.id)) holders.push_back(Holder::of(team.id));
    co_return holders;
}

awaitable<std::vector<Holder>> wanted_holders(const Request& request, Service& service) {
    api::QueryParameters query{request.http.query, {"team"}};
    const auto team = query.id<TeamId>("team");
    query.finish();
    if (!team) co_return usual_holders(request.actor());
    // Somebody else's team has nothing for the sender, as one that does not exist.
    const auto visible = co_await visible_holders(request, service);
    if (std::ranges::find(visible, Holder::of(*team)) == visible.end()) co_return std::vector<Holder>{};
    co_return std::vector{Holder::of(*team)};
}

void want_own(const Request& request, const Holder& holder) {
    if (request.reach() == access::Reach::all || holder == Holder::of(request.actor().employee_id())) return;
    throw Problem{Problem::forbidden, "What a team or the shop shares is kept by supervisors and administrators."};
}

awaitable<Holder> new_holder(const Request& request, Service& service, std::optional<HolderKind> owner,
                             std::optional<TeamId> team) {
    const auto kind = owner.value_or(HolderKind::employee);
    if ((kind == HolderKind::team) != team.has_value())
        throw Problem{Problem::invalid, {}, {{"/team_id", "required", "is needed with the owner team, and only then"}}};
    const auto holder = kind == HolderKind::employee ? Holder::of(request.actor().employee_id())
                        : kind == HolderKind::team   ? Holder::of(*team)
                                                     : Holder::shop();
    want_own(request, holder);
    if (team && !co_await service.store.find_team(*team))
        throw Problem{Problem::invalid, {}, {{"/team_id", "unknown", "There is no such team"}}};
    co_return holder;
}

void tell_holder(const Holder& holder, boost::json::object& view) {
    view["owner"] = json::to_json(holder.kind);
    view["team_id"] = holder.kind == HolderKind::team ? json::to_json(TeamId{holder.id}) : boost::json::value{};
}

void refuse(std::optional<ShelfFault> fault, std::string_view noun) {
    if (!fault) return;
    if (*fault == ShelfFault::name_taken)
        throw Problem{Problem::conflict, fmt::format("Another {} of the same owner has that name.", noun)};
    throw Problem{Problem::conflict, fmt::format("The owner has no room for another {}: see docs/limits.md.", noun)};
}

Problem too_many_others() {
    return Problem{Problem::conflict, "Others are changing the same list; retry."};
}

awaitable<bool> stored(KeptDocument document, std::optional<http::RecordedAnswer> answer, Service& service,
                       std::vector<access::AuditRecord> audit) {
    try {
        co_await service.kept.put(std::move(document), std::move(answer), std::move(audit));
        co_return true;
    } catch (const Problem& problem) {
        if (problem.code() != Problem::stale_version) throw;
        co_return false;
    }
}

} // namespace resuelve::employees

#pragma once

#include "domain/employees/shelf.hpp"
#include "platform/http/problem.hpp"
#include "services/api/answer_once.hpp"
#include "services/api/preconditions.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

#include <fmt/format.h>

namespace resuelve::employees {

// What views and templates have in common: both stand on shelves. A `Kind` says what is special about one:
//   Item; Wanted, the body that makes one, with `owner` and `team_id`; Change, the body that changes one, with
//   `position`; path, noun; audited, the act that a change of what others use is, if it is worth knowing;
//   made(Wanted), edited(Item, Change), view(Item).

/// The holders whose things the sender may use every day: the sender, the sender's teams, the shop.
std::vector<Holder> usual_holders(const access::Actor& actor);
/// All whose things the sender may see: for who reaches all, those of every team.
awaitable<std::vector<Holder>> visible_holders(const Request& request, Service& service);
/// Those that the address asks for: one team's, or the usual ones.
awaitable<std::vector<Holder>> wanted_holders(const Request& request, Service& service);
/// Throws Problem::forbidden unless the sender may change what the holder keeps.
void want_own(const Request& request, const Holder& holder);
/// Whose a new thing is to be. Throws Problem::invalid for a team that does not exist, Problem::forbidden as above.
awaitable<Holder> new_holder(const Request& request, Service& service, std::optional<HolderKind> owner,
                             std::optional<TeamId> team);
/// {"owner": …, "team_id": …}
void tell_holder(const Holder& holder, boost::json::object& view);
/// Throws Problem::conflict, with what is the matter, if there is a fault.
void refuse(std::optional<ShelfFault> fault, std::string_view noun);
/// Says whether it was stored: not if somebody else changed the shelf since it was read.
awaitable<bool> stored(KeptDocument document, std::optional<http::RecordedAnswer> answer, Service& service,
                       std::vector<access::AuditRecord> audit = {});

inline constexpr int shelf_tries = 5; ///< against others who change the same shelf
/// When none of them succeeded.
Problem too_many_others();

template <class Kind>
boost::json::object view_of(const Holder& holder, const typename Kind::Item& item) {
    auto view = Kind::view(item);
    tell_holder(holder, view);
    view["version"] = item.version;
    view["created_at"] = json::to_json(item.created_at);
    view["updated_at"] = json::to_json(item.updated_at);
    return view;
}

template <class Kind>
api::Answer answer_of(const Holder& holder, const typename Kind::Item& item, unsigned status = 200) {
    return {.status = status,
            .location = status == 201 ? fmt::format("{}/{}", Kind::path, item.id.to_string()) : std::string{},
            .etag = api::etag(item.version),
            .body = boost::json::serialize(view_of<Kind>(holder, item))};
}

/// What the audit log is told of a change; nothing of what is one's own. `what`: "published", "changed", "removed".
template <class Kind>
std::vector<access::AuditRecord> audit_of(const Request& request, const Holder& holder, const typename Kind::Item& item,
                                          Instant now, std::string_view what) {
    if (!Kind::audited || holder.kind == HolderKind::employee) return {};
    return {api::audited(request, now, *Kind::audited, item.id.value,
                         fmt::format("{} {}", what, json::enum_name(holder.kind)))};
}

template <class Kind>
awaitable<Shelf<typename Kind::Item>> shelf_of(Holder holder, Service& service) {
    const auto documents = co_await service.kept.find(Kind::Item::kept, {holder});
    using Found = Shelf<typename Kind::Item>;
    co_return documents.empty() ? Found{holder} : Found{documents.front()};
}

/// A thing where it stands.
template <class Kind>
struct Standing {
    Shelf<typename Kind::Item> shelf;
    typename Kind::Item item;
};

/// What the path names, if the sender may see it. Throws Problem::not_found.
template <class Kind>
awaitable<Standing<Kind>> standing(const Request& request, Service& service) {
    const auto id = decltype(Kind::Item::id)::parse(request.parameter(0));
    if (!id) throw Problem{Problem::not_found};
    const auto holders = co_await visible_holders(request, service);
    for (const auto& document : co_await service.kept.find(Kind::Item::kept, holders)) {
        Shelf<typename Kind::Item> shelf{document};
        if (const auto* item = shelf.find(*id)) co_return Standing<Kind>{shelf, *item};
    }
    throw Problem{Problem::not_found};
}

template <class Kind>
awaitable<Response> list_shelves(const Request& request, Service& service) {
    const auto holders = co_await wanted_holders(request, service);
    boost::json::array items;
    for (const auto& document : co_await service.kept.find(Kind::Item::kept, holders)) {
        const Shelf<typename Kind::Item> shelf{document};
        for (const auto& item : shelf.items())
            items.emplace_back(view_of<Kind>(shelf.holder(), item));
    }
    co_return Response::json(200, boost::json::object{{"items", std::move(items)}, {"next_cursor", nullptr}})
        .with("cache-control", "no-store");
}

template <class Kind>
awaitable<Response> read_from_shelf(const Request& request, Service& service) {
    const auto found = co_await standing<Kind>(request, service);
    if (api::has_already(request, found.item.version))
        co_return Response::empty(304).with("etag", api::etag(found.item.version));
    co_return answer_of<Kind>(found.shelf.holder(), found.item).to_response();
}

template <class Kind>
awaitable<Response> try_put_on_shelf(const Request& request, Service& service, typename Kind::Wanted wanted,
                                     api::IdempotencyKey key) {
    const auto now = service.clock.now();
    const auto holder = co_await new_holder(request, service, wanted.owner, wanted.team_id);
    auto item = Kind::made(wanted);
    item.id = decltype(item.id)::make(now, service.random);
    item.created_at = item.updated_at = now;
    const auto answer = answer_of<Kind>(holder, item, 201);
    for (int n = 0; n < shelf_tries; ++n) {
        auto shelf = co_await shelf_of<Kind>(holder, service);
        refuse(shelf.add(item), Kind::noun);
        if (co_await stored(shelf.next(now), key.record(answer, now), service,
                            audit_of<Kind>(request, holder, item, now, "published")))
            co_return answer.to_response();
    }
    throw too_many_others();
}

template <class Kind>
awaitable<Response> put_on_shelf(const Request& request, Service& service) {
    auto wanted = request.body<typename Kind::Wanted>();
    const auto key = api::IdempotencyKey::of(request);
    co_return co_await api::answer_once(key, service.kept,
                                        try_put_on_shelf<Kind>(request, service, std::move(wanted), key));
}

template <class Kind>
awaitable<Response> change_on_shelf(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto wanted = request.body<typename Kind::Change>();
    for (int n = 0; n < shelf_tries; ++n) {
        auto found = co_await standing<Kind>(request, service);
        want_own(request, found.shelf.holder());
        if_match.check(found.item.version);
        auto item = Kind::edited(found.item, wanted);
        const auto now = service.clock.now();
        ++item.version;
        item.updated_at = now;
        std::optional<std::size_t> position;
        if (wanted.position) position = static_cast<std::size_t>(wanted.position->value);
        refuse(found.shelf.replace(item, position), Kind::noun);
        if (co_await stored(found.shelf.next(now), {}, service,
                            audit_of<Kind>(request, found.shelf.holder(), item, now, "changed")))
            co_return answer_of<Kind>(found.shelf.holder(), item).to_response();
    }
    throw too_many_others();
}

template <class Kind>
awaitable<Response> remove_from_shelf(const Request& request, Service& service) {
    for (int n = 0; n < shelf_tries; ++n) {
        auto found = co_await standing<Kind>(request, service);
        want_own(request, found.shelf.holder());
        found.shelf.remove(found.item.id);
        const auto now = service.clock.now();
        if (co_await stored(found.shelf.next(now), {}, service,
                            audit_of<Kind>(request, found.shelf.holder(), found.item, now, "removed")))
            co_return Response::empty(204);
    }
    throw too_many_others();
}

} // namespace resuelve::employees

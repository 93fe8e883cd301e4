#include "domain/employees/catalogue.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/answer_once.hpp"
#include "services/api/preconditions.hpp"
#include "services/employees/shelves.hpp"
#include "services/employees/use_cases.hpp"

#include <fmt/ranges.h>

namespace resuelve::employees {
namespace {

constexpr std::string_view categories_path = "/api/v1/employees/categories";

using Place = json::Int<0, limits::categories>;

struct WantedCategory {
    std::optional<CategoryId> id;
    std::optional<CategoryId> parent;
    CategoryNames names;
    std::optional<Place> position;
};
BOOST_DESCRIBE_STRUCT(WantedCategory, (), (id, parent, names, position))

struct CategoryChange {
    json::Maybe<CategoryId> parent;
    std::optional<CategoryNames> names;
    std::optional<Place> position;
    std::optional<CategoryStatus> status;
};
BOOST_DESCRIBE_STRUCT(CategoryChange, (), (parent, names, position, status))

std::optional<std::size_t> place_of(const std::optional<Place>& position) {
    return position ? std::optional{static_cast<std::size_t>(position->value)} : std::nullopt;
}

awaitable<Catalogue> catalogue_of(Service& service) {
    const auto documents = co_await service.kept.find(Kept::categories, {Holder::shop()});
    co_return documents.empty() ? Catalogue::standard() : Catalogue{documents.front()};
}

boost::json::object view_of(const Catalogue& catalogue, const Category& category) {
    return {{"id", category.id.to_string()},
            {"parent", json::to_json(category.parent)},
            {"position", catalogue.position(category)},
            {"names", json::to_json(category.names)},
            {"status", json::to_json(category.status)},
            {"offered", catalogue.is_offered(category)},
            {"own_term", has_own_term(category.id)},
            {"version", category.version},
            {"updated_at", json::to_json(category.updated_at)}};
}

api::Answer answer_of(const Catalogue& catalogue, const Category& category, unsigned status = 200) {
    return {.status = status,
            .location = status == 201 ? fmt::format("{}/{}", categories_path, category.id.to_string()) : std::string{},
            .etag = api::etag(category.version),
            .body = boost::json::serialize(view_of(catalogue, category))};
}

void refuse(std::vector<FieldError> faults) {
    if (!faults.empty()) throw Problem{Problem::invalid, {}, std::move(faults)};
}

/// What the path names. Throws Problem::not_found.
Category named_category(const Request& request, const Catalogue& catalogue) {
    const auto id = CategoryId::parse(request.parameter(0));
    const auto* category = id ? catalogue.find(*id) : nullptr;
    if (!category) throw Problem{Problem::not_found};
    return *category;
}

/// "changed defect: names position"
std::string told(const Category& before, const Category& after, bool moved) {
    std::vector<std::string_view> what;
    if (before.names != after.names) what.emplace_back("names");
    if (before.parent != after.parent) what.emplace_back("parent");
    if (before.status != after.status) what.emplace_back(json::enum_name(after.status));
    if (moved) what.emplace_back("position");
    return fmt::format("changed {}: {}", after.id.to_string(), fmt::join(what, " "));
}

std::vector<access::AuditRecord> audited(const Request& request, Instant now, std::string detail) {
    return {api::audited(request, now, access::Audited::category_changed, {}, std::move(detail))};
}

awaitable<Response> list(const Request& request, Service& service, bool offered_only, std::string_view caching) {
    const auto catalogue = co_await catalogue_of(service);
    const auto tag = api::etag(catalogue.version());
    if (api::has_already(request, catalogue.version()))
        co_return Response::empty(304).with("etag", tag).with("cache-control", std::string{caching});
    boost::json::array items;
    for (const auto& category : catalogue.in_order()) {
        if (!offered_only)
            items.emplace_back(view_of(catalogue, category));
        else if (catalogue.is_offered(category))
            items.emplace_back(boost::json::object{{"id", category.id.to_string()},
                                                   {"parent", json::to_json(category.parent)},
                                                   {"names", json::to_json(category.names)}});
    }
    co_return Response::json(200, boost::json::object{{"items", std::move(items)}, {"next_cursor", nullptr}})
        .with("etag", tag)
        .with("cache-control", std::string{caching});
}

awaitable<Response> try_add(const Request& request, Service& service, WantedCategory wanted, api::IdempotencyKey key) {
    const auto now = service.clock.now();
    for (int n = 0; n < shelf_tries; ++n) {
        auto catalogue = co_await catalogue_of(service);
        if (catalogue.size() == limits::categories)
            throw Problem{Problem::conflict, "The catalogue has no room for another reason: see docs/limits.md."};
        const auto name = wanted.names.by_language.find("es");
        const auto suggested = CategoryId::suggested_by(name == wanted.names.by_language.end() ? "" : name->second);
        const Category category{.id = wanted.id ? *wanted.id : catalogue.free_id(suggested),
                                .parent = wanted.parent,
                                .names = wanted.names,
                                .updated_at = now};
        refuse(catalogue.add(category, place_of(wanted.position)));
        const auto answer = answer_of(catalogue, category, 201);
        if (co_await stored(catalogue.next(now), key.record(answer, now), service,
                            audited(request, now, "added " + category.id.to_string())))
            co_return answer.to_response();
    }
    throw too_many_others();
}

} // namespace

awaitable<Response> list_offered_categories(const Request& request, Service& service) {
    return list(request, service, true, "public, max-age=60");
}

awaitable<Response> list_categories(const Request& request, Service& service) {
    return list(request, service, false, "no-cache");
}

awaitable<Response> get_category(const Request& request, Service& service) {
    const auto catalogue = co_await catalogue_of(service);
    co_return answer_of(catalogue, named_category(request, catalogue)).to_response();
}

awaitable<Response> add_category(const Request& request, Service& service) {
    auto wanted = request.body<WantedCategory>();
    const auto key = api::IdempotencyKey::of(request);
    co_return co_await api::answer_once(key, service.kept, try_add(request, service, std::move(wanted), key));
}

awaitable<Response> change_category(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto wanted = request.body<CategoryChange>();
    for (int n = 0; n < shelf_tries; ++n) {
        auto catalogue = co_await catalogue_of(service);
        const auto before = named_category(request, catalogue);
        if_match.check(before.version);
        const auto now = service.clock.now();
        auto after = before;
        if (!wanted.parent.absent()) after.parent = wanted.parent.as_optional();
        if (wanted.names) after.names = *wanted.names;
        if (wanted.status) after.status = *wanted.status;
        ++after.version;
        after.updated_at = now;
        refuse(catalogue.replace(after, place_of(wanted.position)));
        if (co_await stored(catalogue.next(now), {}, service,
                            audited(request, now, told(before, after, wanted.position.has_value()))))
            co_return answer_of(catalogue, after).to_response();
    }
    throw too_many_others();
}

} // namespace resuelve::employees

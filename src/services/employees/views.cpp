#include "domain/employees/saved_view.hpp"
#include "services/api/queue_query.hpp"
#include "services/employees/shelves.hpp"

namespace resuelve::employees {
namespace {

using ViewName = json::Line<1, limits::view_name>;
using ViewQuery = json::Line<0, limits::view_query>;

struct WantedView {
    ViewName name;
    ViewQuery query;
    std::optional<HolderKind> owner;
    std::optional<TeamId> team_id;
};
BOOST_DESCRIBE_STRUCT(WantedView, (), (name, query, owner, team_id))

struct ViewChange {
    std::optional<ViewName> name;
    std::optional<ViewQuery> query;
    std::optional<json::Int<0, SavedView::most>> position;
};
BOOST_DESCRIBE_STRUCT(ViewChange, (), (name, query, position))

struct Views {
    using Item = SavedView;
    using Wanted = WantedView;
    using Change = ViewChange;
    static constexpr std::string_view path = "/api/v1/employees/views";
    static constexpr std::string_view noun = "view";
    static constexpr std::optional<access::Audited> audited{};

    static Item made(const Wanted& wanted) {
        api::want_queue_filter(wanted.query.value);
        return {.name = wanted.name, .query = wanted.query.value};
    }
    static Item edited(Item item, const Change& change) {
        if (change.query) api::want_queue_filter(change.query->value);
        if (change.name) item.name = *change.name;
        if (change.query) item.query = change.query->value;
        return item;
    }
    static boost::json::object view(const Item& item) {
        return {{"id", json::to_json(item.id)}, {"name", item.name.value}, {"query", item.query}};
    }
};

} // namespace

awaitable<Response> list_saved_views(const Request& request, Service& service) {
    return list_shelves<Views>(request, service);
}

awaitable<Response> save_view(const Request& request, Service& service) {
    return put_on_shelf<Views>(request, service);
}

awaitable<Response> get_saved_view(const Request& request, Service& service) {
    return read_from_shelf<Views>(request, service);
}

awaitable<Response> change_saved_view(const Request& request, Service& service) {
    return change_on_shelf<Views>(request, service);
}

awaitable<Response> remove_saved_view(const Request& request, Service& service) {
    return remove_from_shelf<Views>(request, service);
}

} // namespace resuelve::employees

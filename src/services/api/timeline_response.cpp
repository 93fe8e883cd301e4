#include "services/api/timeline_response.hpp"

#include "platform/json/write.hpp"
#include "services/api/query_parameters.hpp"
#include "services/api/scope.hpp"

#include <boost/describe/enum.hpp>

#include <algorithm>
#include <charconv>

namespace resuelve::api {
namespace {

using boost::json::object;
using incidents::Entry;

std::string_view shown_role(access::Role role) {
    switch (role) {
    case access::Role::anonymous:
    case access::Role::customer:
        return "customer";
    case access::Role::system:
        return "system";
    default:
        return "employee";
    }
}

object author_view(const Entry& entry, Audience audience) {
    object author{{"role", json::to_json(shown_role(entry.author_role))}, {"name", json::to_json(entry.author_name)}};
    if (audience == Audience::employee) author["id"] = json::to_json(entry.author_id);
    return author;
}

/// What customers see of a public entry's body (entry.hpp lists what there is).
constexpr std::array<std::string_view, 24> for_customers{
    "act",     "text",      "attachments", "person_requested", "subject", "points", "order",   "category",
    "channel", "language",  "missing",     "complete_by",      "until",   "from",   "to",      "closed_as",
    "into",    "continues", "score",       "merged",           "outcome", "remedy", "answers", "what"};

void hide_hashes(object& body) {
    auto* attachments = body.if_contains("attachments");
    if (!attachments || !attachments->is_array()) return;
    for (auto& attachment : attachments->get_array())
        if (attachment.is_object()) attachment.get_object().erase("sha256");
}

boost::json::value body_view(const Entry& entry, Audience audience) {
    if (entry.erased || entry.body.empty()) return nullptr;
    auto body = boost::json::parse(entry.body);
    if (!body.is_object()) return body;
    object shown;
    for (auto& member : body.get_object())
        if (audience == Audience::employee ||
            std::ranges::find(for_customers, std::string_view{member.key()}) != for_customers.end())
            shown.emplace(member.key(), std::move(member.value()));
    hide_hashes(shown);
    return shown;
}

enum class Order : std::uint8_t { asc, desc };
BOOST_DESCRIBE_ENUM(Order, asc, desc)

/// A cursor is the number of the last entry that was shown, behind a letter that tells it from other lists' cursors and
/// from those of the other order.
constexpr char letter_of(Order order) {
    return order == Order::asc ? 'e' : 'd';
}

/// Nothing for the first page.
std::optional<int> last_shown(QueryParameters& query, Order order) {
    const auto cursor = query.cursor();
    if (cursor.empty()) return std::nullopt;
    int number = 0;
    const auto* const end = cursor.data() + cursor.size();
    const auto [rest, error] = std::from_chars(cursor.data() + 1, end, number);
    if (cursor.front() != letter_of(order) || error != std::errc{} || rest != end || number < 1)
        query.wrong("cursor", "malformed", "is not one of ours");
    return number;
}

/// The last entries before `before`, newest first. Those that the reader may not see leave gaps: what is looked
/// through doubles until there are enough.
awaitable<std::vector<Entry>> entries_before(incidents::IncidentStore& store, const incidents::Incident& incident,
                                             std::optional<int> before_this, std::size_t limit, bool with_internal) {
    // A cursor is what somebody sends: no further than the entries go.
    const auto end = static_cast<int>(incident.history.entries) + 1;
    const auto before = std::min(before_this.value_or(end), end);
    if (before <= 1) co_return std::vector<Entry>{};
    for (auto window = static_cast<int>(limit);; window = std::min(window * 2, before)) {
        const auto after = std::max(0, before - 1 - window);
        auto entries = co_await store.timeline(incident.id, after, before - 1 - after, with_internal);
        std::erase_if(entries, [before](const Entry& entry) { return entry.number >= before; });
        if (after > 0 && entries.size() < limit) continue;
        std::ranges::reverse(entries);
        if (entries.size() > limit) entries.resize(limit);
        co_return entries;
    }
}

} // namespace

object entry_view(const Entry& entry, Audience audience) {
    object view{{"number", entry.number},
                {"kind", json::to_json(entry.kind)},
                {"at", json::to_json(entry.at)},
                {"author", author_view(entry, audience)},
                {"body", body_view(entry, audience)},
                {"erased", entry.erased}};
    if (audience == Audience::employee) view["visibility"] = json::to_json(entry.visibility);
    return view;
}

awaitable<Response> timeline_page(const Request& request, incidents::IncidentStore& store, AuditedReads* reads) {
    QueryParameters query{request.http.query, {"cursor", "limit", "order"}};
    const auto order = query.one_of<Order>("order").value_or(Order::asc);
    const auto last = last_shown(query, order);
    const auto limit = query.limit();
    query.finish();
    const auto audience = audience_of(request);
    const auto with_internal = audience == Audience::employee;
    const auto incident = co_await visible_incident(request, store);
    if (reads) co_await reads->note(request, access::Audited::notes_read, incident.id.value);
    // One more than is shown tells whether there is another page.
    auto entries = order == Order::asc ? co_await store.timeline(incident.id, last.value_or(0),
                                                                 static_cast<int>(limit) + 1, with_internal)
                                       : co_await entries_before(store, incident, last, limit + 1, with_internal);
    boost::json::value next_cursor;
    if (entries.size() > limit) {
        entries.resize(limit);
        next_cursor = boost::json::string{fmt::format("{}{}", letter_of(order), entries.back().number)};
    }
    boost::json::array items;
    for (const auto& entry : entries)
        items.push_back(entry_view(entry, audience));
    co_return Response::json(200, object{{"items", std::move(items)}, {"next_cursor", std::move(next_cursor)}})
        .with("cache-control", "no-store");
}

} // namespace resuelve::api

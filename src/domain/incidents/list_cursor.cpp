#include "domain/incidents/list_cursor.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::incidents {
namespace {

constexpr std::size_t print_size = 8;
constexpr std::size_t cursor_size = 8 + 16 + print_size;

/// Text that differs when the query does. An agent's teams may change from page to page, so they are not in it.
std::string described(const IncidentQuery& query) {
    const auto id = [](const auto& optional) { return optional ? optional->to_string() : std::string{}; };
    std::string text = fmt::format("3|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|", query.scope.all, id(query.scope.customer),
                                   id(query.scope.agent), static_cast<int>(query.sort), query.descending,
                                   id(query.assignee), query.unassigned, id(query.team), query.without_team,
                                   query.priority ? static_cast<int>(*query.priority) : -1, id(query.customer),
                                   query.escalated ? static_cast<int>(*query.escalated) : -1);
    auto statuses = query.statuses;
    std::ranges::sort(statuses);
    for (const auto status : statuses)
        text += fmt::format("{},", static_cast<int>(status));
    const auto number = [](const auto& optional) { return optional ? static_cast<int>(*optional) : -1; };
    const auto moment = [](const auto& optional) { return optional ? optional->time_since_epoch().count() : -1; };
    // Not the time of `overdue`, which is another one at each page.
    text += fmt::format("|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", query.without_category, moment(query.opened_from),
                        moment(query.opened_until), number(query.channel), number(query.closed_as), number(query.score),
                        number(query.rated), number(query.first_answered), number(query.overdue),
                        number(query.approval), number(query.snoozed));
    for (const auto how : query.answered)
        text += fmt::format(",{}", static_cast<int>(how));
    // Lengths keep one text from running into the next.
    for (const auto& part : {query.category, query.tag, query.text, query.product})
        text += part ? fmt::format("|{}:{}", part->size(), *part) : "|-";
    for (const auto& category : query.categories)
        text += fmt::format("|{}:{}", category.size(), category);
    return text;
}

/// Of the query and the position, so that neither can be changed alone.
std::array<std::uint8_t, print_size> print(std::span<const std::uint8_t> position, const IncidentQuery& query) {
    const auto digest = Sha256{}.add(position).add(described(query)).finish();
    std::array<std::uint8_t, print_size> result{};
    std::copy_n(digest.begin(), print_size, result.begin());
    return result;
}

} // namespace

std::string to_cursor(const ListPosition& position, const IncidentQuery& query) {
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(position.key) >> shift));
    bytes.insert(bytes.end(), position.id.bytes.begin(), position.id.bytes.end());
    const auto end = print(bytes, query);
    bytes.insert(bytes.end(), end.begin(), end.end());
    return to_base64url(bytes);
}

std::optional<ListPosition> position_of(const IncidentQuery& query) {
    if (query.cursor.empty()) return std::nullopt;
    const auto bytes = from_base64url(query.cursor);
    if (!bytes || bytes->size() != cursor_size) throw Problem{Problem::malformed, "The cursor is not one of ours."};
    const auto position = std::span{*bytes}.first(cursor_size - print_size);
    if (!std::ranges::equal(print(position, query), std::span{*bytes}.last(print_size)))
        throw Problem{Problem::malformed, "The cursor belongs to another list."};
    ListPosition result;
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i)
        key = key << 8 | position[i];
    result.key = static_cast<std::int64_t>(key);
    std::copy_n(position.begin() + 8, 16, result.id.bytes.begin());
    return result;
}

} // namespace resuelve::incidents

#include "domain/transfer/later_members.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace resuelve::transfer {
namespace {

bool is_later(const Kind& kind, std::string_view member) {
    return std::ranges::any_of(later_members,
                               [&](const LaterMember& later) { return later.kind == &kind && later.name == member; });
}

boost::json::value nothing_of(const Field& field) {
    if (field.type == FieldType::elsewhere) return boost::json::array{};
    return nullptr;
}

} // namespace

Record completed(Record record) {
    const auto lacked = std::ranges::find_if(later_members, [&](const LaterMember& later) {
        return later.kind->name == kind_of(record) && !record.contains(later.name);
    });
    if (lacked == later_members.end()) return record;
    // The digest of what is read again after an import is that of these members in their order.
    const auto& kind = *lacked->kind;
    Record whole{{"record", kind.name}};
    for (const auto& field : kind.fields)
        if (const auto* member = record.if_contains(field.name))
            whole.emplace(field.name, *member);
        else if (is_later(kind, field.name))
            whole.emplace(field.name, nothing_of(field));
    for (const auto& [name, member] : record)
        whole.emplace(name, member); // unless it is there
    return whole;
}

} // namespace resuelve::transfer

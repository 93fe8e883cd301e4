#pragma once

#include "domain/incidents/incident_query.hpp"

#include <string>
#include <variant>
#include <vector>

namespace resuelve::sqlite {

/// One ordered walk along an index. A list is the merge of a few: SQL's OR would sort or scan everything instead.
struct Walk {
    /// What the index begins with; nothing for one that begins with `open`.
    enum class By { nothing, team, no_team, assignee, nobody, customer, category, priority, status };
    By by = By::nothing;
    std::variant<std::monostate, Uuid, std::string, std::int64_t> value;
    std::optional<bool> open;   ///< none: the index does not say
    bool checks_status = false; ///< not all that it passes have a wanted status
};

/// The walks that together pass everything that a query may give, each in the query's order.
/// Whoever merges them still checks the other filters and the scope, and drops what two walks have in common.
std::vector<Walk> plan_list(const incidents::IncidentQuery& query);

/// Whether the scope allows an incident with these owners.
bool in_scope(const incidents::Scope& scope, const std::optional<Uuid>& team, const std::optional<Uuid>& assignee,
              const std::optional<Uuid>& customer);

/// The wanted statuses as bits.
std::int64_t status_mask(const incidents::IncidentQuery& query);

/// The statement of a walk: constant fragments, chosen by the query. Its columns: row, key, id, team, assignee,
/// customer, doc. Its parameters: see list_parameters.
std::string walk_sql(const Walk& walk, incidents::SortKey sort, bool descending, bool continues);

/// Numbers of the parameters of walk_sql() and of `filter_sql`.
struct list_parameter {
    static constexpr int value = 1, statuses = 2, priority = 3, category = 4, customer = 5, assignee = 6,
                         unassigned = 7, team = 8, without_team = 9, escalated = 10, tag = 11, key = 12, id = 13,
                         open = 14;
};

/// Every filter but the statuses. A filter that is not set is NULL and costs a comparison.
inline constexpr std::string_view filter_sql =
    " AND (?3 IS NULL OR priority = ?3) AND (?4 IS NULL OR category = ?4) AND (?5 IS NULL OR customer = ?5)"
    " AND (?6 IS NULL OR assignee = ?6) AND (NOT ?7 OR assignee IS NULL) AND (?8 IS NULL OR team = ?8)"
    " AND (NOT ?9 OR team IS NULL) AND (?10 IS NULL OR escalated = ?10) AND (?11 IS NULL OR instr(tags, ?11) > 0)";

} // namespace resuelve::sqlite

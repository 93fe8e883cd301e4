#pragma once

#include "domain/incidents/incident_query.hpp"

#include <string>
#include <variant>
#include <vector>

namespace resuelve::sqlite {

/// One ordered walk along an index. A list is the merge of a few: SQL's OR would sort or scan everything instead.
struct Walk {
    /// What the index begins with; nothing for one that begins with `open`.
    enum class By {
        nothing,
        team,
        no_team,
        assignee,
        nobody,
        customer,
        category,
        priority,
        status,
        channel,
        closed_as,
        score,
        first_answer,
        answered,
        product,
        approval,
        snoozed
    };
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
std::string walk_sql(const Walk& walk, const incidents::IncidentQuery& query, bool continues);

/// The wanted categories, each between two line feeds; nothing if any will do.
std::optional<std::string> wanted_categories(const incidents::IncidentQuery& query);

/// The wanted ways to have been answered as bits; nothing if any will do.
std::optional<std::int64_t> answered_mask(const incidents::IncidentQuery& query);

/// The statuses in which an incident can be overdue, as bits.
std::int64_t legal_clock_mask();

/// Numbers of the parameters of walk_sql() and of `filter_sql`.
struct list_parameter {
    static constexpr int value = 1, statuses = 2, priority = 3, category = 4, customer = 5, assignee = 6,
                         unassigned = 7, team = 8, without_team = 9, escalated = 10, tag = 11, key = 12, id = 13,
                         open = 14, categories = 15, without_category = 16, opened_from = 17, opened_until = 18,
                         channel = 19, closed_as = 20, score = 21, rated = 22, answered = 23, first_answered = 24,
                         product = 25, overdue = 26, now = 27, legal_clock = 28, approval = 29, snoozed = 30;
};

/// Every filter but the statuses. A filter that is not set is NULL and costs a comparison. The planner takes each for
/// one that leaves less; after so many it would sort what is left rather than walk in order, unless the last ones
/// are said to leave everything, as they nearly always do.
inline constexpr std::string_view filter_sql =
    " AND (?3 IS NULL OR priority = ?3) AND (?4 IS NULL OR category = ?4) AND (?5 IS NULL OR customer = ?5)"
    " AND (?6 IS NULL OR assignee = ?6) AND (NOT ?7 OR assignee IS NULL) AND (?8 IS NULL OR team = ?8)"
    " AND (NOT ?9 OR team IS NULL) AND (?10 IS NULL OR escalated = ?10) AND (?11 IS NULL OR instr(tags, ?11) > 0)"
    " AND (?15 IS NULL OR instr(?15, char(10) || category || char(10)) > 0) AND (NOT ?16 OR category IS NULL)"
    " AND (?17 IS NULL OR created >= ?17) AND (?18 IS NULL OR created < ?18)"
    " AND (?19 IS NULL OR channel = ?19) AND (?20 IS NULL OR closed_as = ?20) AND (?21 IS NULL OR score = ?21)"
    " AND (?22 IS NULL OR (score IS NOT NULL) = ?22) AND (?23 IS NULL OR (?23 >> answered) & 1)"
    " AND (?24 IS NULL OR (first_answer IS NOT NULL) = ?24) AND (?25 IS NULL OR product = ?25)"
    " AND (?26 IS NULL OR ((?28 >> status) & 1 AND deadline < ?27) = ?26)"
    " AND likelihood(?29 IS NULL OR approval = ?29, 1.0)"
    " AND likelihood(?30 IS NULL OR (snoozed IS NOT NULL) = ?30, 1.0)";

} // namespace resuelve::sqlite

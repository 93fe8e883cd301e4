#include "adapters/sqlite/incident_list.hpp"

#include "adapters/sqlite/incident_rows.hpp"
#include "adapters/sqlite/list_plan.hpp"
#include "adapters/sqlite/search_words.hpp"
#include "domain/incidents/list_cursor.hpp"

namespace resuelve::sqlite {
namespace {

using incidents::Incident;
using incidents::IncidentQuery;
using incidents::ListPosition;

/// A walk under way, standing at a row.
class Walker {
public:
    Walker(Connection& connection, const Walk& walk, const IncidentQuery& query,
           const std::optional<ListPosition>& after) :
        rows_{connection.prepare(walk_sql(walk, query, after.has_value()))} {
        bind_filters(rows_, query);
        std::visit(
            [this](const auto& value) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
                    rows_.bind(list_parameter::value, value);
            },
            walk.value);
        if (walk.open) rows_.bind(list_parameter::open, *walk.open);
        if (after) rows_.bind(list_parameter::key, after->key).bind(list_parameter::id, after->id);
        next();
    }

    bool at_end() const { return at_end_; }
    const ListPosition& position() const { return position_; }
    std::int64_t row() const { return rows_.integer(0); }
    std::string_view doc() const { return rows_.text(6); }
    bool is_in(const incidents::Scope& scope) const {
        return scope.all || in_scope(scope, rows_.optional_uuid(3), rows_.optional_uuid(4), rows_.optional_uuid(5));
    }
    void next() {
        at_end_ = !rows_.step();
        if (!at_end_) position_ = {rows_.integer(1), rows_.uuid(2)};
    }

private:
    Statement rows_;
    ListPosition position_;
    bool at_end_ = false;
};

/// The walker that stands first; nothing when all are at their end.
Walker* first_of(std::vector<Walker>& walkers, bool descending) {
    Walker* first = nullptr;
    for (auto& walker : walkers) {
        if (walker.at_end()) continue;
        const auto order = [&](const Walker& w) { return std::pair{w.position().key, w.position().id}; };
        if (!first || (descending ? order(walker) > order(*first) : order(walker) < order(*first))) first = &walker;
    }
    return first;
}

/// Whether the text finds the incident at a row, by the index.
class TextFilter {
public:
    TextFilter(Connection& index, std::string_view expression) :
        found_{index.prepare("SELECT 1 FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 LIMIT 1")} {
        found_.bind(1, expression);
    }
    bool finds(std::int64_t row) {
        found_.bind(2, search_rowid(row, 0)).bind(3, search_rowid(row + 1, 0) - 1);
        const bool found = found_.step();
        found_.reset();
        return found;
    }

private:
    Statement found_;
};

std::optional<TextFilter> text_filter(Connection& index, const IncidentQuery& query) {
    const auto expression = search_expression(*query.text, !query.scope.customer);
    return expression ? std::optional<TextFilter>{std::in_place, index, *expression} : std::nullopt;
}

} // namespace

void bind_filters(Statement& statement, const IncidentQuery& query) {
    using p = list_parameter;
    const auto number = [](const auto& value) {
        return value ? std::optional{static_cast<std::int64_t>(*value)} : std::nullopt;
    };
    statement.bind(p::statuses, status_mask(query))
        .bind(p::priority, number(query.priority))
        .bind(p::category, query.category)
        .bind(p::customer, query.customer)
        .bind(p::assignee, query.assignee)
        .bind(p::unassigned, query.unassigned)
        .bind(p::team, query.team)
        .bind(p::without_team, query.without_team)
        .bind(p::escalated, number(query.escalated))
        .bind(p::tag, query.tag ? std::optional{tag_line(*query.tag)} : std::nullopt)
        .bind(p::categories, wanted_categories(query))
        .bind(p::without_category, query.without_category)
        .bind(p::opened_from, query.opened_from)
        .bind(p::opened_until, query.opened_until)
        .bind(p::channel, number(query.channel))
        .bind(p::closed_as, number(query.closed_as))
        .bind(p::score, number(query.score))
        .bind(p::rated, number(query.rated))
        .bind(p::answered, answered_mask(query))
        .bind(p::first_answered, number(query.first_answered))
        .bind(p::product, query.product)
        .bind(p::overdue, number(query.overdue))
        .bind(p::now, query.now)
        .bind(p::legal_clock, legal_clock_mask())
        .bind(p::approval, number(query.approval))
        .bind(p::snoozed, number(query.snoozed));
}

incidents::Page<Incident> list_incidents(Connection& connection, const IncidentQuery& query, Connection* index) {
    const auto after = position_of(query);
    auto text = index ? text_filter(*index, query) : std::nullopt;
    incidents::Page<Incident> page;
    if (index && !text) return page; // nothing but punctuation finds nothing

    std::vector<Walker> walkers;
    for (const auto& walk : plan_list(query))
        walkers.emplace_back(connection, walk, query, after);
    std::optional<ListPosition> last;
    for (auto* walker = first_of(walkers, query.descending); walker; walker = first_of(walkers, query.descending)) {
        const auto position = walker->position();
        const bool wanted = position != last && walker->is_in(query.scope) && (!text || text->finds(walker->row()));
        if (wanted) {
            if (page.items.size() == query.limit) {
                page.next_cursor = to_cursor(*last, query);
                break;
            }
            page.items.push_back(incident_of(walker->doc()));
            last = position;
        }
        walker->next();
    }
    return page;
}

std::optional<Incident> next_unassigned(Connection& connection, const incidents::Scope& scope) {
    std::optional<Incident> best;
    const auto consider = [&best](Statement row) {
        if (!row.step()) return;
        auto incident = incident_of(row.text(0));
        const auto urgency = [](const Incident& i) {
            return std::tuple{-static_cast<int>(i.priority), i.deadlines.answer_by, i.created_at, i.id};
        };
        if (!best || urgency(incident) < urgency(*best)) best = std::move(incident);
    };
    if (scope.all) {
        consider(connection.prepare(
            "SELECT doc FROM incidents INDEXED BY incidents_waiting WHERE open = 1 AND assignee IS NULL"
            " AND snoozed IS NULL ORDER BY priority DESC, deadline, created LIMIT 1"));
    } else if (scope.agent) {
        consider(connection.prepare(
            "SELECT doc FROM incidents INDEXED BY incidents_waiting_team WHERE open = 1 AND assignee IS"
            " NULL AND team IS NULL AND snoozed IS NULL ORDER BY priority DESC, deadline, created LIMIT 1"));
        for (const auto& team : scope.teams) {
            auto row =
                connection.prepare("SELECT doc FROM incidents INDEXED BY incidents_waiting_team WHERE open = 1 AND"
                                   " assignee IS NULL AND team = ?1 AND snoozed IS NULL ORDER BY priority DESC, "
                                   "deadline, created LIMIT 1");
            row.bind(1, team);
            consider(std::move(row));
        }
    }
    return best;
}

} // namespace resuelve::sqlite

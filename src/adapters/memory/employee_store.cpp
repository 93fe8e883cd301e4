#include "adapters/memory/employee_store.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/text.hpp"

#include <algorithm>

namespace resuelve::memory {
namespace {

using employees::Employee;
using employees::Team;

EmployeeId read_cursor(const std::string& cursor) {
    if (cursor.empty()) return {};
    const auto id = EmployeeId::parse(cursor);
    if (!id) throw Problem{Problem::malformed, "The cursor is not one of ours."};
    return *id;
}

bool belongs_to(const Employee& employee, TeamId team) {
    return std::ranges::find(employee.team_ids, team) != employee.team_ids.end();
}

} // namespace

awaitable<std::optional<Employee>> EmployeeStore::find(EmployeeId id) {
    const std::lock_guard lock{mutex_};
    const auto found = employees_.find(id);
    co_return found == employees_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::optional<Employee>> EmployeeStore::find(Email email) {
    const std::lock_guard lock{mutex_};
    for (const auto& [id, employee] : employees_)
        if (employee.email == email) co_return employee;
    co_return std::nullopt;
}

awaitable<employees::Page> EmployeeStore::list(employees::EmployeeQuery query) {
    const auto after = read_cursor(query.cursor);
    employees::Page page;
    const std::lock_guard lock{mutex_};
    for (auto at = employees_.upper_bound(after); at != employees_.end(); ++at) {
        const auto& employee = at->second;
        if (query.state && employee.state != *query.state) continue;
        if (query.team && !belongs_to(employee, *query.team)) continue;
        if (page.items.size() == query.limit) {
            page.next_cursor = page.items.back().id.to_string();
            break;
        }
        page.items.push_back(employee);
    }
    co_return page;
}

awaitable<bool> EmployeeStore::has_active_admin() {
    const std::lock_guard lock{mutex_};
    co_return std::ranges::any_of(employees_, [](const auto& one) { return one.second.is_active_admin(); });
}

void EmployeeStore::check(const employees::Change& change) const {
    const auto& employee = change.employee;
    if (change.answer && answers_.contains(change.answer->key)) throw http::AlreadyAnswered{};
    const auto stored = employees_.find(employee.id);
    const auto stored_version = stored == employees_.end() ? 0 : stored->second.version;
    if (stored_version != employee.version - 1) throw Problem{Problem::stale_version};
    for (const auto& [id, other] : employees_)
        if (id != employee.id && other.email == employee.email) throw Problem{Problem::email_taken};
    for (const auto team : employee.team_ids)
        if (!teams_.contains(team))
            throw Problem{Problem::invalid, {}, {{"/team_ids", "unknown", "There is no such team"}}};
    if (stored != employees_.end() && stored->second.is_active_admin() && !employee.is_active_admin()) {
        const auto admins =
            std::ranges::count_if(employees_, [](const auto& one) { return one.second.is_active_admin(); });
        if (admins == 1) throw Problem{Problem::conflict, "Somebody has to remain an administrator."};
    }
    if (change.used_link && !links_.contains(*change.used_link)) throw Problem{Problem::not_found};
}

awaitable<void> EmployeeStore::commit(employees::Change change) {
    {
        const std::lock_guard lock{mutex_};
        check(change);
        const auto id = change.employee.id;
        employees_.insert_or_assign(id, change.employee);
        if (change.used_link) links_.erase(*change.used_link);
        if (change.new_link) replace_link(*change.new_link);
        if (change.employee.state == employees::State::disabled)
            std::erase_if(links_, [&](const auto& link) { return link.second.employee == id; });
        if (change.answer) answers_.emplace(change.answer->key, *change.answer);
        if (audit_) audit_->add(change.audit);
    }
    tell(std::move(change.events));
    co_return;
}

void EmployeeStore::replace_link(const employees::Link& link) {
    std::erase_if(links_, [&](const auto& other) {
        return other.second.employee == link.employee && other.second.purpose == link.purpose;
    });
    links_.emplace(link.digest, link);
}

awaitable<void> EmployeeStore::add_link(employees::Link link, std::vector<events::Event> events) {
    {
        const std::lock_guard lock{mutex_};
        replace_link(link);
    }
    tell(std::move(events));
    co_return;
}

awaitable<std::optional<employees::Link>> EmployeeStore::find_link(Sha256Digest digest) {
    const std::lock_guard lock{mutex_};
    const auto found = links_.find(digest);
    co_return found == links_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<void> EmployeeStore::forget_links(Instant expired_before) {
    const std::lock_guard lock{mutex_};
    std::erase_if(links_, [&](const auto& link) { return link.second.expires_at < expired_before; });
    co_return;
}

awaitable<std::optional<Team>> EmployeeStore::find_team(TeamId id) {
    const std::lock_guard lock{mutex_};
    const auto found = teams_.find(id);
    co_return found == teams_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::vector<Team>> EmployeeStore::teams() {
    std::vector<Team> all;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [id, team] : teams_)
            all.push_back(team);
    }
    std::ranges::sort(all, {}, [](const Team& team) { return text::folded(team.name); });
    co_return all;
}

void EmployeeStore::check_version_of(const Team& stored_next) const {
    const auto stored = teams_.find(stored_next.id);
    const auto version = stored == teams_.end() ? 0 : stored->second.version;
    if (version != stored_next.version - 1) throw Problem{Problem::stale_version};
}

awaitable<void> EmployeeStore::commit(employees::TeamChange change) {
    {
        const std::lock_guard lock{mutex_};
        if (change.answer && answers_.contains(change.answer->key)) throw http::AlreadyAnswered{};
        check_version_of(change.team);
        for (const auto& [id, other] : teams_)
            if (id != change.team.id && text::folded(other.name) == text::folded(change.team.name))
                throw Problem{Problem::conflict, "Another team has that name."};
        teams_.insert_or_assign(change.team.id, change.team);
        if (change.answer) answers_.emplace(change.answer->key, *change.answer);
        if (audit_) audit_->add(change.audit);
    }
    tell(std::move(change.events));
    co_return;
}

awaitable<void> EmployeeStore::remove(Team team, std::vector<events::Event> events,
                                      std::vector<access::AuditRecord> audit) {
    {
        const std::lock_guard lock{mutex_};
        const auto stored = teams_.find(team.id);
        if (stored == teams_.end() || stored->second.version != team.version) throw Problem{Problem::stale_version};
        if (std::ranges::any_of(employees_, [&](const auto& one) { return belongs_to(one.second, team.id); }))
            throw Problem{Problem::conflict, "Employees belong to the team."};
        teams_.erase(stored);
        if (audit_) audit_->add(audit);
    }
    tell(std::move(events));
    co_return;
}

awaitable<std::optional<http::RecordedAnswer>> EmployeeStore::recorded_answer(std::string key) {
    const std::lock_guard lock{mutex_};
    const auto found = answers_.find(key);
    co_return found == answers_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<void> EmployeeStore::forget_answers(Instant before) {
    const std::lock_guard lock{mutex_};
    std::erase_if(answers_, [&](const auto& answer) { return answer.second.answered_at < before; });
    co_return;
}

void EmployeeStore::tell(std::vector<events::Event> events) {
    {
        const std::lock_guard lock{mutex_};
        events_.insert(events_.end(), events.begin(), events.end());
    }
    if (on_events_) on_events_(events);
}

std::vector<events::Event> EmployeeStore::events() const {
    const std::lock_guard lock{mutex_};
    return events_;
}

} // namespace resuelve::memory

#include "adapters/memory/incident_store.hpp"

#include <algorithm>

namespace resuelve::memory {

using incidents::Draft;
using incidents::DraftedAct;
using incidents::DraftMark;
using incidents::FormDraft;

awaitable<void> IncidentStore::put_draft(Draft draft) {
    const std::lock_guard lock{mutex_};
    drafts_.insert_or_assign({draft.incident, draft.employee}, draft);
    co_return;
}

awaitable<std::optional<Draft>> IncidentStore::find_draft(IncidentId incident, EmployeeId employee) {
    const std::lock_guard lock{mutex_};
    const auto found = drafts_.find({incident, employee});
    co_return found == drafts_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::vector<DraftMark>> IncidentStore::draft_marks(std::vector<IncidentId> incidents) {
    const std::lock_guard lock{mutex_};
    std::vector<DraftMark> marks;
    for (const auto& incident : incidents) {
        std::map<EmployeeId, DraftMark> by_employee;
        const auto mark = [&](const auto& draft) {
            auto& known = by_employee[draft.employee];
            if (draft.incident == incident && known.updated_at <= draft.updated_at)
                known = {incident, draft.employee, draft.employee_name, draft.updated_at};
        };
        for (const auto& [key, draft] : drafts_)
            mark(draft);
        for (const auto& [key, form] : forms_)
            mark(form);
        std::vector<DraftMark> of_one;
        for (auto& [employee, known] : by_employee)
            if (known.incident == incident) of_one.push_back(std::move(known));
        std::ranges::sort(of_one, {}, [](const DraftMark& mark) { return std::pair{mark.updated_at, mark.employee}; });
        marks.insert(marks.end(), of_one.begin(), of_one.end());
    }
    co_return marks;
}

awaitable<std::vector<DraftMark>> IncidentStore::written_since(Instant since) {
    const std::lock_guard lock{mutex_};
    std::map<std::pair<IncidentId, EmployeeId>, DraftMark> latest;
    const auto mark = [&](const auto& draft) {
        if (draft.updated_at < since) return;
        auto& known = latest[{draft.incident, draft.employee}];
        if (known.updated_at <= draft.updated_at)
            known = {draft.incident, draft.employee, draft.employee_name, draft.updated_at};
    };
    for (const auto& [key, draft] : drafts_)
        mark(draft);
    for (const auto& [key, form] : forms_)
        mark(form);
    std::vector<DraftMark> marks;
    for (const auto& [key, one] : latest)
        marks.push_back(one);
    std::ranges::sort(marks, {}, [](const DraftMark& one) { return std::pair{one.updated_at, one.employee}; });
    co_return marks;
}

awaitable<bool> IncidentStore::remove_draft(IncidentId incident, EmployeeId employee) {
    const std::lock_guard lock{mutex_};
    co_return drafts_.erase({incident, employee}) == 1;
}

awaitable<void> IncidentStore::put_form(FormDraft draft) {
    const std::lock_guard lock{mutex_};
    incidents::want_room_for_form(std::ranges::count_if(forms_, [&](const auto& form) {
        return form.second.employee == draft.employee &&
               (form.second.incident != draft.incident || form.second.act != draft.act);
    }));
    forms_.insert_or_assign({draft.incident, draft.employee, draft.act}, draft);
    co_return;
}

awaitable<std::optional<FormDraft>> IncidentStore::find_form(IncidentId incident, EmployeeId employee, DraftedAct act) {
    const std::lock_guard lock{mutex_};
    const auto found = forms_.find({incident, employee, act});
    co_return found == forms_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<bool> IncidentStore::remove_form(IncidentId incident, EmployeeId employee, DraftedAct act) {
    const std::lock_guard lock{mutex_};
    co_return forms_.erase({incident, employee, act}) == 1;
}

awaitable<void> IncidentStore::forget_drafts(Instant before) {
    const std::lock_guard lock{mutex_};
    std::erase_if(forms_, [&](const auto& form) { return form.second.updated_at < before; });
    std::erase_if(drafts_, [&](const auto& draft) { return draft.second.updated_at < before; });
    co_return;
}

} // namespace resuelve::memory

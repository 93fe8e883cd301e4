#include "adapters/memory/incident_store.hpp"

#include <algorithm>

namespace resuelve::memory {

using incidents::Draft;
using incidents::DraftMark;

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
        std::vector<DraftMark> of_one;
        for (const auto& [key, draft] : drafts_)
            if (key.first == incident)
                of_one.push_back({incident, draft.employee, draft.employee_name, draft.updated_at});
        std::ranges::sort(of_one, {}, [](const DraftMark& mark) { return std::pair{mark.updated_at, mark.employee}; });
        marks.insert(marks.end(), of_one.begin(), of_one.end());
    }
    co_return marks;
}

awaitable<bool> IncidentStore::remove_draft(IncidentId incident, EmployeeId employee) {
    const std::lock_guard lock{mutex_};
    co_return drafts_.erase({incident, employee}) == 1;
}

awaitable<void> IncidentStore::forget_drafts(Instant before) {
    const std::lock_guard lock{mutex_};
    std::erase_if(drafts_, [&](const auto& draft) { return draft.second.updated_at < before; });
    co_return;
}

} // namespace resuelve::memory

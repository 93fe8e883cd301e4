#include "services/api/upload_slots.hpp"

#include "platform/http/problem.hpp"

namespace resuelve::api {

UploadSlots::Slot UploadSlots::take(Uuid account) {
    const std::scoped_lock lock{counts_->mutex};
    auto& count = counts_->by_account[account];
    if (count >= limits::uploads_at_once)
        throw Problem{Problem::too_many_requests, "Too many uploads of yours are under way"}.retry_after(
            std::chrono::seconds{1});
    Slot slot{counts_, account};
    ++count;
    return slot;
}

UploadSlots::Slot::~Slot() {
    if (!counts_) return; // moved from
    const std::scoped_lock lock{counts_->mutex};
    const auto found = counts_->by_account.find(account_);
    if (--found->second == 0) counts_->by_account.erase(found);
}

} // namespace resuelve::api

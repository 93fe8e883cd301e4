#include "adapters/memory/kept_store.hpp"

#include "platform/http/problem.hpp"

namespace resuelve::memory {

using employees::Holder;
using employees::Kept;
using employees::KeptDocument;

awaitable<std::vector<KeptDocument>> KeptStore::find(Kept what, std::vector<Holder> holders) {
    std::vector<KeptDocument> found;
    const std::lock_guard lock{mutex_};
    for (const auto& holder : holders)
        if (const auto at = documents_.find({holder, what}); at != documents_.end()) found.push_back(at->second);
    co_return found;
}

awaitable<void> KeptStore::put(KeptDocument document, std::optional<http::RecordedAnswer> answer,
                               std::vector<access::AuditRecord> audit) {
    const std::lock_guard lock{mutex_};
    if (answer && answers_.contains(answer->key)) throw http::AlreadyAnswered{};
    const std::pair key{document.holder, document.what};
    const auto stored = documents_.find(key);
    if ((stored == documents_.end() ? 0 : stored->second.version) != document.version - 1)
        throw Problem{Problem::stale_version};
    if (answer) answers_.emplace(answer->key, *answer);
    if (audit_) audit_->add(audit);
    documents_.insert_or_assign(key, std::move(document));
    co_return;
}

awaitable<void> KeptStore::forget(Holder holder) {
    const std::lock_guard lock{mutex_};
    std::erase_if(documents_, [&](const auto& row) { return row.first.first == holder; });
    co_return;
}

awaitable<std::optional<http::RecordedAnswer>> KeptStore::recorded_answer(std::string key) {
    const std::lock_guard lock{mutex_};
    const auto found = answers_.find(key);
    co_return found == answers_.end() ? std::nullopt : std::optional{found->second};
}

} // namespace resuelve::memory

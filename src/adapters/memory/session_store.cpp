#include "adapters/memory/session_store.hpp"

#include <algorithm>

namespace resuelve::memory {

using access::Session;

awaitable<void> SessionStore::put(Session session, std::vector<access::AuditRecord> audit) {
    const std::lock_guard lock{mutex_};
    if (audit_) audit_->add(audit);
    sessions_.insert_or_assign(session.id, session);
    co_return;
}

awaitable<std::optional<Session>> SessionStore::find(SessionId id) {
    const std::lock_guard lock{mutex_};
    const auto found = sessions_.find(id);
    co_return found == sessions_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<bool> SessionStore::replace(Session session, Sha256Digest before) {
    const std::lock_guard lock{mutex_};
    const auto found = sessions_.find(session.id);
    if (found == sessions_.end() || found->second.ended_at || found->second.token != before) co_return false;
    found->second = std::move(session);
    co_return true;
}

awaitable<void> SessionStore::end(SessionId id, Instant now, std::vector<access::AuditRecord> audit) {
    const std::lock_guard lock{mutex_};
    if (audit_) audit_->add(audit);
    const auto found = sessions_.find(id);
    if (found != sessions_.end() && !found->second.ended_at) found->second.ended_at = now;
    co_return;
}

awaitable<void> SessionStore::end_all(Uuid subject, std::optional<SessionId> except, Instant now) {
    const std::lock_guard lock{mutex_};
    for (auto& [id, session] : sessions_)
        if (session.subject == subject && id != except && !session.ended_at) session.ended_at = now;
    co_return;
}

awaitable<std::vector<Session>> SessionStore::list(Uuid subject, Instant now) {
    std::vector<Session> alive;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [id, session] : sessions_)
            if (session.subject == subject && session.alive(now)) alive.push_back(session);
    }
    std::ranges::sort(alive, std::greater{}, &Session::signed_in_at);
    co_return alive;
}

awaitable<std::size_t> SessionStore::remove_old(Instant before) {
    const std::lock_guard lock{mutex_};
    co_return std::erase_if(sessions_, [&](const auto& entry) {
        const auto& session = entry.second;
        return session.ended_at ? *session.ended_at < before : session.expires_at() < before;
    });
}

} // namespace resuelve::memory

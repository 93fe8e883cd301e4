#pragma once

#include "platform/http/problem.hpp"
#include "services/api/idempotency.hpp"

namespace resuelve::api {

/// What the key was answered before, else what `work` answers; its commit records that. If a concurrent retry was
/// first, that one's answer.
template <class Store>
awaitable<Response> answer_once(IdempotencyKey key, Store& store, awaitable<Response> work) {
    auto response = co_await key.replay(store);
    if (response) co_return std::move(*response);
    try {
        response = co_await std::move(work);
    } catch (const http::AlreadyAnswered&) {
        response.reset(); // nothing can be waited for in here
    }
    if (!response) response = co_await key.replay(store);
    if (!response) throw Problem{Problem::conflict};
    co_return std::move(*response);
}

} // namespace resuelve::api

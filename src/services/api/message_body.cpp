#include "services/api/message_body.hpp"

#include "platform/http/problem.hpp"
#include "services/api/scope.hpp"

namespace resuelve::api {

awaitable<incidents::Message> message_of(const Request& request, Desk& desk, WrittenMessage written) {
    if (!written.body && !written.attachment_ids)
        throw Problem{Problem::invalid, "The message is empty", {{"/body", "required", "is missing"}}};
    incidents::Message message{.body = written.body ? written.body->value : std::string{}};
    if (!written.attachment_ids) co_return message;
    const auto incident = co_await visible_incident(request, desk.incidents);
    // A repeated request names files that its first go has attached already; the answer is replayed later.
    const auto key = IdempotencyKey::of(request);
    if (key.given() && co_await desk.incidents.recorded_answer(key.value())) co_return message;
    message.attachments = co_await pending_uploads(request, desk, incident.id, written.attachment_ids->value);
    co_return message;
}

awaitable<incidents::Message> message_of(const Request& request, Desk& desk, const RequiredMessage& written) {
    return message_of(request, desk, WrittenMessage{.body = written.body, .attachment_ids = written.attachment_ids});
}

} // namespace resuelve::api

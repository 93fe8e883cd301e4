#pragma once

#include "domain/incidents/message.hpp"
#include "services/api/attachments.hpp"
#include "services/api/limited.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <vector>

namespace resuelve::api {

using MessageText = TextOf<incidents::limits::message>;
using AttachmentIds = json::List<incidents::AttachmentId, 1, limits::attachments_per_message>;

/// A message, or files alone.
struct WrittenMessage {
    std::optional<MessageText> body;
    std::optional<AttachmentIds> attachment_ids;
};
BOOST_DESCRIBE_STRUCT(WrittenMessage, (), (body, attachment_ids))

/// A message that must say something.
struct RequiredMessage {
    MessageText body;
    std::optional<AttachmentIds> attachment_ids;
};
BOOST_DESCRIBE_STRUCT(RequiredMessage, (), (body, attachment_ids))

/// Members that may all be missing: then the body may be, too.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

template <class T>
T body_or_nothing(const Request& request) {
    return request.http.body.empty() ? T{} : request.body<T>();
}

/// The message with its files. Throws Problem::not_found for an incident that is not the sender's to see, and
/// Problem::invalid for files that are not the sender's pending uploads, or when there is neither text nor file.
awaitable<incidents::Message> message_of(const Request& request, Desk& desk, WrittenMessage written);
awaitable<incidents::Message> message_of(const Request& request, Desk& desk, const RequiredMessage& written);

} // namespace resuelve::api

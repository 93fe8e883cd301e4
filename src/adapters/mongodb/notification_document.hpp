#pragma once

#include "adapters/mongodb/bson.hpp"
#include "domain/notifications/notification_store.hpp"

namespace resuelve::mongodb {

/// The whole document of one that is queued.
Document notification_document(const notifications::Notification& notification);
notifications::Notification notification_in(const Document& row);

Document person_document(const notifications::Person& person);
notifications::Person person_in(const Document& row);

} // namespace resuelve::mongodb

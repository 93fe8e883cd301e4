#pragma once

#include "domain/notifications/notification.hpp"
#include "platform/async/awaitable.hpp"

#include <string>
#include <vector>

namespace resuelve::notifications {

/// What is kept of customers and employees, from their events, to be able to write to them.
struct Person {
    Uuid id{};
    Audience kind{};
    std::int64_t version = 0;
    std::string name;
    std::string email; ///< empty once erased
    std::string language = "es";
    bool verified = false;
    bool active = true;
    bool supervises = false; ///< a supervisor: is told of escalations
};

/// How many mails were queued lately, to stop floods.
struct Recent {
    int automatic_to_address = 0;
    int of_template_to_address = 0;
    int unverified_in_all = 0;
};

struct NotificationQuery {
    std::optional<State> state;
    std::optional<Template> what;
    std::optional<IncidentId> incident;
    std::optional<NotificationId> before; ///< newest first, those older than this one
    std::size_t limit = 25;
};

/// Keeps notifications and the people that they go to, with an outbox for notification.sent and notification.failed.
class NotificationStore {
public:
    virtual ~NotificationStore() = default;

    /// Keeps a person unless a newer version is known.
    virtual awaitable<void> keep(Person person) = 0;
    virtual awaitable<std::optional<Person>> find_person(Uuid id) = 0;
    virtual awaitable<std::vector<Person>> supervisors() = 0;
    /// Employees who work here and whose address, or the part of it before the @, is this one, in lower case.
    virtual awaitable<std::vector<Person>> employees_at(std::string address) = 0;
    /// Whether a customer proved that the address is theirs.
    virtual awaitable<bool> is_verified(Email email) = 0;
    /// Blanks name, address and texts of all that went to a person.
    virtual awaitable<void> erase(Uuid person) = 0;

    virtual awaitable<Recent> recent(Email email, Template what, Instant since) = 0;
    /// Adds those that are not there yet: one for each cause, address and template.
    virtual awaitable<void> queue(std::vector<Notification> notifications) = 0;
    /// Queued ones whose time has come: those that are waited for first, then the earliest.
    virtual awaitable<std::vector<Notification>> due(Instant now, std::size_t limit) = 0;
    /// When the next one is due.
    virtual awaitable<std::optional<Instant>> next_due() = 0;
    /// Stores state, attempts, reason and times of one, and its event, if it has one, as one.
    virtual awaitable<void> record(Notification notification, std::vector<events::Event> events) = 0;
    virtual awaitable<std::vector<Notification>> list(NotificationQuery query) = 0;
};

} // namespace resuelve::notifications

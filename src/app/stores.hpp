#pragma once

#include "app/background_work.hpp"
#include "app/data_directory.hpp"
#include "app/options.hpp"
#include "app/service_names.hpp"
#include "domain/access/api_token.hpp"
#include "domain/access/audit_log.hpp"
#include "domain/access/session.hpp"
#include "domain/customers/customer_store.hpp"
#include "domain/employees/employee_store.hpp"
#include "domain/employees/kept_store.hpp"
#include "domain/events/attempts.hpp"
#include "domain/events/lease_store.hpp"
#include "domain/events/outbox.hpp"
#include "domain/incidents/blob_store.hpp"
#include "domain/incidents/incident_store.hpp"
#include "domain/notifications/notice_store.hpp"
#include "domain/notifications/notification_store.hpp"
#include "platform/async/blocking_pool.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/time/clock.hpp"
#include "services/api/freshness.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace resuelve::app {

/// One open database, whatever keeps it. Ports that it hands out live as long as it does.
class Database {
public:
    virtual ~Database() = default;

    virtual std::string_view name() const = 0;
    virtual events::Outbox& outbox() = 0;
    /// Null where one process alone has the database: then nobody else could do its work.
    virtual events::LeaseStore* leases() { return nullptr; }
    /// Null where the bus keeps them.
    virtual events::Attempts* attempts() { return nullptr; }
    /// What the database itself wants done, whatever service works on it.
    virtual std::vector<BackgroundWork> background() { return {}; }
    /// For /readyz; has its own deadline.
    virtual awaitable<bool> is_ready() = 0;
    /// Reads so far that an old copy may have answered. None where there is but one.
    virtual std::size_t stale_reads() const { return 0; }
    /// Returns once it is sure that all other reads before found the newest. Throws Problem::unavailable if it is not.
    virtual awaitable<void> confirm_reads() { co_return; }
    /// Adds what is full or waits; the metrics end first.
    virtual void watch(Metrics& metrics) = 0;
};

/// One whose acts are audited.
class AuditedDatabase : public Database {
public:
    virtual access::AuditLog& audit() = 0;
};

class CustomersDatabase : public AuditedDatabase {
public:
    virtual customers::CustomerStore& customers() = 0;
    virtual access::SessionStore& sessions() = 0;
    /// A copy of what the employees service tells, since no service asks another one.
    virtual access::ApiTokenStore& known_tokens() = 0;
};

class EmployeesDatabase : public AuditedDatabase {
public:
    virtual employees::EmployeeStore& employees() = 0;
    virtual employees::KeptStore& kept() = 0;
    virtual access::SessionStore& sessions() = 0;
    virtual access::ApiTokenStore& tokens() = 0;
};

class IncidentsDatabase : public AuditedDatabase {
public:
    /// Stores events that belong to no change of an incident, for the relay.
    virtual awaitable<void> tell(std::vector<events::Event> events) = 0;
    virtual incidents::IncidentStore& incidents() = 0;
    virtual incidents::BlobStore& blobs() = 0;
    /// As for customers.
    virtual access::ApiTokenStore& known_tokens() = 0;
};

class NotificationsDatabase : public Database {
public:
    virtual notifications::NotificationStore& notifications() = 0;
    virtual notifications::NoticeStore& notices() = 0;
};

/// What the process keeps. Null is what none of its services works on.
struct Stores {
    std::unique_ptr<CustomersDatabase> customers;
    std::unique_ptr<EmployeesDatabase> employees;
    std::unique_ptr<IncidentsDatabase> incidents;
    std::unique_ptr<NotificationsDatabase> notifications;

    /// Those that are open.
    std::vector<Database*> all() const;
};

/// How new what they read is.
class StoreFreshness final : public api::Freshness {
public:
    /// `stores` outlives it.
    explicit StoreFreshness(const Stores& stores) : open_{stores.all()} {}

    std::size_t stale_reads() const override;
    awaitable<void> confirm() override;

private:
    std::vector<Database*> open_;
};

/// What stores are opened with. All of it outlives them.
struct StoreParts {
    const ServeOptions& options;
    const DataDirectory& directory;
    const ServiceNames& services;
    BlockingPool& file_pool;
    boost::asio::any_io_executor background;
    const Clock& clock;
    std::function<void()> write_refused = [] {}; ///< a file could not take a commit; on any thread
};

/// Opens what the services work on. Files are migrated; databases on servers have to be. Throws StartFailure.
Stores open_stores(const StoreParts& parts);

} // namespace resuelve::app

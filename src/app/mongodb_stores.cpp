#include "app/mongodb_stores.hpp"

#include "adapters/mongodb/api_token_store.hpp"
#include "adapters/mongodb/attempts.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/blob_store.hpp"
#include "adapters/mongodb/customer_store.hpp"
#include "adapters/mongodb/employee_store.hpp"
#include "adapters/mongodb/incident_store.hpp"
#include "adapters/mongodb/kept_store.hpp"
#include "adapters/mongodb/lease_store.hpp"
#include "adapters/mongodb/notice_store.hpp"
#include "adapters/mongodb/notification_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "adapters/mongodb/session_store.hpp"
#include "adapters/mongodb/tallies.hpp"
#include "adapters/mongodb/timeline_mover.hpp"
#include "adapters/mongodb/verify.hpp"
#include "platform/async/run.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::app {
namespace {

/// What every database has, whatever its service. `Port` is its interface.
template <class Port>
class OnMongodb : public Port {
public:
    OnMongodb(const ServeOptions& options, DatabaseName name, std::span<const mongodb::Migration> migrations,
              std::vector<std::string> telling, const Clock& clock) :
        name_{json::enum_name(name)},
        mongodb_{{.uri = options.mongodb_uri, .database = options.mongodb_prefix + std::string{name_}}},
        outbox_{mongodb_, std::move(telling)}, leases_{mongodb_}, attempts_{mongodb_, clock} {
        mongodb_.require_migrated(migrations);
    }

    std::string_view name() const override { return name_; }
    events::Outbox& outbox() override { return outbox_; }
    events::LeaseStore* leases() override { return &leases_; }
    events::Attempts* attempts() override { return &attempts_; }
    awaitable<bool> is_ready() override { return mongodb_.is_ready(); }
    std::size_t stale_reads() const override { return mongodb_.stale_reads(); }
    awaitable<void> confirm_reads() override { return mongodb_.confirm_reads(); }
    void watch(Metrics& metrics) override {
        metrics.ask("resuelve_store_stale_reads", "Reads that a secondary answered, while there was no primary",
                    [this] { return static_cast<double>(mongodb_.stale_reads()); }, {{"store", std::string{name_}}});
        metrics.ask("resuelve_store_waiting", "Calls that wait for a connection to a database or use one",
                    [this] { return static_cast<double>(mongodb_.waiting()); }, {{"store", std::string{name_}}});
    }

protected:
    std::string_view name_;
    mongodb::Database mongodb_;
    mongodb::Outbox outbox_;

private:
    mongodb::LeaseStore leases_;
    mongodb::Attempts attempts_;
};

class CustomersOnMongodb final : public OnMongodb<CustomersDatabase> {
public:
    CustomersOnMongodb(const ServeOptions& options, const Clock& clock) :
        OnMongodb{options, DatabaseName::customers, mongodb::customers_migrations(), {"customers"}, clock} {}

    access::AuditLog& audit() override { return audit_; }
    customers::CustomerStore& customers() override { return customers_; }
    access::SessionStore& sessions() override { return sessions_; }
    access::ApiTokenStore& known_tokens() override { return known_tokens_; }

private:
    mongodb::AuditLog audit_{mongodb_};
    mongodb::CustomerStore customers_{mongodb_, outbox_};
    mongodb::SessionStore sessions_{mongodb_};
    mongodb::ApiTokenStore known_tokens_{mongodb_, outbox_};
};

class EmployeesOnMongodb final : public OnMongodb<EmployeesDatabase> {
public:
    EmployeesOnMongodb(const ServeOptions& options, const Clock& clock) :
        OnMongodb{options,
                  DatabaseName::employees,
                  mongodb::employees_migrations(),
                  {"employees", "teams", "api_tokens"},
                  clock} {}

    access::AuditLog& audit() override { return audit_; }
    employees::EmployeeStore& employees() override { return employees_; }
    employees::KeptStore& kept() override { return kept_; }
    access::SessionStore& sessions() override { return sessions_; }
    access::ApiTokenStore& tokens() override { return tokens_; }

private:
    mongodb::AuditLog audit_{mongodb_};
    mongodb::EmployeeStore employees_{mongodb_, outbox_};
    mongodb::KeptStore kept_{mongodb_};
    mongodb::SessionStore sessions_{mongodb_};
    mongodb::ApiTokenStore tokens_{mongodb_, outbox_};
};

class IncidentsOnMongodb final : public OnMongodb<IncidentsDatabase> {
public:
    IncidentsOnMongodb(const ServeOptions& options, const boost::asio::any_io_executor& background,
                       const Clock& clock) :
        OnMongodb{options, DatabaseName::incidents, mongodb::incidents_migrations(), {"incidents", "told"}, clock},
        mover_{incidents_, outbox_, background, {.report = [](std::string_view what) {
                   report_failure("moving timelines", what);
               }}} {}

    access::AuditLog& audit() override { return audit_; }
    awaitable<void> tell(std::vector<events::Event> events) override { return outbox_.tell(std::move(events)); }
    incidents::IncidentStore& incidents() override { return incidents_; }
    incidents::BlobStore& blobs() override { return blobs_; }
    access::ApiTokenStore& known_tokens() override { return known_tokens_; }
    std::vector<BackgroundWork> background() override { return {work_of("moving timelines", mover_)}; }

private:
    mongodb::AuditLog audit_{mongodb_};
    mongodb::IncidentStore incidents_{mongodb_, outbox_};
    mongodb::BlobStore blobs_{mongodb_};
    mongodb::ApiTokenStore known_tokens_{mongodb_, outbox_};
    mongodb::TimelineMover mover_;
};

class NotificationsOnMongodb final : public OnMongodb<NotificationsDatabase> {
public:
    NotificationsOnMongodb(const ServeOptions& options, const Clock& clock) :
        OnMongodb{options,
                  DatabaseName::notifications,
                  mongodb::notifications_migrations(),
                  {"notifications", "notices"},
                  clock} {}

    notifications::NotificationStore& notifications() override { return notifications_; }
    notifications::NoticeStore& notices() override { return notices_; }

private:
    mongodb::NotificationStore notifications_{mongodb_, outbox_};
    mongodb::NoticeStore notices_{mongodb_, outbox_};
};

std::span<const mongodb::Migration> migrations_of(DatabaseName database) {
    switch (database) {
    case DatabaseName::customers:
        return mongodb::customers_migrations();
    case DatabaseName::employees:
        return mongodb::employees_migrations();
    case DatabaseName::incidents:
        return mongodb::incidents_migrations();
    case DatabaseName::notifications:
        return mongodb::notifications_migrations();
    }
    return {};
}

} // namespace

Stores open_mongodb_stores(const ServeOptions& options, const ServiceNames& services,
                           const boost::asio::any_io_executor& background, const Clock& clock) {
    Stores stores;
    if (opens(services, DatabaseName::customers))
        stores.customers = std::make_unique<CustomersOnMongodb>(options, clock);
    if (opens(services, DatabaseName::employees))
        stores.employees = std::make_unique<EmployeesOnMongodb>(options, clock);
    if (opens(services, DatabaseName::incidents))
        stores.incidents = std::make_unique<IncidentsOnMongodb>(options, background, clock);
    if (opens(services, DatabaseName::notifications))
        stores.notifications = std::make_unique<NotificationsOnMongodb>(options, clock);
    return stores;
}

namespace {

/// One connection, for a command of an administrator.
std::unique_ptr<mongodb::Database> connect(const ServeOptions& options, DatabaseName name) {
    return std::make_unique<mongodb::Database>(
        mongodb::Options{.uri = options.mongodb_uri,
                         .database = options.mongodb_prefix + std::string{json::enum_name(name)},
                         .connections = 2});
}

} // namespace

incidents::Recount recount_mongodb(const ServeOptions& options) {
    const auto database = connect(options, DatabaseName::incidents);
    mongodb::Outbox outbox{*database, {"incidents"}};
    mongodb::IncidentStore store{*database, outbox};
    return run(store.recount());
}

incidents::VerifiedHistory verify_mongodb_history(const ServeOptions& options, incidents::HistoryListener found) {
    const auto database = connect(options, DatabaseName::incidents);
    return run(mongodb::verify_history(*database, std::move(found)));
}

access::VerifiedAudit verify_mongodb_audit(const ServeOptions& options, DatabaseName name) {
    const auto database = connect(options, name);
    mongodb::AuditLog log{*database};
    return run(access::verify(log));
}

void migrate_mongodb(const ServeOptions& options, const ServiceNames& services) {
    for (const auto name :
         {DatabaseName::customers, DatabaseName::employees, DatabaseName::incidents, DatabaseName::notifications}) {
        if (!opens(services, name)) continue;
        const auto database = connect(options, name);
        database->migrate(migrations_of(name));
        if (name == DatabaseName::incidents) run(mongodb::complete_tallies(*database));
    }
}

} // namespace resuelve::app

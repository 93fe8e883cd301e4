#include "app/sqlite_stores.hpp"

#include "adapters/files/blob_store.hpp"
#include "adapters/sqlite/answers_schema.hpp"
#include "adapters/sqlite/api_token_store.hpp"
#include "adapters/sqlite/audit_log.hpp"
#include "adapters/sqlite/audit_schema.hpp"
#include "adapters/sqlite/customer_store.hpp"
#include "adapters/sqlite/data_requests.hpp"
#include "adapters/sqlite/employee_store.hpp"
#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/kept_store.hpp"
#include "adapters/sqlite/notice_store.hpp"
#include "adapters/sqlite/notification_store.hpp"
#include "adapters/sqlite/session_store.hpp"
#include "app/sqlite_figures.hpp"

#include <array>

namespace resuelve::app {
namespace {

class CustomersFile final : public CustomersDatabase {
public:
    explicit CustomersFile(const StoreParts& parts) : file_{parts.directory.customers(), customers_migrations()} {
        file_.on_rollback(parts.write_refused);
    }

    std::string_view name() const override { return "customers"; }
    events::Outbox& outbox() override { return outbox_; }
    access::AuditLog& audit() override { return audit_; }
    awaitable<bool> is_ready() override { co_return file_.is_healthy(); }
    void watch(Metrics& metrics) override { watch_file(metrics, name(), file_); }
    customers::CustomerStore& customers() override { return customers_; }
    access::SessionStore& sessions() override { return sessions_; }
    access::ApiTokenStore& known_tokens() override { return known_tokens_; }

private:
    sqlite::Database file_;
    sqlite::Outbox outbox_{file_};
    sqlite::AuditLog audit_{file_};
    sqlite::CustomerStore customers_{file_, outbox_};
    sqlite::SessionStore sessions_{file_};
    sqlite::ApiTokenStore known_tokens_{file_, outbox_};
};

class EmployeesFile final : public EmployeesDatabase {
public:
    explicit EmployeesFile(const StoreParts& parts) : file_{parts.directory.employees(), employees_migrations()} {
        file_.on_rollback(parts.write_refused);
    }

    std::string_view name() const override { return "employees"; }
    events::Outbox& outbox() override { return outbox_; }
    access::AuditLog& audit() override { return audit_; }
    awaitable<bool> is_ready() override { co_return file_.is_healthy(); }
    void watch(Metrics& metrics) override { watch_file(metrics, name(), file_); }
    employees::EmployeeStore& employees() override { return employees_; }
    employees::KeptStore& kept() override { return kept_; }
    access::SessionStore& sessions() override { return sessions_; }
    access::ApiTokenStore& tokens() override { return tokens_; }

private:
    sqlite::Database file_;
    sqlite::Outbox outbox_{file_};
    sqlite::AuditLog audit_{file_};
    sqlite::EmployeeStore employees_{file_, outbox_};
    sqlite::KeptStore kept_{file_};
    sqlite::SessionStore sessions_{file_};
    sqlite::ApiTokenStore tokens_{file_, outbox_};
};

class IncidentsFile final : public IncidentsDatabase {
public:
    explicit IncidentsFile(const StoreParts& parts) :
        blobs_{parts.directory.blobs(), parts.file_pool}, incidents_{parts.directory.incidents()} {
        incidents_.database().on_rollback(parts.write_refused);
        incidents_.search_file().on_rollback(parts.write_refused);
    }

    std::string_view name() const override { return "incidents"; }
    events::Outbox& outbox() override { return incidents_.outbox(); }
    access::AuditLog& audit() override { return audit_; }
    awaitable<bool> is_ready() override { co_return incidents_.database().is_healthy(); }
    void watch(Metrics& metrics) override {
        watch_file(metrics, name(), incidents_.database());
        watch_file(metrics, "search", incidents_.search_file());
    }
    awaitable<void> tell(std::vector<events::Event> events) override {
        return incidents_.outbox().tell(std::move(events));
    }
    incidents::IncidentStore& incidents() override { return incidents_; }
    incidents::BlobStore& blobs() override { return blobs_; }
    access::ApiTokenStore& known_tokens() override { return known_tokens_; }

private:
    files::BlobStore blobs_;
    sqlite::IncidentStore incidents_;
    sqlite::AuditLog audit_{incidents_.database()};
    sqlite::ApiTokenStore known_tokens_{incidents_.database(), incidents_.outbox()};
};

class NotificationsFile final : public NotificationsDatabase {
public:
    explicit NotificationsFile(const StoreParts& parts) :
        file_{parts.directory.notifications(), sqlite::NotificationStore::migrations()} {
        file_.on_rollback(parts.write_refused);
    }

    std::string_view name() const override { return "notifications"; }
    events::Outbox& outbox() override { return notifications_.outbox(); }
    awaitable<bool> is_ready() override { co_return file_.is_healthy(); }
    void watch(Metrics& metrics) override { watch_file(metrics, name(), file_); }
    notifications::NotificationStore& notifications() override { return notifications_; }
    notifications::NoticeStore& notices() override { return notices_; }

private:
    sqlite::Database file_;
    sqlite::NotificationStore notifications_{file_};
    sqlite::NoticeStore notices_{file_, notifications_.outbox()};
};

} // namespace

std::span<const sqlite::Migration> customers_migrations() {
    static const std::array migrations{
        sqlite::Migration{1, sqlite::outbox_schema},         sqlite::Migration{2, sqlite::answers_schema},
        sqlite::Migration{3, sqlite::customers_schema},      sqlite::Migration{4, sqlite::sessions_schema},
        sqlite::Migration{5, sqlite::api_tokens_schema},     sqlite::Migration{6, sqlite::audit_schema},
        sqlite::Migration{7, sqlite::data_requests_schema},  sqlite::Migration{8, sqlite::customer_passkeys_schema},
        sqlite::Migration{9, sqlite::customer_notes_schema},
    };
    return migrations;
}

std::span<const sqlite::Migration> employees_migrations() {
    static const std::array migrations{
        sqlite::Migration{1, sqlite::outbox_schema},
        sqlite::Migration{2, sqlite::answers_schema},
        sqlite::Migration{3, sqlite::employees_schema},
        sqlite::Migration{4, sqlite::sessions_schema},
        sqlite::Migration{5, sqlite::api_tokens_schema},
        sqlite::Migration{6, sqlite::audit_schema},
        sqlite::Migration{7, sqlite::kept_schema},
        sqlite::Migration{8, sqlite::kept_categories_schema},
        sqlite::Migration{9, sqlite::employee_passkeys_schema},
    };
    return migrations;
}

Stores open_sqlite_stores(const StoreParts& parts) {
    Stores stores;
    const auto wants = [&parts](DatabaseName name) { return opens(parts.services, name); };
    if (wants(DatabaseName::customers)) stores.customers = std::make_unique<CustomersFile>(parts);
    if (wants(DatabaseName::employees)) stores.employees = std::make_unique<EmployeesFile>(parts);
    if (wants(DatabaseName::incidents)) stores.incidents = std::make_unique<IncidentsFile>(parts);
    if (wants(DatabaseName::notifications)) stores.notifications = std::make_unique<NotificationsFile>(parts);
    return stores;
}

} // namespace resuelve::app

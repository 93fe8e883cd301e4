#pragma once

#include <boost/describe/enum.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace resuelve::app {

BOOST_DEFINE_ENUM_CLASS(ServiceName, customers, employees, intake, resolution, notifications)

/// What one service owns. Intake and resolution share one.
BOOST_DEFINE_ENUM_CLASS(DatabaseName, customers, employees, incidents, notifications)

struct ServiceRow {
    ServiceName name;
    DatabaseName database;     ///< the only one that it opens
    std::string_view document; ///< of api/openapi, without the ending
    std::string_view what;     ///< for --help
};

/// The one table of the services. What each does (routes, subscriptions, background) is in its wired_*.cpp.
inline constexpr std::array service_table{
    ServiceRow{ServiceName::customers, DatabaseName::customers, "customers", "registers customers and signs them in"},
    ServiceRow{ServiceName::employees, DatabaseName::employees, "employees", "employees, teams and API tokens"},
    ServiceRow{ServiceName::intake, DatabaseName::incidents, "intake", "customers open, follow and settle incidents"},
    ServiceRow{ServiceName::resolution, DatabaseName::incidents, "resolution", "employees work on incidents; clocks"},
    ServiceRow{ServiceName::notifications, DatabaseName::notifications, "notifications", "mails and their state"},
};

/// The services of one process.
using ServiceNames = std::vector<ServiceName>;

inline ServiceNames every_service() {
    ServiceNames all;
    for (const auto& row : service_table)
        all.push_back(row.name);
    return all;
}

inline const ServiceRow& row(ServiceName name) {
    return *std::ranges::find(service_table, name, &ServiceRow::name);
}

inline bool contains(const ServiceNames& names, ServiceName name) {
    return std::ranges::find(names, name) != names.end();
}

/// Whether one of the services works on the database.
inline bool opens(const ServiceNames& names, DatabaseName database) {
    return std::ranges::any_of(names, [database](ServiceName name) { return row(name).database == database; });
}

} // namespace resuelve::app

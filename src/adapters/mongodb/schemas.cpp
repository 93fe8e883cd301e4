#include "adapters/mongodb/schemas.hpp"

#include "adapters/mongodb/api_token_store.hpp"
#include "adapters/mongodb/attempts.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/customer_store.hpp"
#include "adapters/mongodb/data_requests.hpp"
#include "adapters/mongodb/drafts.hpp"
#include "adapters/mongodb/employee_store.hpp"
#include "adapters/mongodb/incident_schema.hpp"
#include "adapters/mongodb/kept_store.hpp"
#include "adapters/mongodb/lease_store.hpp"
#include "adapters/mongodb/notice_store.hpp"
#include "adapters/mongodb/notification_store.hpp"
#include "adapters/mongodb/session_store.hpp"
#include "adapters/mongodb/tallies.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace resuelve::mongodb {
namespace {

std::string commands(std::initializer_list<std::string> parts) {
    return fmt::format("[{}]", fmt::join(parts, ","));
}

} // namespace

std::span<const Migration> customers_migrations() {
    static const auto first = commands({customers_commands(), sessions_commands(), api_tokens_commands(),
                                        audit_commands(), leases_commands(), attempts_commands()});
    static const auto second = commands({data_requests_commands()});
    static const std::array migrations{Migration{1, first}, Migration{2, second}};
    return migrations;
}

std::span<const Migration> employees_migrations() {
    static const auto first = commands({employees_commands(), sessions_commands(), api_tokens_commands(),
                                        audit_commands(), leases_commands(), attempts_commands()});
    static const auto second = commands({kept_commands()});
    static const auto third = commands({kept_categories_commands()});
    static const std::array migrations{Migration{1, first}, Migration{2, second}, Migration{3, third}};
    return migrations;
}

std::span<const Migration> incidents_migrations() {
    static const auto first = commands(
        {incidents_commands(), api_tokens_commands(), audit_commands(), leases_commands(), attempts_commands()});
    static const auto second = commands({drafts_commands()});
    static const auto third = commands({lists_of_figures_commands()});
    static const auto fourth = commands({tallies_commands()});
    static const auto fifth = commands({lists_of_approvals_commands()});
    static const auto sixth = commands({lists_of_snoozed_commands()});
    static const auto seventh = commands({form_drafts_commands()});
    static const auto eighth = commands({forms_of_one_commands()});
    static const std::array migrations{Migration{1, first},   Migration{2, second}, Migration{3, third},
                                       Migration{4, fourth},  Migration{5, fifth},  Migration{6, sixth},
                                       Migration{7, seventh}, Migration{8, eighth}};
    return migrations;
}

std::span<const Migration> notifications_migrations() {
    static const auto first = commands({notifications_commands(), leases_commands(), attempts_commands()});
    static const auto second = commands({notices_commands()});
    static const auto third = commands({notices_of_approvals_commands()});
    static const auto fourth = commands({notices_of_snoozed_commands()});
    static const auto fifth = commands({notices_of_access_commands()});
    static const std::array migrations{Migration{1, first}, Migration{2, second}, Migration{3, third},
                                       Migration{4, fourth}, Migration{5, fifth}};
    return migrations;
}

} // namespace resuelve::mongodb

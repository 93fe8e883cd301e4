#include "app/admin/verify_history.hpp"

#include "adapters/sqlite/audit_log.hpp"
#include "adapters/sqlite/verify.hpp"
#include "app/data_directory.hpp"
#include "app/mongodb_stores.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

namespace resuelve::app {
namespace {

/// Prints what was found; whether all is sound.
class Verification {
public:
    explicit Verification(std::ostream& output) : output_{output} {}

    incidents::HistoryListener listener() {
        return [this](const incidents::HistoryFault& fault) {
            output_ << fmt::format("{} entry {}: {}\n", fault.reference, fault.entry, fault.fault);
        };
    }
    void timelines(const incidents::VerifiedHistory& verified) {
        output_ << fmt::format("{} incidents, {} entries, {} faults\n", verified.incidents, verified.entries,
                               verified.faults);
        sound_ &= verified.faults == 0;
    }
    void audit(std::string_view service, const access::VerifiedAudit& verified) {
        if (verified.fault)
            output_ << fmt::format("audit of {}, record {}: {}\n", service, verified.fault->number,
                                   json::enum_name(verified.fault->fault));
        output_ << fmt::format("audit of {}: {} records are sound\n", service, verified.records);
        sound_ &= !verified.fault;
    }
    void not_reached(std::string_view service, std::string_view why) {
        output_ << fmt::format("audit of {}: not looked at: {}\n", service, why);
    }
    int exit_code() const { return sound_ ? 0 : 1; }

private:
    std::ostream& output_;
    bool sound_ = true;
};

/// What the directory has, which is all of it or what a service alone keeps.
void verify_files(const DataDirectory& directory, Verification& verification) {
    const std::array<std::pair<std::string_view, std::filesystem::path>, 3> audited{
        {{"customers", directory.customers()},
         {"employees", directory.employees()},
         {"incidents", directory.incidents()}}};
    const auto is_there = [](const auto& one) { return std::filesystem::exists(one.second); };
    if (is_there(audited.back()) || std::ranges::none_of(audited, is_there))
        verification.timelines(sqlite::verify_history(directory.incidents(), verification.listener()));
    for (const auto& [service, file] : audited | std::views::filter(is_there))
        verification.audit(service, sqlite::verify_audit(file));
}

} // namespace

int verify_history(const ServeOptions& options, std::ostream& output) {
    options.check();
    Verification verification{output};
    if (!options.on_mongodb()) {
        verify_files(DataDirectory{options.data}, verification);
        return verification.exit_code();
    }
    verification.timelines(verify_mongodb_history(options, verification.listener()));
    for (const auto database : {DatabaseName::customers, DatabaseName::employees, DatabaseName::incidents}) {
        const auto name = json::enum_name(database);
        try {
            verification.audit(name, verify_mongodb_audit(options, database));
        } catch (const StartFailure& failure) { // a service's own credentials reach its own database alone
            verification.not_reached(name, failure.what());
        }
    }
    return verification.exit_code();
}

} // namespace resuelve::app

#include "domain/incidents/request_completion.hpp"

#include <fmt/format.h>

namespace resuelve::incidents {
namespace {

void check(const CompletionRequest& request, const Incident& incident, const Context& context, Instant earliest,
           Faults& faults) {
    check(request.message, incident, context, faults);
    if (request.missing.empty()) faults.add("/missing", "too_few", "says nothing that is missing");
    if (request.missing.size() > limits::missing_things)
        faults.add("/missing", "too_many", fmt::format("more than {} things", limits::missing_things));
    for (std::size_t i = 0; i < request.missing.size(); ++i)
        faults.text(request.missing[i], fmt::format("/missing/{}", i), limits::missing);
    if (!request.due) return;
    const auto first = context.policy.calendar.day_of(earliest);
    if (!request.due->ok())
        faults.add("/due", "malformed", "is not a day of the calendar");
    else if (std::chrono::local_days{*request.due} < first)
        faults.add("/due", "too_early",
                   fmt::format("leaves the customer fewer than {} working days (Law 10/2025 art. 13.3); the first "
                               "possible day is {}",
                               context.policy.completion_working_days,
                               to_iso_date(std::chrono::year_month_day{first})));
    else if (std::chrono::local_days{*request.due} > first + std::chrono::days{366})
        faults.add("/due", "too_late", "is more than a year away");
}

} // namespace

std::expected<Change, Refusal> request_completion(const Incident& incident, CompletionRequest request,
                                                  const Context& context) {
    const auto status = next(incident.status, Act::request_completion, context.by.role);
    if (!status) return std::unexpected(status.error());
    const auto& calendar = context.policy.calendar;
    const auto earliest = calendar.after_working_days(context.now, context.policy.completion_working_days);
    Faults faults;
    check(request, incident, context, earliest, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    const auto complete_by = request.due ? calendar.end_of(std::chrono::local_days{*request.due}) : earliest;
    const boost::json::object what{
        {"missing", boost::json::array(request.missing.begin(), request.missing.end())},
        {"complete_by", to_rfc3339(complete_by)},
    };
    boost::json::object told = what;
    told["text"] = request.message.body;

    Change change{incident};
    record(change, EntryKind::message, Visibility::public_, Act::request_completion, std::move(request.message),
           context, what);
    change.move(*status, Act::request_completion, context);
    change.incident.missing = std::move(request.missing);
    change.incident.deadlines.complete_by = complete_by;
    change.tell("incident.completion_requested", context, std::move(told));
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

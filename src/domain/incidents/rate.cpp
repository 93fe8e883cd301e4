#include "domain/incidents/rate.hpp"

#include "domain/incidents/faults.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

namespace resuelve::incidents {

std::expected<Change, Refusal> rate(const Incident& incident, Rating rating, const Context& context) {
    const auto status = next(incident.status, Act::rate, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (incident.closed_as == ClosedAs::merged || incident.closed_as == ClosedAs::spam)
        return contradiction(incident.status, "there was nothing to rate");
    if (incident.satisfaction) return contradiction(incident.status, "it was rated already");
    Faults faults;
    if (rating.score < limits::score_min || rating.score > limits::score_max)
        faults.add("/score", "out_of_range",
                   fmt::format("is not between {} and {}", limits::score_min, limits::score_max));
    faults.text(rating.comment, "/comment", limits::comment);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    boost::json::object body{{"act", json::enum_name(Act::rate)}, {"score", rating.score}};
    if (rating.comment) body["text"] = *rating.comment;
    change.record(EntryKind::change, Visibility::public_, context, body);
    change.incident.satisfaction = Satisfaction{rating.score, std::move(rating.comment), change.entries.back().at};
    change.tell("incident.rated", context, {{"score", rating.score}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

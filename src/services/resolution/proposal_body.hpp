#pragma once

#include "domain/incidents/incident.hpp"
#include "services/api/limited.hpp"

namespace resuelve::resolution {

struct AnswerBody {
    json::Int<1, static_cast<std::int64_t>(incidents::limits::points)> point;
    incidents::Decision decision;
    api::TextOf<incidents::limits::answer> reasons;
    std::optional<json::Int<1, incidents::limits::amount_cents>> amount_cents;
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (), (point, decision, reasons, amount_cents))

struct ProposalBody {
    incidents::Decision outcome;
    incidents::Remedy remedy;
    json::List<AnswerBody, 1, incidents::limits::points> answers;

    incidents::Proposal proposal() const;
};
BOOST_DESCRIBE_STRUCT(ProposalBody, (), (outcome, remedy, answers))

} // namespace resuelve::resolution

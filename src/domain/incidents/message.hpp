#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/faults.hpp"

#include <string>
#include <vector>

namespace resuelve::incidents {

/// What somebody writes into the timeline.
struct Message {
    std::string body;                      ///< plain text, 1 to 10,000 characters
    std::vector<Attachment> attachments{}; ///< pending uploads of the author, found by their ids
    bool person_requested = false;         ///< the customer wants to talk to a person (Law 10/2025 art. 8)
};

/// Finds what is wrong with a message: its length; attachments that are not the author's own pending ones of this
/// incident, are infected, or are more than fit.
void check(const Message& message, const Incident& incident, const Context& context, Faults& faults);
void check(const std::vector<Attachment>& attachments, const Incident& incident, const Context& context,
           Faults& faults);

/// Records it, with its attachments, as an entry of that kind; `more` is added to the body.
void record(Change& change, EntryKind kind, Visibility visibility, Act act, Message message, const Context& context,
            const boost::json::object& more = {});

} // namespace resuelve::incidents

#pragma once

#include "domain/incidents/change.hpp"

#include <string>
#include <vector>

namespace resuelve::incidents {

/// What somebody writes into the timeline.
struct Message {
    std::string body;                      ///< plain text, 1 to 10,000 characters
    std::vector<Attachment> attachments{}; ///< pending uploads of the author, found by their ids
    bool person_requested = false;         ///< the customer wants to talk to a person (Law 10/2025 art. 8)
};

} // namespace resuelve::incidents

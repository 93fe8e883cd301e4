#pragma once

#include "services/resolution/resolution.hpp"

#include <boost/json/value.hpp>

#include <span>
#include <vector>

namespace resuelve::resolution {

/// For each incident that a search found, the text around the words that it was found by: of its own texts or, if they
/// have not all of the words, of an entry, notes too. Null where it was found by something else (a reference, a name),
/// or where that would take more than limits::snippets_of_entries reads. What is read of notes is audited.
awaitable<std::vector<boost::json::value>> snippets(const api::Request& request, Resolution& resolution,
                                                    std::string_view searched,
                                                    std::span<const incidents::Incident> found);

} // namespace resuelve::resolution

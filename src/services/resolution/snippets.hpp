#pragma once

#include "services/resolution/resolution.hpp"

#include <boost/json/value.hpp>

#include <span>
#include <vector>

namespace resuelve::resolution {

/// For each incident that a search found, the text around the words that it was found by: of its description and points
/// or, if neither they nor the subject have all of the words, of an entry, notes too. Null where it was found by
/// something else (its subject, which every list shows; a reference, a name), or where that would take more than
/// limits::snippets_of_entries timelines. What is read of notes is audited.
awaitable<std::vector<boost::json::value>> snippets(const api::Request& request, Resolution& resolution,
                                                    std::string_view sought,
                                                    std::span<const incidents::Incident> found);

} // namespace resuelve::resolution

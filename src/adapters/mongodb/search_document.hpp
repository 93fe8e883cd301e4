#pragma once

#include "adapters/mongodb/bulk.hpp"
#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"

#include <optional>

namespace resuelve::mongodb {

/// The collection of what is searched, apart from the incidents because a hundred index entries would make opening one
/// twice as dear. One document for the incident's own text and one for each entry with words:
///   _id        {incident, number}: the entry's number, 0 for the incident's own
///   created    the incident's
///   words      all forms (domain/incidents/document_forms.hpp) by which employees find it
///   everybody  those by which its customer does, if they are not the same
///   version, print   of the incident's own: which version of the incident made it, and what changes when its words do
/// Of an erased entry a document without words is left, so that a late move does not bring them back.
inline constexpr std::string_view search_collection = "search";

/// The document of an entry; nothing if it has no words.
std::optional<Document> search_row(const incidents::Entry& entry, const incidents::Incident& incident);

/// The document of an incident's own text.
Document own_text_row(const incidents::Incident& incident);

/// Adds to `bulk` what makes the incident's own document that of this version, unless it is that of a later one.
/// `is_new`: there may be none yet.
void put_own_text(Bulk& bulk, const incidents::Incident& incident, bool is_new);

/// What makes the incident's own document that of this version.
Document own_text_update(const incidents::Incident& incident);

/// What takes the words from a document.
Document without_words();

} // namespace resuelve::mongodb

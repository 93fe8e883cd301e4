#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/events/event.hpp"
#include "platform/http/idempotency.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::mongodb {

// What every entity's document carries besides its own fields, so that a change is one write of one document
// (docs/adr/0016-one-document-for-one-change.md):
//   outbox:  [{id, at, event}]   its events that nobody has published yet
//   answers: [{key, …}]          its answers recorded for idempotency keys, for 24 hours

/// The indexes that these need: a `createIndexes` command for a migration; the second one without those of answers.
std::string entity_indexes(std::string_view collection);
std::string outbox_indexes(std::string_view collection);

/// For a new document, and for a `$push` with `$each`.
Array outbox_items(std::span<const events::Event> events);
Document answer_item(const http::RecordedAnswer& answer);
http::RecordedAnswer answer_in(View item);
Array answer_items(const std::optional<http::RecordedAnswer>& answer);

/// `list` of the document with `items` behind it: an expression for a pipeline.
Document appended(std::string_view list, const Array& items);

/// A pipeline that sets fields as they are (a text that begins with a dollar sign too) and `computed` expressions.
Array set_pipeline(const Document& fields, const Document& computed);

/// The answer to a key in any document of the collection.
std::optional<http::RecordedAnswer> find_answer(Connection& connection, std::string_view collection,
                                                std::string_view key);
void forget_answers(Connection& connection, std::string_view collection, Instant before);

/// An entity was not written because no document matches id, version and whatever else the change needs of it.
class NotWritten final : public std::exception {
public:
    const char* what() const noexcept override { return "no document matches the change"; }
};

} // namespace resuelve::mongodb

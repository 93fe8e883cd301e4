#pragma once

#include "adapters/mongodb/entity.hpp"
#include "platform/json/enum_names.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resuelve::mongodb {

// Single-use links live in the document of the person whom they belong to: links: [{digest, purpose, expires_at}].

/// The indexes that they need: a `createIndexes` command.
std::string link_indexes(std::string_view collection);

template <class Link>
Document link_item(const Link& link) {
    return {{"digest", link.digest}, {"purpose", json::enum_name(link.purpose)}, {"expires_at", link.expires_at}};
}

/// Puts a link in place of the person's others of the same purpose, and events into the outbox. Throws
/// Problem::not_found if there is no such person.
void replace_link(Connection& connection, std::string_view collection, Uuid person, const Document& link,
                  std::span<const events::Event> events);

/// The person's document with that one link in `links`, if there is any.
std::optional<Document> find_link(Connection& connection, std::string_view collection, const Sha256Digest& digest);

/// Throws Problem::not_found if nobody in the collection has that link.
void use_link(Connection& connection, std::string_view collection, const Sha256Digest& digest);

/// Removes those of everybody in the collection that expired before that.
void forget_expired_links(Connection& connection, std::string_view collection, Instant before);

/// A person's new document, or the next version of the stored one, with what its change brings along.
struct PersonWrite {
    const Document& fields; ///< with `_id` and `version`
    const std::vector<events::Event>& events;
    const std::optional<Sha256Digest>& used_link;
    std::optional<Document> new_link;
    bool keeps_links;                             ///< false: all are forgotten, the new one too
    std::optional<http::RecordedAnswer> answer{}; ///< to be kept in the document
    Document computed{};                          ///< further members of the next version, as expressions
};

/// Throws NotWritten if version or used link are not as they should be or the answer is there already, or Error for a
/// duplicate key.
void write_person(Connection& connection, std::string_view collection, const PersonWrite& write);

} // namespace resuelve::mongodb

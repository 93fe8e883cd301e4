#include "adapters/mongodb/links.hpp"

#include "platform/http/problem.hpp"

#include <fmt/format.h>

namespace resuelve::mongodb {
namespace {

/// The list after `used` was used up and a new link has taken the place of those of its purpose: an expression for a
/// pipeline.
Document links_after(const std::optional<Sha256Digest>& used, const std::optional<Document>& added) {
    Array kept_if;
    if (used) kept_if.push(Document{{"$ne", Array{"$$this.digest", *used}}});
    if (added) kept_if.push(Document{{"$ne", Array{"$$this.purpose", (*added)["purpose"]}}});
    const Document there{{"$ifNull", Array{"$links", Array{}}}};
    const Document kept{{"$filter", Document{{"input", there}, {"cond", Document{{"$and", kept_if}}}}}};
    return {{"$concatArrays", Array{kept, Document{{"$literal", added ? Array{*added} : Array{}}}}}};
}

void insert_person(Connection& connection, std::string_view collection, const PersonWrite& write) {
    if (write.used_link) throw NotWritten{};
    auto row = write.fields;
    row.append("links", write.new_link && write.keeps_links ? Array{*write.new_link} : Array{})
        .append("outbox", outbox_items(write.events))
        .append("answers", answer_items(write.answer));
    connection.insert(collection, row);
}

void replace_person(Connection& connection, std::string_view collection, const PersonWrite& write) {
    Document filter{{"_id", write.fields["_id"]}, {"version", write.fields["version"].integer() - 1}};
    if (write.used_link) filter.append("links.digest", *write.used_link);
    if (write.answer) filter.append("answers.key", Document{{"$ne", write.answer->key}});
    auto computed = write.computed;
    computed
        .append("links",
                write.keeps_links ? links_after(write.used_link, write.new_link) : Document{{"$literal", Array{}}})
        .append("outbox", appended("outbox", outbox_items(write.events)))
        .append("answers", appended("answers", answer_items(write.answer)));
    if (connection.update_one(collection, filter, set_pipeline(write.fields, computed)).matched == 0)
        throw NotWritten{};
}

} // namespace

std::string link_indexes(std::string_view collection) {
    return fmt::format(R"json({{"createIndexes": "{0}", "indexes": [
        {{"key": {{"links.digest": 1}}, "name": "{0}_links",
          "partialFilterExpression": {{"links.digest": {{"$exists": true}}}}}},
        {{"key": {{"links.expires_at": 1}}, "name": "{0}_links_by_end",
          "partialFilterExpression": {{"links.expires_at": {{"$exists": true}}}}}}
    ]}})json",
                       collection);
}

void replace_link(Connection& connection, std::string_view collection, Uuid person, const Document& link,
                  std::span<const events::Event> events) {
    const Document computed{{"links", links_after({}, link)}, {"outbox", appended("outbox", outbox_items(events))}};
    if (connection.update_one(collection, {{"_id", person}}, set_pipeline({}, computed)).matched == 0)
        throw Problem{Problem::not_found};
}

std::optional<Document> find_link(Connection& connection, std::string_view collection, const Sha256Digest& digest) {
    return connection.find_one(collection, {.filter = {{"links.digest", digest}}, .projection = {{"links.$", 1}}});
}

void use_link(Connection& connection, std::string_view collection, const Sha256Digest& digest) {
    const Document pulled{{"$pull", Document{{"links", Document{{"digest", digest}}}}}};
    if (connection.update_one(collection, {{"links.digest", digest}}, pulled).matched == 0)
        throw Problem{Problem::not_found};
}

void write_person(Connection& connection, std::string_view collection, const PersonWrite& write) {
    write.fields["version"].integer() == 1 ? insert_person(connection, collection, write)
                                           : replace_person(connection, collection, write);
}

void forget_expired_links(Connection& connection, std::string_view collection, Instant before) {
    const Document expired{{"expires_at", Document{{"$lt", before}}}};
    connection.update_many(collection, {{"links.expires_at", Document{{"$lt", before}}}},
                           Document{{"$pull", Document{{"links", expired}}}});
}

} // namespace resuelve::mongodb

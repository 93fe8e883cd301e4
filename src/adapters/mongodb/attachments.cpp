#include "adapters/mongodb/attachments.hpp"

#include "adapters/mongodb/named.hpp"

namespace resuelve::mongodb {
namespace {

using incidents::Attachment;

Attachment attachment_in(const Document& row) {
    Attachment attachment{.id = row["_id"].id<incidents::AttachmentId>(),
                          .incident = row["incident"].id<IncidentId>(),
                          .name = std::string{row["name"].text()},
                          .content_type = std::string{row["content_type"].text()},
                          .size = row["size"].integer(),
                          .sha256 = row["sha256"].digest(),
                          .state = named<incidents::ScanState>(row["state"]),
                          .uploaded_by_role = named<access::Role>(row["uploaded_by_role"]),
                          .uploaded_by = row["uploaded_by"].optional_uuid(),
                          .uploaded_at = row["uploaded_at"].instant(),
                          .entry = {},
                          .visibility = named<incidents::Visibility>(row["visibility"])};
    if (const auto entry = row["entry"].optional_integer()) attachment.entry = static_cast<int>(*entry);
    return attachment;
}

std::vector<Attachment> all(Connection& connection, const Query& query) {
    std::vector<Attachment> found;
    for (const auto& row : connection.find(attachment_collection, query))
        found.push_back(attachment_in(row));
    return found;
}

} // namespace

void store_attachment(Connection& connection, const Attachment& attachment) {
    Document fields{{"incident", attachment.incident},
                    {"name", attachment.name},
                    {"content_type", attachment.content_type},
                    {"size", attachment.size},
                    {"sha256", attachment.sha256},
                    {"state", json::enum_name(attachment.state)},
                    {"uploaded_by_role", json::enum_name(attachment.uploaded_by_role)},
                    {"uploaded_by", attachment.uploaded_by},
                    {"uploaded_at", attachment.uploaded_at},
                    {"visibility", json::enum_name(attachment.visibility)}};
    if (attachment.entry)
        fields.append("entry", *attachment.entry);
    else
        fields.append("pending", true);
    Document update{{"$set", fields}};
    if (attachment.entry) update.append("$unset", Document{{"pending", ""}});
    connection.update_one(attachment_collection, {{"_id", attachment.id}}, update, true);
}

std::optional<Attachment> find_attachment(Connection& connection, incidents::AttachmentId id) {
    const auto row = connection.find_one(attachment_collection, {.filter = {{"_id", id}}});
    return row ? std::optional{attachment_in(*row)} : std::nullopt;
}

std::vector<Attachment> attachments_of(Connection& connection, IncidentId incident) {
    return all(connection, {.filter = {{"incident", incident}},
                            .sort = {{"uploaded_at", 1}, {"_id", 1}},
                            .index = "attachments_incident"});
}

std::vector<Attachment> forget_pending(Connection& connection, Instant before) {
    auto pending = all(connection, {.filter = {{"pending", true}, {"uploaded_at", Document{{"$lt", before}}}},
                                    .sort = {{"uploaded_at", 1}},
                                    .index = "attachments_pending"});
    // An entry may have linked it meanwhile.
    std::erase_if(pending, [&](const Attachment& one) {
        return connection.delete_one(attachment_collection, {{"_id", one.id}, {"pending", true}}) == 0;
    });
    std::erase_if(pending, [&](const Attachment& one) { return is_referred_to(connection, one.sha256); });
    return pending;
}

bool is_referred_to(Connection& connection, const Sha256Digest& bytes) {
    return connection
        .find_one(attachment_collection,
                  {.filter = {{"sha256", bytes}}, .projection = {{"_id", 1}}, .index = "attachments_sha256"})
        .has_value();
}

} // namespace resuelve::mongodb

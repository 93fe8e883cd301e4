#include "adapters/sqlite/attachments.hpp"

#include <cstring>

namespace resuelve::sqlite {
namespace {

#define ATTACHMENT_COLUMNS                                                                                             \
    "id, incident, name, content_type, size, sha256, state, role, uploaded_by, uploaded_at, entry, visibility"

incidents::Attachment attachment_of(const Statement& row) {
    incidents::Attachment attachment{.id = {row.uuid(0)},
                                     .incident = {row.uuid(1)},
                                     .name = std::string{row.text(2)},
                                     .content_type = std::string{row.text(3)},
                                     .size = row.integer(4),
                                     .state = static_cast<incidents::ScanState>(row.integer(6)),
                                     .uploaded_by_role = static_cast<access::Role>(row.integer(7)),
                                     .uploaded_by = row.optional_uuid(8),
                                     .uploaded_at = row.instant(9),
                                     .entry = {},
                                     .visibility = static_cast<incidents::Visibility>(row.integer(11))};
    const auto digest = row.blob(5);
    if (digest.size() == attachment.sha256.size()) std::memcpy(attachment.sha256.data(), digest.data(), digest.size());
    if (const auto entry = row.optional_integer(10)) attachment.entry = static_cast<int>(*entry);
    return attachment;
}

std::vector<incidents::Attachment> all(Statement& rows) {
    std::vector<incidents::Attachment> attachments;
    while (rows.step())
        attachments.push_back(attachment_of(rows));
    return attachments;
}

} // namespace

void store_attachment(Connection& connection, const incidents::Attachment& attachment) {
    connection
        .prepare("INSERT INTO attachments(" ATTACHMENT_COLUMNS ")"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                 " ON CONFLICT(id) DO UPDATE SET name = ?3, content_type = ?4, sha256 = ?6, state = ?7, entry = ?11,"
                 " visibility = ?12")
        .bind_all(attachment.id, attachment.incident, attachment.name, attachment.content_type, attachment.size,
                  std::span{attachment.sha256}, static_cast<int>(attachment.state),
                  static_cast<int>(attachment.uploaded_by_role), attachment.uploaded_by, attachment.uploaded_at,
                  attachment.entry, static_cast<int>(attachment.visibility))
        .run();
}

std::optional<incidents::Attachment> find_attachment(Connection& connection, incidents::AttachmentId id) {
    auto row = connection.prepare("SELECT " ATTACHMENT_COLUMNS " FROM attachments WHERE id = ?1");
    row.bind(1, id);
    return row.step() ? std::optional{attachment_of(row)} : std::nullopt;
}

std::vector<incidents::Attachment> attachments_of(Connection& connection, IncidentId incident) {
    auto rows = connection.prepare("SELECT " ATTACHMENT_COLUMNS
                                   " FROM attachments WHERE incident = ?1 ORDER BY uploaded_at, id");
    rows.bind(1, incident);
    return all(rows);
}

std::vector<incidents::Attachment> forget_pending(Connection& connection, Instant before) {
    auto rows = connection.prepare("SELECT " ATTACHMENT_COLUMNS " FROM attachments INDEXED BY attachments_pending"
                                   " WHERE entry IS NULL AND uploaded_at < ?1 ORDER BY uploaded_at");
    rows.bind(1, before);
    auto forgotten = all(rows);
    auto remove = connection.prepare("DELETE FROM attachments WHERE id = ?1");
    for (const auto& attachment : forgotten)
        remove.bind(1, attachment.id).run();
    std::erase_if(forgotten, [&](const auto& attachment) { return is_referred_to(connection, attachment.sha256); });
    return forgotten;
}

bool is_referred_to(Connection& connection, const Sha256Digest& bytes) {
    auto row = connection.prepare("SELECT 1 FROM attachments WHERE sha256 = ?1 AND name <> '' LIMIT 1");
    row.bind(1, std::span{bytes});
    return row.step();
}

} // namespace resuelve::sqlite

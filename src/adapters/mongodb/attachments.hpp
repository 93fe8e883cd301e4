#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/attachment.hpp"

namespace resuelve::mongodb {

/// The collection, keyed by id. `pending: true` as long as no entry links it.
inline constexpr std::string_view attachment_collection = "attachments";

/// Stores an attachment or what became of it.
void store_attachment(Connection& connection, const incidents::Attachment& attachment);
std::optional<incidents::Attachment> find_attachment(Connection& connection, incidents::AttachmentId id);
/// Of an incident, oldest first.
std::vector<incidents::Attachment> attachments_of(Connection& connection, IncidentId incident);
/// Forgets the pending ones that were uploaded before, and returns those whose bytes nobody refers to any more.
std::vector<incidents::Attachment> forget_pending(Connection& connection, Instant before);
/// Whether an attachment that was not erased has these bytes.
bool is_referred_to(Connection& connection, const Sha256Digest& bytes);

} // namespace resuelve::mongodb

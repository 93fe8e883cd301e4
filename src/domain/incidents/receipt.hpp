#pragma once

#include "domain/incidents/attachment.hpp"
#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::incidents {

/// The proof of filing (Law 10/2025 art. 12): reference, filed_at, channel, language, subject, description, order,
/// points, attachments {name, size, sha256}, status, answer_by, history {entries, head}, issued_at, status_url. Only
/// public files that belong to an entry are in it.
boost::json::object receipt(const Incident& incident, std::span<const Attachment> attachments, Instant issued_at,
                            std::string_view status_url);

/// The bytes that are signed: JSON without space, members sorted by name at every level (a subset of RFC 8785: there
/// are no fractions), a member `signature` left out.
std::string bytes_to_sign(const boost::json::object& receipt);

/// Gives what is to stand under `signature` for some bytes: the key's owner knows how.
using Sign = std::function<boost::json::object(std::string_view bytes)>;

/// The receipt with its signature.
boost::json::object signed_receipt(boost::json::object receipt, const Sign& sign);

/// The receipt as one word, for a PDF and a QR code: base64url of its JSON, without those members of the signature that
/// the others give (payload, public_key).
std::string receipt_code(const boost::json::object& receipt);

/// The receipt in a code or in a link that ends in "#" and the code; spaces in it, as mail programs make, do not count.
/// Nothing if there is none.
std::optional<boost::json::object> receipt_in(std::string_view code);

/// Whether a timeline is a continuation of the one that the receipt was issued for. A timeline whose end was cut off,
/// or that comes from an older copy of the store, is none, although its chain verifies. Throws std::invalid_argument if
/// it is no receipt.
bool continues(std::span<const Entry> timeline, const boost::json::object& receipt);

} // namespace resuelve::incidents

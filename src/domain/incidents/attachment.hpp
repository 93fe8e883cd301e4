#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/status.hpp"
#include "platform/crypto/sha256.hpp"

#include <optional>
#include <string>

namespace resuelve::incidents {

using AttachmentId = Id<struct AttachmentTag>;

BOOST_DEFINE_ENUM_CLASS(ScanState, pending, clean, infected, unscanned)

/// A file of an incident. Its bytes are in the BlobStore under `sha256`; knowing the hash gives nobody access.
struct Attachment {
    AttachmentId id{};
    IncidentId incident{};
    std::string name;         ///< cleaned, shown, never a path
    std::string content_type; ///< found from the content, one of the allowed ones
    std::int64_t size = 0;    ///< bytes
    Sha256Digest sha256{};
    ScanState state = ScanState::unscanned;
    access::Role uploaded_by_role{};
    std::optional<Uuid> uploaded_by;
    Instant uploaded_at{};
    std::optional<int> entry; ///< the message it belongs to; none: pending, its uploader's only
    Visibility visibility = Visibility::public_;

    bool operator==(const Attachment&) const = default;
};

} // namespace resuelve::incidents

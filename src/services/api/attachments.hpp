#pragma once

#include "services/api/acting.hpp"
#include "services/api/rate_limit.hpp"

#include <vector>

namespace resuelve::api {

namespace limits {
inline constexpr std::size_t attachments_per_message = 10;
inline constexpr std::size_t uploads_per_day = 200; ///< per account, reliability.md §3.2
inline constexpr std::size_t uploaded_mebibytes_per_day = 500;
} // namespace limits

/// How much each account has uploaded today.
struct UploadBudget {
    RateLimit files{{.per_source = limits::uploads_per_day, .in_all = 1'000'000, .window = std::chrono::days{1}}};
    RateLimit mebibytes{
        {.per_source = limits::uploaded_mebibytes_per_day, .in_all = 10'000'000, .window = std::chrono::days{1}}};
};

/// Stores the body as a pending upload of the sender's: 201. It is seen by others once a message names it, and
/// forgotten after a day if none does. `?name=` is its name.
awaitable<Response> upload_attachment(const Request& request, Desk& desk, UploadBudget& budget);

/// Those of the incident that the sender may see.
awaitable<Response> list_attachments(const Request& request, Desk& desk);

/// The bytes of one, always as a download.
awaitable<Response> download_attachment(const Request& request, Desk& desk);

/// The sender's own pending uploads to this incident. Throws Problem::invalid naming /attachment_ids/n for any other
/// id, whether it exists or not.
awaitable<std::vector<incidents::Attachment>> pending_uploads(const Request& request, Desk& desk, IncidentId incident,
                                                              std::vector<incidents::AttachmentId> ids);

} // namespace resuelve::api

#include "services/api/attachments.hpp"

#include "domain/incidents/file_type.hpp"
#include "domain/incidents/limits.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/partial_response.hpp"
#include "services/api/scope.hpp"

#include <algorithm>

namespace resuelve::api {
namespace {

using boost::json::object;
using incidents::Attachment;
using incidents::AttachmentId;
using incidents::ScanState;
using incidents::Visibility;

object attachment_view(const Attachment& attachment) {
    return {{"id", json::to_json(attachment.id)},
            {"name", json::to_json(attachment.name)},
            {"size", attachment.size},
            {"content_type", json::to_json(attachment.content_type)},
            {"state", json::to_json(attachment.state)},
            {"entry", attachment.entry ? boost::json::value(*attachment.entry) : boost::json::value{}},
            {"uploaded_at", json::to_json(attachment.uploaded_at)}};
}

bool is_own(const Request& request, const Attachment& attachment) {
    return attachment.uploaded_by == request.actor().id;
}

bool may_see(const Request& request, const Attachment& attachment) {
    if (!attachment.entry) return is_own(request, attachment);
    return audience_of(request) == Audience::employee || attachment.visibility == Visibility::public_;
}

/// A repeated upload with an Idempotency-Key gets the same id, so that it is the same file (RFC 9562 §5.8).
AttachmentId id_of(const IdempotencyKey& key, Desk& desk) {
    if (!key.given()) return AttachmentId::make(desk.clock.now(), desk.random);
    const auto digest = sha256("attachment " + key.value());
    AttachmentId id;
    std::copy_n(digest.begin(), id.value.bytes.size(), id.value.bytes.begin());
    id.value.bytes[6] = static_cast<std::uint8_t>(0x80 | (id.value.bytes[6] & 0x0F));
    id.value.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.value.bytes[8] & 0x3F));
    return id;
}

std::string file_name(const Request& request) {
    const auto given = request.http.query.find("name");
    if (!given || given->empty())
        throw Problem{Problem::invalid, "The file has no name", {{"name", "required", "is missing: ?name=photo.jpg"}}};
    return incidents::clean_file_name(*given);
}

std::size_t mebibytes(std::size_t bytes) {
    return (bytes + (1U << 20U) - 1) >> 20U;
}

void spend(UploadBudget& budget, const Request& request, Instant now) {
    const auto account = request.actor().id.to_string();
    budget.files.check(account, now);
    budget.mebibytes.check(account, now);
    budget.files.count(account, now);
    budget.mebibytes.count(account, now, mebibytes(request.http.body.size()));
}

void refuse_if_not_now(const Request& request, const incidents::Incident& incident) {
    const auto role = request.actor().role;
    if (const auto next = incidents::next(incident.status, incidents::Act::attach, role); !next)
        throw problem_of(next.error(), role);
}

Response uploaded(const Request& request, const Attachment& attachment) {
    return Response::json(201, attachment_view(attachment))
        .with("location", request.http.path() + "/" + attachment.id.to_string())
        .with("cache-control", "no-store");
}

/// attachment; filename="plain.jpg"; filename*=UTF-8''real%20name.jpg (RFC 6266 §4.3, RFC 8187).
std::string content_disposition(std::string_view name) {
    static constexpr std::string_view kept =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";
    std::string plain;
    std::string encoded;
    for (const char c : name) {
        const bool safe = kept.find(c) != std::string_view::npos;
        // A space is fine between quotes; what is not ASCII is one "_" for each character.
        if (safe || c == ' ')
            plain += c;
        else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
            plain += '_';
        if (safe)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, encoded);
}

} // namespace

awaitable<Response> upload_attachment(const Request& request, Desk& desk, UploadBudget& budget) {
    const auto key = IdempotencyKey::of(request);
    const auto incident = co_await visible_incident(request, desk.incidents);
    const auto id = id_of(key, desk);
    if (key.given()) {
        if (const auto before = co_await desk.incidents.find_attachment(id)) {
            if (before->sha256 != sha256(request.http.body)) throw Problem{Problem::idempotency_key_reused};
            co_return uploaded(request, *before);
        }
    }
    refuse_if_not_now(request, incident);
    if (request.http.body.empty()) throw Problem{Problem::invalid, "The file is empty"};
    const auto name = file_name(request);
    const auto type = incidents::content_type_of(name, request.http.body);
    if ((co_await desk.incidents.attachments(incident.id)).size() >= incidents::limits::attachments)
        throw Problem{Problem::invalid,
                      fmt::format("An incident has at most {} files", incidents::limits::attachments)};
    spend(budget, request, desk.clock.now());
    Attachment attachment{.id = id,
                          .incident = incident.id,
                          .name = name,
                          .content_type = std::string{type},
                          .size = static_cast<std::int64_t>(request.http.body.size()),
                          .uploaded_by_role = request.actor().role,
                          .uploaded_by = request.actor().id,
                          .uploaded_at = desk.clock.now()};
    attachment.sha256 = co_await desk.blobs.put(std::move(request.http.body));
    co_await desk.incidents.add_attachment(attachment);
    co_return uploaded(request, attachment);
}

awaitable<Response> list_attachments(const Request& request, Desk& desk) {
    const auto incident = co_await visible_incident(request, desk.incidents);
    boost::json::array items;
    for (const auto& attachment : co_await desk.incidents.attachments(incident.id))
        if (may_see(request, attachment)) items.push_back(attachment_view(attachment));
    co_return Response::json(200, object{{"items", std::move(items)}, {"next_cursor", nullptr}})
        .with("cache-control", "no-store");
}

awaitable<Response> download_attachment(const Request& request, Desk& desk) {
    const auto incident = co_await visible_incident(request, desk.incidents);
    const auto id = AttachmentId::parse(request.parameter(1));
    const auto attachment = id ? co_await desk.incidents.find_attachment(*id) : std::nullopt;
    if (!attachment || attachment->incident != incident.id || !may_see(request, *attachment))
        throw Problem{Problem::not_found};
    if (attachment->state == ScanState::infected) throw Problem{Problem::conflict, "The file holds a virus"};
    if (attachment->state == ScanState::pending && !is_own(request, *attachment))
        throw Problem{Problem::conflict, "The file has not been looked at by the virus scanner yet"};
    auto bytes = co_await desk.blobs.get(attachment->sha256);
    if (!bytes) throw Problem{Problem::unavailable, "The file cannot be read at the moment"};
    co_return one_range(request.http, Response::text(200, attachment->content_type, std::move(*bytes))
                                          .with("content-disposition", content_disposition(attachment->name))
                                          .with("content-security-policy", "sandbox; default-src 'none'")
                                          .with("x-content-type-options", "nosniff")
                                          .with("cache-control", "private, no-store")
                                          .with("etag", fmt::format("\"{}\"", to_hex(attachment->sha256))));
}

awaitable<std::vector<Attachment>> pending_uploads(const Request& request, Desk& desk, IncidentId incident,
                                                   std::vector<AttachmentId> ids) {
    std::vector<Attachment> uploads;
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto pointer = fmt::format("/attachment_ids/{}", i);
        if (std::ranges::find(uploads, ids[i], &Attachment::id) != uploads.end()) {
            errors.push_back({pointer, "repeated", "is named twice"});
            continue;
        }
        auto found = co_await desk.incidents.find_attachment(ids[i]);
        if (found && found->incident == incident && !found->entry && is_own(request, *found))
            uploads.push_back(std::move(*found));
        else
            errors.push_back(
                {pointer, "unknown", "is not an upload of yours to this incident that waits for a message"});
    }
    if (!errors.empty()) throw Problem{Problem::invalid, "Some files cannot be attached", std::move(errors)};
    co_return uploads;
}

} // namespace resuelve::api

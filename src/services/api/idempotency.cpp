#include "services/api/idempotency.hpp"

#include "platform/crypto/sha256.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>

namespace resuelve::api {
namespace {

constexpr std::size_t longest_key = 255;

bool is_visible_ascii(char c) {
    return c > ' ' && c <= '~';
}

std::string sender_of(const access::Actor& actor) {
    // A mailed link's session has no account when nobody owns the claim yet.
    if (actor.only_incident) return "incident:" + actor.only_incident->to_string();
    return actor.id.to_string();
}

} // namespace

IdempotencyKey IdempotencyKey::of(const Request& request, std::string_view sender,
                                  std::span<const std::uint8_t> secret) {
    IdempotencyKey result;
    const auto header = request.http.header("idempotency-key");
    if (!header) return result;
    if (header->empty() || header->size() > longest_key || !std::ranges::all_of(*header, is_visible_ascii))
        throw Problem{Problem::invalid,
                      "The Idempotency-Key cannot be used",
                      {{"Idempotency-Key", "malformed", "must be 1 to 255 visible ASCII characters"}}};
    const auto who = sender.empty() ? sender_of(request.actor()) : std::string{sender};
    // Lengths keep the parts apart.
    const auto scope = fmt::format("{}:{} {} {}:{} {}", who.size(), who, http::to_string(request.http.method),
                                   request.http.path().size(), request.http.path(), *header);
    result.key_ = to_hex(sha256(scope));
    result.fingerprint_ = to_hex(Sha256{}.add(secret).add(request.http.body).finish());
    return result;
}

IdempotencyKey IdempotencyKey::of_part(std::string_view part) const {
    auto result = *this;
    if (given()) result.key_ = to_hex(Sha256{}.add(key_).add(" ").add(part).finish());
    return result;
}

std::optional<Response> IdempotencyKey::answer_again(const std::optional<http::RecordedAnswer>& recorded) const {
    if (!recorded) return std::nullopt;
    if (recorded->fingerprint != fingerprint_) throw Problem{Problem::idempotency_key_reused};
    const Answer answer{recorded->status, recorded->location, recorded->etag, recorded->body};
    auto response = answer.to_response();
    response.headers.set("idempotent-replayed", "true");
    return response;
}

std::optional<http::RecordedAnswer> IdempotencyKey::record(const Answer& answer, Instant now) const {
    if (!given()) return std::nullopt;
    return http::RecordedAnswer{.key = key_,
                                .fingerprint = fingerprint_,
                                .status = answer.status,
                                .location = answer.location,
                                .etag = answer.etag,
                                .body = answer.body,
                                .answered_at = now};
}

} // namespace resuelve::api

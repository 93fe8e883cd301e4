#include "domain/access/api_token_events.hpp"

#include "platform/json/read.hpp"
#include "platform/json/write.hpp"

#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace resuelve::access {

/// As it is told.
struct ToldToken {
    ApiTokenId id;
    std::string name;
    std::string digest; ///< hexadecimal
    std::vector<std::string> scopes;
    std::vector<std::string> ranges;
    EmployeeId created_by;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> revoked_at;
};
BOOST_DESCRIBE_STRUCT(ToldToken, (), (id, name, digest, scopes, ranges, created_by, created_at, expires_at, revoked_at))

namespace {

std::optional<Sha256Digest> digest_in(std::string_view text) {
    Sha256Digest digest{};
    if (text.size() != 2 * digest.size()) return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const auto* begin = text.data() + 2 * i;
        if (const auto [end, error] = std::from_chars(begin, begin + 2, digest[i], 16);
            error != std::errc{} || end != begin + 2)
            return std::nullopt;
    }
    return digest;
}

} // namespace

events::Event api_token_event(const ApiToken& token, Instant now, std::string traceparent, Random& random) {
    const ToldToken told{token.id,         token.name,       to_hex(token.digest), token.scopes,    token.ranges,
                         token.created_by, token.created_at, token.expires_at,     token.revoked_at};
    return {.id = events::EventId::make(now, random),
            .type = token.revoked_at ? "api_token.revoked" : "api_token.created",
            .source = "/resuelve/employees",
            .subject = token.id.value,
            .version = token.revoked_at ? 2 : 1,
            .time = now,
            .traceparent = std::move(traceparent),
            .data = json::to_json(told).as_object()};
}

ApiToken api_token_of(const events::Event& event) {
    ToldToken told{};
    json::FieldErrors errors;
    json::read_into(told, event.data, errors);
    const auto digest = digest_in(told.digest);
    if (!errors.empty() || !digest)
        throw std::invalid_argument{fmt::format("{} {} tells of no API token", event.type, event.id.to_string())};
    return {.id = told.id,
            .name = std::move(told.name),
            .digest = *digest,
            .scopes = std::move(told.scopes),
            .ranges = std::move(told.ranges),
            .created_by = told.created_by,
            .created_at = told.created_at,
            .expires_at = told.expires_at,
            .last_used_at = {},
            .revoked_at = told.revoked_at};
}

} // namespace resuelve::access

#include "domain/access/api_token_events.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/answer_once.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

struct WantedToken {
    json::Line<1, 100> name;
    json::List<std::string, 1, 20> scopes;
    std::optional<Instant> expires_at;
    std::optional<json::List<std::string, 0, 20>> ranges;
};
BOOST_DESCRIBE_STRUCT(WantedToken, (), (name, scopes, expires_at, ranges))

boost::json::object token_view(const access::ApiToken& token) {
    return {{"id", json::to_json(token.id)},
            {"name", token.name},
            {"scopes", json::to_json(token.scopes)},
            {"ranges", json::to_json(token.ranges)},
            {"created_by", json::to_json(token.created_by)},
            {"created_at", json::to_json(token.created_at)},
            {"expires_at", json::to_json(token.expires_at)},
            {"last_used_at", json::to_json(token.last_used_at)},
            {"revoked_at", json::to_json(token.revoked_at)}};
}

void check(const WantedToken& wanted, Instant now) {
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < wanted.scopes.value.size(); ++i)
        if (!access::is_scope(wanted.scopes.value[i]))
            errors.push_back({fmt::format("/scopes/{}", i), "unknown", "There is no such scope"});
    if (wanted.ranges)
        for (std::size_t i = 0; i < wanted.ranges->value.size(); ++i)
            if (!access::is_address_range(wanted.ranges->value[i]))
                errors.push_back({fmt::format("/ranges/{}", i), "malformed", "Not an address range in CIDR notation"});
    if (wanted.expires_at && (*wanted.expires_at <= now || *wanted.expires_at > now + access::longest_api_token_life))
        errors.push_back({"/expires_at", "out_of_range", "In the future, at most a year from now"});
    if (!errors.empty()) throw Problem{Problem::invalid, {}, std::move(errors)};
}

/// A company has few.
awaitable<std::optional<access::ApiToken>> find(access::ApiTokenId id, access::ApiTokenStore& store) {
    for (auto& token : co_await store.list())
        if (token.id == id) co_return std::move(token);
    co_return std::nullopt;
}

/// What requests with a key were answered. Sealed, since the token is in it, which nobody may read in a stolen copy.
class SealedAnswers {
public:
    explicit SealedAnswers(Service& service) : service_{service} {}

    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) {
        auto answer = co_await service_.tokens.recorded_answer(key);
        if (!answer) co_return std::nullopt;
        auto body = service_.box.open(answer->body, key);
        if (!body) throw Problem{Problem::conflict, "The token was made, and cannot be shown again: revoke it."};
        answer->body = *std::move(body);
        co_return answer;
    }

    std::optional<http::RecordedAnswer> record(const api::IdempotencyKey& key, const api::Answer& answer) {
        auto recorded = key.record(answer, service_.clock.now());
        if (recorded) recorded->body = service_.box.seal(recorded->body, recorded->key, service_.random);
        return recorded;
    }

private:
    Service& service_;
};

access::ApiToken token_of(const WantedToken& wanted, std::string_view secret, const Request& request, Instant now,
                          Random& random) {
    return {.id = access::ApiTokenId::make(now, random),
            .name = wanted.name.value,
            .digest = access::api_token_digest(secret).value(),
            .scopes = wanted.scopes.value,
            .ranges = wanted.ranges ? wanted.ranges->value : std::vector<std::string>{},
            .created_by = request.actor().employee_id(),
            .created_at = now,
            .expires_at = wanted.expires_at.value_or(now + access::longest_api_token_life),
            .last_used_at = {},
            .revoked_at = {}};
}

awaitable<Response> try_make(const Request& request, Service& service, const WantedToken& wanted,
                             const api::IdempotencyKey& key) {
    const auto now = service.clock.now();
    const auto secret = access::make_api_token(service.random);
    const auto token = token_of(wanted, secret, request, now, service.random);
    auto view = token_view(token);
    view["token"] = secret;
    const api::Answer answer{.status = 201,
                             .location = "/api/v1/employees/tokens/" + token.id.to_string(),
                             .etag = {},
                             .body = boost::json::serialize(view)};
    co_await service.tokens.put(token,
                                {api::audited(request, now, access::Audited::api_token_made, token.id.value,
                                              fmt::format("{}", fmt::join(token.scopes, " ")))},
                                {access::api_token_event(token, now, request.http.traceparent, service.random)},
                                SealedAnswers{service}.record(key, answer));
    co_return answer.to_response();
}

} // namespace

awaitable<Response> list_api_tokens(const Request&, Service& service) {
    boost::json::array items;
    for (const auto& token : co_await service.tokens.list())
        items.emplace_back(token_view(token));
    co_return Response::json(200, boost::json::object{{"items", std::move(items)}, {"next_cursor", nullptr}})
        .with("cache-control", "no-store");
}

/// The token is shown here, to a repeated request too, and never again.
awaitable<Response> create_api_token(const Request& request, Service& service) {
    const auto wanted = request.body<WantedToken>();
    const auto now = service.clock.now();
    api::want_recent_sign_in(request, now);
    check(wanted, now);
    const auto key = api::IdempotencyKey::of(request);
    SealedAnswers answers{service};
    co_return co_await api::answer_once(key, answers, try_make(request, service, wanted, key));
}

awaitable<Response> revoke_api_token(const Request& request, Service& service) {
    const auto id = access::ApiTokenId::parse(request.parameter(0));
    if (!id) throw Problem{Problem::not_found};
    auto token = co_await find(*id, service.tokens);
    if (!token) throw Problem{Problem::not_found};
    const auto now = service.clock.now();
    token->revoked_at = now;
    const bool revoked = co_await service.tokens.revoke(
        *id, now, {api::audited(request, now, access::Audited::api_token_revoked, id->value)},
        {access::api_token_event(*token, now, request.http.traceparent, service.random)});
    if (!revoked) throw Problem{Problem::not_found};
    co_return Response::empty(204);
}

} // namespace resuelve::employees

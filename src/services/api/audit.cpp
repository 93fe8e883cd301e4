#include "services/api/audit.hpp"

#include "domain/access/throttle.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "platform/log/log.hpp"
#include "services/api/query_parameters.hpp"

#include <charconv>

namespace resuelve::api {
namespace {

using access::Actor;
using access::Audited;
using access::AuditRecord;

using AnyId = Id<struct AnyTag>;

std::string text_of(const std::optional<Uuid>& id) {
    return id ? id->to_string() : std::string{};
}

/// The number that a cursor stands for; nothing for the first page.
std::optional<std::int64_t> number_in(const std::string& cursor) {
    if (cursor.empty()) return std::nullopt;
    std::int64_t number = 0;
    const auto* end = cursor.data() + cursor.size();
    const auto [stopped_at, error] = std::from_chars(cursor.data(), end, number);
    if (error != std::errc{} || stopped_at != end || number < 1)
        throw Problem{Problem::malformed, "The cursor is not one of ours."};
    return number;
}

access::AuditQuery query_of(const Request& request) {
    QueryParameters parameters{request.http.query, {"actor", "subject", "act", "from", "until", "cursor", "limit"}};
    const auto id = [&](std::string_view name) {
        const auto found = parameters.id<AnyId>(name);
        return found ? std::optional{found->value} : std::nullopt;
    };
    access::AuditQuery query{.actor = id("actor"),
                             .subject = id("subject"),
                             .act = parameters.one_of<Audited>("act"),
                             .from = parameters.instant("from"),
                             .until = parameters.instant("until"),
                             .before = number_in(parameters.cursor()),
                             .limit = parameters.limit()};
    parameters.finish();
    return query;
}

boost::json::object view(const access::SealedRecord& sealed) {
    const auto& record = sealed.record;
    return {{"number", sealed.number},
            {"at", json::to_json(record.at)},
            {"role", access::to_string(record.role)},
            {"actor_id", json::to_json(record.actor)},
            {"act", json::enum_name(record.act)},
            {"subject_id", json::to_json(record.subject)},
            {"address", record.address},
            {"trace_id", record.trace_id},
            {"detail", record.detail},
            {"hash", to_hex(sealed.hash)}};
}

} // namespace

AuditRecord audited(const Request& request, Instant now, Audited act, std::optional<Uuid> subject, std::string detail) {
    return audited_by(request.actor(), request, now, act, subject, std::move(detail));
}

AuditRecord audited_by(const Actor& who, const Request& request, Instant now, Audited act, std::optional<Uuid> subject,
                       std::string detail) {
    return {.at = now,
            .role = who.role,
            .actor = who.role == access::Role::anonymous ? std::nullopt : std::optional{who.id},
            .act = act,
            .subject = subject,
            .address = access::address_range(request.http.peer),
            .trace_id = request.http.trace_id,
            .detail = std::move(detail)};
}

awaitable<void> AuditedReads::note(const Request& request, Audited act, std::optional<Uuid> subject) {
    auto record = audited(request, clock_.now(), act, subject);
    const auto read = fmt::format("{} {} {}", text_of(record.actor), json::enum_name(act), text_of(subject));
    if (!is_new(read, record.at)) co_return;
    try {
        co_await audit_.append({record});
        co_return;
    } catch (const std::exception& error) {
        log::error("a read could not be audited", {{"act", json::enum_name(act)},
                                                   {"actor", text_of(record.actor)},
                                                   {"subject", text_of(subject)},
                                                   {"address", record.address},
                                                   {"trace_id", record.trace_id},
                                                   {"reason", error.what()}});
    }
    forget(read); // the next one is tried again
}

bool AuditedReads::is_new(const std::string& read, Instant now) {
    const std::scoped_lock lock{mutex_};
    auto& noted = noted_[read];
    if (now - noted < once_in && noted <= now) return false;
    noted = now;
    return true;
}

void AuditedReads::forget(const std::string& read) {
    const std::scoped_lock lock{mutex_};
    noted_.erase(read);
}

awaitable<Response> audit_page(const Request& request, access::AuditLog& audit) {
    auto query = query_of(request);
    const auto wanted = query.limit;
    ++query.limit; // one more says whether there is a next page
    auto found = co_await audit.list(query);
    boost::json::value next;
    if (found.size() > wanted) {
        found.pop_back();
        next = std::to_string(found.back().number);
    }
    boost::json::array items;
    for (const auto& sealed : found)
        items.emplace_back(view(sealed));
    co_return Response::json(200, boost::json::object{{"items", std::move(items)}, {"next_cursor", std::move(next)}})
        .with("cache-control", "no-store");
}

awaitable<Response> audit_verification(access::AuditLog& audit) {
    const auto verified = co_await access::verify(audit);
    boost::json::value fault;
    if (verified.fault) fault = {{"record", verified.fault->number}, {"kind", json::enum_name(verified.fault->fault)}};
    co_return Response::json(
        200,
        boost::json::object{{"records", verified.records}, {"intact", !verified.fault}, {"fault", std::move(fault)}})
        .with("cache-control", "no-store");
}

} // namespace resuelve::api

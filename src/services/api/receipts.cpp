#include "services/api/receipts.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/signature.hpp"
#include "platform/json/write.hpp"
#include "services/api/scope.hpp"

namespace resuelve::api {
namespace {

using boost::json::object;

constexpr std::string_view algorithm = "Ed25519";

object key_view(const PublicKey& key) {
    return {{"key_id", json::to_json(key.id)},
            {"algorithm", json::to_json(algorithm)},
            {"public_key", json::to_json(to_base64url(key.bytes))}};
}

object order_view(const incidents::Order& order) {
    return {{"reference", json::to_json(order.reference)},
            {"line", json::to_json(order.line)},
            {"product", json::to_json(order.product)},
            {"serial_number", json::to_json(order.serial_number)},
            {"purchased_on", json::to_json(order.purchased_on)}};
}

/// Files that were sent, with their hashes: the receipt proves their content, too.
boost::json::array files(const std::vector<incidents::Attachment>& attachments) {
    boost::json::array files;
    for (const auto& file : attachments)
        if (file.entry && file.visibility == incidents::Visibility::public_)
            files.push_back(object{{"name", json::to_json(file.name)},
                                   {"size", file.size},
                                   {"sha256", json::to_json(to_hex(file.sha256))}});
    return files;
}

object unsigned_receipt(const incidents::Incident& incident, const std::vector<incidents::Attachment>& attachments,
                        Instant now) {
    return {{"incident_id", json::to_json(incident.id)},
            {"reference", json::to_json(incident.reference.value)},
            {"filed_at", json::to_json(incident.created_at)},
            {"channel", json::to_json(incident.channel)},
            {"language", json::to_json(incident.language)},
            {"subject", json::to_json(incident.subject)},
            {"description", json::to_json(incident.description)},
            {"order", incident.order ? boost::json::value(order_view(*incident.order)) : nullptr},
            {"points", json::to_json(incident.points)},
            {"attachments", files(attachments)},
            {"status", json::to_json(incident.status)},
            {"answer_by", json::to_json(incident.deadlines.answer_by)},
            {"history",
             {{"entries", incident.history.entries}, {"head", json::to_json(to_hex(incident.history.head))}}},
            {"issued_at", json::to_json(now)}};
}

/// Whether the Accept header names the PDF before, or without, JSON.
bool wants_pdf(const Request& request) {
    const auto accept = request.http.header("accept").value_or("");
    const auto pdf = accept.find("application/pdf");
    return pdf != std::string_view::npos && pdf < accept.find("application/json");
}

} // namespace

object Receipts::issue(const incidents::Incident& incident, const std::vector<incidents::Attachment>& attachments,
                       Instant now) const {
    const SigningKey key{keys_.newest()};
    auto receipt = unsigned_receipt(incident, attachments, now);
    receipt["status_url"] = json::to_json(fmt::format("{}/i/{}", base_url_, incident.reference.value));
    const auto payload = boost::json::serialize(receipt);
    auto signature = key_view(key.public_key());
    signature["payload"] = json::to_json(to_base64url(payload));
    signature["value"] = json::to_json(to_base64url(key.sign(payload)));
    receipt["signature"] = std::move(signature);
    return receipt;
}

std::string Receipts::pdf(const object& receipt, std::string language) const {
    return render_(receipt, std::move(language));
}

object Receipts::keys() const {
    boost::json::array items;
    for (const auto& key : public_keys(keys_)) items.push_back(key_view(key));
    return {{"items", std::move(items)}, {"next_cursor", nullptr}};
}

awaitable<Response> receipt_of(const Request& request, Desk& desk, const Receipts& receipts) {
    const auto incident = co_await visible_incident(request, desk.incidents);
    const auto attachments = co_await desk.incidents.attachments(incident.id);
    const auto signed_receipt = receipts.issue(incident, attachments, desk.clock.now());
    if (!wants_pdf(request))
        co_return Response::json(200, signed_receipt).with("cache-control", "no-store").with("vary", "accept");
    co_return Response::text(200, "application/pdf", receipts.pdf(signed_receipt, incident.language))
        .with("content-disposition", fmt::format("attachment; filename=\"{}.pdf\"", incident.reference.value))
        .with("cache-control", "no-store")
        .with("vary", "accept");
}

} // namespace resuelve::api

#include "services/api/receipts.hpp"

#include "domain/incidents/receipt.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/signature.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/scope.hpp"

#include <algorithm>

namespace resuelve::api {
namespace {

using boost::json::object;

constexpr std::string_view algorithm = "Ed25519";

object key_view(const PublicKey& key) {
    return {{"key_id", json::to_json(key.id)},
            {"algorithm", json::to_json(algorithm)},
            {"public_key", json::to_json(to_base64url(key.bytes))}};
}

std::string_view text_in(const object& from, std::string_view name) {
    const auto* found = from.if_contains(name);
    return found && found->is_string() ? std::string_view{found->get_string()} : std::string_view{};
}

/// The member of a signature that is bytes. Throws Problem::invalid naming it.
Bytes bytes_in(const object& signature, std::string_view name) {
    auto bytes = from_base64url(text_in(signature, name));
    if (!bytes || bytes->empty())
        throw Problem{Problem::invalid,
                      "This is no receipt",
                      {{fmt::format("/signature/{}", name), "malformed", "must be base64url without padding"}}};
    return *std::move(bytes);
}

const object& signature_of(const object& receipt) {
    const auto* signature = receipt.if_contains("signature");
    if (!signature || !signature->is_object())
        throw Problem{Problem::invalid, "This is no receipt", {{"/signature", "required", "is missing"}}};
    return signature->get_object();
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
    const auto status_url = fmt::format("{}/i/{}", base_url_, incident.reference.value);
    return incidents::signed_receipt(incidents::receipt(incident, attachments, now, status_url),
                                     [&](std::string_view bytes) {
                                         auto signature = key_view(key.public_key());
                                         signature["payload"] = json::to_json(to_base64url(bytes));
                                         signature["value"] = json::to_json(to_base64url(key.sign(bytes)));
                                         return signature;
                                     });
}

ReceiptVerdict Receipts::verify(const object& receipt) const {
    const auto& signature = signature_of(receipt);
    const auto value = bytes_in(signature, "value");
    const auto signed_bytes = incidents::bytes_to_sign(receipt);
    if (signature.contains("payload")) {
        const auto payload = bytes_in(signature, "payload");
        if (signed_bytes != std::string{payload.begin(), payload.end()}) return ReceiptVerdict::altered;
    }
    const auto ours = public_keys(keys_);
    const auto key = std::ranges::find(ours, text_in(signature, "key_id"), &PublicKey::id);
    if (key == ours.end()) return ReceiptVerdict::unknown_key;
    return verifies(*key, value, signed_bytes) ? ReceiptVerdict::genuine : ReceiptVerdict::bad_signature;
}

awaitable<std::string> Receipts::pdf(object receipt, std::string language) const {
    auto check_url = fmt::format("{}/verificar#{}", base_url_, incidents::receipt_code(receipt));
    return render_(std::move(receipt), std::move(language), std::move(check_url));
}

object Receipts::keys() const {
    boost::json::array items;
    for (const auto& key : public_keys(keys_))
        items.push_back(key_view(key));
    return {{"items", std::move(items)}, {"next_cursor", nullptr}};
}

awaitable<Response> receipt_of(const Request& request, Desk& desk, const Receipts& receipts) {
    const auto incident = co_await visible_incident(request, desk.incidents);
    const auto attachments = co_await desk.incidents.attachments(incident.id);
    const auto signed_receipt = receipts.issue(incident, attachments, desk.clock.now());
    if (!wants_pdf(request))
        co_return Response::json(200, signed_receipt).with("cache-control", "no-store").with("vary", "accept");
    auto pdf = co_await receipts.pdf(signed_receipt, incident.language);
    co_return Response::text(200, "application/pdf", std::move(pdf))
        .with("content-disposition", fmt::format("attachment; filename=\"{}.pdf\"", incident.reference.value))
        .with("cache-control", "no-store")
        .with("vary", "accept");
}

} // namespace resuelve::api

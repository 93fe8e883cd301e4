#pragma once

#include "domain/incidents/incident.hpp"
#include "platform/crypto/key_ring.hpp"
#include "services/api/acting.hpp"

#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include <functional>
#include <string>

namespace resuelve::api {

/// What a receipt turned out to be.
BOOST_DEFINE_ENUM_CLASS(ReceiptVerdict, genuine,
                        altered,      ///< not what was signed
                        unknown_key,  ///< signed by none of our keys
                        bad_signature ///< not by the key that it names
)

/// Makes a PDF of a signed receipt in a language, off the event loop: it takes milliseconds. `check_url` opens the page
/// that checks the receipt; behind its "#" is the receipt itself.
using ReceiptRenderer =
    std::function<awaitable<std::string>(boost::json::object receipt, std::string language, std::string check_url)>;

/// Issues signed receipts: what was filed, when, and how the timeline stood (Law 10/2025 art. 12).
class Receipts {
public:
    /// `base_url` is where customers find the web application: "https://tienda.example", without a slash at the end.
    Receipts(const KeyRing& keys, ReceiptRenderer render, std::string base_url) :
        keys_{keys}, render_{std::move(render)}, base_url_{std::move(base_url)} {}

    /// The receipt with a member `signature` {algorithm, key_id, public_key, payload, value}: `payload` is
    /// incidents::bytes_to_sign() in base64url, for those who would rather not spell JSON in one way; `value` is
    /// Ed25519 of these bytes.
    boost::json::object issue(const incidents::Incident& incident,
                              const std::vector<incidents::Attachment>& attachments, Instant now) const;

    /// Checks a receipt against our keys, also one from a code, which has no payload. Throws Problem::invalid if it has
    /// no signature such as issue() makes.
    ReceiptVerdict verify(const boost::json::object& receipt) const;

    awaitable<std::string> pdf(boost::json::object receipt, std::string language) const;

    /// The public keys that receipts are checked with, newest first: {"items": [{key_id, algorithm, public_key}]}.
    boost::json::object keys() const;

private:
    const KeyRing& keys_;
    ReceiptRenderer render_;
    std::string base_url_;
};

/// The receipt of the incident in the path, as JSON or, if the sender would rather, as PDF.
awaitable<Response> receipt_of(const Request& request, Desk& desk, const Receipts& receipts);

} // namespace resuelve::api

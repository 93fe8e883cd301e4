#pragma once

#include "domain/access/passkey.hpp"
#include "domain/access/session.hpp"
#include "platform/time/clock.hpp"
#include "services/api/request.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace resuelve::api {

/// The body that signs somebody in: WebAuthn's AuthenticatorAssertionResponse.
struct PasskeyAnswer {
    Base64url user_handle; ///< whose passkey it is, as an enrolment named them
    Base64url credential;
    Base64url client_data;
    Base64url authenticator_data;
    Base64url signature;

    /// The person; nothing if the handle is none of ours.
    std::optional<Uuid> person() const;
};
BOOST_DESCRIBE_STRUCT(PasskeyAnswer, (), (user_handle, credential, client_data, authenticator_data, signature))

/// How people of one kind add passkeys and sign in with them: what the services of customers and of employees share.
/// Finding the person and storing what changed is theirs.
class PasskeyCeremonies {
public:
    /// All outlive it.
    struct Parts {
        access::SessionKind kind; ///< a customer's passkey signs no employee in
        webauthn::RelyingParty party;
        const KeyRing& keys; ///< the ring "sessions"
        const Clock& clock;
        Random& random;
    };

    explicit PasskeyCeremonies(Parts parts) : parts_{std::move(parts)} {}

    /// 200 {challenge, rp_id, expires_at}, for somebody who wants to sign in.
    Response challenge() const;

    /// The passkeys once one of them has answered; nothing if the answer is not right, or is one that came before.
    std::optional<access::Passkeys> after(const PasskeyAnswer& answer, access::Passkeys passkeys) const;

    /// Who adds a passkey: `name` tells accounts apart where a device shows several.
    struct Person {
        Uuid id;
        std::string name;
        std::string display_name;
    };
    /// 200 {challenge, expires_at, rp, user, algorithms, exclude}, for a passkey to be made.
    Response enrolment(const Person& person, const access::Passkeys& passkeys) const;

    /// The passkey that the request brings. Throws Problem::invalid for one that was not made for this person's
    /// challenge, Problem::conflict for one that they have, or one too many.
    access::Passkey brought(const Request& request, Uuid person, const access::Passkeys& passkeys) const;

private:
    webauthn::Challenges to_sign_in() const;
    webauthn::Challenges to_add(Uuid person) const;

    Parts parts_;
};

/// As their owner sees it: {id, name, added_at, last_used_at}.
boost::json::object passkey_view(const access::Passkey& passkey);
boost::json::array passkey_items(const access::Passkeys& passkeys);
/// 200 {items, next_cursor: null}.
Response passkey_list(const access::Passkeys& passkeys);
/// Without the one that the path's first parameter names. Throws Problem::not_found if there is none such.
access::Passkeys without_named(const Request& request, access::Passkeys passkeys);

} // namespace resuelve::api

#include "services/api/passkeys.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"

namespace resuelve::api {
namespace {

struct NewPasskey {
    json::Line<1, access::limits::passkey_name> name;
    Base64url client_data;
    Base64url authenticator_data;
};
BOOST_DESCRIBE_STRUCT(NewPasskey, (), (name, client_data, authenticator_data))

Response fresh(boost::json::object body) {
    return Response::json(200, std::move(body)).with("cache-control", "no-store");
}

boost::json::object challenge_for(const webauthn::Challenges& challenges, Instant now, Random& random) {
    return {{"challenge", challenges.make(now, random)},
            {"expires_at", json::to_json(now + webauthn::Challenges::validity)}};
}

boost::json::array algorithms() {
    boost::json::array numbers;
    for (const auto algorithm : json::enum_values<webauthn::Algorithm>())
        numbers.emplace_back(webauthn::cose_number(algorithm));
    return numbers;
}

} // namespace

std::optional<Uuid> PasskeyAnswer::person() const {
    Uuid id;
    if (user_handle.bytes.size() != id.bytes.size()) return std::nullopt;
    std::ranges::copy(user_handle.bytes, id.bytes.begin());
    return id;
}

webauthn::Challenges PasskeyCeremonies::to_sign_in() const {
    return {parts_.keys, fmt::format("{} signs in", json::enum_name(parts_.kind))};
}

webauthn::Challenges PasskeyCeremonies::to_add(Uuid person) const {
    return {parts_.keys, fmt::format("{} {} adds", json::enum_name(parts_.kind), person.to_string())};
}

Response PasskeyCeremonies::challenge() const {
    auto body = challenge_for(to_sign_in(), parts_.clock.now(), parts_.random);
    body["rp_id"] = parts_.party.id;
    return fresh(std::move(body));
}

std::optional<access::Passkeys> PasskeyCeremonies::after(const PasskeyAnswer& answer, access::Passkeys passkeys) const {
    auto* passkey = access::find_credential(passkeys, answer.credential);
    if (!passkey) return std::nullopt;
    auto accepted = webauthn::asserted({answer.client_data, answer.authenticator_data, answer.signature},
                                       passkey->credential, parts_.party, to_sign_in(), parts_.clock.now());
    if (!accepted || accepted->challenged_at <= passkey->last_used_at) return std::nullopt;
    passkey->credential = std::move(accepted->credential);
    passkey->last_used_at = accepted->challenged_at;
    return passkeys;
}

Response PasskeyCeremonies::enrolment(const Person& person, const access::Passkeys& passkeys) const {
    boost::json::array exclude;
    for (const auto& passkey : passkeys)
        exclude.push_back(json::to_json(passkey.credential.id));
    auto body = challenge_for(to_add(person.id), parts_.clock.now(), parts_.random);
    body["rp"] = boost::json::object{{"id", parts_.party.id}, {"name", "Resuelve"}};
    body["user"] = boost::json::object{
        {"id", to_base64url(person.id.bytes)}, {"name", person.name}, {"display_name", person.display_name}};
    body["algorithms"] = algorithms();
    body["exclude"] = std::move(exclude);
    return fresh(std::move(body));
}

access::Passkey PasskeyCeremonies::brought(const Request& request, Uuid person,
                                           const access::Passkeys& passkeys) const {
    auto body = request.body<NewPasskey>();
    const auto now = parts_.clock.now();
    auto accepted = webauthn::created({body.client_data, body.authenticator_data}, parts_.party, to_add(person), now);
    if (!accepted)
        throw Problem{Problem::invalid,
                      {},
                      {{"/client_data", std::string{json::enum_name(accepted.error())},
                        "This is no passkey that was made for the last challenge"}}};
    if (passkeys.size() >= access::limits::passkeys_of_one)
        throw Problem{Problem::conflict, "There are ten passkeys already; remove one first."};
    const auto is_same = [&](const access::Passkey& had) { return had.credential.id == accepted->credential.id; };
    if (std::ranges::any_of(passkeys, is_same)) throw Problem{Problem::conflict, "That passkey was added before."};
    return {.id = access::PasskeyId::make(now, parts_.random),
            .name = std::move(body.name.value),
            .credential = std::move(accepted->credential),
            .added_at = now};
}

boost::json::object passkey_view(const access::Passkey& passkey) {
    return {{"id", json::to_json(passkey.id)},
            {"name", passkey.name},
            {"added_at", json::to_json(passkey.added_at)},
            {"last_used_at", json::to_json(passkey.last_used_at)}};
}

boost::json::array passkey_items(const access::Passkeys& passkeys) {
    boost::json::array items;
    for (const auto& passkey : passkeys)
        items.push_back(passkey_view(passkey));
    return items;
}

Response passkey_list(const access::Passkeys& passkeys) {
    return Response::json(200, boost::json::object{{"items", passkey_items(passkeys)}, {"next_cursor", nullptr}});
}

access::Passkeys without_named(const Request& request, access::Passkeys passkeys) {
    const auto id = access::PasskeyId::parse(request.parameter(0));
    const auto removed =
        id ? std::erase_if(passkeys, [&](const access::Passkey& passkey) { return passkey.id == *id; }) : 0;
    if (removed == 0) throw Problem{Problem::not_found};
    return passkeys;
}

} // namespace resuelve::api

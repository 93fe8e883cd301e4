#include "domain/access/passkey.hpp"

#include "platform/json/write.hpp"

namespace resuelve::access {

std::optional<std::string> written(const Passkeys& passkeys) {
    return passkeys.empty() ? std::nullopt : std::optional{boost::json::serialize(json::to_json(passkeys))};
}

Passkeys read_passkeys(const std::optional<std::string>& text) {
    return text ? json::read<Passkeys>(*text) : Passkeys{};
}

Passkey* find_credential(Passkeys& passkeys, const Base64url& credential) {
    const auto found =
        std::ranges::find(passkeys, credential, [](const Passkey& passkey) { return passkey.credential.id; });
    return found == passkeys.end() ? nullptr : &*found;
}

std::vector<PasskeyChange> passkey_changes(const Passkeys& before, const Passkeys& after) {
    std::vector<PasskeyChange> changes;
    const auto keep_missing = [&changes](const Passkeys& from, const Passkeys& in, bool added) {
        for (const auto& passkey : from)
            if (std::ranges::find(in, passkey.id, &Passkey::id) == in.end()) changes.push_back({added, passkey.name});
    };
    keep_missing(before, after, false);
    keep_missing(after, before, true);
    return changes;
}

} // namespace resuelve::access

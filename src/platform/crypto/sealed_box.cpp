#include "platform/crypto/sealed_box.hpp"

#include "platform/crypto/encoding.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace resuelve {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const auto* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string SealedBox::seal(std::string_view plain, std::string_view sealed_for, Random& random) const {
    const auto nonce = random.bytes<nonce_size>();
    Bytes box(nonce_size + plain.size() + tag_size);
    std::ranges::copy(nonce, box.begin());
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + nonce_size, nullptr, bytes_of(plain), plain.size(),
                                               bytes_of(sealed_for), sealed_for.size(), nullptr, nonce.data(),
                                               keys_.newest().secret.data());
    return keys_.newest().id + "." + to_base64url(box);
}

std::optional<std::string> SealedBox::open(std::string_view sealed, std::string_view sealed_for) const {
    const auto dot = sealed.find('.');
    if (dot == sealed.npos) return std::nullopt;
    const auto* key = keys_.find(sealed.substr(0, dot));
    const auto box = from_base64url(sealed.substr(dot + 1));
    if (!key || !box || box->size() < nonce_size + tag_size) return std::nullopt;
    std::string plain(box->size() - nonce_size - tag_size, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, box->data() + nonce_size,
            box->size() - nonce_size, bytes_of(sealed_for), sealed_for.size(), box->data(), key->secret.data()) != 0)
        return std::nullopt;
    return plain;
}

} // namespace resuelve

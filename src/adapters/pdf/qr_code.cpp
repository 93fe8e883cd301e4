#include "adapters/pdf/qr_code.hpp"

#include "adapters/pdf/handles.hpp"

#include <qrencode.h>

namespace resuelve::pdf {

QrCode make_qr_code(const std::string& text, Damage may_have) {
    if (text.empty()) return {};
    const std::unique_ptr<QRcode, Release<QRcode_free>> code{
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                          may_have == Damage::quarter ? QR_ECLEVEL_Q : QR_ECLEVEL_L)};
    if (!code) return {};
    QrCode squares{.side = code->width, .dark = {}};
    const std::span modules{code->data, static_cast<std::size_t>(code->width * code->width)};
    squares.dark.reserve(modules.size());
    for (const auto module : modules)
        squares.dark.push_back((module & 1) != 0); // the other bits say what it is for
    return squares;
}

} // namespace resuelve::pdf

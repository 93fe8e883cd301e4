#pragma once

#include <string>
#include <vector>

namespace resuelve::pdf {

/// The squares of a QR code (ISO/IEC 18004), row by row, without the quiet zone around it.
struct QrCode {
    int side = 0;           ///< squares per row and rows
    std::vector<bool> dark; ///< side × side

    bool is_dark(int row, int column) const {
        return dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(column)];
    }
};

/// How much of a code may be damaged, and so how much text fits into it.
enum class Damage {
    quarter,  ///< about 1,600 bytes
    fifteenth ///< about 2,900 bytes
};

/// The code of a text. No squares if the text is empty or does not fit.
QrCode make_qr_code(const std::string& text, Damage may_have = Damage::quarter);

} // namespace resuelve::pdf

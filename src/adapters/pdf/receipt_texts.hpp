#pragma once

#include "platform/time/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace resuelve::pdf {

/// Everything a receipt says by itself, in one language.
struct ReceiptTexts {
    std::string_view language; ///< BCP 47
    std::string_view title, proof, reference, filed_at, channel, answer_by;
    std::string_view claim, subject, description, order, order_reference, order_line, product, serial_number, quantity,
        purchased_on, points, attachments, bytes;
    std::string_view authenticity, entries, head, issued_at, signature, key, algorithm, how_to_verify;
    std::string_view scan, code_of, page_of; ///< fmt: address; address; number, total
    std::string_view check, check_code;      ///< fmt: address of the page that checks; none
    char thousands;
};

/// The texts of "es" or "en"; Spanish for any other language.
const ReceiptTexts& receipt_texts(std::string_view language);

/// How a channel's name is shown; an unknown one as it is.
std::string channel_name(std::string_view channel, const ReceiptTexts& texts);

/// "27 de noviembre de 2026, 18:00:05 (CET, Europe/Madrid)".
std::string date_and_hour(Instant moment, const ReceiptTexts& texts);
/// "27 de noviembre de 2026".
std::string date_only(std::chrono::year_month_day date, const ReceiptTexts& texts);

/// "1.234.567 bytes".
std::string size_in_bytes(std::int64_t size, const ReceiptTexts& texts);

} // namespace resuelve::pdf

#include "adapters/pdf/receipt_texts.hpp"

#include <date/tz.h>

#include <utility>

namespace resuelve::pdf {
namespace {

constexpr ReceiptTexts spanish{
    .language = "es",
    .title = "Justificante de reclamación",
    .proof = "Este documento acredita la presentación de la reclamación, con su contenido, fecha y hora.",
    .reference = "Clave identificativa",
    .filed_at = "Presentada el",
    .channel = "Canal",
    .answer_by = "Respuesta, como tarde",
    .claim = "Reclamación",
    .subject = "Asunto",
    .description = "Descripción",
    .order = "Pedido",
    .order_reference = "Número de pedido",
    .order_line = "Línea del pedido",
    .product = "Producto",
    .serial_number = "Número de serie",
    .quantity = "Unidades",
    .purchased_on = "Fecha de compra",
    .points = "Lo que se reclama, punto por punto",
    .attachments = "Archivos adjuntos",
    .bytes = "bytes",
    .authenticity = "Autenticidad",
    .entries = "Anotaciones",
    .head = "Huella del historial",
    .issued_at = "Expedido el",
    .signature = "Firma",
    .key = "Clave de firma",
    .algorithm = "Algoritmo",
    .how_to_verify =
        "La firma cubre la versión JSON de este justificante, que se descarga igual que esta y se comprueba "
        "con las claves públicas de la tienda. La huella fija el historial de la reclamación hasta este "
        "momento.",
    .scan = "Estado de la reclamación: {}",
    .code_of = "Código QR con la dirección {}",
    .page_of = "Página {} de {}",
    .check =
        "Este código lleva el justificante firmado. Con la cámara de un teléfono abre {}, que comprueba la firma y "
        "enseña lo que se firmó: compáralo con lo que se lee aquí. Este PDF también se comprueba ahí.",
    .check_code = "Código QR que lleva el justificante firmado y abre la página que lo comprueba",
    .thousands = '.',
};

constexpr ReceiptTexts english{
    .language = "en",
    .title = "Receipt of your claim",
    .proof = "This document proves that the claim was filed, with its content, date and hour.",
    .reference = "Reference",
    .filed_at = "Filed on",
    .channel = "Channel",
    .answer_by = "Answer due by",
    .claim = "Claim",
    .subject = "Subject",
    .description = "Description",
    .order = "Order",
    .order_reference = "Order number",
    .order_line = "Order line",
    .product = "Product",
    .serial_number = "Serial number",
    .quantity = "How many",
    .purchased_on = "Purchased on",
    .points = "What is claimed, point by point",
    .attachments = "Attached files",
    .bytes = "bytes",
    .authenticity = "Authenticity",
    .entries = "Entries",
    .head = "Hash of the history",
    .issued_at = "Issued on",
    .signature = "Signature",
    .key = "Signing key",
    .algorithm = "Algorithm",
    .how_to_verify = "The signature covers the JSON form of this receipt, which is downloaded as this one is and "
                     "checked with the shop's public keys. The hash fixes the claim's history up to this moment.",
    .scan = "Where the claim stands: {}",
    .code_of = "QR code with the address {}",
    .page_of = "Page {} of {}",
    .check =
        "This code holds the signed receipt. A telephone's camera opens {} with it, which checks the signature and "
        "shows what was signed: compare it with what is read here. This PDF is checked there, too.",
    .check_code = "QR code that holds the signed receipt and opens the page that checks it",
    .thousands = ',',
};

constexpr std::array<std::string_view, 12> spanish_months{"enero",      "febrero", "marzo",     "abril",
                                                          "mayo",       "junio",   "julio",     "agosto",
                                                          "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array<std::string_view, 12> english_months{"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

struct ChannelName {
    std::string_view channel, es, en;
};
constexpr std::array channel_names{
    ChannelName{"web", "Web", "Web"},
    ChannelName{"email", "Correo electrónico", "E-mail"},
    ChannelName{"phone", "Teléfono", "Phone"},
    ChannelName{"chat", "Chat", "Chat"},
    ChannelName{"store", "Tienda", "Store"},
    ChannelName{"api", "Aplicación (API)", "Application (API)"},
    ChannelName{"post", "Correo postal", "Post"},
};

bool in_english(const ReceiptTexts& texts) {
    return &texts == &english;
}

std::string written(int year, unsigned month, unsigned day, const ReceiptTexts& texts) {
    if (in_english(texts)) return fmt::format("{} {} {}", day, english_months.at(month - 1), year);
    return fmt::format("{} de {} de {}", day, spanish_months.at(month - 1), year);
}

} // namespace

const ReceiptTexts& receipt_texts(std::string_view language) {
    return language == "en" ? english : spanish;
}

std::string channel_name(std::string_view channel, const ReceiptTexts& texts) {
    for (const auto& name : channel_names)
        if (name.channel == channel) return std::string{in_english(texts) ? name.en : name.es};
    return std::string{channel};
}

std::string date_only(std::chrono::year_month_day date, const ReceiptTexts& texts) {
    return written(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                   static_cast<unsigned>(date.day()), texts);
}

std::string date_and_hour(Instant moment, const ReceiptTexts& texts) {
    constexpr std::string_view zone = "Europe/Madrid";
    const date::zoned_time local{date::locate_zone(std::string{zone}),
                                 std::chrono::floor<std::chrono::seconds>(moment)};
    const auto midnight = date::floor<date::days>(local.get_local_time());
    const date::year_month_day day{midnight};
    const date::hh_mm_ss hour{local.get_local_time() - midnight};
    return fmt::format("{}, {:02}:{:02}:{:02} ({}, {})",
                       written(static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                               static_cast<unsigned>(day.day()), texts),
                       hour.hours().count(), hour.minutes().count(), hour.seconds().count(), local.get_info().abbrev,
                       zone);
}

std::string size_in_bytes(std::int64_t size, const ReceiptTexts& texts) {
    auto digits = fmt::to_string(size);
    for (auto at = std::ssize(digits) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, texts.thousands);
    return fmt::format("{} {}", digits, texts.bytes);
}

} // namespace resuelve::pdf

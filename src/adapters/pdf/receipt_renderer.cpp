#include "adapters/pdf/receipt_renderer.hpp"

#include "adapters/pdf/accessibility.hpp"
#include "adapters/pdf/flow.hpp"
#include "adapters/pdf/pdf_writer.hpp"
#include "adapters/pdf/receipt_texts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace resuelve::pdf {
namespace {

using boost::json::array;
using boost::json::object;

constexpr double qr_side = 112;
constexpr Style plain{};
constexpr Style strong{.size = 10.5, .bold = true};
constexpr Style code{.size = 8.5, .monospaced = true};
constexpr Style small{.size = 8.5, .colour = muted};

/// A member that is a non-empty text; else empty.
std::string_view text_of(const object& from, std::string_view name) {
    const auto* const value = from.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

const object& object_of(const object& from, std::string_view name) {
    static const object none;
    const auto* const value = from.if_contains(name);
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

const array& array_of(const object& from, std::string_view name) {
    static const array none;
    const auto* const value = from.if_contains(name);
    return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::optional<std::int64_t> number_of(const object& from, std::string_view name) {
    const auto* const value = from.if_contains(name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    boost::system::error_code inexact;
    const auto number = value->to_number<std::int64_t>(inexact);
    return inexact ? std::nullopt : std::optional{number};
}

/// A date or a moment as people write it; what is neither stays as it is.
std::string when(std::string_view text, const ReceiptTexts& texts) {
    if (const auto moment = parse_rfc3339(text)) return date_and_hour(*moment, texts);
    if (const auto date = parse_iso_date(text)) return date_only(*date, texts);
    return std::string{text};
}

void field(Flow& flow, std::string_view label, std::string_view value, const Style& style = plain) {
    if (!value.empty()) flow.field(label, value, style);
}

/// Title, reference, times and the QR code: what one looks for first.
bool front(Flow& flow, const object& receipt, const ReceiptTexts& texts) {
    const auto url = text_of(receipt, "status_url");
    auto qr = make_qr_code(std::string{url});
    if (qr.side > 0) flow.narrow(page::right - qr_side - 24);
    flow.text("H1", texts.title, {.size = 19, .bold = true, .colour = accent});
    flow.space(12);
    if (const auto reference = text_of(receipt, "reference"); !reference.empty()) {
        flow.text("P", texts.reference, {.size = 9, .colour = muted});
        flow.space(1);
        flow.text("P", reference, {.size = 23, .bold = true, .monospaced = true});
        flow.space(11);
    }
    field(flow, texts.filed_at, when(text_of(receipt, "filed_at"), texts));
    field(flow, texts.channel, channel_name(text_of(receipt, "channel"), texts));
    field(flow, texts.answer_by, when(text_of(receipt, "answer_by"), texts));
    flow.space(4);
    flow.text("P", texts.proof, small);
    flow.narrow(page::right);
    // Drawn at the top but told last, so that a screen reader starts with the title.
    if (qr.side == 0) return false;
    flow.corner_figure(std::move(qr), qr_side, fmt::format(fmt::runtime(texts.scan), url));
    return true;
}

void claim(Flow& flow, const object& receipt, const ReceiptTexts& texts) {
    flow.heading("H2", texts.claim);
    field(flow, texts.subject, text_of(receipt, "subject"), strong);
    if (const auto description = text_of(receipt, "description"); !description.empty()) {
        flow.space(5);
        flow.text("P", texts.description, {.size = 9, .colour = muted});
        flow.space(4);
        flow.text("P", description, {.line_spacing = 1.35});
    }
    if (const auto& order = object_of(receipt, "order"); !order.empty()) {
        flow.heading("H2", texts.order);
        field(flow, texts.order_reference, text_of(order, "reference"));
        field(flow, texts.order_line, text_of(order, "line"));
        field(flow, texts.product, text_of(order, "product"));
        field(flow, texts.serial_number, text_of(order, "serial_number"));
        if (const auto quantity = number_of(order, "quantity")) field(flow, texts.quantity, fmt::to_string(*quantity));
        field(flow, texts.purchased_on, when(text_of(order, "purchased_on"), texts));
    }
}

void points(Flow& flow, const object& receipt, const ReceiptTexts& texts) {
    const auto& points = array_of(receipt, "points");
    if (points.empty()) return;
    flow.heading("H2", texts.points);
    int number = 0;
    for (const auto& point : points)
        if (++number; point.is_string()) flow.item(fmt::format("{}.", number), point.get_string());
}

void attachments(Flow& flow, const object& receipt, const ReceiptTexts& texts) {
    const auto& attachments = array_of(receipt, "attachments");
    if (attachments.empty()) return;
    flow.heading("H2", texts.attachments);
    int number = 0;
    for (const auto& value : attachments) {
        if (++number; !value.is_object()) continue;
        const auto& attachment = value.get_object();
        std::string text{text_of(attachment, "name")};
        if (const auto size = number_of(attachment, "size")) text += fmt::format(" · {}", size_in_bytes(*size, texts));
        flow.item(fmt::format("{}.", number), text);
        if (const auto sha256 = text_of(attachment, "sha256"); !sha256.empty()) {
            flow.space(-3);
            flow.text("P", fmt::format("SHA-256 {}", sha256), {.size = 8, .monospaced = true, .colour = muted}, 26);
            flow.space(4);
        }
    }
}

/// The receipt itself as squares, wide enough for a telephone. A longer one is in the PDF's keywords alone.
bool code_to_check(Flow& flow, std::string_view check_url, const ReceiptTexts& texts) {
    constexpr double smallest = 0.9; // 0.32 mm
    constexpr double largest = 1.1;  // 0.39 mm
    auto qr = make_qr_code(std::string{check_url}, Damage::fifteenth);
    if (qr.side == 0) return false;
    const auto page = check_url.substr(0, check_url.find('#'));
    flow.figure(std::move(qr), smallest, largest, fmt::format(fmt::runtime(texts.check), page), small);
    return true;
}

void authenticity(Flow& flow, const object& receipt, const ReceiptTexts& texts) {
    const auto& history = object_of(receipt, "history");
    const auto& signature = object_of(receipt, "signature");
    const auto issued_at = text_of(receipt, "issued_at");
    if (history.empty() && signature.empty() && issued_at.empty()) return;
    flow.heading("H2", texts.authenticity);
    field(flow, texts.issued_at, when(issued_at, texts));
    if (const auto entries = number_of(history, "entries")) field(flow, texts.entries, fmt::to_string(*entries));
    field(flow, texts.head, text_of(history, "head"), code);
    field(flow, texts.key, text_of(signature, "key_id"), code);
    field(flow, texts.algorithm, text_of(signature, "algorithm"), code);
    field(flow, texts.signature, text_of(signature, "value"), code);
    flow.space(4);
    flow.text("P", texts.how_to_verify, small);
}

/// Cairo takes no fractions of a second; what is no moment gives no date.
std::string creation_date(std::string_view issued_at) {
    const auto moment = parse_rfc3339(issued_at);
    return moment ? to_rfc3339(*moment).substr(0, std::size("2026-11-27T17:00:00") - 1) + "Z" : std::string{};
}

/// The reference at the left and the page's number at the right.
std::vector<std::vector<PlacedLine>> footers(Flow& flow, std::string_view reference, const ReceiptTexts& texts) {
    constexpr Style style{.size = 8, .colour = muted};
    constexpr double baseline = page::height - 38;
    const auto total = flow.pages().size();
    std::vector<std::vector<PlacedLine>> all;
    for (std::size_t number = 1; number <= total; ++number)
        all.push_back(
            {flow.line(reference, style, page::left, baseline, false),
             flow.line(fmt::format(fmt::runtime(texts.page_of), number, total), style, page::right, baseline, true)});
    return all;
}

} // namespace

std::string render_receipt(const object& receipt, std::string_view language, std::string_view check_url) {
    const auto& texts = receipt_texts(language);
    const auto reference = text_of(receipt, "reference");
    const auto url = text_of(receipt, "status_url");
    const auto issued_at = text_of(receipt, "issued_at");

    Flow flow{texts.language};
    std::vector<std::string> figures;
    if (front(flow, receipt, texts)) figures.push_back(fmt::format(fmt::runtime(texts.code_of), url));
    claim(flow, receipt, texts);
    points(flow, receipt, texts);
    attachments(flow, receipt, texts);
    authenticity(flow, receipt, texts);
    if (code_to_check(flow, check_url, texts)) figures.emplace_back(texts.check_code);
    const auto feet = footers(flow, reference, texts);

    const auto pdf =
        write_pdf(flow.pages(), feet,
                  {.title = reference.empty() ? std::string{texts.title} : fmt::format("{} {}", texts.title, reference),
                   .author = "Resuelve",
                   .keywords = std::string{check_url},
                   .created = creation_date(issued_at.empty() ? text_of(receipt, "filed_at") : issued_at)});
    return with_accessibility(pdf, {.language = std::string{texts.language}, .figures = std::move(figures)});
}

} // namespace resuelve::pdf

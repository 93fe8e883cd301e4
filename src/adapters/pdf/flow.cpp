#include "adapters/pdf/flow.hpp"

#include <cmath>
#include <utility>

namespace resuelve::pdf {
namespace {

constexpr double label_column = 122;
constexpr double item_column = 26;

double points(int pango_units) {
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

FontDescription font_of(const Style& style) {
    FontDescription font{pango_font_description_new()};
    pango_font_description_set_family_static(font.get(), style.monospaced ? "DejaVu Sans Mono" : "DejaVu Sans");
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    return font;
}

/// Distances of a line from its baseline.
struct Extent {
    double above, below;
};

Extent extent_of(PangoLayoutLine* line) {
    PangoRectangle logical;
    pango_layout_line_get_extents(line, nullptr, &logical);
    return {points(-logical.y), points(logical.y + logical.height)};
}

/// The line's distance from the left edge of its column: right-to-left text stands at the right.
double offset_of(PangoLayout& layout, PangoLayoutLine* line) {
    if (pango_layout_line_get_resolved_direction(line) != PANGO_DIRECTION_RTL) return 0;
    PangoRectangle logical;
    pango_layout_line_get_extents(line, nullptr, &logical);
    return points(pango_layout_get_width(&layout) - logical.width);
}

} // namespace

Flow::Flow(std::string_view language) :
    fonts_{pango_cairo_font_map_new()}, context_{pango_font_map_create_context(fonts_.get())} {
    const std::string tag{language};
    pango_context_set_language(context_.get(), pango_language_from_string(tag.c_str()));
    pango_cairo_context_set_resolution(context_.get(), 72);
    const FontOptions options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options.get());
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

PangoLayout& Flow::lay_out(std::string_view text, const Style& style, double width) {
    // Pango would stop at a NUL and complain about bytes that are not UTF-8.
    const std::unique_ptr<char, Release<g_free>> valid{
        g_utf8_make_valid(text.empty() ? "" : text.data(), static_cast<gssize>(text.size()))};
    auto& layout = layouts_.emplace_back(pango_layout_new(context_.get()));
    pango_layout_set_font_description(layout.get(), font_of(style).get());
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    // A hyphen that pango adds at a break would become part of a hash or an address that is copied from the PDF.
    const Attributes attributes{pango_attr_list_new()};
    pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_text(layout.get(), valid.get(), -1);
    return *layout;
}

void Flow::new_page() {
    pages_.emplace_back();
    y_ = page::top;
}

void Flow::pour(PangoLayout& layout, const Style& style, double x, Mark mark) {
    const int count = pango_layout_get_line_count(&layout);
    for (int i = 0; i < count; ++i) {
        auto* const line = pango_layout_get_line_readonly(&layout, i);
        const auto [above, below] = extent_of(line);
        if (y_ + above + below > page::bottom) {
            Mark rest{.tag = mark.tag, .in_list = mark.in_list};
            if (!mark.lines.empty()) pages_.back().push_back(std::exchange(mark, std::move(rest)));
            new_page();
        }
        mark.lines.push_back({line, x + offset_of(layout, line), y_ + above, style.colour});
        y_ += std::max(above + below, style.size * style.line_spacing);
    }
    pages_.back().push_back(std::move(mark));
}

void Flow::text(std::string_view tag, std::string_view text, const Style& style, double indent) {
    const double x = page::left + indent;
    pour(lay_out(text, style, right_ - x), style, x, Mark{.tag = std::string{tag}});
}

void Flow::heading(std::string_view tag, std::string_view text) {
    constexpr Style style{.size = 12.5, .bold = true, .colour = accent};
    space(16);
    if (constexpr double with_two_lines = 60; y_ + with_two_lines > page::bottom) new_page();
    Mark mark{.tag = std::string{tag}, .rule_at = y_};
    space(8);
    pour(lay_out(text, style, right_ - page::left), style, page::left, std::move(mark));
    space(4);
}

void Flow::beside(std::string_view label, const Style& label_style, std::string_view text, const Style& style,
                  double column, Mark mark) {
    auto& label_layout = lay_out(label, label_style, column - 8);
    auto& layout = lay_out(text, style, right_ - page::left - column);
    auto* const first = pango_layout_get_line_readonly(&layout, 0);
    const auto [above, below] = extent_of(first);
    if (y_ + above + below > page::bottom) new_page();
    // Labels are a few words of ours: they are short, and stand on the value's baselines.
    double baseline = y_ + above;
    const int count = pango_layout_get_line_count(&label_layout);
    for (int i = 0; i < count; ++i) {
        mark.lines.push_back(
            {pango_layout_get_line_readonly(&label_layout, i), page::left, baseline, label_style.colour});
        if (i + 1 < count) baseline += label_style.size * label_style.line_spacing;
    }
    const auto page = pages_.size();
    pour(layout, style, page::left + column, std::move(mark));
    if (pages_.size() == page) y_ = std::max(y_, baseline + below);
}

void Flow::field(std::string_view label, std::string_view value, const Style& style) {
    beside(label, Style{.size = 9, .colour = muted}, value, style, label_column, Mark{.tag = "P"});
    space(3);
}

void Flow::item(std::string_view label, std::string_view text, const Style& style) {
    beside(label, Style{.size = 10, .bold = true, .colour = accent}, text, style, item_column,
           Mark{.tag = "LI", .in_list = true});
    space(4);
}

void Flow::corner_figure(QrCode code, double side, std::string_view caption) {
    constexpr Style style{.size = 7.5, .colour = muted, .line_spacing = 1.2};
    const double x = page::right - side;
    const double quiet_zone = 4 * side / code.side; // ISO/IEC 18004: four squares without anything
    pages_.back().push_back(Mark{.tag = "Figure", .figure = Mark::Figure{std::move(code), x, page::top, side}});
    const double text_end = std::exchange(y_, page::top + side + quiet_zone);
    pour(lay_out(caption, style, side), style, x, Mark{.tag = "Caption"});
    y_ = std::max(y_, text_end);
}

void Flow::figure(QrCode code, double smallest, double largest, std::string_view caption, const Style& style) {
    constexpr int quiet = 4; // squares without anything on each side
    double square = std::min(largest, (page::bottom - y_) / (code.side + quiet));
    if (square < smallest) {
        new_page();
        square = largest;
    }
    const double side = square * code.side;
    const double quiet_zone = quiet * square;
    space(quiet_zone);
    const double x = page::left + quiet_zone;
    const double text_at = x + side + 2 * quiet_zone;
    pages_.back().push_back(Mark{.tag = "Figure", .figure = Mark::Figure{std::move(code), x, y_, side}});
    const double end = y_ + side + quiet_zone;
    pour(lay_out(caption, style, right_ - text_at), style, text_at, Mark{.tag = "Caption"});
    y_ = std::max(y_, end);
}

PlacedLine Flow::line(std::string_view text, const Style& style, double x, double baseline, bool to_the_right) {
    auto& layout = lay_out(text, style, page::width);
    auto* const line = pango_layout_get_line_readonly(&layout, 0);
    PangoRectangle logical;
    pango_layout_line_get_extents(line, nullptr, &logical);
    return {line, to_the_right ? x - points(logical.width) : x, baseline, style.colour};
}

} // namespace resuelve::pdf

#pragma once

#include "adapters/pdf/handles.hpp"
#include "adapters/pdf/qr_code.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::pdf {

/// A4 in points (1/72 inch), and where text goes.
namespace page {
inline constexpr double width = 595.28;
inline constexpr double height = 841.89;
inline constexpr double left = 56;
inline constexpr double right = width - 56;
inline constexpr double top = 56;
inline constexpr double bottom = height - 66;
} // namespace page

struct Colour {
    double red = 0, green = 0, blue = 0;
};
inline constexpr Colour ink{0.10, 0.11, 0.13};
inline constexpr Colour muted{0.36, 0.39, 0.43};
inline constexpr Colour accent{0.05, 0.33, 0.42};
inline constexpr Colour hairline{0.80, 0.83, 0.85};

struct Style {
    double size = 10; ///< points
    bool bold = false;
    bool monospaced = false;
    Colour colour = ink;
    double line_spacing = 1.25;
};

/// A line of text where it will be drawn.
struct PlacedLine {
    PangoLayoutLine* line; ///< owned by its layout, which the Flow keeps
    double x;
    double baseline;
    Colour colour;
};

/// What stands together under one structure tag (ISO 32000-1 §14.8.4) on one page.
struct Mark {
    std::string tag;
    bool in_list = false;
    std::vector<PlacedLine> lines{};
    struct Figure {
        QrCode code;
        double x, y, side;
    };
    std::optional<Figure> figure{};
    std::optional<double> rule_at{}; ///< a line across the page, drawn before the text
};

using Page = std::vector<Mark>;

/// Lays text out from top to bottom over as many pages as it takes. Text is only ever turned into glyphs: no markup, no
/// links, nothing in it is looked up.
class Flow {
public:
    /// `language` is a BCP 47 tag: it chooses forms of letters and where lines may break.
    explicit Flow(std::string_view language);

    /// Keeps what follows to the left of `right`.
    void narrow(double right) { right_ = right; }
    void space(double height) { y_ += height; }

    void text(std::string_view tag, std::string_view text, const Style& style, double indent = 0);
    /// A heading with a thin line above, never alone at the end of a page.
    void heading(std::string_view tag, std::string_view text);
    /// A label and, in the column beside it, its value.
    void field(std::string_view label, std::string_view value, const Style& style = {});
    /// A line of a list.
    void item(std::string_view label, std::string_view text, const Style& style = {});
    /// Draws a QR code in the upper right corner of the page with a caption below, and continues not higher than its
    /// end.
    void corner_figure(QrCode code, double side, std::string_view caption);
    /// A QR code in the text with a caption beside it. Its squares are as wide as fits on this page, at most `largest`;
    /// if that is less than `smallest` it goes to the next page.
    void figure(QrCode code, double smallest, double largest, std::string_view caption, const Style& style);

    const std::vector<Page>& pages() const { return pages_; }
    /// One line of text by itself, e.g. for a footer.
    PlacedLine line(std::string_view text, const Style& style, double x, double baseline, bool to_the_right);

private:
    PangoLayout& lay_out(std::string_view text, const Style& style, double width);
    /// Puts the lines of a layout at x, beside the lines already in `mark`, with a new page when one is full.
    void pour(PangoLayout& layout, const Style& style, double x, Mark mark);
    void new_page();
    void beside(std::string_view label, const Style& label_style, std::string_view text, const Style& style,
                double column, Mark mark);

    FontMap fonts_; ///< not pango's own, which would stay in every thread that once drew
    TextContext context_;
    std::vector<Layout> layouts_;
    std::vector<Page> pages_{1};
    double right_ = page::right;
    double y_ = page::top;
};

} // namespace resuelve::pdf

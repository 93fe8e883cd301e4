#include "adapters/pdf/pdf_writer.hpp"

#include <cairo/cairo-pdf.h>

#include <stdexcept>

namespace resuelve::pdf {
namespace {

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

void set_colour(cairo_t* canvas, const Colour& colour) {
    cairo_set_source_rgb(canvas, colour.red, colour.green, colour.blue);
}

void draw(cairo_t* canvas, const PlacedLine& placed) {
    set_colour(canvas, placed.colour);
    cairo_move_to(canvas, placed.x, placed.baseline);
    pango_cairo_show_layout_line(canvas, placed.line);
}

void draw(cairo_t* canvas, const Mark::Figure& figure) {
    const auto& code = figure.code;
    const double square = figure.side / code.side;
    cairo_set_source_rgb(canvas, 0, 0, 0);
    for (int row = 0; row < code.side; ++row)
        for (int column = 0; column < code.side; ++column)
            if (code.is_dark(row, column))
                cairo_rectangle(canvas, figure.x + column * square, figure.y + row * square, square, square);
    cairo_fill(canvas); // as one path, so that no hairlines show between squares
}

void draw_rule(cairo_t* canvas, double y) {
    set_colour(canvas, hairline);
    cairo_set_line_width(canvas, 0.7);
    cairo_move_to(canvas, page::left, y);
    cairo_line_to(canvas, page::right, y);
    cairo_stroke(canvas);
}

void draw(cairo_t* canvas, const Mark& mark) {
    if (mark.rule_at) draw_rule(canvas, *mark.rule_at);
    cairo_tag_begin(canvas, mark.tag.c_str(), nullptr);
    if (mark.figure) draw(canvas, *mark.figure);
    for (const auto& line : mark.lines)
        draw(canvas, line);
    cairo_tag_end(canvas, mark.tag.c_str());
}

void draw(cairo_t* canvas, const Page& page) {
    bool in_list = false;
    for (const auto& mark : page) {
        if (mark.in_list && !in_list) cairo_tag_begin(canvas, "L", nullptr);
        if (!mark.in_list && in_list) cairo_tag_end(canvas, "L");
        in_list = mark.in_list;
        draw(canvas, mark);
    }
    if (in_list) cairo_tag_end(canvas, "L");
}

void describe(cairo_surface_t* surface, const Metadata& metadata) {
    const auto set = [&](cairo_pdf_metadata_t key, const std::string& value) {
        if (!value.empty()) cairo_pdf_surface_set_metadata(surface, key, value.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, metadata.title);
    set(CAIRO_PDF_METADATA_AUTHOR, metadata.author);
    set(CAIRO_PDF_METADATA_KEYWORDS, metadata.keywords);
    set(CAIRO_PDF_METADATA_CREATOR, "Resuelve");
    set(CAIRO_PDF_METADATA_CREATE_DATE, metadata.created);
}

} // namespace

std::string write_pdf(const std::vector<Page>& pages, const std::vector<std::vector<PlacedLine>>& footers,
                      const Metadata& metadata) {
    std::string bytes;
    const Surface surface{cairo_pdf_surface_create_for_stream(append, &bytes, page::width, page::height)};
    describe(surface.get(), metadata);
    {
        const Canvas canvas{cairo_create(surface.get())};
        cairo_tag_begin(canvas.get(), "Document", nullptr);
        for (std::size_t i = 0; i < pages.size(); ++i) {
            draw(canvas.get(), pages[i]);
            if (i + 1 == pages.size()) cairo_tag_end(canvas.get(), "Document");
            for (const auto& line : footers.at(i))
                draw(canvas.get(), line);
            cairo_show_page(canvas.get());
        }
        if (const auto status = cairo_status(canvas.get()); status != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error{fmt::format("drawing the PDF: {}", cairo_status_to_string(status))};
    }
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error{fmt::format("writing the PDF: {}", cairo_status_to_string(status))};
    return bytes;
}

} // namespace resuelve::pdf

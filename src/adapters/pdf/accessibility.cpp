#include "adapters/pdf/accessibility.hpp"

#include <boost/locale/encoding_utf.hpp>

#include <charconv>
#include <map>
#include <stdexcept>

namespace resuelve::pdf {
namespace {

[[noreturn]] void unexpected(std::string_view what) {
    throw std::runtime_error{fmt::format("the PDF has no {} where cairo puts it", what)};
}

std::size_t number_at(const std::string& pdf, std::size_t at) {
    std::size_t number = 0;
    if (std::from_chars(pdf.data() + at, pdf.data() + pdf.size(), number).ec != std::errc{}) unexpected("number");
    return number;
}

/// The number after the last `key`. The trailer is the end of the file: text of people cannot stand behind it.
std::size_t last_number(const std::string& pdf, std::string_view key) {
    const auto at = pdf.rfind(key);
    if (at == std::string::npos) unexpected(key);
    return number_at(pdf, at + key.size());
}

/// Where each object begins, by its number: a table of one section, twenty bytes a line (ISO 32000-1 §7.5.4).
std::map<std::size_t, std::size_t> offsets(const std::string& pdf, std::size_t table, std::size_t count) {
    const auto first_line = fmt::format("xref\n0 {}\n", count);
    if (pdf.compare(table, first_line.size(), first_line) != 0) unexpected("cross-reference table");
    std::map<std::size_t, std::size_t> found;
    for (std::size_t number = 1; number < count; ++number)
        found[number] = number_at(pdf, table + first_line.size() + number * 20);
    return found;
}

/// "<< … " of an object, without the closing ">>".
std::string open_dictionary(const std::string& pdf, std::size_t offset) {
    constexpr std::string_view end = ">>\nendobj";
    const auto begin = pdf.find("<<", offset);
    const auto close = pdf.find(end, offset);
    if (begin == std::string::npos || close == std::string::npos || close < begin) unexpected("dictionary");
    return pdf.substr(begin, close - begin);
}

/// A text string in UTF-16 with its mark, in hexadecimal: nothing in it can end it.
std::string text_string(std::string_view text) {
    std::string hex = "<FEFF";
    for (const auto unit : boost::locale::conv::utf_to_utf<char16_t>(text.data(), text.data() + text.size()))
        fmt::format_to(std::back_inserter(hex), "{:04X}", static_cast<unsigned>(unit));
    return hex + ">";
}

} // namespace

std::string with_accessibility(const std::string& pdf, const Accessibility& accessibility) {
    const auto table = last_number(pdf, "startxref\n");
    const auto size = last_number(pdf, "<< /Size ");
    const auto root = last_number(pdf, "/Root ");
    const auto info = last_number(pdf, "/Info ");

    std::string updated = pdf;
    std::string lines;
    const auto replace = [&](std::size_t number, const std::string& dictionary) {
        lines += fmt::format("{} 1\n{:010} 00000 n \n", number, updated.size());
        updated += fmt::format("{} 0 obj\n{}>>\nendobj\n", number, dictionary);
    };
    std::size_t figures = 0;
    for (const auto& [number, offset] : offsets(pdf, table, size)) {
        const auto figure = fmt::format("{} 0 obj\n<< /Type /StructElem\n   /S /Figure\n", number);
        if (pdf.compare(offset, figure.size(), figure) == 0)
            replace(number, fmt::format("{}   /Alt {}\n", open_dictionary(pdf, offset),
                                        text_string(accessibility.figures.at(figures++))));
        if (number == root)
            replace(number, fmt::format("{}   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n",
                                        open_dictionary(pdf, offset), accessibility.language));
    }
    const auto new_table = updated.size();
    return updated +
           fmt::format("xref\n{}trailer\n<< /Size {} /Root {} 0 R /Info {} 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n",
                       lines, size, root, info, table, new_table);
}

} // namespace resuelve::pdf

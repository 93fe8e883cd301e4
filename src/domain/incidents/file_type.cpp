#include "domain/incidents/file_type.hpp"

#include "platform/json/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace resuelve::incidents {
namespace {

using std::string_view_literals::operator""sv;

/// An accepted type, the extensions that its names may have, and whether its bytes are of it.
struct Type {
    std::string_view name;
    std::array<std::string_view, 3> extensions;
    bool is_image;
    bool (*fits)(std::string_view bytes);
};

bool has_brand(std::string_view bytes, std::span<const std::string_view> brands) {
    return bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp" &&
           std::ranges::find(brands, bytes.substr(8, 4)) != brands.end();
}

bool is_heic(std::string_view bytes) {
    static constexpr std::array brands{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "mif1"sv};
    return has_brand(bytes, brands);
}

bool is_mp4(std::string_view bytes) {
    static constexpr std::array brands{"isom"sv, "iso2"sv, "iso4"sv, "iso5"sv, "iso6"sv, "mp41"sv,
                                       "mp42"sv, "avc1"sv, "M4V "sv, "MSNV"sv, "dash"sv};
    return has_brand(bytes, brands);
}

/// A ZIP file with such an entry. Its names stand in clear; it is not opened. Macros make it something else.
bool has_entry(std::string_view bytes, std::string_view entry) {
    return bytes.starts_with("PK\x03\x04") && bytes.find("[Content_Types].xml") != bytes.npos &&
           bytes.find(entry) != bytes.npos && bytes.find("vbaProject.bin") == bytes.npos;
}

bool is_odt(std::string_view bytes) {
    constexpr auto mark = "mimetypeapplication/vnd.oasis.opendocument.text"sv;
    return bytes.starts_with("PK\x03\x04") && bytes.size() >= 30 + mark.size() + 1 &&
           bytes.substr(30, mark.size()) == mark && bytes[30 + mark.size()] != '-';
}

bool is_text(std::string_view bytes) {
    return text::is_utf8(bytes) && !std::ranges::any_of(bytes, [](char c) {
               return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') ||
                      c == 0x7F;
           });
}

/// Begins with a header field (RFC 5322 §2.2). Mails may hold any bytes but NUL.
bool is_mail(std::string_view bytes) {
    const auto colon = bytes.find(':');
    if (colon == 0 || colon == bytes.npos || colon > 76) return false;
    const auto name = bytes.substr(0, colon);
    return std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7F; }) && bytes.find('\0') == bytes.npos &&
           bytes.find('\n') != bytes.npos;
}

constexpr std::array types{
    Type{"application/pdf", {"pdf"}, false, [](std::string_view b) { return b.starts_with("%PDF-"); }},
    Type{"image/jpeg", {"jpg", "jpeg"}, true, [](std::string_view b) { return b.starts_with("\xFF\xD8\xFF"); }},
    Type{"image/png", {"png"}, true, [](std::string_view b) { return b.starts_with("\x89PNG\r\n\x1A\n"); }},
    Type{"image/webp",
         {"webp"},
         true,
         [](std::string_view b) { return b.starts_with("RIFF") && b.substr(0, 12).ends_with("WEBP"); }},
    Type{"image/gif",
         {"gif"},
         true,
         [](std::string_view b) { return b.starts_with("GIF87a") || b.starts_with("GIF89a"); }},
    Type{"image/heic", {"heic", "heif"}, true, is_heic},
    Type{"video/mp4", {"mp4", "m4v"}, false, is_mp4},
    Type{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         {"docx"},
         false,
         [](std::string_view b) { return has_entry(b, "word/document.xml"); }},
    Type{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         {"xlsx"},
         false,
         [](std::string_view b) { return has_entry(b, "xl/workbook.xml"); }},
    Type{"application/vnd.oasis.opendocument.text", {"odt"}, false, is_odt},
    Type{"message/rfc822", {"eml"}, false, is_mail},
    Type{"text/csv", {"csv"}, false, is_text},
    Type{"text/plain", {"txt", "text", "log"}, false, is_text},
};

std::string lower(std::string_view text) {
    std::string result{text};
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::string extension_of(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == name.npos ? std::string{} : lower(name.substr(dot + 1));
}

/// How many bytes the code point at the beginning of valid UTF-8 has.
std::size_t code_point_bytes(std::string_view text) {
    std::size_t bytes = 1;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U)
        ++bytes;
    return bytes;
}

bool may_stay(std::string_view code_point) {
    return !text::has_control(code_point) && !text::has_line_break(code_point) && !text::has_invisible(code_point) &&
           "/\\:*?\"<>|"sv.find(code_point) == std::string_view::npos;
}

std::string_view without_dots_and_spaces_at_ends(std::string_view name) {
    for (;;) {
        const auto before = name.size();
        name = text::trimmed(name);
        while (name.starts_with('.'))
            name.remove_prefix(1);
        while (name.ends_with('.'))
            name.remove_suffix(1);
        if (name.size() == before) return name;
    }
}

/// "CON", "nul.txt": files that some systems take for devices.
bool is_device(std::string_view name) {
    static constexpr std::array devices{"con"sv, "prn"sv, "aux"sv, "nul"sv, "com"sv, "lpt"sv, "conin$"sv, "conout$"sv};
    auto stem = lower(text::trimmed(name.substr(0, name.find('.'))));
    if (stem.size() == 4 && stem.back() >= '0' && stem.back() <= '9') stem.pop_back();
    return std::ranges::find(devices, stem) != devices.end();
}

/// Cuts before the extension, between code points.
std::string shortened(std::string_view name) {
    if (name.size() <= max_file_name_bytes) return std::string{name};
    const auto dot = name.rfind('.');
    const bool keep = dot != name.npos && name.size() - dot <= 20;
    const auto extension = keep ? name.substr(dot) : std::string_view{};
    auto length = max_file_name_bytes - extension.size();
    while (length > 0 && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U)
        --length;
    return std::string{without_dots_and_spaces_at_ends(name.substr(0, length))} + std::string{extension};
}

} // namespace

std::string_view content_type_of(std::string_view clean_name, std::string_view bytes) {
    const auto extension = extension_of(clean_name);
    if (extension.empty()) return unknown_type;
    for (const auto& type : types) {
        if (std::ranges::find(type.extensions, extension) == type.extensions.end() || !type.fits(bytes)) continue;
        if (!type.is_image) return type.name;
        const auto size = image_size(bytes);
        return size && size->pixels() <= max_pixels ? type.name : unknown_type;
    }
    return unknown_type;
}

std::string clean_file_name(std::string_view name) {
    std::string cleaned;
    if (text::is_utf8(name)) {
        const auto composed = text::nfc(name);
        for (std::string_view rest = composed; !rest.empty();) {
            const auto one = rest.substr(0, code_point_bytes(rest));
            if (may_stay(one)) cleaned += one;
            rest.remove_prefix(one.size());
        }
        cleaned = text::nfc(cleaned); // what was parted by something invisible may compose now
    }
    cleaned = shortened(without_dots_and_spaces_at_ends(cleaned));
    if (is_device(cleaned)) cleaned = shortened("_" + cleaned);
    return text::file_name_fault(cleaned).empty() ? cleaned : "file";
}

} // namespace resuelve::incidents

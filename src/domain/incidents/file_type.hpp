#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::incidents {

/// What everything is that is not on the list of accepted types, or not what its name says.
inline constexpr std::string_view unknown_type = "application/octet-stream";
inline constexpr std::uint64_t max_pixels = 50'000'000; ///< of an image, by its header (reliability.md §3.6)
inline constexpr std::size_t max_file_name_bytes = 200;

struct ImageSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    std::uint64_t pixels() const { return std::uint64_t{width} * height; }
    bool operator==(const ImageSize&) const = default;
};

/// The content type of an attachment: by its bytes, one of pdf, jpeg, png, webp, gif, heic, txt, csv, eml, mp4, docx,
/// xlsx, odt. The name's extension must agree and an image must say a size of at most max_pixels; else unknown_type.
std::string_view content_type_of(std::string_view clean_name, std::string_view bytes);

/// What an image's header says; nothing if it is no jpeg, png, webp, gif or heic, or cut off.
std::optional<ImageSize> image_size(std::string_view bytes);

/// The name to keep and show: NFC, without control, invisible, bidirectional and path characters, dots and spaces at
/// the ends and names of devices, at most max_file_name_bytes with its extension. "file" if nothing is left.
std::string clean_file_name(std::string_view name);

} // namespace resuelve::incidents

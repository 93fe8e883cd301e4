#include "domain/incidents/file_type.hpp"

namespace resuelve::incidents {
namespace {

/// Numbers at places of a file; 0 beyond its end.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_{bytes} {}

    std::uint32_t at(std::size_t place) const {
        return place < bytes_.size() ? static_cast<std::uint8_t>(bytes_[place]) : 0U;
    }
    std::uint32_t big(std::size_t place, std::size_t size) const {
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < size; ++i)
            number = (number << 8U) | at(place + i);
        return number;
    }
    std::uint32_t little(std::size_t place, std::size_t size) const {
        std::uint32_t number = 0;
        for (std::size_t i = size; i > 0; --i)
            number = (number << 8U) | at(place + i - 1);
        return number;
    }
    bool has(std::size_t place, std::string_view text) const {
        return bytes_.size() >= place + text.size() && bytes_.substr(place, text.size()) == text;
    }
    std::size_t size() const { return bytes_.size(); }

private:
    std::string_view bytes_;
};

bool starts_frame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// The first frame header among the segments (ITU T.81 annex B).
ImageSize jpeg_size(const Bytes& bytes) {
    std::size_t place = 2;
    while (place + 9 < bytes.size() && bytes.at(place) == 0xFF) {
        const auto marker = bytes.at(place + 1);
        if (marker == 0xFF) {
            ++place; // fill byte
            continue;
        }
        if (starts_frame(marker)) return {bytes.big(place + 7, 2), bytes.big(place + 5, 2)};
        const auto length = bytes.big(place + 2, 2);
        if (length < 2) break;
        place += 2 + length;
    }
    return {};
}

ImageSize webp_size(const Bytes& bytes) {
    if (bytes.has(12, "VP8X")) return {bytes.little(24, 3) + 1, bytes.little(27, 3) + 1};
    if (bytes.has(12, "VP8 ")) return {bytes.little(26, 2) & 0x3FFFU, bytes.little(28, 2) & 0x3FFFU};
    if (!bytes.has(12, "VP8L")) return {};
    const auto bits = bytes.little(21, 4);
    return {(bits & 0x3FFFU) + 1, ((bits >> 14U) & 0x3FFFU) + 1};
}

/// The largest "ispe" property (ISO/IEC 23008-12 §6.5.3) near the beginning.
ImageSize heic_size(std::string_view text) {
    constexpr std::size_t searched = std::size_t{256} * 1024;
    text = text.substr(0, searched);
    const Bytes bytes{text};
    ImageSize largest;
    for (auto place = text.find("ispe"); place != text.npos; place = text.find("ispe", place + 4)) {
        if (place + 16 > text.size()) break;
        const ImageSize size{bytes.big(place + 8, 4), bytes.big(place + 12, 4)};
        if (size.pixels() > largest.pixels()) largest = size;
    }
    return largest;
}

} // namespace

std::optional<ImageSize> image_size(std::string_view text) {
    const Bytes bytes{text};
    ImageSize size;
    if (bytes.has(0, "\x89PNG\r\n\x1A\n") && bytes.has(12, "IHDR"))
        size = {bytes.big(16, 4), bytes.big(20, 4)};
    else if (bytes.has(0, "\xFF\xD8\xFF"))
        size = jpeg_size(bytes);
    else if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a"))
        size = {bytes.little(6, 2), bytes.little(8, 2)};
    else if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP"))
        size = webp_size(bytes);
    else if (bytes.has(4, "ftyp"))
        size = heic_size(text);
    if (size.width == 0 || size.height == 0) return std::nullopt;
    return size;
}

} // namespace resuelve::incidents

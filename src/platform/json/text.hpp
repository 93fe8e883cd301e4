#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace resuelve::text {

/// Whether it is well-formed UTF-8: no overlong forms, surrogates, or code points past U+10FFFF.
bool is_utf8(std::string_view text);

/// Whether all of it is ASCII, which needs no table of Unicode.
bool is_ascii(std::string_view text);

/// With small letters for A to Z; the rest stays.
std::string ascii_lower(std::string_view text);

/// Unicode normalization form C, so that one name has one spelling. Throws std::invalid_argument unless it is UTF-8.
std::string nfc(std::string_view text);

/// How many code points valid UTF-8 has.
std::size_t code_points(std::string_view text);

/// Without white space (Unicode's) at both ends.
std::string_view trimmed(std::string_view text);

/// Whether a code point shows nothing but changes what stands around it: bidi controls, zero-width characters, tags.
/// Joiners and variation selectors, which emoji and some scripts need, count only where they join nothing.
bool has_invisible(std::string_view text);

/// Puts "[U+202E]" in place of every such character, so that nobody is shown a text other than what was sent
/// (reliability.md §3.2).
std::string with_invisible_shown(std::string_view text);

/// Whether there is a control character (U+0000–001F, U+007F–009F) other than those in `allowed`.
bool has_control(std::string_view text, std::string_view allowed = {});

/// Whether something between two lines: \n, \r, U+0085, U+2028, U+2029.
bool has_line_break(std::string_view text);

/// Why a text cannot be a file's name, judged as it will be stored; empty if it can (reliability.md §3.6).
/// Expects what nfc() gave.
std::string_view file_name_fault(std::string_view name);

/// Case folded, NFKC, without accents: for comparing words as people do. ñ stays ñ.
std::string folded(std::string_view text);

} // namespace resuelve::text

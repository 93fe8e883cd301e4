#pragma once

#include <string>
#include <vector>

namespace resuelve::pdf {

/// What cairo 1.16 cannot write and a screen reader needs (ISO 14289-1 §7.2, §7.3).
struct Accessibility {
    std::string language;             ///< BCP 47, of the whole document
    std::vector<std::string> figures; ///< what stands for each figure in its order, UTF-8
};

/// Appends the language, the titles' display and the alternative text to a PDF made by cairo, as an incremental update
/// (ISO 32000-1 §7.5.6). Throws std::runtime_error if it is not built as cairo's are.
std::string with_accessibility(const std::string& pdf, const Accessibility& accessibility);

} // namespace resuelve::pdf

#pragma once

#include "adapters/pdf/flow.hpp"

#include <string>
#include <vector>

namespace resuelve::pdf {

struct Metadata {
    std::string title;
    std::string author;
    std::string keywords; ///< stand in the file as they are if they are ASCII without parentheses and backslashes
    std::string created;  ///< ISO 8601 to the second; empty: none. Nothing else in the file depends on when it is made
};

/// The pages as a tagged PDF. Throws std::runtime_error if cairo cannot.
std::string write_pdf(const std::vector<Page>& pages, const std::vector<std::vector<PlacedLine>>& footers,
                      const Metadata& metadata);

} // namespace resuelve::pdf

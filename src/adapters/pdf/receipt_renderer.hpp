#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace resuelve::pdf {

/// A receipt as people keep it (Law 10/2025 art. 12): tagged PDF with the members of the signed JSON receipt and a QR
/// code of its `status_url`. Members that are missing are left out. In Spanish or English; Spanish for other languages.
/// `check_url`, which has the receipt behind its "#", is among the PDF's keywords, where a browser finds it, and in a
/// second QR code if it fits. The same receipt always gives the same bytes. Throws std::runtime_error if the PDF cannot
/// be drawn.
std::string render_receipt(const boost::json::object& receipt, std::string_view language,
                           std::string_view check_url = {});

} // namespace resuelve::pdf

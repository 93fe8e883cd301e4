#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resuelve::incidents {

/// Whom a note mentions: what stands behind each @ that begins a word, an address ("@eva.ruiz@tienda.example") or the
/// part of it before the @ ("@eva.ruiz"), in lower case, each once. Whose they are is another's to know.
std::vector<std::string> mentions_in(std::string_view note);

} // namespace resuelve::incidents

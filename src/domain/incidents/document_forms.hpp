#pragma once

#include <functional>
#include <string_view>

namespace resuelve::incidents {

/// Tells `use` every form under which a text is kept: the index_forms() of its words, each once, in the order in which
/// they first come. A view lives as long as that call.
void each_form(std::string_view text, const std::function<void(std::string_view form)>& use);

} // namespace resuelve::incidents

#include "domain/customers/notes.hpp"

#include "platform/json/read.hpp"
#include "platform/json/write.hpp"

#include <boost/json/serialize.hpp>

namespace resuelve::customers {

std::optional<std::string> written(const std::optional<Notes>& notes) {
    return notes ? std::optional{boost::json::serialize(json::to_json(*notes))} : std::nullopt;
}

std::optional<Notes> read_notes(const std::optional<std::string>& text) {
    return text ? std::optional{json::read<Notes>(*text)} : std::nullopt;
}

} // namespace resuelve::customers

#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <stdexcept>
#include <string>
#include <vector>

// What tests look at in the results of acts.
namespace resuelve::incidents::testing {

/// The types of the events that a change tells.
inline std::vector<std::string> types(const Change& change) {
    std::vector<std::string> types;
    for (const auto& event : change.events)
        types.push_back(event.type);
    return types;
}

template <class T>
const Refusal& refusal(const std::expected<T, Refusal>& result) {
    if (result) throw std::runtime_error{"the act was not refused"};
    return result.error();
}

template <class T>
Refusal::Reason reason(const std::expected<T, Refusal>& result) {
    return refusal(result).reason;
}

/// The fields that a refused act names; throws if it was refused for another reason.
template <class T>
std::vector<std::string> pointers(const std::expected<T, Refusal>& result) {
    if (reason(result) != Refusal::Reason::invalid) throw std::runtime_error{refusal(result).detail};
    std::vector<std::string> pointers;
    for (const auto& field : refusal(result).fields)
        pointers.push_back(field.pointer);
    return pointers;
}

/// A pending upload.
inline Attachment an_upload(const Incident& incident, const access::Actor& by, std::uint8_t number) {
    Attachment attachment;
    attachment.id.value.bytes[15] = number;
    attachment.incident = incident.id;
    attachment.name = "foto.jpg";
    attachment.content_type = "image/jpeg";
    attachment.size = 3;
    attachment.sha256 = sha256(std::string(1, static_cast<char>(number)));
    attachment.uploaded_by_role = by.role;
    attachment.uploaded_by = by.id;
    return attachment;
}

} // namespace resuelve::incidents::testing

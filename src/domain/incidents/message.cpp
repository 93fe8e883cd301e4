#include "domain/incidents/message.hpp"

#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace resuelve::incidents {
namespace {

bool is_own_pending(const Attachment& attachment, const Incident& incident, const access::Actor& by) {
    return attachment.incident == incident.id && !attachment.entry && attachment.uploaded_by == by.id &&
           attachment.uploaded_by_role == by.role;
}

boost::json::array described(const std::vector<Attachment>& attachments) {
    boost::json::array array;
    for (const auto& attachment : attachments)
        array.push_back({{"id", attachment.id.to_string()},
                         {"name", attachment.name},
                         {"content_type", attachment.content_type},
                         {"size", attachment.size},
                         {"sha256", to_hex(attachment.sha256)}});
    return array;
}

} // namespace

void check(const Message& message, const Incident& incident, const Context& context, Faults& faults) {
    faults.text(message.body, "/body", limits::message);
    check(message.attachments, incident, context, faults);
}

void check(const std::vector<Attachment>& attachments, const Incident& incident, const Context& context,
           Faults& faults) {
    if (attachments.size() + static_cast<std::size_t>(incident.attachments) > limits::attachments)
        faults.add("/attachment_ids", "too_many",
                   fmt::format("an incident has at most {} attachments", limits::attachments));
    for (std::size_t i = 0; i < attachments.size(); ++i) {
        const auto pointer = fmt::format("/attachment_ids/{}", i);
        const auto here = attachments.begin() + static_cast<std::ptrdiff_t>(i);
        if (!is_own_pending(*here, incident, context.by))
            faults.add(pointer, "unknown", "is not a pending upload of yours to this incident");
        else if (std::any_of(attachments.begin(), here, [&](const auto& other) { return other.id == here->id; }))
            faults.add(pointer, "duplicate", "is there twice");
        else if (here->state == ScanState::infected)
            faults.add(pointer, "infected", "holds something harmful");
    }
}

void record(Change& change, EntryKind kind, Visibility visibility, Act act, Message message, const Context& context,
            const boost::json::object& more) {
    boost::json::object body{{"act", json::enum_name(act)}};
    if (!message.body.empty()) body["text"] = message.body;
    if (message.person_requested) body["person_requested"] = true;
    if (!message.attachments.empty()) body["attachments"] = described(message.attachments);
    for (const auto& member : more)
        body.insert_or_assign(member.key(), member.value());
    change.record(kind, visibility, context, body);

    auto& incident = change.incident;
    incident.person_requested |= message.person_requested;
    incident.attachments += static_cast<int>(message.attachments.size());
    for (auto& attachment : message.attachments) {
        attachment.entry = incident.history.entries;
        attachment.visibility = visibility;
        change.attachments.push_back(std::move(attachment));
    }
    const bool to_the_customer = visibility == Visibility::public_ && kind == EntryKind::message &&
                                 satisfies(context.by.role, access::Role::agent) && act != Act::register_;
    if (to_the_customer && !incident.first_answered_at) incident.first_answered_at = change.entries.back().at;
}

} // namespace resuelve::incidents

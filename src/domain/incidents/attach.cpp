#include "domain/incidents/attach.hpp"

#include "domain/incidents/message.hpp"

#include <algorithm>

namespace resuelve::incidents {

std::expected<Change, Refusal> attach(const Incident& incident, std::vector<Attachment> attachments,
                                      const Context& context) {
    const auto status = next(incident.status, Act::attach, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    if (attachments.empty()) faults.add("/attachment_ids", "too_few", "names no attachment");
    check(attachments, incident, context, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    const bool internal = std::ranges::any_of(
        attachments, [](const auto& attachment) { return attachment.visibility == Visibility::internal; });
    const bool hidden = internal && context.by.role != access::Role::customer;
    Change change{incident};
    record(change, EntryKind::attachment, hidden ? Visibility::internal : Visibility::public_, Act::attach,
           Message{.body = {}, .attachments = std::move(attachments)}, context);
    change.tell("incident.attached", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents

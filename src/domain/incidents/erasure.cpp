#include "domain/incidents/erasure.hpp"

#include <algorithm>

namespace resuelve::incidents {

namespace {

void blank_reasons(std::vector<Answer>& answers) {
    for (auto& answer : answers)
        answer.reasons.clear();
}

} // namespace

void erase_customer(Incident& incident, Instant now) {
    incident.customer_id.reset();
    incident.contact.reset();
    incident.customer_name.clear();
    incident.subject.clear();
    incident.description.clear();
    incident.order.reset();
    for (auto& point : incident.points)
        point.clear();
    incident.missing.clear();
    if (incident.resolution) blank_reasons(incident.resolution->answers);
    if (incident.approval) {
        blank_reasons(incident.approval->proposal.answers);
        incident.approval->comment.reset();
        incident.approval->return_comment.reset();
    }
    if (incident.satisfaction) incident.satisfaction->comment.reset();
    incident.erased = true;
    incident.updated_at = std::max(now, incident.updated_at);
    ++incident.version;
}

bool holds_personal_data(const Entry& entry) {
    if (entry.author_role == access::Role::customer || entry.author_role == access::Role::anonymous) return true;
    const bool of_fields_alone =
        entry.kind == EntryKind::assignment || entry.kind == EntryKind::change || entry.kind == EntryKind::transition;
    return !of_fields_alone || entry.body.contains("\"text\""); // a reason in an employee's words
}

void erase(Attachment& attachment) {
    attachment.name.clear();
    attachment.sha256 = {};
}

} // namespace resuelve::incidents

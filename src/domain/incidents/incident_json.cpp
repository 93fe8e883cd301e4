#include "domain/incidents/incident_json.hpp"

#include "platform/json/enum_names.hpp"

#include <boost/json/array.hpp>

#include <concepts>
#include <stdexcept>

namespace resuelve::incidents {
namespace {

namespace bj = boost::json;

// Every struct's members, named once, for writing and for reading.

template <class Self, class T>
concept Same = std::same_as<std::remove_const_t<Self>, T>;

void members(Same<Order> auto& order, auto&& each) {
    each("reference", order.reference);
    each("line", order.line);
    each("product", order.product);
    each("serial_number", order.serial_number);
    each("quantity", order.quantity);
    each("purchased_on", order.purchased_on);
}

void members(Same<Contact> auto& contact, auto&& each) {
    each("name", contact.name);
    each("email", contact.email);
    each("phone", contact.phone);
}

void members(Same<Answer> auto& answer, auto&& each) {
    each("point", answer.point);
    each("decision", answer.decision);
    each("reasons", answer.reasons);
    each("amount_cents", answer.amount_cents);
}

void members(Same<Proposal> auto& proposal, auto&& each) {
    each("outcome", proposal.outcome);
    each("remedy", proposal.remedy);
    each("answers", proposal.answers);
}

void members(Same<Snooze> auto& snooze, auto&& each) {
    each("until", snooze.until);
    each("by", snooze.by);
}

void members(Same<Approval> auto& approval, auto&& each) {
    each("proposal", approval.proposal);
    each("status", approval.status);
    each("requested_by", approval.requested_by);
    each("requested_at", approval.requested_at);
    each("comment", approval.comment);
    each("returned_by", approval.returned_by);
    each("returned_at", approval.returned_at);
    each("return_comment", approval.return_comment);
}

void members(Same<Resolution> auto& resolution, auto&& each) {
    each("outcome", resolution.outcome);
    each("remedy", resolution.remedy);
    each("answers", resolution.answers);
    each("proposed_at", resolution.proposed_at);
    each("proposed_by", resolution.proposed_by);
    each("approved_by", resolution.approved_by);
}

void members(Same<Satisfaction> auto& satisfaction, auto&& each) {
    each("score", satisfaction.score);
    each("comment", satisfaction.comment);
    each("rated_at", satisfaction.rated_at);
}

void members(Same<Deadlines> auto& deadlines, auto&& each) {
    each("answer_from", deadlines.answer_from);
    each("answer_by", deadlines.answer_by);
    each("complete_by", deadlines.complete_by);
    each("remind_at", deadlines.remind_at);
    each("confirm_by", deadlines.confirm_by);
    each("reopen_by", deadlines.reopen_by);
    each("third_party_by", deadlines.third_party_by);
    each("warned_percent", deadlines.warned_percent);
}

void members(Same<History> auto& history, auto&& each) {
    each("entries", history.entries);
    each("head", history.head);
}

void members(Same<Merge> auto& merge, auto&& each) {
    each("into", merge.into);
    each("status_before", merge.status_before);
    each("merged_at", merge.merged_at);
    each("into_reference", merge.into_reference);
}

void members(Same<Incident> auto& incident, auto&& each) {
    each("id", incident.id);
    each("reference", incident.reference.value);
    each("customer_id", incident.customer_id);
    each("contact", incident.contact);
    each("customer_name", incident.customer_name);
    each("channel", incident.channel);
    each("language", incident.language);
    each("subject", incident.subject);
    each("description", incident.description);
    each("order", incident.order);
    each("points", incident.points);
    each("category", incident.category);
    each("priority", incident.priority);
    each("status", incident.status);
    each("closed_as", incident.closed_as);
    each("assignee_id", incident.assignee_id);
    each("team_id", incident.team_id);
    each("tags", incident.tags);
    each("escalated", incident.escalated);
    each("vulnerable_customer", incident.vulnerable_customer);
    each("legal_hold", incident.legal_hold);
    each("not_notified", incident.not_notified);
    each("person_requested", incident.person_requested);
    each("erased", incident.erased);
    each("snooze", incident.snooze);
    each("approval", incident.approval);
    each("resolution", incident.resolution);
    each("refusals", incident.refusals);
    each("satisfaction", incident.satisfaction);
    each("merge", incident.merge);
    each("privacy_version", incident.privacy_version);
    each("continues", incident.continues);
    each("missing", incident.missing);
    each("deadlines", incident.deadlines);
    each("paused_at", incident.paused_at);
    each("paused_for", incident.paused_for);
    each("first_answered_at", incident.first_answered_at);
    each("answered_at", incident.answered_at);
    each("closed_at", incident.closed_at);
    each("created_at", incident.created_at);
    each("updated_at", incident.updated_at);
    each("version", incident.version);
    each("history", incident.history);
    each("attachments", incident.attachments);
}

template <class T>
concept HasMembers = requires(T& value) { members(value, [](std::string_view, auto&) {}); };

template <class T>
concept Enumeration = std::is_enum_v<T>;

// Writing

bj::value written(const std::string& text) {
    return bj::string{text};
}
bj::value written(bool value) {
    return bj::value(value);
}
bj::value written(int value) {
    return bj::value(value);
}
bj::value written(std::int64_t value) {
    return bj::value(value);
}
bj::value written(Instant moment) {
    return bj::value(std::int64_t{moment.time_since_epoch().count()});
}
bj::value written(std::chrono::milliseconds duration) {
    return bj::value(std::int64_t{duration.count()});
}
bj::value written(std::chrono::year_month_day day) {
    return bj::string{to_iso_date(day)};
}
bj::value written(const Sha256Digest& digest) {
    return bj::string{to_hex(digest)};
}
bj::value written(Enumeration auto value) {
    return bj::string{json::enum_name(value)};
}
template <class Tag>
bj::value written(const Id<Tag>& id) {
    return bj::string{id.to_string()};
}
bj::value written(const HasMembers auto& value);

template <class T>
bj::value written(const std::vector<T>& all) {
    bj::array array;
    array.reserve(all.size());
    for (const auto& one : all)
        array.push_back(written(one));
    return array;
}
bj::value written(const std::set<std::string>& all) {
    return bj::array(all.begin(), all.end());
}
template <class T>
bj::value written(const std::optional<T>& value) {
    return written(*value);
}

bj::value written(const HasMembers auto& value) {
    bj::object object;
    members(value, [&object](std::string_view name, const auto& member) {
        if (member != std::remove_cvref_t<decltype(member)>{}) object.emplace(name, written(member));
    });
    return object;
}

// Reading. What does not fit throws, and stored() adds the member's name.

[[noreturn]] void damaged() {
    throw std::runtime_error{"is damaged"};
}

std::int64_t integer(const bj::value& from) {
    const auto* value = from.if_int64();
    if (!value) damaged();
    return *value;
}

std::string_view string(const bj::value& from) {
    const auto* text = from.if_string();
    if (!text) damaged();
    return *text;
}

int hex_digit(char digit) {
    const auto at = std::string_view{"0123456789abcdef"}.find(digit);
    if (at == std::string_view::npos) damaged();
    return static_cast<int>(at);
}

Sha256Digest digest(std::string_view hex) {
    Sha256Digest bytes{};
    if (hex.size() != 2 * bytes.size()) damaged();
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(hex_digit(hex[2 * i]) << 4 | hex_digit(hex[2 * i + 1]));
    return bytes;
}

template <class T>
T or_damaged(std::optional<T> value) {
    if (!value) damaged();
    return *std::move(value);
}

void read(const bj::value& from, std::string& into) {
    into = string(from);
}
void read(const bj::value& from, bool& into) {
    if (!from.is_bool()) damaged();
    into = from.get_bool();
}
void read(const bj::value& from, std::int64_t& into) {
    into = integer(from);
}
void read(const bj::value& from, int& into) {
    if (!std::in_range<int>(integer(from))) damaged();
    into = static_cast<int>(integer(from));
}
void read(const bj::value& from, Instant& into) {
    into = Instant{std::chrono::milliseconds{integer(from)}};
}
void read(const bj::value& from, std::chrono::milliseconds& into) {
    into = std::chrono::milliseconds{integer(from)};
}
void read(const bj::value& from, std::chrono::year_month_day& into) {
    into = or_damaged(parse_iso_date(string(from)));
}
void read(const bj::value& from, Sha256Digest& into) {
    into = digest(string(from));
}
void read(const bj::value& from, Enumeration auto& into) {
    into = or_damaged(json::enum_from<std::remove_reference_t<decltype(into)>>(string(from)));
}
template <class Tag>
void read(const bj::value& from, Id<Tag>& into) {
    into = or_damaged(Id<Tag>::parse(string(from)));
}
void read(const bj::value& from, HasMembers auto& into);

template <class T>
void read(const bj::value& from, std::vector<T>& into) {
    if (!from.is_array()) damaged();
    into.reserve(from.get_array().size());
    for (const auto& one : from.get_array())
        read(one, into.emplace_back());
}
void read(const bj::value& from, std::set<std::string>& into) {
    if (!from.is_array()) damaged();
    for (const auto& one : from.get_array())
        into.emplace(string(one));
}
template <class T>
void read(const bj::value& from, std::optional<T>& into) {
    read(from, into.emplace());
}

void read(const bj::value& from, HasMembers auto& into) {
    const auto* object = from.if_object();
    if (!object) damaged();
    members(into, [object](std::string_view name, auto& member) {
        member = {};
        const auto* found = object->if_contains(name);
        if (!found) return;
        try {
            read(*found, member);
        } catch (const std::runtime_error& error) {
            throw std::runtime_error{std::string{name} + ' ' + error.what()};
        }
    });
}

} // namespace

bj::object to_stored(const Incident& incident) {
    return std::move(written(incident).as_object());
}

Incident from_stored(const bj::object& stored) {
    Incident incident;
    try {
        read(stored, incident);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error{std::string{"stored incident: "} + error.what()};
    }
    return incident;
}

} // namespace resuelve::incidents

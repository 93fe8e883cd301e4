#include "domain/incidents/receipt.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "platform/json/parse.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <stdexcept>

namespace resuelve::incidents {
namespace {

namespace bj = boost::json;

bj::value text_or_null(const std::optional<std::string>& text) {
    return text ? bj::value(*text) : bj::value{};
}

bj::object order_of(const Order& order) {
    return {{"reference", text_or_null(order.reference)},
            {"line", text_or_null(order.line)},
            {"product", text_or_null(order.product)},
            {"serial_number", text_or_null(order.serial_number)},
            {"quantity", order.quantity ? bj::value(*order.quantity) : bj::value{}},
            {"purchased_on", order.purchased_on ? bj::value(to_iso_date(*order.purchased_on)) : bj::value{}}};
}

bj::array files(std::span<const Attachment> attachments) {
    bj::array files;
    for (const auto& file : attachments)
        if (file.entry && file.visibility == Visibility::public_)
            files.push_back({{"name", file.name}, {"size", file.size}, {"sha256", to_hex(file.sha256)}});
    return files;
}

bj::value sorted(const bj::value& value) {
    if (const auto* array = value.if_array()) {
        bj::array all;
        for (const auto& element : *array)
            all.push_back(sorted(element));
        return all;
    }
    const auto* object = value.if_object();
    if (!object) return value;
    std::vector<std::string_view> names;
    for (const auto& member : *object)
        names.push_back(member.key());
    std::ranges::sort(names);
    bj::object all;
    for (const auto name : names)
        all.emplace(name, sorted(object->at(name)));
    return all;
}

} // namespace

bj::object receipt(const Incident& incident, std::span<const Attachment> attachments, Instant issued_at,
                   std::string_view status_url) {
    return {{"reference", incident.reference.value},
            {"filed_at", to_rfc3339(incident.created_at)},
            {"channel", json::enum_name(incident.channel)},
            {"language", incident.language},
            {"subject", incident.subject},
            {"description", incident.description},
            {"order", incident.order ? bj::value(order_of(*incident.order)) : bj::value{}},
            {"points", bj::array(incident.points.begin(), incident.points.end())},
            {"attachments", files(attachments)},
            {"status", json::enum_name(incident.status)},
            {"answer_by", to_rfc3339(incident.deadlines.answer_by)},
            {"history", {{"entries", incident.history.entries}, {"head", to_hex(incident.history.head)}}},
            {"issued_at", to_rfc3339(issued_at)},
            {"status_url", status_url}};
}

std::string bytes_to_sign(const bj::object& receipt) {
    auto plain = receipt;
    plain.erase("signature");
    return bj::serialize(sorted(plain));
}

bj::object signed_receipt(bj::object receipt, const Sign& sign) {
    receipt["signature"] = sign(bytes_to_sign(receipt));
    return receipt;
}

std::string receipt_code(const bj::object& receipt) {
    auto brief = receipt;
    if (auto* signature = brief.contains("signature") ? brief["signature"].if_object() : nullptr) {
        signature->erase("payload");
        signature->erase("public_key");
    }
    return to_base64url(bj::serialize(brief));
}

std::optional<bj::object> receipt_in(std::string_view code) {
    std::string word{code.substr(code.rfind('#') + 1)}; // npos + 1 is 0
    std::erase_if(word, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    const auto bytes = from_base64url(word);
    if (!bytes) return std::nullopt;
    try {
        const auto value = json::parse({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
        return value.is_object() ? std::optional{value.get_object()} : std::nullopt;
    } catch (const Problem&) {
        return std::nullopt; // a part of it is missing
    }
}

bool continues(std::span<const Entry> timeline, const bj::object& receipt) {
    const auto* found = receipt.if_contains("history");
    const auto* history = found ? found->if_object() : nullptr;
    const auto* entries = history ? history->if_contains("entries") : nullptr;
    const auto* head = history ? history->if_contains("head") : nullptr;
    if (!entries || !entries->is_int64() || entries->get_int64() < 1 || !head || !head->is_string())
        throw std::invalid_argument{"this is no receipt"};
    const auto last = static_cast<std::size_t>(entries->get_int64());
    return timeline.size() >= last && to_hex(timeline[last - 1].hash) == head->get_string();
}

} // namespace resuelve::incidents

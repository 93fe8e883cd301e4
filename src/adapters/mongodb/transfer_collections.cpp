#include "adapters/mongodb/transfer_collections.hpp"

#include "adapters/mongodb/data_requests.hpp"
#include "domain/customers/search_words.hpp"
#include "domain/notifications/templates.hpp"
#include "domain/transfer/data_request_records.hpp"
#include "platform/json/enum_names.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using transfer::Part;
using transfer::Record;
namespace kinds = transfer::kinds;

boost::json::array links_in(View row) {
    boost::json::array links;
    for (const auto& item : row["links"].items()) {
        const auto link = item.document();
        links.push_back(boost::json::object{{"digest", transfer::written(link["digest"].bytes())},
                                            {"purpose", link["purpose"].text()},
                                            {"expires_at", link["expires_at"].instant().time_since_epoch().count()}});
    }
    // A person has one link of each purpose.
    std::ranges::sort(links, {},
                      [](const auto& link) { return std::string{transfer::text(link.as_object(), "purpose")}; });
    return links;
}

Array links_of(const Record& record) {
    Array links;
    for (const auto& item : transfer::list(record, "links")) {
        const auto& link = item.as_object();
        links.push(Document{{"digest", std::span<const std::uint8_t>{transfer::bytes(link, "digest")}},
                            {"purpose", transfer::text(link, "purpose")},
                            {"expires_at", Instant{std::chrono::milliseconds{transfer::integer(link, "expires_at")}}}});
    }
    return links;
}

void add_to_customer(const Record& record, Document& document) {
    const customers::Customer customer{
        {.id = CustomerId{transfer::id(record, "id")},
         .email = Email::parse(transfer::text(record, "email")).value_or(Email{}),
         .first_name = std::string{transfer::text(record, "first_name")},
         .last_name = std::string{transfer::text(record, "last_name")},
         .state =
             json::enum_from<customers::State>(transfer::text(record, "state")).value_or(customers::State::erased)}};
    Array requests;
    for (const auto& request : transfer::data_requests(record))
        requests.push(request_item(request));
    document.append("requests", requests);
    document.append("words", customer.is_active() ? Array::of(customers::search_words(customer)) : Array{})
        .append("links", links_of(record))
        .append("outbox", Array{})
        .append("answers", Array{});
}

void complete_customer(View row, Record& record) {
    record["links"] = links_in(row);
    record["requests"] = transfer::written(requests_in(CustomerId{transfer::id(record, "id")}, row));
}

void complete_employee(View row, Record& record) {
    boost::json::array teams;
    for (const auto& team : row["team_ids"].items())
        teams.push_back(transfer::written(team.uuid()));
    boost::json::array codes;
    record["sealed_seed"] = nullptr;
    record["confirmed"] = false;
    record["last_used_step"] = 0;
    if (!row["second_factor"].is_null()) {
        const auto factor = row["second_factor"].document();
        record["sealed_seed"] = factor["sealed_seed"].text();
        record["confirmed"] = factor["confirmed"].boolean();
        record["last_used_step"] = factor["last_used_step"].integer();
        for (const auto& code : factor["recovery_codes"].items())
            codes.push_back(transfer::written(code.bytes()));
    }
    record["recovery_codes"] = std::move(codes);
    record["team_ids"] = std::move(teams);
    record["links"] = links_in(row);
}

void add_to_employee(const Record& record, Document& document) {
    Array teams;
    for (const auto& team : transfer::list(record, "team_ids"))
        teams.push(transfer::id({{"team", team}}, "team"));
    Array codes;
    for (const auto& code : transfer::list(record, "recovery_codes"))
        codes.push(std::span<const std::uint8_t>{transfer::bytes({{"code", code}}, "code")});
    document.append("team_ids", teams);
    if (transfer::is_null(record, "sealed_seed"))
        document.append("second_factor", nullptr);
    else
        document.append("second_factor", Document{{"sealed_seed", transfer::text(record, "sealed_seed")},
                                                  {"confirmed", transfer::boolean(record, "confirmed")},
                                                  {"last_used_step", transfer::integer(record, "last_used_step")},
                                                  {"recovery_codes", codes}});
    document.append("links", links_of(record)).append("outbox", Array{});
}

void add_key_of_kept(const Record& record, Document& document) {
    document.append("_id", fmt::format("{}/{}/{}", transfer::text(record, "holder_kind"),
                                       transfer::text(record, "holder"), transfer::text(record, "what")));
}

void add_key_of_draft(const Record& record, Document& document) {
    document.append("_id",
                    fmt::format("{}/{}", transfer::text(record, "incident"), transfer::text(record, "employee")));
}

void add_key_of_form_draft(const Record& record, Document& document) {
    document.append("_id", fmt::format("{}/{}/{}", transfer::text(record, "incident"),
                                       transfer::text(record, "employee"), transfer::text(record, "act")));
}

void add_place_of_attachment(const Record& record, Document& document) {
    if (transfer::is_null(record, "entry"))
        document.append("pending", true);
    else
        document.append("entry", transfer::integer(record, "entry"));
}

void add_urgency(const Record& record, Document& document) {
    const auto what = json::enum_from<notifications::Template>(transfer::text(record, "template"));
    if (!what) throw transfer::RecordFault{"\"template\" is unknown"};
    document.append("waited_for", notifications::is_waited_for(*what)).append("outbox", Array{});
}

void add_reading(const Record& record, Document& document) {
    document.append("unread", transfer::is_null(record, "read_at")).append("outbox", Array{});
}

void add_outbox(const Record&, Document& document) {
    document.append("outbox", Array{});
}

TransferredCollection sessions() {
    return {.kind = kinds::session, .collection = "sessions"};
}
TransferredCollection api_tokens() {
    return {.kind = kinds::api_token, .collection = "api_tokens", .add = add_outbox};
}
TransferredCollection audited() {
    return {.kind = kinds::audited, .collection = "audit", .key = "number"};
}

std::vector<TransferredCollection> customers_collections() {
    return {{.kind = kinds::customer, .collection = "customers", .complete = complete_customer, .add = add_to_customer},
            sessions(),
            api_tokens()};
}

std::vector<TransferredCollection> employees_collections() {
    return {
        {.kind = kinds::team,
         .collection = "teams",
         .add = [](const Record&, Document& document) { document.append("removed", false).append("outbox", Array{}); },
         .filter = {{"removed", false}}},
        {.kind = kinds::employee,
         .collection = "employees",
         .elsewhere = {"sealed_seed", "confirmed", "last_used_step"},
         .complete = complete_employee,
         .add = add_to_employee},
        {.kind = kinds::kept, .collection = "kept", .key = {}, .add = add_key_of_kept},
        sessions(),
        api_tokens()};
}

std::vector<TransferredCollection> incidents_collections() {
    return {{.kind = kinds::known_person, .collection = "persons"},
            {.kind = kinds::attachment,
             .collection = "attachments",
             .elsewhere = {"entry"},
             .complete =
                 [](View row, Record& record) {
                     if (const auto entry = row["entry"].optional_integer()) record["entry"] = *entry;
                 },
             .add = add_place_of_attachment},
            {.kind = kinds::draft, .collection = "drafts", .key = {}, .add = add_key_of_draft},
            {.kind = kinds::form_draft, .collection = "form_drafts", .key = {}, .add = add_key_of_form_draft},
            api_tokens()};
}

} // namespace

const std::vector<TransferredCollection>& transferred_collections(Part part) {
    static const auto customers = customers_collections();
    static const auto employees = employees_collections();
    static const auto incidents = incidents_collections();
    static const std::vector<TransferredCollection> notifications{
        {.kind = kinds::person, .collection = "people"},
        {.kind = kinds::notification, .collection = "notifications", .add = add_urgency},
        {.kind = kinds::notice, .collection = "notices", .add = add_reading}};
    switch (part) {
    case Part::customers:
        return customers;
    case Part::employees:
        return employees;
    case Part::incidents:
        return incidents;
    case Part::notifications:
        break;
    }
    return notifications;
}

const std::vector<std::string>& carriers_of_events(Part part) {
    static const std::vector<std::string> customers{"customers"};
    static const std::vector<std::string> employees{"employees", "teams", "api_tokens"};
    static const std::vector<std::string> incidents{"incidents", "told"};
    static const std::vector<std::string> notifications{"notifications", "notices"};
    switch (part) {
    case Part::customers:
        return customers;
    case Part::employees:
        return employees;
    case Part::incidents:
        return incidents;
    case Part::notifications:
        break;
    }
    return notifications;
}

const TransferredCollection& transferred_answer() {
    static const TransferredCollection answer{.kind = kinds::answer, .collection = "answers", .key = {}};
    return answer;
}

const TransferredCollection& transferred_audit() {
    static const auto collection = audited();
    return collection;
}

} // namespace resuelve::mongodb

#include "adapters/mongodb/search_document.hpp"

#include "adapters/mongodb/entry_document.hpp"
#include "domain/incidents/document_forms.hpp"
#include "domain/incidents/search_text.hpp"

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using incidents::Incident;

/// Sorted.
std::vector<std::string> forms_of(std::string_view text) {
    std::vector<std::string> forms;
    incidents::each_form(text, [&forms](std::string_view form) { forms.emplace_back(form); });
    std::ranges::sort(forms);
    return forms;
}

/// The forms of one document, each list sorted.
struct Words {
    explicit Words(const incidents::SearchText& text) : everybody{forms_of(text.everybody)} {
        std::ranges::set_union(everybody, forms_of(text.employees), std::back_inserter(all));
    }

    bool are_everybodys() const { return all.size() == everybody.size(); }
    /// Changes when the words do.
    std::int64_t print() const {
        Sha256 hash;
        for (const auto* list : {&all, &everybody}) {
            for (const auto& form : *list)
                hash.add(form).add(" ");
            hash.add("\n");
        }
        const auto digest = hash.finish();
        std::int64_t print = 0;
        for (std::size_t i = 0; i < 8; ++i)
            print = static_cast<std::int64_t>(static_cast<std::uint64_t>(print) << 8 | digest[i]);
        return print;
    }

    std::vector<std::string> everybody;
    std::vector<std::string> all;
};

void append_words(Document& document, const Words& words) {
    document.append("words", Array::of(words.all));
    if (!words.are_everybodys()) document.append("everybody", Array::of(words.everybody));
}

Document update_to(const Incident& incident, const Words& words) {
    Document fields{{"version", incident.version}, {"print", words.print()}};
    append_words(fields, words);
    Document update{{"$set", fields}};
    if (words.are_everybodys()) update.append("$unset", Document{{"everybody", ""}});
    return update;
}

} // namespace

std::optional<Document> search_row(const incidents::Entry& entry, const Incident& incident) {
    const Words words{search_text(entry, incident.subject)};
    if (words.all.empty()) return std::nullopt;
    Document row{{"_id", numbered_id(incident.id, entry.number)}, {"created", incident.created_at}};
    append_words(row, words);
    return row;
}

Document own_text_row(const Incident& incident) {
    const Words words{search_text(incident)};
    Document row{{"_id", numbered_id(incident.id, 0)},
                 {"created", incident.created_at},
                 {"version", incident.version},
                 {"print", words.print()}};
    append_words(row, words);
    return row;
}

void put_own_text(Bulk& bulk, const Incident& incident, bool is_new) {
    const Words words{search_text(incident)};
    const auto print = words.print();
    const auto id = numbered_id(incident.id, 0);
    if (is_new) {
        Document row{{"_id", id}, {"created", incident.created_at}, {"version", incident.version}, {"print", print}};
        append_words(row, words);
        bulk.insert_missing(row);
        if (incident.version == 1) return;
    }
    // The version always, the words only if they are others: writing them anew would cost as much as the first time.
    const Document older{{"$lt", incident.version}};
    bulk.update_one({{"_id", id}, {"version", older}, {"print", print}},
                    {{"$set", Document{{"version", incident.version}}}});
    bulk.update_one({{"_id", id}, {"version", older}, {"print", Document{{"$ne", print}}}}, update_to(incident, words));
}

Document own_text_update(const Incident& incident) {
    return update_to(incident, Words{search_text(incident)});
}

Document without_words() {
    return {{"$set", Document{{"words", Array{}}}}, {"$unset", Document{{"everybody", ""}}}};
}

} // namespace resuelve::mongodb

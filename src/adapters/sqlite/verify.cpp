#include "adapters/sqlite/verify.hpp"

#include "adapters/sqlite/entries.hpp"
#include "adapters/sqlite/incident_rows.hpp"
#include "platform/json/enum_names.hpp"

#include <limits>

namespace resuelve::sqlite {
namespace {

constexpr int incidents_at_once = 200; ///< seen in one snapshot, so that a change under way is seen whole or not at all
constexpr int entries_at_once = 1000;

class Verification {
public:
    Verification(const std::filesystem::path& file, const incidents::HistoryListener& found) :
        connection_{file, Connection::Mode::read}, found_{found} {}

    VerifiedHistory run() {
        for (std::int64_t last = 0;;) {
            connection_.execute("BEGIN");
            const auto next = verify_page(last);
            connection_.execute("COMMIT");
            if (next == last) break;
            last = next;
        }
        find_entries_without_incident();
        return verified_;
    }

private:
    /// The last row that was looked at.
    std::int64_t verify_page(std::int64_t after) {
        auto rows = connection_.prepare(
            "SELECT row, id, reference, version, doc FROM incidents WHERE row > ?1 ORDER BY row LIMIT ?2");
        rows.bind_all(after, incidents_at_once);
        while (rows.step()) {
            after = rows.integer(0);
            ++verified_.incidents;
            const std::string reference{rows.text(2)};
            if (const auto incident = sound(rows))
                verify(after, *incident, reference);
            else
                tell({reference, 0, "damaged_incident"});
        }
        return after;
    }

    /// The incident of a row, if its columns say the same as its document.
    static std::optional<incidents::Incident> sound(const Statement& row) {
        try {
            auto incident = incident_of(row.text(4));
            const bool same = incident.id == IncidentId{row.uuid(1)} && incident.reference.value == row.text(2) &&
                              incident.version == row.integer(3);
            return same ? std::optional{std::move(incident)} : std::nullopt;
        } catch (const Error&) {
            return std::nullopt;
        }
    }

    void verify(std::int64_t row, const incidents::Incident& incident, const std::string& reference) {
        incidents::ChainVerification chain{incident.id};
        for (int last = std::numeric_limits<int>::min();;) {
            const auto entries = entries_after(connection_, row, incident.id, last, entries_at_once, true);
            for (const auto& entry : entries) {
                ++verified_.entries;
                if (const auto broken = chain.add(entry)) return tell(reference, *broken);
            }
            if (std::cmp_less(entries.size(), entries_at_once)) break;
            last = entries.back().number;
        }
        if (const auto broken = chain.end(incident.history.entries, incident.history.head)) tell(reference, *broken);
    }

    void find_entries_without_incident() {
        auto rows = connection_.prepare("SELECT incident, min(number) FROM entries"
                                        " WHERE incident NOT IN (SELECT row FROM incidents) GROUP BY incident");
        while (rows.step())
            tell({fmt::format("row {}", rows.integer(0)), static_cast<int>(rows.integer(1)), "without_incident"});
    }

    void tell(const std::string& reference, const incidents::ChainBreak& broken) {
        tell({reference, broken.entry, std::string{json::enum_name(broken.fault)}});
    }
    void tell(const HistoryFault& fault) {
        ++verified_.faults;
        found_(fault);
    }

    Connection connection_;
    const incidents::HistoryListener& found_;
    VerifiedHistory verified_;
};

} // namespace

VerifiedHistory verify_history(const std::filesystem::path& file, const incidents::HistoryListener& found) {
    if (!std::filesystem::exists(file)) throw StoreRefused{file.string() + " does not exist."};
    return Verification{file, found}.run();
}

} // namespace resuelve::sqlite

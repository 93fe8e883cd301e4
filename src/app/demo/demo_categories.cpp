#include "app/demo/demo_categories.hpp"

#include "domain/employees/catalogue.hpp"

#include <array>
#include <stdexcept>

namespace resuelve::app {
namespace {

struct Row {
    std::string_view id, parent, es, en;
};

/// What this shop added to the reasons that every shop begins with. Three languages lack: the catalogue's screen shows
/// it.
constexpr std::array added_reasons{
    Row{"not_received", "delivery", "Consta entregado y no está", "Marked as delivered, but it is not here"},
    Row{"late", "delivery", "Llega tarde", "It is late"},
    Row{"incomplete", "delivery", "Llegó solo una parte", "Only a part arrived"},
    Row{"carrier", "damage", "Golpe en el transporte", "Knocked about on the way"},
    Row{"advert", "other", "Publicidad", "Advertising"},
};
constexpr std::string_view retired_reason = "advert";

employees::CategoryId id(std::string_view text) {
    return employees::CategoryId::parse(text).value();
}

} // namespace

awaitable<void> add_demo_categories(employees::KeptStore& kept, Instant now) {
    auto catalogue = employees::Catalogue::standard();
    for (const auto& row : added_reasons) {
        const auto faults = catalogue.add({.id = id(row.id),
                                           .parent = id(row.parent),
                                           .names = {{{"es", std::string{row.es}}, {"en", std::string{row.en}}}},
                                           .status = row.id == retired_reason ? employees::CategoryStatus::retired
                                                                              : employees::CategoryStatus::active,
                                           .updated_at = now},
                                          {});
        if (!faults.empty()) throw std::logic_error{"a reason of the demonstration is refused"};
    }
    co_await kept.put(catalogue.next(now));
}

} // namespace resuelve::app

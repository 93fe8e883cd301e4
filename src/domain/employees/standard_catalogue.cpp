#include "domain/employees/catalogue.hpp"

#include <array>

namespace resuelve::employees {
namespace {

struct Row {
    std::string_view id, parent, es, en, ca, gl, eu;
};

// clang-format off
/// What customers of an online shop write about. Incidents of before there was a catalogue have these ids.
constexpr std::array standard_rows{
    Row{"defect", "", "No funciona o funciona mal", "It does not work, or works badly", "No funciona o funciona malament", "Non funciona ou funciona mal", "Ez dabil edo gaizki dabil"},
    Row{"guarantee", "defect", "Garantía", "Guarantee", "Garantia", "Garantía", "Bermea"},
    Row{"instructions", "defect", "Instrucciones de uso", "Instructions for use", "Instruccions d’ús", "Instrucións de uso", "Erabiltzeko argibideak"},
    Row{"damage", "", "Llegó con daños", "It arrived damaged", "Va arribar amb desperfectes", "Chegou con danos", "Hondatuta iritsi zen"},
    Row{"delivery", "", "No ha llegado o llegó otra cosa", "It did not arrive, or something else did", "No ha arribat o va arribar una altra cosa", "Non chegou ou chegou outra cousa", "Ez da iritsi edo beste zerbait iritsi da"},
    Row{"accessories", "", "Faltan piezas o accesorios", "Parts or accessories are missing", "Falten peces o accessoris", "Faltan pezas ou accesorios", "Piezak edo osagarriak falta dira"},
    Row{"undue_charge", "", "Cobro de más", "Charged too much", "Cobrament de més", "Cobro de máis", "Gehiegi kobratuta"},
    Row{"refund", "", "Falta la devolución del dinero", "Money not given back", "Falta la devolució dels diners", "Falta a devolución do diñeiro", "Dirua itzuli gabe"},
    Row{"invoice", "", "Factura incorrecta", "Wrong invoice", "Factura incorrecta", "Factura incorrecta", "Faktura okerra"},
    Row{"other", "", "Otro motivo", "Another reason", "Un altre motiu", "Outro motivo", "Beste arrazoi bat"},
    Row{"service", "other", "Atención recibida", "The service received", "Atenció rebuda", "Atención recibida", "Jasotako arreta"},
};
// clang-format on

} // namespace

Catalogue Catalogue::standard() {
    std::vector<Category> items;
    for (const auto& row : standard_rows)
        items.push_back({.id = *CategoryId::parse(row.id),
                         .parent = CategoryId::parse(row.parent),
                         .names = {{{"es", std::string{row.es}},
                                    {"en", std::string{row.en}},
                                    {"ca", std::string{row.ca}},
                                    {"gl", std::string{row.gl}},
                                    {"eu", std::string{row.eu}}}}});
    return Catalogue{std::move(items)};
}

} // namespace resuelve::employees

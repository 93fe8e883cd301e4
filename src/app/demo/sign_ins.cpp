#include "app/demo/sign_ins.hpp"

#include <array>

namespace resuelve::app {
namespace {

constexpr std::array sign_ins{
    DemoSignIn{"Administración", "admin@casaaurora.example", "faro-nube-cuchara-7", "/consola"},
    DemoSignIn{"Supervisión", "supervision@casaaurora.example", "faro-nube-cuchara-7", "/consola"},
    DemoSignIn{"Agente de posventa", "ana@casaaurora.example", "faro-nube-cuchara-7", "/consola"},
    DemoSignIn{"Agente de entregas", "pablo@casaaurora.example", "faro-nube-cuchara-7", "/consola"},
    DemoSignIn{"Clienta", "lucia@example.com", "cafetera-rota-2026", "/entrar"},
    DemoSignIn{"Cliente del servicio antiguo", "ejemplo@gmail.com", "1234", "/login"},
};

} // namespace

std::span<const DemoSignIn> demo_sign_ins() {
    return sign_ins;
}

} // namespace resuelve::app

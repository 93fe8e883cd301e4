// The routes of the customers service as it was first delivered, byte for byte.
#include "services/customers/legacy.hpp"
#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using http::Method;

class RestInterface : public ServiceFixture {
protected:
    RestInterface() {
        api.direct_loopback = true;
        run(add_example_customer(service));
    }

    Answered put(std::string target) { return api.send(Method::put, std::move(target)); }

    static constexpr std::string_view ana =
        "/aniadir?nombre=Ana%20Mar%C3%ADa&apellidos=N%C3%BA%C3%B1ez&mail=ana@tienda.es&fecha_nacimiento=1/2/1990"
        "&direccion=Calle+Sol+1";
};

constexpr std::string_view example_one =
    R"({"ejemplo@gmail.com":{"nombre":"Jesus","apellidos":"Mesa Gonzalez","mail":"ejemplo@gmail.com",)"
    R"("fecha_nacimiento":"29/06/1996","direccion":"Calle Paseo Moreras 39"}})";
constexpr std::string_view example_in_list =
    R"("ejemplo@gmail.com":{"Nombre":"Jesus","Apellidos":"Mesa Gonzalez","Mail":"ejemplo@gmail.com",)"
    R"("Fecha de nacimiento":"29/06/1996","Direccion":"Calle Paseo Moreras 39"})";

std::string done(std::string_view what) {
    return fmt::format(R"({{"Resultado":"{}"}})", what);
}
std::string failed(std::string_view what, int status = 404) {
    return fmt::format(R"({{"mensaje":"{}","status":"{}"}})", what, status);
}

TEST_F(RestInterface, ShowsThatItLivesWithAnExample) {
    const auto answer = api.get("/");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(answer.text, R"({"status":"OK","ejemplo":{"ruta":"/cliente?mail=ejemplo@gmail.com","valor":{)" +
                               std::string{example_in_list} + "}}}");
}

TEST_F(RestInterface, GivesPeopleTheWebApplication) {
    service.home_page = [](const api::Request&) -> awaitable<api::Response> {
        co_return api::Response::text(200, "text/html", "<p>Resuelve</p>");
    };
    EXPECT_EQ(api.get("/", {{"accept", "text/html,application/xhtml+xml,*/*;q=0.8"}}).text, "<p>Resuelve</p>");
    EXPECT_EQ(api.get("/", {{"accept", "*/*"}}).header("content-type"), "application/json");
    EXPECT_EQ(api.get("/").header("vary"), "Accept");
}

TEST_F(RestInterface, ShowsTheSameExampleToStrangersWhateverIsStored) {
    put("/setNombre?mail=ejemplo@gmail.com&nombre=Juan");
    EXPECT_THAT(api.get("/").text, testing::HasSubstr("\"Nombre\":\"Juan\""));
    api.direct_loopback = false;
    EXPECT_THAT(api.get("/").text, testing::HasSubstr("\"Nombre\":\"Jesus\""));
}

TEST_F(RestInterface, GivesOneCustomer) {
    const auto answer = api.get("/cliente?mail=ejemplo@gmail.com");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(answer.text, example_one);
    EXPECT_EQ(api.get("/cliente?mail=EJEMPLO%40gmail.com").text, example_one);
}

TEST_F(RestInterface, SaysThatItDoesNotKnowACustomer) {
    const auto answer = api.get("/cliente?mail=nadie@gmail.com");
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(answer.text, failed(R"(No existe ning\u00fan cliente con el mail nadie@gmail.com)"));
}

TEST_F(RestInterface, SaysWhichParameterIsMissingOrMalformed) {
    EXPECT_EQ(api.get("/cliente").text, failed(R"(Falta el par\u00e1metro mail)"));
    EXPECT_EQ(api.get("/cliente?mail=").text, failed(R"(Falta el par\u00e1metro mail)"));
    EXPECT_EQ(api.get("/cliente?mail=nadie").text,
              failed(R"(El par\u00e1metro mail no es un correo electr\u00f3nico)"));
    EXPECT_EQ(api.get("/cliente?mail=a@x.es&mail=b@x.es").text, failed(R"(Los par\u00e1metros no se pueden leer)"));
    EXPECT_EQ(api.get("/cliente").status, 404U);
}

TEST_F(RestInterface, GivesAllCustomers) {
    EXPECT_EQ(api.get("/clientes").text, "{" + std::string{example_in_list} + "}");
    clock.advance(std::chrono::milliseconds{1});
    api.post(std::string{ana}, "");
    EXPECT_EQ(api.get("/clientes").text,
              "{" + std::string{example_in_list} +
                  R"(,"ana@tienda.es":{"Nombre":"Ana Mar\u00eda","Apellidos":"N\u00fa\u00f1ez","Mail":"ana@tienda.es",)"
                  R"("Fecha de nacimiento":"01/02/1990","Direccion":"Calle Sol 1"}})");
}

TEST_F(RestInterface, SaysThatThereAreNoCustomersAtAll) {
    api.send(Method::delete_, "/eliminar?mail=ejemplo@gmail.com");
    const auto answer = api.get("/clientes");
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(answer.text, failed(R"(No hay ning\u00fan cliente)"));
}

TEST_F(RestInterface, AddsACustomer) {
    const auto answer = api.post(std::string{ana}, "");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Cliente a\u00f1adido con \u00e9xito)"));
    EXPECT_EQ(api.get("/cliente?mail=ana@tienda.es").text,
              R"({"ana@tienda.es":{"nombre":"Ana Mar\u00eda","apellidos":"N\u00fa\u00f1ez","mail":"ana@tienda.es",)"
              R"("fecha_nacimiento":"01/02/1990","direccion":"Calle Sol 1"}})");
    EXPECT_FALSE(run(customers.find(*Email::parse("ana@tienda.es")))->password_hash());
}

TEST_F(RestInterface, AddsACustomerFromAForm) {
    const auto answer = api.post("/aniadir",
                                 "nombre=Eva&apellidos=Sol+Gil&mail=eva%40tienda.es&fecha_nacimiento=09%2F12%2F1985"
                                 "&direccion=Calle%201&contrasenia=%C3%B11",
                                 {{"content-type", "application/x-www-form-urlencoded"}});
    EXPECT_EQ(answer.status, 200U);
    const auto eva = run(customers.find(*Email::parse("eva@tienda.es")));
    ASSERT_TRUE(eva);
    EXPECT_EQ(eva->last_name(), "Sol Gil");
    EXPECT_TRUE(eva->weak_password());
    EXPECT_EQ(api.post("/login?mail=eva@tienda.es&contrasenia=%C3%B11", "").status, 200U);
}

TEST_F(RestInterface, DoesNotReadABrokenForm) {
    const auto answer = api.post("/aniadir", "nombre=%zz");
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(answer.text, failed(R"(Los par\u00e1metros no se pueden leer)"));
}

TEST_F(RestInterface, DoesNotAddACustomerTwice) {
    api.post(std::string{ana}, "");
    const auto answer = api.post(std::string{ana}, "");
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(answer.text, failed("Ya existe un cliente con el mail ana@tienda.es"));
}

TEST_F(RestInterface, DoesNotAddACustomerWithoutEveryParameter) {
    for (const std::string name : {"nombre", "apellidos", "mail", "fecha_nacimiento", "direccion"}) {
        std::string target{ana};
        target.replace(target.find(name + "="), name.size(), "x");
        EXPECT_EQ(api.post(target, "").text, failed(R"(Falta el par\u00e1metro )" + name));
    }
    std::string target{ana};
    target.replace(target.find("1/2/1990"), 8, "31/2/1990");
    EXPECT_EQ(api.post(target, "").text, failed(R"(El par\u00e1metro fecha_nacimiento no es una fecha d/m/aaaa)"));
    EXPECT_FALSE(run(customers.find(*Email::parse("ana@tienda.es"))));
}

TEST_F(RestInterface, RemovesACustomer) {
    const auto answer = api.send(Method::delete_, "/eliminar?mail=ejemplo@gmail.com");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Cliente eliminado con \u00e9xito)"));
    EXPECT_EQ(api.get("/cliente?mail=ejemplo@gmail.com").status, 404U);
    EXPECT_EQ(api.send(Method::delete_, "/eliminar?mail=ejemplo@gmail.com").status, 404U);
}

TEST_F(RestInterface, ChangesTheName) {
    const auto answer = put("/setNombre?mail=ejemplo@gmail.com&nombre=Jes%C3%BAs");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Nombre modificado con \u00e9xito)"));
    EXPECT_THAT(api.get("/cliente?mail=ejemplo@gmail.com").text, testing::HasSubstr(R"("nombre":"Jes\u00fas")"));
    EXPECT_EQ(put("/setNombre?mail=ejemplo@gmail.com").text, failed(R"(Falta el par\u00e1metro nombre)"));
    EXPECT_EQ(put("/setNombre?mail=ejemplo@gmail.com&nombre=a%0Ab").text,
              failed(R"(El par\u00e1metro nombre no es v\u00e1lido)"));
    EXPECT_EQ(put("/setNombre?mail=nadie@gmail.com&nombre=a").status, 404U);
}

TEST_F(RestInterface, ChangesTheSurnames) {
    const auto answer = put("/setApellidos?mail=ejemplo@gmail.com&apellidos=Garc%C3%ADa");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Apellidos modificados con \u00e9xito)"));
    EXPECT_THAT(api.get("/cliente?mail=ejemplo@gmail.com").text, testing::HasSubstr(R"("apellidos":"Garc\u00eda")"));
    EXPECT_EQ(put("/setApellidos?mail=ejemplo@gmail.com").status, 404U);
}

TEST_F(RestInterface, ChangesTheDateOfBirth) {
    const auto answer = put("/setFechaNacimiento?mail=ejemplo@gmail.com&fecha_nacimiento=3/4/1997");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Fecha de nacimiento modificada con \u00e9xito)"));
    EXPECT_THAT(api.get("/cliente?mail=ejemplo@gmail.com").text,
                testing::HasSubstr(R"("fecha_nacimiento":"03/04/1997")"));
    EXPECT_EQ(put("/setFechaNacimiento?mail=ejemplo@gmail.com&fecha_nacimiento=1997-04-03").text,
              failed(R"(El par\u00e1metro fecha_nacimiento no es una fecha d/m/aaaa)"));
    EXPECT_EQ(put("/setFechaNacimiento?mail=ejemplo@gmail.com&fecha_nacimiento=1/1/2999").text,
              failed(R"(El par\u00e1metro fecha_nacimiento no es v\u00e1lido)"));
}

TEST_F(RestInterface, ChangesTheAddress) {
    const auto answer = put("/setDireccion?mail=ejemplo@gmail.com&direccion=C%2F%20Sol%2C%201%20%F0%9F%8F%A0");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Direcci\u00f3n modificada con \u00e9xito)"));
    EXPECT_THAT(api.get("/cliente?mail=ejemplo@gmail.com").text,
                testing::HasSubstr(R"("direccion":"C/ Sol, 1 \ud83c\udfe0")"));
    EXPECT_EQ(put("/setDireccion?mail=ejemplo@gmail.com").status, 404U);
}

TEST_F(RestInterface, ChangesThePassword) {
    const auto answer = put("/contrasenia?mail=ejemplo@gmail.com&password=4321");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Contrase\u00f1a modificada con \u00e9xito)"));
    EXPECT_EQ(api.post("/login?mail=ejemplo@gmail.com&contrasenia=4321", "").status, 200U);
    EXPECT_EQ(api.post("/login?mail=ejemplo@gmail.com&contrasenia=1234", "").status, 404U);
    EXPECT_EQ(put("/contrasenia?mail=ejemplo@gmail.com").text, failed(R"(Falta el par\u00e1metro password)"));
    EXPECT_EQ(put("/contrasenia?mail=nadie@gmail.com&password=4321").status, 404U);
}

TEST_F(RestInterface, IdentifiesACustomer) {
    const auto answer = api.post("/login?mail=ejemplo@gmail.com&contrasenia=1234", "");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Sesi\u00f3n iniciada con \u00e9xito)"));
}

TEST_F(RestInterface, TellsAnUnknownAddressFromAWrongPassword) {
    const auto unknown = api.post("/login?mail=nadie@gmail.com&contrasenia=1234", "");
    EXPECT_EQ(unknown.status, 401U);
    EXPECT_EQ(unknown.text, failed(R"(No existe ning\u00fan cliente con el mail nadie@gmail.com)", 401));
    const auto wrong = api.post("/login?mail=ejemplo@gmail.com&contrasenia=12345", "");
    EXPECT_EQ(wrong.status, 404U);
    EXPECT_EQ(wrong.text, failed(R"(La contrase\u00f1a no es correcta)"));
}

TEST_F(RestInterface, SlowsGuessingDown) {
    for (int i = 0; i < 6; ++i)
        api.post("/login?mail=ejemplo@gmail.com&contrasenia=x", "");
    const auto answer = api.post("/login?mail=ejemplo@gmail.com&contrasenia=1234", "");
    EXPECT_EQ(answer.status, 429U);
    EXPECT_FALSE(answer.header("retry-after").empty());
}

TEST_F(RestInterface, EndsASession) {
    const auto answer = api.get("/logout");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.text, done(R"(Sesi\u00f3n cerrada con \u00e9xito)"));
}

TEST_F(RestInterface, EndsTheSessionOfTheWebApplicationToo) {
    const auto token = sign_in("ejemplo@gmail.com", "1234").at("token");
    EXPECT_EQ(api.get("/logout", {{"cookie", "resuelve_customer=" + token}, {"sec-fetch-site", "none"}}).status, 200U);
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(token)).status, 401U);
}

TEST_F(RestInterface, AnswersAnotherMethodWith405AndAnotherAddressWith404) {
    const auto wrong_method = api.get("/aniadir");
    EXPECT_EQ(wrong_method.status, 405U);
    EXPECT_EQ(wrong_method.header("content-type"), "application/problem+json");
    EXPECT_EQ(api.get("/nada").status, 404U);
    EXPECT_EQ(api.get("/nada").header("content-type"), "application/problem+json");
}

class LegacyAccess : public RestInterface {
protected:
    LegacyAccess() { api.direct_loopback = false; }

    testing_support::ApiCaller with(LegacyApi mode) {
        service.legacy_api = mode;
        return {routes(service), authenticator, clock};
    }
    static constexpr auto target = "/cliente?mail=ejemplo@gmail.com";
};

TEST_F(LegacyAccess, WantsCredentialsUnlessTheClientIsDirectAndOnLoopback) {
    EXPECT_EQ(api.get(target).status, 401U);
    EXPECT_EQ(api.get(target, bearer(sign_in("ejemplo@gmail.com", "1234").at("token"))).status, 403U);
    EXPECT_EQ(api.get(target, bearer(employee_token())).status, 200U);
    EXPECT_EQ(api.get("/clientes").status, 401U);
    EXPECT_EQ(api.post(std::string{ana}, "").status, 401U);
}

TEST_F(LegacyAccess, TakesAServicesCredentials) {
    const auto token = make_token({"customers:write"});
    EXPECT_EQ(api.get(target, bearer(token)).status, 200U);
    EXPECT_EQ(api.get(target, bearer(make_token({"customers:read"}))).status, 403U);
}

TEST_F(LegacyAccess, CanBeOpenedOnPurpose) {
    EXPECT_EQ(with(LegacyApi::open).get(target).status, 200U);
}

TEST_F(LegacyAccess, CanBeSwitchedOff) {
    auto off = with(LegacyApi::off);
    off.direct_loopback = true;
    EXPECT_EQ(off.get(target).status, 404U);
    EXPECT_EQ(off.get("/").status, 200U);
}

} // namespace
} // namespace resuelve::customers

"""The customers microservice as existing clients call it, from a direct loopback client (requirements.md)."""

import json

import httpx
import pytest

PROFILE = {"nombre": "Núria", "apellidos": "Peña Vélez", "mail": "nuria@example.com",
           "fecha_nacimiento": "3/7/1988", "direccion": "Calle Mayor 1, 2º B"}


@pytest.fixture(scope="module")
def server(deploy, tmp_path_factory):
    server = deploy(tmp_path_factory.mktemp("legacy")).start()
    yield server
    server.stop()


@pytest.fixture
def legacy(server):
    """A client, while there are no customers but those that the test adds."""
    with httpx.Client(base_url=server.legacy_url) as client:
        yield client
        left = client.get("/clientes")
        for mail in left.json() if left.status_code == 200 else []:
            client.delete("/eliminar", params={"mail": mail}).raise_for_status()


def result(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.content.isascii()
    return answer.json()


def refusal(answer):
    assert answer.status_code == 404
    body = answer.json()
    assert set(body) == {"mensaje", "status"} and body["status"] == "404"
    return body["mensaje"]


def test_a_customer_is_added_read_changed_and_removed(legacy):
    assert refusal(legacy.get("/clientes"))
    assert "Resultado" in result(legacy.post("/aniadir", params=PROFILE | {"contrasenia": "abc"}))
    stored = PROFILE | {"fecha_nacimiento": "03/07/1988"}
    assert result(legacy.get("/cliente", params={"mail": PROFILE["mail"]})) == {PROFILE["mail"]: stored}
    assert result(legacy.get("/clientes")) == {PROFILE["mail"]: {
        "Nombre": "Núria", "Apellidos": "Peña Vélez", "Mail": "nuria@example.com", "Fecha de nacimiento": "03/07/1988",
        "Direccion": "Calle Mayor 1, 2º B"}}
    mail = {"mail": PROFILE["mail"]}
    for route, change in (("/setNombre", {"nombre": "Nuria"}), ("/setApellidos", {"apellidos": "Peña"}),
                          ("/setFechaNacimiento", {"fecha_nacimiento": "1/2/1990"}), ("/setDireccion", {"direccion": "Otra"})):
        assert "Resultado" in result(legacy.put(route, params=mail | change))
    assert result(legacy.get("/cliente", params=mail))[PROFILE["mail"]] == {
        "nombre": "Nuria", "apellidos": "Peña", "mail": "nuria@example.com", "fecha_nacimiento": "01/02/1990",
        "direccion": "Otra"}
    assert "Resultado" in result(legacy.delete("/eliminar", params=mail))
    assert refusal(legacy.get("/cliente", params=mail))


def test_form_bodies_are_read_like_queries(legacy):
    assert "Resultado" in result(legacy.post("/aniadir", data=PROFILE))
    assert "\\u00f1" in legacy.get("/cliente", params={"mail": PROFILE["mail"]}).text.lower()


def test_identification(legacy):
    result(legacy.post("/aniadir", params=PROFILE | {"contrasenia": "abc"}))
    mail = PROFILE["mail"]
    assert result(legacy.post("/login", params={"mail": mail, "contrasenia": "abc"})) == {
        "Resultado": "Sesión iniciada con éxito"}
    assert legacy.post("/login", params={"mail": "nadie@example.com", "contrasenia": "abc"}).status_code == 401
    assert legacy.post("/login", params={"mail": mail, "contrasenia": "no"}).status_code == 404
    assert "Resultado" in result(legacy.put("/contrasenia", params={"mail": mail, "password": "nueva"}))
    assert "Resultado" in result(legacy.post("/login", params={"mail": mail, "contrasenia": "nueva"}))
    assert "Resultado" in result(legacy.get("/logout"))


def test_what_goes_wrong_is_told_as_before(legacy):
    result(legacy.post("/aniadir", params=PROFILE))
    assert refusal(legacy.post("/aniadir", params=PROFILE)), "a repeated e-mail"
    assert refusal(legacy.get("/cliente")), "a missing parameter"
    assert refusal(legacy.put("/setFechaNacimiento", params={"mail": PROFILE["mail"], "fecha_nacimiento": "31/2/1990"}))
    assert legacy.get("/nada").status_code == 404
    answer = legacy.get("/aniadir")
    assert answer.status_code == 405 and "POST" in answer.headers["allow"]


def test_the_root_serves_programs_and_people(legacy):
    example = json.loads(legacy.get("/").content)
    assert example["status"] == "OK" and example["ejemplo"]["ruta"] == "/cliente?mail=ejemplo@gmail.com"
    assert "<h1>" in legacy.get("/", headers={"Accept": "text/html"}).text


def test_strangers_behind_a_proxy_get_nothing(legacy):
    result(legacy.post("/aniadir", params=PROFILE))
    answer = legacy.get("/clientes", headers={"X-Forwarded-For": "203.0.113.7"})
    assert answer.status_code == 401 and PROFILE["mail"] not in answer.text


def test_no_password_of_a_query_reaches_the_log(legacy, server):
    legacy.post("/login", params={"mail": "a@example.com", "contrasenia": "secreto-de-prueba"})
    server.stop_services()  # writes what they have collected
    log = server.log_text()
    server.start_services()
    assert '"route":"/login"' in log and "secreto-de-prueba" not in log

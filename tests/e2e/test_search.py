"""Search as people type: with and without accents, singular and plural."""

import uuid

import pytest

WORD = "zq" + uuid.uuid4().hex[:8]  # of this run, so that other tests' texts are not found

TEXTS = {
    "cafetera": "La cafetera exprés gotea por debajo",
    "devoluciones": "Las devoluciones tardan demasiado en pagarse",
    "reembolso": "El reembolso prometido no ha llegado al banco",
    "año": "Llevo un año esperando la pieza",
    "ano": "Crema para fisura de ano equivocada",
    "machines": "The coffee machines were delivered broken",
    "niño": "El niño se hizo daño con el juguete",
}


@pytest.fixture(scope="module")
def shelf(world):
    customer = world.customer()
    for name, text in TEXTS.items():
        customer.open(f"{WORD} {text}", f"{text}. Más detalles cuando me llamen.",
                      language="en" if name == "machines" else "es")
    return customer


def found(session, path: str, words: str) -> set[str]:
    items = session.get(path, params={"q": f"{WORD} {words}", "limit": 100}).json()["items"]
    return {name for name, text in TEXTS.items() for item in items if item["subject"].endswith(text)}


@pytest.mark.parametrize(("words", "expected"), [
    ("cafeteras", "cafetera"), ("CAFETERA", "cafetera"), ("expres", "cafetera"),
    ("devolucion", "devoluciones"), ("devolución", "devoluciones"), ("devoluciones", "devoluciones"),
    ("reembolsos", "reembolso"), ("machine", "machines"), ("delivering", "machines"), ("niños", "niño"),
    ("juguet*", "niño"),
])
def test_forms_of_a_word_find_each_other(shelf, agent, words, expected):
    assert expected in found(shelf, "/api/v1/my/incidents", words)
    assert expected in found(agent, "/api/v1/incidents", words)


def test_an_enye_is_not_an_n(shelf):
    assert "ano" not in found(shelf, "/api/v1/my/incidents", "año")
    assert "año" in found(shelf, "/api/v1/my/incidents", "año")


def test_every_word_must_be_there(shelf):
    assert found(shelf, "/api/v1/my/incidents", "cafetera reembolso") == set()


def test_others_incidents_are_not_found(world, shelf):
    assert world.customer().get("/api/v1/my/incidents", params={"q": WORD}).json()["items"] == []


@pytest.mark.parametrize("words", ['"', "' OR 1=1 --", "NEAR(", "cafetera AND", "*", "-", "a" * 256, "subject:x", "(((("])
def test_what_is_no_search_word_breaks_nothing(shelf, words):
    shelf.get("/api/v1/my/incidents", params={"q": words}, expect=(200, 422))


def test_a_search_that_is_too_long_is_refused(shelf):
    shelf.get("/api/v1/my/incidents", params={"q": "a" * 257}, expect=(400, 422))


def test_a_message_is_found_too(shelf, agent):
    incident = shelf.open(f"{WORD} sin más", "La descripción no dice nada de lo que se busca.")
    word = "xw" + uuid.uuid4().hex[:8]
    shelf.act(incident, "messages", {"body": f"El número es {word}."}, expect=201)
    assert [item["id"] for item in agent.get("/api/v1/incidents", params={"q": word}).json()["items"]] == [incident["id"]]

"""Claims by people without an account."""

import json
import uuid

from harness import mail
from harness.waiting import wait_until


def a_claim(email: str, **members) -> dict:
    return {"contact": {"name": "Toñi Peña", "email": email, "phone": "+34 256 111 222"},
            "subject": "Me cobraron dos veces", "description": "Tengo dos cargos de 39,95 € por el mismo pedido.",
            "category": "undue_charge", "points": ["Devolver el segundo cargo"]} | members


def an_address() -> str:
    return f"toni.{uuid.uuid4().hex[:10]}@example.es"


def test_a_claim_is_filed_and_followed_by_its_reference_alone(world):
    nobody = world.nobody()
    email = an_address()
    answer = nobody.post("/api/v1/claims", a_claim(email), expect=201)
    filed = answer.json()
    assert filed["receipt"]["signature"]["algorithm"] == "Ed25519", "the proof of filing is in the answer"
    status = nobody.get(answer.headers["location"]).json()
    assert status["status"] == "registered"
    text = json.dumps(status, ensure_ascii=False)
    for personal in (email, "Toñi", "39,95", "cobraron", "256 111"):
        assert personal not in text
    typed = filed["reference"].lower().replace("-", " ").replace("0", "o")
    assert nobody.get(f"/api/v1/claims/{typed}").json()["reference"] == filed["reference"]


def test_a_reference_that_does_not_exist_is_not_found(world):
    nobody = world.nobody()
    nobody.get("/api/v1/claims/0000-0000-0000", expect=404)
    nobody.get("/api/v1/claims/hola", expect=404)


def test_every_wrong_member_is_named_and_nothing_is_stored(world, supervisor):
    before = supervisor.get("/api/v1/reports/overview").json()["total"]
    problem = world.nobody().post("/api/v1/claims", {
        "contact": {"name": "", "email": "no es una dirección"}, "subject": "ab", "description": "corta", "channel": "fax",
        "points": [""], "order": {"purchased_on": "2026-02-30"}, "status": "closed"}, expect=422).json()
    fields = {error["field"] for error in problem["errors"]}
    assert {"/contact/name", "/contact/email", "/subject", "/description", "/channel", "/points/0",
            "/order/purchased_on", "/status"} <= fields
    assert supervisor.get("/api/v1/reports/overview").json()["total"] == before


def test_a_link_is_mailed_to_the_right_address_only_and_works_once(world):
    nobody = world.nobody()
    email = an_address()
    filed = nobody.post("/api/v1/claims", a_claim(email), expect=201).json()
    path = f"/api/v1/claims/{filed['reference']}/access"
    before = len([1 for message in mail.mails(world.server, email) if mail.token_in(message, "access")])
    wrong = nobody.post(path, {"email": "otra@example.com"}, expect=202)
    right = nobody.post(path, {"email": email}, expect=202)
    assert wrong.content == right.content, "the answer does not tell whose it is"
    token = mail.wait_for_token(world.server, email, before, "access")
    session = nobody.post("/api/v1/claims/sessions", {"token": token}, expect=200).json()
    nobody.post("/api/v1/claims/sessions", {"token": token}, expect=404)
    assert not mail.mails(world.server, "otra@example.com")

    nobody.token = session["token"]
    incident = session["incident"]
    nobody.post(f"/api/v1/my/incidents/{incident['id']}/messages", {"body": "Adjunto el extracto."}, expect=201)
    assert [item["id"] for item in nobody.get("/api/v1/my/incidents").json()["items"]] == [incident["id"]]


def test_a_link_goes_to_the_claims_address_for_its_orders_number(world):
    nobody = world.nobody()
    email = an_address()
    filed = nobody.post("/api/v1/claims", a_claim(email, order={"reference": "P-90817"}), expect=201).json()
    path = f"/api/v1/claims/{filed['reference']}/access"
    before = len([1 for message in mail.mails(world.server, email) if mail.token_in(message, "access")])
    wrong = nobody.post(path, {"order": "P-90818"}, expect=202)
    right = nobody.post(path, {"order": "p 90817"}, expect=202)
    assert wrong.content == right.content, "the answer does not tell whose order it is"
    token = mail.wait_for_token(world.server, email, before, "access")
    session = nobody.post("/api/v1/claims/sessions", {"token": token}, expect=200).json()
    assert session["incident"]["reference"] == filed["reference"]
    nobody.post(path, {}, expect=422)
    nobody.post(path, {"email": email, "order": "P-90817"}, expect=422)


def test_claims_become_the_accounts_once_the_address_is_proved(world):
    email = an_address()
    filed = world.nobody().post("/api/v1/claims", a_claim(email), expect=201).json()
    owner = world.owner_of(email)
    found = wait_until(lambda: [item for item in owner.get("/api/v1/my/incidents").json()["items"]
                                if item["reference"] == filed["reference"]], "the claim is the owner's")
    assert found[0]["points"] == ["Devolver el segundo cargo"]


def test_registering_somebody_elses_address_does_not_inherit_their_claims(world):
    email = an_address()
    world.nobody().post("/api/v1/claims", a_claim(email), expect=201)
    answer = world.nobody().post("/api/v1/customers", {
        "email": email, "password": "doce molinos giran despacio", "first_name": "Otra", "last_name": "Persona"},
        expect=(201, 409))
    if answer.status_code == 201:
        thief = world.nobody()
        thief.token = thief.post("/api/v1/customers/sessions",
                                 {"email": email, "password": "doce molinos giran despacio"}).json()["token"]
        assert thief.get("/api/v1/my/incidents").json()["items"] == []

"""People add a passkey, sign in with it and remove it."""

import re
import uuid

import pytest

from harness import mail, passkey
from harness.api import World
from harness.server import Server
from harness.waiting import wait_until


def verified_customer(world):
    customer = world.customer()
    customer.prove_address()
    return customer


@pytest.fixture(params=["customers", "employees"])
def person(request, world):
    """Somebody, and where their service is."""
    return (verified_customer(world) if request.param == "customers" else world.employee("agent")), f"/api/v1/{request.param}"


def challenge(world, service):
    return world.nobody().post(f"{service}/passkey-challenges", expect=200).json()["challenge"]


def test_a_passkey_signs_in_until_it_is_removed(world, person):
    somebody, service = person
    own = f"{service}/me/passkeys"
    key, key_id = passkey.add(somebody, own)
    browser = world.nobody()
    browser.token = browser.post(f"{service}/sessions/passkey", key.answer(challenge(world, service)),
                                 expect=200).json()["token"]
    assert browser.get(f"{service}/me").json()["email"] == somebody.email
    assert [item["last_used_at"] is not None for item in browser.get(own).json()["items"]] == [True]

    somebody.sign_in()  # a change of an employee refuses older tokens as soon as its event has come
    somebody.delete(f"{own}/{key_id}", expect=204)
    world.nobody().post(f"{service}/sessions/passkey", key.answer(challenge(world, service)), expect=401)
    somebody.sign_in()
    assert somebody.get(own).json()["items"] == []


PAGES = {"/api/v1/customers": "/cuenta/preferencias", "/api/v1/employees": "/consola/yo"}


def test_its_owner_is_told_by_mail_that_one_came_and_that_it_went(world, person):
    somebody, service = person
    own = f"{service}/me/passkeys"
    name = f"Móvil {uuid.uuid4().hex[:8]}"

    def told(subject: str) -> str:
        [message] = wait_until(lambda: [message for message in mail.mails(world.server, somebody.email)
                                        if subject in message["subject"] and name in mail.text_of(message)],
                               f"a mail tells: {subject}")
        text = mail.text_of(message)
        assert any(line.endswith(PAGES[service]) for line in text.splitlines()), text
        return text

    key, key_id = passkey.add(somebody, own, name)
    added = told("Se ha añadido una llave de acceso a tu cuenta")
    assert re.search(rf"El \d\d/\d\d/\d{{4}} \d\d:\d\d se añadió a tu cuenta la llave de acceso «{name}»", added), added
    assert passkey.text(key.id) not in added and key_id not in added
    somebody.sign_in()
    somebody.delete(f"{own}/{key_id}", expect=204)
    told("Se ha quitado una llave de acceso de tu cuenta")
    about_it = [message for message in mail.mails(world.server, somebody.email) if name in mail.text_of(message)]
    assert len(about_it) == 2, "each once"


def test_the_public_address_may_be_written_in_another_way_than_browsers_do(tmp_path):
    server = Server(tmp_path, "--public-url", "HTTPS://Tienda.example:443/").start()
    customer = verified_customer(World(server))
    own = "/api/v1/customers/me/passkeys"
    passkey.add(customer, own, "Llave", origin="https://tienda.example")
    message = mail.mails(server, customer.email)[0]
    assert "    https://tienda.example/verify#" in mail.text_of(message)
    assert message["Message-ID"].endswith("@tienda.example>")
    server.stop()


def test_an_answer_that_somebody_copied_signs_nobody_in(world, person):
    somebody, service = person
    key, _ = passkey.add(somebody, f"{service}/me/passkeys")
    answer = key.answer(challenge(world, service))
    world.nobody().post(f"{service}/sessions/passkey", answer, expect=200)
    for _ in range(4):  # each instance of a cluster is asked
        world.nobody().post(f"{service}/sessions/passkey", answer, expect=401)


def test_a_passkey_of_another_address_is_not_taken(world):
    customer = verified_customer(world)
    key = passkey.Passkey("https://tienda.example.evil")
    enrolment = customer.post("/api/v1/customers/me/passkeys/challenges", expect=200).json()
    refused = customer.post("/api/v1/customers/me/passkeys", key.made(enrolment), expect=422).json()
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [("/client_data", "other_origin")]


def test_nobody_adds_one_to_an_address_that_is_not_proved(world):
    world.customer().post("/api/v1/customers/me/passkeys/challenges", expect=409)


def test_what_was_done_is_in_the_audit(world):
    agent = world.employee("agent")
    _, key_id = passkey.add(agent, "/api/v1/employees/me/passkeys")
    agent.sign_in()
    agent.delete(f"/api/v1/employees/me/passkeys/{key_id}", expect=204)

    def acts():
        page = world.admin.get("/api/v1/employees/audit", params={"actor": agent.id}).json()
        return {item["act"] for item in page["items"]}

    wait_until(lambda: {"passkey_added", "passkey_removed"} <= acts(), "both are audited")

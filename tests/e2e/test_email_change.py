"""A customer moves to another address: the new one has to answer, and the old one is told."""

import uuid

from harness import mail
from harness.waiting import wait_until


def test_a_customer_takes_another_address_and_the_old_one_hears_of_it(world):
    customer = world.customer()
    old, new = customer.email, f"nueva.{uuid.uuid4().hex[:12]}@example.com"
    customer.prove_address()

    customer.post("/api/v1/customers/me/email", {"email": new, "password": customer.password}, expect=202)
    token = mail.wait_for_token(world.server, new, 0)
    changed = customer.post("/api/v1/customers/email-changes/confirmation", {"token": token}, expect=200).json()

    assert changed["email"] == new and changed["email_verified"]
    told = wait_until(lambda: [message for message in mail.mails(world.server, old) if "Ha cambiado" in message["subject"]],
                      "the old address is told")
    assert new not in str(told[0])
    credentials = {"password": customer.password}
    world.nobody().post("/api/v1/customers/sessions", credentials | {"email": old}, expect=401)
    world.nobody().post("/api/v1/customers/sessions", credentials | {"email": new}, expect=200)


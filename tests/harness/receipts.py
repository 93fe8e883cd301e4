"""Incidents of customers whose address is verified, and the mailed receipt of each: an effect that happens by events,
exactly once."""

import uuid
from collections import Counter

from harness import mail
from harness.api import VERIFICATION, Customer, World
from harness.waiting import wait_until

SUBJECT = "Hemos recibido tu incidencia "


def verified_customer(world: World) -> Customer:
    """Notifications knows it too."""
    customer = world.customer()
    customer.post(VERIFICATION, {"token": mail.wait_for_token(world.server, customer.email, page="verify")}, expect=200)

    def receives_mail() -> bool:
        customer.open()
        try:
            return bool(wait_until(lambda: receipts_to(world, customer), "a receipt", 1))
        except AssertionError:
            return False  # it was handled before the verification was known
    wait_until(receives_mail, "a receipt for a verified address", 30)
    return customer


def receipts_to(world: World, customer: Customer) -> Counter:
    """How many different mails each reference got; the same mail twice has the same Message-ID."""
    mails = {str(message["Message-ID"]): str(message["Subject"]) for message in mail.mails(world.server, customer.email)}
    return Counter(subject.removeprefix(SUBJECT).strip() for subject in mails.values() if subject.startswith(SUBJECT))


class Receipts:
    def __init__(self, world: World):
        self.world = world
        self.customer = verified_customer(world)
        self.references: set[str] = set()

    def open(self, number: int) -> None:
        for _ in range(number):
            self.references.add(self.customer.open(subject=f"Con justificante {uuid.uuid4().hex}")["reference"])

    def wait_for_all(self, seconds: float = 20) -> None:
        wait_until(lambda: self.references <= set(receipts_to(self.world, self.customer)),
                   lambda: f"receipts for {self.references - set(receipts_to(self.world, self.customer))}", seconds)

    def check(self) -> None:
        """Each once."""
        counted = receipts_to(self.world, self.customer)
        assert {reference: counted[reference] for reference in self.references} == dict.fromkeys(self.references, 1)

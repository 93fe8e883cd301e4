"""What an agent writes to a customer, and the mail of each text: an effect that happens by events, exactly once. Receipts
would not do: of what no employee caused an address gets five mails an hour."""

import re
import uuid
from collections import Counter

from harness import mail
from harness.api import World
from harness.waiting import wait_until


class Letters:
    def __init__(self, world: World):
        self.world = world
        self.customer, self.agent = world.customer(), world.employee("agent")
        self.incident = self.customer.open()
        self.marks: set[str] = set()

    def write(self, number: int) -> None:
        for _ in range(number):
            mark = uuid.uuid4().hex
            self.agent.act(self.incident, "messages", {"body": f"Carta {mark}", "visibility": "public"}, expect=201)
            self.marks.add(mark)

    def mailed(self) -> Counter:
        """How many different mails each text got; the same mail twice has the same Message-ID."""
        mails = {str(message["Message-ID"]): mail.text_of(message)
                 for message in mail.mails(self.world.server, self.customer.email)}
        return Counter(found[1] for text in mails.values() if (found := re.search(r"Carta ([0-9a-f]{32})", text)))

    def wait_for_all(self, seconds: float = 20) -> None:
        wait_until(lambda: self.marks <= set(self.mailed()),
                   lambda: f"{len(self.marks - set(self.mailed()))} of {len(self.marks)} mails", seconds)

    def check(self) -> None:
        """Each once."""
        counted = self.mailed()
        assert {mark: counted[mark] for mark in self.marks} == dict.fromkeys(self.marks, 1)

"""What is due while resolution is away, or while the one that watches the clocks hangs: late, never lost, once, in order."""

import datetime
import signal
import uuid

import pytest
from bson import Binary, Int64

from harness.waiting import wait_until

INCIDENTS = 12
TAKEN_OVER = 30  # seconds, reliability.md promise 23


class Clocks:
    """Incidents with a proposal that the customer has left unanswered for days: days pass in the store alone."""

    def __init__(self, cluster, root):
        self.cluster = cluster
        self.database = cluster.server.room.database("incidents", root)
        self.customer, self.agent = cluster.customer(), cluster.employee("agent")
        self.incidents: list[dict] = []

    def propose(self) -> None:
        for _ in range(INCIDENTS):
            incident = self.customer.open("La batidora chispea")
            self.agent.take(incident)
            self.agent.propose(incident)
            self.incidents.append(incident)

    def days_pass(self) -> None:
        """The reminder of each was due some minutes ago, of the last one first."""
        now = datetime.datetime.now(datetime.UTC)
        for minutes, incident in enumerate(self.incidents, 1):
            due = now - datetime.timedelta(minutes=minutes)
            changed = self.database.incidents.update_one(
                {"_id": Binary.from_uuid(uuid.UUID(incident["id"])), "incident.deadlines.remind_at": {"$exists": True}},
                {"$set": {"due": due, "incident.deadlines.remind_at": Int64(due.timestamp() * 1000)}})
            assert changed.modified_count == 1

    def reminders(self, incident: dict) -> list[str]:
        """When the customer was reminded."""
        return [entry["at"] for entry in self.customer.pages(f"/api/v1/my/incidents/{incident['id']}/timeline", limit=100)
                if entry["kind"] == "notification" and entry["body"].get("act") == "remind"]

    def wait_for_all(self, seconds: float) -> None:
        wait_until(lambda: all(self.reminders(incident) for incident in self.incidents), "every reminder", seconds)

    def check(self) -> None:
        times = [self.reminders(incident) for incident in self.incidents]
        assert all(len(of_one) == 1 for of_one in times), "each once"
        assert times == sorted(times, reverse=True), "the oldest first"

    def lease(self) -> dict:
        """Who watches the clocks, while the time of the lease runs."""
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        return self.database.leases.find_one({"_id": "due acts", "expires_at": {"$gt": now}}) or {}

    def wait_for_another(self, than: str | None, seconds: float) -> str:
        return wait_until(lambda: (holder := self.lease().get("holder")) != than and holder, "somebody else", seconds)


@pytest.fixture
def clocks(cluster, breakable):
    with breakable.mongodb.client() as root:
        yield Clocks(cluster, root)


def test_what_became_due_while_resolution_was_away_is_done_once_and_in_order(clocks, cluster, instances):
    clocks.propose()
    for instance in instances["resolution"]:
        instance.kill()
    clocks.days_pass()
    cluster.server.start_missing()
    clocks.wait_for_all(TAKEN_OVER + 15)  # the lease of a killed one has to end first
    clocks.check()


def test_who_watches_the_clocks_hangs_and_another_does_it_once(clocks, instances):
    """The one that hangs is the one that holds the lease, and it believes so when it wakes."""
    other, hanging = instances["resolution"]
    clocks.propose()
    other.stop()  # gives the lease back, if it has it
    holder = clocks.lease().get("holder") or clocks.wait_for_another(None, TAKEN_OVER)
    other.start()
    hanging.process.send_signal(signal.SIGSTOP)
    try:
        clocks.days_pass()
        clocks.wait_for_another(holder, TAKEN_OVER)
        clocks.wait_for_all(15)
    finally:
        hanging.process.send_signal(signal.SIGCONT)
    wait_until(hanging.is_ready, "the one that hung works again")
    clocks.check()

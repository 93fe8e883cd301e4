"""The shop's whole backlog is imported and worked through to every ending; the reports agree with what was done."""

import json
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.api import World
from harness.server import Server
from harness.waiting import wait_until

COMPLAINTS = Path(__file__).parents[1] / "data" / "complaints.jsonl"


def the_import(world: World, file: Path) -> str:
    return world.server.admin("import", str(file), "--url", world.server.url).stdout


class Ledger:
    """What we did ourselves, to compare the reports with."""

    def __init__(self):
        self.status: Counter = Counter()
        self.closed_as: Counter = Counter()
        self.scores: Counter = Counter()
        self.escalated = 0

    def closed(self, how: str) -> None:
        self.status["closed"] += 1
        self.closed_as[how] += 1


class Desk:
    """Works incidents through, each story to its ending."""

    def __init__(self, world: World, ledger: Ledger):
        self.world, self.ledger = world, ledger
        self.agent, self.supervisor = world.employee("agent"), world.employee("supervisor")

    def rate(self, customer, incident, score: int) -> None:
        customer.act(incident, "rating", {"score": score})
        self.ledger.scores[score] += 1

    def accepted(self, customer, incident, outcome="upheld", remedy="replacement") -> None:
        self.agent.propose(incident, outcome, remedy)
        assert customer.act(incident, "acceptance").json()["closed_as"] == "confirmed"
        self.ledger.closed("confirmed")

    def settled(self, customer, incident) -> None:
        self.agent.take(incident)
        self.accepted(customer, incident)
        self.rate(customer, incident, 5)

    def rejected_and_accepted(self, customer, incident) -> None:
        self.agent.take(incident)
        self.accepted(customer, incident, "rejected", "explanation")
        self.rate(customer, incident, 2)

    def refused_first(self, customer, incident) -> None:
        self.agent.take(incident)
        self.agent.propose(incident, "rejected", "none")
        customer.act(incident, "refusal", {"reason": "No estoy de acuerdo: mírenlo otra vez."})
        self.accepted(customer, incident, "partly_upheld", "price_reduction")

    def refused_twice(self, customer, incident) -> None:
        self.agent.take(incident)
        for _ in range(2):
            self.agent.propose(incident, "rejected", "none")
            customer.act(incident, "refusal", {"reason": "Sigo sin estar de acuerdo."})
        self.ledger.status["in_progress"] += 1
        self.ledger.escalated += 1

    def withdrawn(self, customer, incident) -> None:
        customer.act(incident, "withdrawal")
        self.ledger.closed("withdrawn")

    def withdrawn_and_reopened(self, customer, incident) -> None:
        customer.act(incident, "withdrawal")
        customer.act(incident, "reopening", {"reason": "Ha vuelto a pasar."})
        self.ledger.status["in_progress"] += 1

    def spam(self, customer, incident) -> None:
        self.agent.act(incident, "spam")
        self.ledger.closed("spam")

    def asked_and_answered(self, customer, incident) -> None:
        self.agent.take(incident)
        self.agent.act(incident, "information-request", {"body": "¿Nos dice el número de serie, por favor?"})
        customer.act(incident, "messages", {"body": "Lo pone debajo: Ñ-0012."}, expect=201)
        self.accepted(customer, incident, "upheld", "refund")
        self.rate(customer, incident, 4)

    def waiting_for_an_answer(self, customer, incident) -> None:
        self.agent.take(incident)
        self.agent.act(incident, "information-request", {"body": "¿Conserva la caja?"})
        self.ledger.status["awaiting_customer"] += 1

    def completed_and_proposed(self, customer, incident) -> None:
        self.agent.take(incident)
        self.agent.act(incident, "completion-request", {"body": "Falta el tique.", "missing": ["El tique"]})
        customer.act(incident, "completion", {"body": "Es el tique 118/2026."})
        self.agent.propose(incident)
        self.ledger.status["resolution_proposed"] += 1

    def incomplete(self, customer, incident) -> None:
        self.agent.take(incident)
        self.agent.act(incident, "completion-request", {"body": "Falta la factura.", "missing": ["La factura"]})
        self.ledger.status["awaiting_completion"] += 1

    def at_the_carrier(self, customer, incident) -> None:
        self.agent.take(incident)
        self.agent.act(incident, "third-party-wait", {"body": "Preguntamos al transportista."})
        self.ledger.status["awaiting_third_party"] += 1

    def untouched(self, customer, incident) -> None:
        self.ledger.status["registered"] += 1

    def merged(self, incident, into) -> None:
        assert self.agent.act(incident, "merge", {"into": into["id"]}).json()["closed_as"] == "merged"
        self.ledger.closed("merged")

    def stories(self) -> list:
        return [self.settled, self.withdrawn, self.refused_first, self.asked_and_answered, self.spam,
                self.rejected_and_accepted, self.completed_and_proposed, self.withdrawn_and_reopened,
                self.refused_twice, self.at_the_carrier, self.waiting_for_an_answer, self.incomplete, self.untouched]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("backlog")).start()
    yield World(server)
    server.stop()


@pytest.mark.slow
def test_five_hundred_complaints_reach_every_ending_and_the_reports_agree(shop):
    complaints = [json.loads(line) for line in COMPLAINTS.read_text(encoding="utf-8").splitlines()]
    assert len(complaints) >= 500
    said = the_import(shop, COMPLAINTS)
    assert f"{len(complaints)} opened, 0 failed" in said
    the_import(shop, COMPLAINTS)  # again: every record is there already
    ledger = Ledger()
    desk = Desk(shop, ledger)
    stored = list(desk.supervisor.pages("/api/v1/incidents", limit=100))
    assert len(stored) == len(complaints), "importing again opens nothing"
    assert Counter(len(item["points"]) for item in stored) == Counter(len(c.get("points", [])) for c in complaints)

    by_email = defaultdict(list)
    for item in stored:
        by_email[item["contact"]["email"]].append(item)
    with ThreadPoolExecutor(4) as pool:
        owners = dict(zip(by_email, pool.map(shop.owner_of, by_email)))
    for email, items in by_email.items():
        wait_until_all_theirs(owners[email], items)

    stories = desk.stories()
    turn = 0
    for email, items in by_email.items():
        items = sorted(items, key=lambda item: item["reference"])
        # Of those with several, the last two are one matter.
        if len(items) >= 3:
            desk.merged(items.pop(), items[-1])
        for item in items:
            stories[turn % len(stories)](owners[email], item)
            turn += 1

    overview = desk.supervisor.get("/api/v1/reports/overview").json()
    assert overview["total"] == len(complaints) == sum(ledger.status.values())
    assert without_zeros(overview["by_status"]) == dict(ledger.status)
    assert without_zeros(overview["by_closing"]) == dict(ledger.closed_as)
    assert overview["open"] == len(complaints) - ledger.status["closed"]
    assert overview["escalated"] == ledger.escalated
    assert overview["overdue"] == 0
    assert without_zeros(overview["by_channel"]) == dict(Counter(c.get("channel", "phone") for c in complaints))
    reasons = desk.supervisor.get("/api/v1/reports/reasons").json()["by_category"]
    assert {row["category"]: row["count"] for row in reasons} == dict(Counter(c.get("category") for c in complaints))
    satisfaction = desk.supervisor.get("/api/v1/reports/satisfaction").json()
    assert {row["score"]: row["count"] for row in satisfaction["by_score"] if row["count"]} == dict(ledger.scores)
    for status, count in ledger.status.items():
        assert len(list(desk.supervisor.pages("/api/v1/incidents", status=status, limit=100))) == count
    for name in ("ageing", "service-levels", "workload"):
        desk.supervisor.get(f"/api/v1/reports/{name}")
    assert {"confirmed", "withdrawn", "merged", "spam"} == set(ledger.closed_as)

    shop.server.stop()
    shop.server.admin("verify-history", "--data", str(shop.server.data))
    shop.server.start()
    assert desk.supervisor.get("/api/v1/reports/overview").json()["by_status"] == overview["by_status"]


def test_a_file_of_csv_is_imported_too(fresh):
    said = the_import(fresh, COMPLAINTS.with_suffix(".csv"))
    assert "30 opened, 0 failed" in said
    supervisor = fresh.employee("supervisor")
    stored = list(supervisor.pages("/api/v1/incidents", limit=100))
    assert len(stored) == 30
    assert any(item["points"] for item in stored) and any("\n" in item["description"] for item in stored)


def test_a_record_that_is_wrong_is_named_and_the_rest_goes_on(fresh, tmp_path):
    good = {"contact": {"name": "Ana", "email": "ana@example.com"}, "subject": "Llegó roto",
            "description": "El espejo llegó roto en tres pedazos."}
    file = tmp_path / "mixed.jsonl"
    file.write_text("\n".join([json.dumps(good), "{no es JSON", json.dumps(good | {"subject": "x"})]), encoding="utf-8")
    done = fresh.server.admin("import", str(file), "--url", fresh.server.url, check=False)
    assert done.returncode != 0
    assert f"{file}:2" in done.stderr and f"{file}:3" in done.stderr and "/subject" in done.stderr
    assert len(list(fresh.admin.pages("/api/v1/incidents"))) == 1


def wait_until_all_theirs(owner, items) -> None:
    wanted = {item["id"] for item in items}

    def all_theirs() -> bool:
        seen = {item["id"] for item in owner.pages("/api/v1/my/incidents", limit=100)}
        assert seen <= wanted, "somebody else's incident"
        return seen == wanted

    wait_until(all_theirs, f"{owner.email} has all {len(wanted)} incidents")


def without_zeros(counts: dict) -> dict:
    return {name: count for name, count in counts.items() if count}

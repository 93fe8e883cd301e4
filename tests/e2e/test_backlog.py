"""The shop's whole backlog is imported and worked through to every ending; the reports agree with what was done."""

import json
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.api import World
from harness.waiting import wait_until

PROBE = "Clienta conocida"
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
def shop(deploy, tmp_path_factory):
    server = deploy(tmp_path_factory.mktemp("backlog")).start()
    yield World(server)
    server.stop()


def complaints() -> list[dict]:
    return [json.loads(line) for line in COMPLAINTS.read_text(encoding="utf-8").splitlines()]


def test_the_whole_file_is_imported_once_however_often_it_is_tried(fresh):
    wanted = complaints()
    assert len(wanted) >= 500
    for _ in range(2):
        assert f"{len(wanted)} opened, 0 failed" in the_import(fresh, COMPLAINTS)
    stored = list(fresh.admin.pages("/api/v1/incidents", limit=100))
    assert len(stored) == len(wanted), "importing again opens nothing"

    def shape(claim: dict) -> tuple:
        return (claim["contact"]["email"], claim.get("category"), tuple(map(len, claim.get("points") or [])),
                (claim.get("order") or {}).get("reference"), claim.get("language") or "es")

    assert Counter(map(shape, stored)) == Counter(map(shape, wanted))


@pytest.mark.slow
def test_five_hundred_complaints_reach_every_ending_and_the_reports_agree(shop, tmp_path):
    wanted = complaints()
    # The shop knows these customers. (That claims by contact become their owner's is in test_claims.py; the program
    # mails only a hundred addresses an hour that nobody has proved to own.)
    emails = sorted({claim["contact"]["email"] for claim in wanted})
    with ThreadPoolExecutor(4) as pool:
        owners = dict(zip(emails, pool.map(shop.customer, emails)))
    file = tmp_path / "of_known_customers.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for claim in wanted:
            record = {name: value for name, value in claim.items() if name != "contact"}
            lines.write(json.dumps(record | {"customer_id": owners[claim["contact"]["email"]].id}) + "\n")
    ids = {owner.id for owner in owners.values()}
    # That there are these customers comes to the desk by events.
    wait_until(lambda: probe_knows(shop, owners[emails[-1]]), "the customers are known at the desk", seconds=60)
    said = the_import(shop, file)
    assert f"{len(wanted)} opened, 0 failed" in said

    ledger = Ledger()
    desk = Desk(shop, ledger)
    ledger.status["registered"] += 1  # what probe_knows opened
    stored = [item for item in desk.supervisor.pages("/api/v1/incidents", limit=100) if item["subject"] != PROBE]
    assert len(stored) == len(wanted)
    assert {item["customer_id"] for item in stored} == ids
    by_email = defaultdict(list)
    of_id = {owner.id: email for email, owner in owners.items()}
    for item in stored:
        by_email[of_id[item["customer_id"]]].append(item)

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
    total = len(wanted) + 1
    assert overview["total"] == total == sum(ledger.status.values())
    assert without_zeros(overview["by_status"]) == dict(ledger.status)
    assert without_zeros(overview["by_closing"]) == dict(ledger.closed_as)
    assert overview["open"] == total - ledger.status["closed"]
    assert overview["escalated"] == ledger.escalated
    assert overview["overdue"] == 0
    assert without_zeros(overview["by_channel"]) == dict(
        Counter([claim.get("channel", "phone") for claim in wanted] + ["phone"]))
    reasons = desk.supervisor.get("/api/v1/reports/reasons").json()["by_category"]
    assert {row["category"]: row["count"] for row in reasons} == dict(
        Counter([claim.get("category") for claim in wanted] + [None]))
    satisfaction = desk.supervisor.get("/api/v1/reports/satisfaction").json()
    assert {row["score"]: row["count"] for row in satisfaction["by_score"] if row["count"]} == dict(ledger.scores)
    for status, count in ledger.status.items():
        assert len(list(desk.supervisor.pages("/api/v1/incidents", status=status, limit=100))) == count
    for name in ("ageing", "service-levels", "workload"):
        desk.supervisor.get(f"/api/v1/reports/{name}")
    assert {"confirmed", "withdrawn", "merged", "spam"} == set(ledger.closed_as)

    shop.server.stop_services()
    shop.server.verify()
    shop.server.start_services()
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


def probe_knows(world: World, customer) -> bool:
    """Opens one incident for the customer as soon as the desk knows of them."""
    answer = world.admin.post("/api/v1/incidents", {
        "customer_id": customer.id, "subject": PROBE, "description": "Abierta para saber si la tienda ya la conoce."},
        expect=(201, 422))
    return answer.status_code == 201


def without_zeros(counts: dict) -> dict:
    return {name: count for name, count in counts.items() if count}

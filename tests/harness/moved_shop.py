"""A shop with something of everything that a store keeps, to see that it is all there in another store."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from harness.api import AGENT_PASSWORD, PASSWORD, Customer, Employee, Session, World
from harness.instance import admin
from harness.server import Server
from harness.waiting import wait_until

WORD = "girasoles"
RIGHTS = "/api/v1/customers/me/data-requests"
EVENT = {"specversion": "1.0", "id": "01a22311-24cf-7217-b2b9-91c19f0d77e4", "type": "customer.updated",
         "source": "/resuelve/customers", "subject": "01a22311-24cf-7217-b2b9-91c19f0d77e5",
         "time": "2026-11-20T10:00:00.000Z", "entityversion": 2, "datacontenttype": "application/json", "data": {}}
DEAD = {"record": "dead_letter", "consumer": "notifications", "id": EVENT["id"], "event": EVENT, "attempts": 8,
        "died_at": 1_790_000_000_123, "reason": "no such template"}


class Shop:
    def __init__(self, world: World):
        self.world = world
        self.team = world.team("Reparación")
        self.agent = world.employee("agent", self.team)
        self.supervisor = world.employee("supervisor")
        self.invited = self.invite("nueva@example.org")
        self.token = world.admin.post("/api/v1/employees/tokens", {
            "name": "Almacén", "scopes": ["incidents:read"]}, expect=201).json()["token"]
        self.template = self.agent.post("/api/v1/employees/templates", {
            "name": "Saludo", "texts": {"es": "Hola, {{customer_name}}:"}}, expect=201).json()
        self.customer = world.customer()
        self.opened = self.customer.open(
            f"Los {WORD} llegaron rotos", "Llegaron rotos por el tallo.", key="una-vez",
            points=["Que me los cambien", "Que me devuelvan el envío"])
        self.wanted = self.ask_for_data()
        refused = self.customer.post(RIGHTS, {"right": "erase"}, expect=201).json()
        self.supervisor.post(f"/api/v1/customers/data-requests/{refused['id']}/extension", {"reasons": "Hay que mirarlo."})
        self.supervisor.post(f"/api/v1/customers/data-requests/{refused['id']}/answer",
                             {"outcome": "refused", "explanation": "La factura se conserva seis años."})
        self.rights = self.customer.get(RIGHTS).json()["items"]
        self.upload = self.customer.send(
            "POST", f"/api/v1/my/incidents/{self.opened['id']}/attachments", params={"name": "ramo.txt"},
            content="un ramo roto\n", headers={"Content-Type": "text/plain"}, expect=201).json()
        self.customer.act(self.opened, "messages", {"body": "Aquí la foto.", "attachment_ids": [self.upload["id"]]})
        self.agent.take(self.opened)
        self.agent.act(self.opened, "messages", {"body": "Lo miramos hoy mismo.", "visibility": "public"})
        self.agent.act(self.opened, "messages", {"body": "Ojo con este proveedor.", "visibility": "internal"})
        self.waiting = self.ask_for_approval()
        self.snoozed = self.snooze()
        self.supervisor.act(self.opened, "legal-hold", {"reason": "Diligencias previas 7/2026"})
        self.claimed = Session(world, world.next_source()).post("/api/v1/claims", {
            "subject": "Sin cuenta", "description": "No tengo cuenta y falta una pieza.",
            "contact": {"name": "Ana Ruiz", "email": "ana@example.com"}}, expect=201).json()
        self.gone = world.customer()
        self.forgotten = self.gone.open("Esto se olvida", "Y nadie lo lee después.")
        self.gone.delete("/api/v1/customers/me", expect=204)
        wait_until(lambda: self.supervisor.read(self.forgotten)["erased"], "the customer's incident is erased")
        self.supervisor.act(self.opened, "messages", {"body": f"Míralo, @{self.agent.email}", "visibility": "internal"})
        wait_until(lambda: self.notices(self.agent), "the agent is told of the mention")
        self.told = self.notices(self.agent)
        self.timeline = self.entries(self.supervisor)

    @classmethod
    def closed(cls, folder: Path) -> "Shop":
        """A shop whose server is stopped: `data` is its store, `file` the export of it."""
        server = Server(folder).start()
        shop = cls(World(server))
        server.stop()
        shop.data, shop.file = server.data, folder / "shop.export"
        admin("export", str(shop.file), "--data", str(shop.data))
        return shop

    def ask_for_data(self) -> dict:
        return self.customer.post(RIGHTS, {"right": "restrict", "detail": "El teléfono"}, expect=201, key="un-derecho").json()

    def ask_for_approval(self) -> dict:
        incident = self.customer.open("Esta la mira alguien más", "Por si acaso.")
        self.agent.take(incident)
        version = self.agent.get(f"/api/v1/incidents/{incident['id']}").headers["etag"]
        answer = {"point": 1, "decision": "upheld", "reasons": "Tiene razón.", "amount_cents": 24_900}
        return self.agent.act(incident, "approval-request", {
            "outcome": "upheld", "remedy": "refund", "answers": [answer]}, if_match=version).json()

    def snooze(self) -> dict:
        incident = self.customer.open("Esta espera a una pieza", "Llega la semana que viene.")
        path = f"/api/v1/incidents/{incident['id']}"
        until = (datetime.now(UTC) + timedelta(days=5)).isoformat()
        return self.agent.patch(path, {"snoozed_until": until}, if_match=self.agent.get(path).headers["etag"]).json()

    def invite(self, email: str) -> dict:
        return self.world.admin.post("/api/v1/employees", {
            "email": email, "first_name": "Nora", "last_name": "Vega", "role": "agent"}, expect=201).json()

    def entries(self, session: Session) -> list[dict]:
        return list(session.pages(f"/api/v1/incidents/{self.opened['id']}/timeline"))

    def notices(self, session: Session) -> list[dict]:
        return session.get("/api/v1/notices").json()["items"]

    def is_all_there(self, server: Server) -> None:
        """The same people go on in another store."""
        world = World(server)
        self.customer = Customer(world, self.customer.email, PASSWORD, world.next_source())
        self.agent, self.supervisor = (Employee(world, person.email, AGENT_PASSWORD)
                                       for person in (self.agent, self.supervisor))
        assert self.entries(self.supervisor) == self.timeline
        again = self.customer.open(
            f"Los {WORD} llegaron rotos", "Llegaron rotos por el tallo.", key="una-vez",
            points=["Que me los cambien", "Que me devuelvan el envío"])
        assert again["id"] == self.opened["id"], "the answer to the key is known"
        assert self.ask_for_data() == self.wanted, "the answer to the key is known"
        assert self.customer.get(RIGHTS).json()["items"] == self.rights
        found = self.agent.get("/api/v1/incidents", params={"q": "girasol tallo"}).json()["items"]
        assert [item["id"] for item in found] == [self.opened["id"]]
        content = self.customer.get(f"/api/v1/my/incidents/{self.opened['id']}/attachments/{self.upload['id']}",
                                    check=False).content
        assert content == b"un ramo roto\n"
        assert Session(world, token=self.token).get(f"/api/v1/incidents/{self.opened['id']}").json()["legal_hold"]
        assert self.agent.get("/api/v1/employees/templates").json()["items"] == [self.template]
        assert self.notices(self.agent) == self.told
        assert self.supervisor.read(self.forgotten)["erased"]
        waiting = self.supervisor.get("/api/v1/incidents", params={"approval": "requested"}).json()["items"]
        assert [one["approval"] for one in waiting] == [self.waiting["approval"]]
        asleep = self.supervisor.get("/api/v1/incidents", params={"snoozed": "true"}).json()["items"]
        moments = ("snoozed_until", "snoozed_by")
        assert [[one[name] for name in moments] for one in asleep] == [[self.snoozed[name] for name in moments]]
        self.settle()

    def settle(self) -> None:
        fresh = self.customer.open(f"Otra vez los {WORD}", "Los segundos también.")
        self.agent.take(fresh)
        self.agent.act(fresh, "messages", {"body": "Los recogemos.", "visibility": "public"})
        self.agent.propose(fresh)
        assert self.customer.act(fresh, "acceptance").json()["status"] == "closed"


def with_more(file: Path, target: Path, records: list[dict]) -> Path:
    """The same export with some records behind the others."""
    *lines, last = file.read_bytes().splitlines(keepends=True)
    lines += [json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for record in records]
    end = json.loads(last)
    for record in records:
        end["counts"][record["record"]] = end["counts"].get(record["record"], 0) + 1
    end["sha256"] = hashlib.sha256(b"".join(lines)).hexdigest()
    end["counts"] = dict(sorted(end["counts"].items()))
    target.write_bytes(b"".join(lines) + json.dumps(end, separators=(",", ":")).encode() + b"\n")
    return target

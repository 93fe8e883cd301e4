"""Customers and employees as the tests play them. Every answer is checked against the OpenAPI document."""

import itertools
import time
import uuid

import httpx

from harness import mail
from harness.openapi import Document, merged
from harness.server import ADMIN_EMAIL, ADMIN_PASSWORD, Server

PASSWORD = "tres barcas azules en la ría"
AGENT_PASSWORD = "quince faroles alumbran el puerto"

# Where the program answers what design.md leaves to it.
VERIFICATION = "/api/v1/customers/verification"
RESET_REQUEST = "/api/v1/customers/password-resets"
RESET = "/api/v1/customers/password-resets/confirmation"


class Session:
    """Sends requests with or without credentials. `source` is the loopback address that they come from: limits are
    counted by it, as by the addresses of different people."""

    def __init__(self, world: "World", source: str = "127.0.0.1", token: str | None = None):
        self.world, self.source, self.token = world, source, token
        self.url = world.server.url
        self.client = httpx.Client(base_url=self.url, timeout=30, trust_env=False,
                                   transport=httpx.HTTPTransport(local_address=source))

    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def send(self, method: str, path: str, *, expect: int | tuple[int, ...] | None = None, key: str | None = None,
             if_match: str | None = None, headers: dict | None = None, check: bool = True, **arguments) -> httpx.Response:
        sent = self.authorization() | (headers or {})
        if key is not None:
            sent["Idempotency-Key"] = key
        if if_match is not None:
            sent["If-Match"] = if_match
        response = self.client.request(method, path, headers=sent, **arguments)
        if expect is not None:
            wanted = expect if isinstance(expect, tuple) else (expect,)
            assert response.status_code in wanted, \
                f"{method} {path}: {response.status_code}, wanted {expect}: {response.text[:1000]}"
        if check:
            self.world.document().check(response)
        return response

    def get(self, path: str, expect=200, **arguments) -> httpx.Response:
        return self.send("GET", path, expect=expect, **arguments)

    def post(self, path: str, json: object = None, expect=(200, 201), **arguments) -> httpx.Response:
        if json is not None:
            arguments["json"] = json
        return self.send("POST", path, expect=expect, **arguments)

    def patch(self, path: str, json: object, expect=200, **arguments) -> httpx.Response:
        return self.send("PATCH", path, json=json, expect=expect, **arguments)

    def delete(self, path: str, expect=(200, 204), **arguments) -> httpx.Response:
        return self.send("DELETE", path, expect=expect, **arguments)

    def pages(self, path: str, **parameters):
        """Every item of a list, page after page."""
        cursor = None
        while True:
            query = parameters | ({"cursor": cursor} if cursor else {})
            page = self.get(path, params=query).json()
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return


class SignedIn(Session):
    """A session that signs in again before its token ends."""

    def __init__(self, world: "World", sessions: str, email: str, password: str, source: str = "127.0.0.1"):
        super().__init__(world, source)
        self.sessions, self.email, self.password = sessions, email, password
        self.signed_in_at = 0.0
        self.person: dict = {}
        self.sign_in()

    def sign_in(self) -> None:
        answer = Session(self.world, self.source).post(
            self.sessions, {"email": self.email, "password": self.password}, expect=200).json()
        self.token = answer["token"]
        self.person = answer.get("customer") or answer.get("employee") or {}
        self.signed_in_at = time.monotonic()

    def authorization(self) -> dict[str, str]:
        # Sensitive acts want a sign-in younger than five minutes.
        if time.monotonic() - self.signed_in_at > 240:
            self.sign_in()
        return super().authorization()

    @property
    def id(self) -> str:
        return self.person["id"]


class Customer(SignedIn):
    def __init__(self, world: "World", email: str, password: str, source: str):
        super().__init__(world, "/api/v1/customers/sessions", email, password, source)

    def prove_address(self) -> None:
        """Follows the link that was mailed when they registered."""
        token = mail.wait_for_token(self.world.server, self.email, 0)
        self.post(VERIFICATION, {"token": token}, expect=200)

    def open(self, subject: str = "La cafetera gotea",
             description: str = "La compré hace un mes y gotea por debajo desde ayer.", key: str | None = None,
             **members) -> dict:
        return self.post("/api/v1/my/incidents", {"subject": subject, "description": description} | members,
                         expect=201, key=key).json()

    def act(self, incident: dict, act: str, body: dict | None = None, expect=(200, 201), **arguments) -> httpx.Response:
        return self.post(f"/api/v1/my/incidents/{incident['id']}/{act}", body or {}, expect=expect, **arguments)

    def read(self, incident: dict) -> dict:
        return self.get(f"/api/v1/my/incidents/{incident['id']}").json()


class Employee(SignedIn):
    def __init__(self, world: "World", email: str, password: str):
        super().__init__(world, "/api/v1/employees/sessions", email, password)

    def act(self, incident: dict, act: str, body: dict | None = None, expect=(200, 201), **arguments) -> httpx.Response:
        return self.post(f"/api/v1/incidents/{incident['id']}/{act}", body or {}, expect=expect, **arguments)

    def read(self, incident: dict) -> dict:
        return self.get(f"/api/v1/incidents/{incident['id']}").json()

    def take(self, incident: dict) -> dict:
        return self.act(incident, "take").json()

    def propose(self, incident: dict, outcome: str = "upheld", remedy: str = "replacement",
                decisions: list[str] | None = None) -> dict:
        """A resolution that answers every point of the incident as it is now."""
        current = self.get(f"/api/v1/incidents/{incident['id']}")
        points = max(1, len(current.json()["points"]))
        decisions = decisions or [outcome] * points
        answers = [{"point": number, "decision": decision, "reasons": f"Lo hemos mirado: punto {number}, {decision}."}
                   for number, decision in enumerate(decisions, 1)]
        return self.act(incident, "resolution", {"outcome": outcome, "remedy": remedy, "answers": answers},
                        if_match=current.headers["etag"]).json()


class World:
    """One running program and the people around it."""

    def __init__(self, server: Server):
        self.server = server
        self.numbers = itertools.count(1)
        self._document: Document | None = None
        self._admin: Employee | None = None

    def document(self) -> Document:
        if self._document is None:
            self._document = Document(merged([httpx.get(f"{url}/api/openapi.json", timeout=30).json()
                                              for url in self.server.described_at]))
        return self._document

    def next_source(self) -> str:
        number = next(self.numbers)
        return f"127.1.{number // 250}.{number % 250 + 1}"

    def nobody(self) -> Session:
        return Session(self, self.next_source())

    @property
    def admin(self) -> Employee:
        if self._admin is None:
            self._admin = Employee(self, ADMIN_EMAIL, ADMIN_PASSWORD)
        return self._admin

    def customer(self, email: str | None = None, **members) -> Customer:
        source = self.next_source()
        email = email or f"cliente.{uuid.uuid4().hex[:12]}@example.com"
        Session(self, source).post("/api/v1/customers", {
            "email": email, "password": PASSWORD, "first_name": "Begoña", "last_name": "Núñez O'Shea"} | members,
            expect=201)
        return Customer(self, email, PASSWORD, source)

    def owner_of(self, email: str) -> Customer:
        """Whoever reads the mail of an address gets into its account, also into one that claims without a session
        began: by resetting the password."""
        source = self.next_source()
        session = Session(self, source)
        before = len([1 for message in mail.mails(self.server, email) if mail.token_in(message, "reset")])
        deadline = time.monotonic() + 20
        while True:  # an account that a claim began is there soon, by an event
            session.post(RESET_REQUEST, {"email": email}, expect=(200, 202, 204))
            try:
                token = mail.wait_for_token(self.server, email, before, "reset", seconds=6)
                break
            except AssertionError:
                if time.monotonic() > deadline:
                    raise
        session.post(RESET, {"token": token, "password": PASSWORD}, expect=(200, 201, 204))
        return Customer(self, email, PASSWORD, source)

    def team(self, name: str | None = None) -> str:
        return self.admin.post("/api/v1/teams", {"name": name or f"Equipo {uuid.uuid4().hex[:8]}"},
                               expect=201).json()["id"]

    def employee(self, role: str = "agent", *teams: str) -> Employee:
        email = f"{role}.{uuid.uuid4().hex[:12]}@example.org"
        self.admin.post("/api/v1/employees", {
            "email": email, "password": AGENT_PASSWORD, "first_name": "Iñaki", "last_name": "Güell", "role": role,
            "team_ids": list(teams)}, expect=201)
        return Employee(self, email, AGENT_PASSWORD)

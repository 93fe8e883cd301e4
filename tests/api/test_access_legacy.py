"""The legacy routes through a proxy: no longer for everybody, but for employees and programs that may manage customers."""

import json

import httpx
import pytest

from harness.cast import Cast
from harness.waiting import wait_until

BEHIND_A_PROXY = {"X-Forwarded-For": "203.0.113.9"}
MAIL = {"mail": "nadie@example.net"}


@pytest.fixture(scope="module")
def cast(world):
    return Cast(world)


@pytest.fixture(scope="module")
def routes(world):
    routes = json.loads(world.server.admin("routes", "--json").stdout)
    return [(route["method"].upper(), route["pattern"]) for route in routes
            if not route["pattern"].startswith("/api/v1/") and route["pattern"] != "/"]


@pytest.fixture(scope="module")
def legacy(world):
    with httpx.Client(base_url=world.server.legacy_url, trust_env=False) as client:
        yield client


def token_with(admin, *scopes):
    return admin.post("/api/v1/employees/tokens", {"name": "Tienda", "scopes": list(scopes)}, expect=201).json()["token"]


def test_each_legacy_route_wants_the_right_to_manage_customers(cast, routes, legacy):
    admin = cast.world.admin
    people = {"nobody": (None, 401), "garbage": (cast.garbage.token, 401),
              "customer": (cast.owner.token, 403),
              "agent": (cast.agent.token, None), "supervisor": (cast.supervisor.token, None), "admin": (admin.token, None),
              "program": (token_with(admin, "customers:write"), None),
              "program that reads": (token_with(admin, "customers:read", "incidents:write"), 403)}
    assert len(routes) == 11
    for who in ("program", "program that reads"):  # the employees service has made them, the customers service hears of it
        token = {"Authorization": f"Bearer {people[who][0]}"}
        wait_until(lambda: legacy.get("/clientes", headers=BEHIND_A_PROXY | token).status_code != 401, "the token is known")
    wrong = []
    for method, path in routes:
        for who, (token, expected) in people.items():
            if path == "/logout" and expected is None:
                continue  # below: it ends the sender's session
            credentials = {"Authorization": f"Bearer {token}"} if token else {}
            answer = legacy.request(method, path, params=MAIL, headers=BEHIND_A_PROXY | credentials)
            # Nothing is done, since there is no such customer or a parameter is missing: 404, but for GET /clientes.
            right = answer.status_code == expected if expected else answer.status_code in (200, 401, 404)
            if expected is None and answer.status_code == 401:
                right = "mensaje" in answer.json()  # /login of an unknown address, in its own words
            if not right:
                wrong.append(f"{method} {path} by {who}: {answer.status_code} {answer.text[:120]}")
    assert not wrong, "\n".join(wrong)


def test_the_forwarding_header_alone_closes_them(legacy, routes):
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"):
        for method, path in routes:
            answer = legacy.request(method, path, params=MAIL, headers={header: "203.0.113.9"})
            assert answer.status_code == 401, f"{method} {path} with {header}: {answer.status_code}"


def test_an_employee_who_signs_out_there_keeps_the_session(cast, legacy):
    agent = cast.world.employee("agent")
    legacy.get("/logout", headers=BEHIND_A_PROXY | {"Authorization": f"Bearer {agent.token}"})
    agent.get("/api/v1/incidents")

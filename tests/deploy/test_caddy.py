"""The shipped Caddyfile: the same table, the same hiding and clearing as nginx."""

import os
import re
import shutil
import socket
import subprocess

import httpx
import pytest

from deploy.machine import run
from deploy.proxied import ROOT, SERVICES, SHIPPED, Echo
from deploy.test_nginx import LEGACY, owner, routes
from harness.server import free_port
from harness.waiting import wait_until

CADDYFILE = ROOT / "deploy/caddy/Caddyfile"


class Caddy:
    def __init__(self, folder, ports: dict[str, int]):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "caddy.log"
        environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder),
                                    "RESUELVE_HOST": f"http://:{self.port}", "RESUELVE_CADDY_OPTIONS": "admin off"}
        environment |= {f"RESUELVE_{service.upper()}": f"127.0.0.1:{port}" for service, port in ports.items()}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(["caddy", "run", "--config", CADDYFILE, "--adapter", "caddyfile"], env=environment, stdout=log,
                                            stderr=log)
        wait_until(self.listens, self.log.read_text)

    def listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="module")
def services():
    servers = {service: Echo(service) for service in SERVICES}
    yield servers
    for server in servers.values():
        server.go_on.set()
        server.shutdown()


@pytest.fixture(scope="module")
def proxy(services, tmp_path_factory):
    caddy = Caddy(tmp_path_factory.mktemp("caddy"), {name: server.port for name, server in services.items()})
    yield caddy
    caddy.stop()


@pytest.fixture(scope="module")
def client(proxy):
    with httpx.Client(base_url=proxy.url) as client:
        yield client


def problem(answer, status, name):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    source = (ROOT / "src/platform/http/problem.hpp").read_text()
    title = re.search(rf'{status}, "{name}", "([^"]+)"', source)[1]
    body = answer.json()
    body.pop("detail", None)
    assert body == {"type": f"/problems/{name}", "title": title, "status": status}
    assert "server" not in answer.headers


def test_caddy_accepts_the_file(tmp_path):
    run("caddy", "validate", "--config", CADDYFILE, "--adapter", "caddyfile", env=os.environ | {"HOME": str(tmp_path)})
    shutil.copy(CADDYFILE, tmp_path / "Caddyfile")
    run("caddy", "fmt", "--overwrite", tmp_path / "Caddyfile")
    assert (tmp_path / "Caddyfile").read_text() == CADDYFILE.read_text()


@pytest.mark.parametrize("method, path", routes())
def test_each_route_of_the_program_reaches_its_service(client, method, path):
    answer = client.request(method, path)
    if path in LEGACY:
        return problem(answer, 404, "not-found")
    assert answer.status_code == 200, answer.text
    assert answer.json()["service"] == (owner(path) or "customers")


@pytest.mark.parametrize("path", ["/api/v1/customersX", "/api/v2/incidents", "/healthz", "/readyz", "/metrics", "/metrics/", *LEGACY,
                                  "//clientes", "/%63lientes", "/x/../clientes", "/clientes/", "/cliente?mail=a@b.example"])
def test_what_is_not_for_the_public_is_not_there(proxy, path):
    with socket.create_connection(("127.0.0.1", proxy.port)) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = raw.makefile("rb").read()
    assert answer.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 308 ")) and b'"service"' not in answer, answer


def test_what_a_client_claims_about_itself_does_not_arrive(client):
    cleared = re.findall(r'^proxy_set_header ([\w-]+) ""', (SHIPPED / "proxy.conf").read_text(), re.MULTILINE)
    claims = {name: "198.51.100.66" for name in cleared if name not in ("Connection", "Upgrade")}
    claims |= {"X-Forwarded-For": "198.51.100.66", "X-Forwarded-Proto": "gopher"}
    told = client.get("/api/v1/my/incidents", headers=claims).json()
    arrived = {name: value for name, value in told["headers"] if name in {claim.lower() for claim in claims}}
    assert arrived == {"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http"}


def test_events_are_passed_on_at_once(services, client):
    services["resolution"].go_on.clear()
    with client.stream("GET", "/api/v1/events") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "id: 1"
        services["resolution"].go_on.set()
        assert "id: 2" in list(lines)


def test_attachments_may_be_larger_than_other_bodies(client):
    path = "/api/v1/my/incidents/X/attachments"
    assert client.post(path, content=bytes(25 * 2**20 + 1)).json()["body"] == 25 * 2**20 + 1
    problem(client.post(path, content=bytes(28 * 2**20)), 413, "too-large")
    problem(client.post("/api/v1/my/incidents", content=bytes(4 * 2**20)), 413, "too-large")


def test_the_log_has_no_path_query_or_address(client, proxy):
    client.put("/contrasenia?mail=marta@example.com&contrasenia=secreta")
    client.get("/api/v1/claims/7K2M-9QXT-4B0N?q=secreta")
    wait_until(lambda: '"status":404' in proxy.log.read_text(), "the line of the log")
    for secret in ("secreta", "marta", "7K2M", "/contrasenia"):
        assert secret not in proxy.log.read_text()


def test_a_service_that_is_away_is_a_problem(services, tmp_path):
    caddy = Caddy(tmp_path, {name: free_port() for name in SERVICES} | {"intake": services["intake"].port})
    try:
        away = httpx.post(f"{caddy.url}/api/v1/incidents/X/take", json={}, timeout=10)
        problem(away, 503, "unavailable")
        assert away.headers["retry-after"] == "2"
        assert httpx.get(f"{caddy.url}/api/v1/my/incidents").json()["service"] == "intake"
    finally:
        caddy.stop()

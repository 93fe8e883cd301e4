"""The shipped nginx configuration is right: who answers what, what is hidden, what is refused and how."""

import json
import re
import socket
import ssl
import subprocess

import httpx
import pytest

from deploy.proxied import ROOT, SERVICES, SHIPPED, Echo, Nginx
from harness.server import BINARY, free_port
from harness.waiting import wait_until

# The table of ARCHITECTURE.md. A route of the program that no line covers fails the test.
OWNERS = {
    "customers": ["/api/v1/customers"],
    "employees": ["/api/v1/employees", "/api/v1/teams", "/api/v1/categories"],
    "intake": ["/api/v1/my", "/api/v1/claims", "/api/v1/receipts"],
    "resolution": ["/api/v1/incidents", "/api/v1/views", "/api/v1/reports", "/api/v1/events"],
    "notifications": ["/api/v1/notifications", "/api/v1/notices", "/api/v1/webhooks", "/api/v1/dead-letters"],
}
LEGACY = ["/cliente", "/clientes", "/aniadir", "/eliminar", "/setNombre", "/setApellidos", "/setFechaNacimiento", "/setDireccion",
          "/contrasenia", "/login", "/logout"]
FORWARDING = {"forwarded", "via", "proxy", "client-ip", "true-client-ip", "cf-connecting-ip", "remote-user", "ssl-client-cert"}


@pytest.fixture(scope="module")
def services():
    servers = {service: Echo(service) for service in SERVICES}
    yield servers
    for server in servers.values():
        server.go_on.set()
        server.shutdown()


@pytest.fixture(scope="module")
def proxy(services, tmp_path_factory):
    nginx = Nginx(tmp_path_factory.mktemp("nginx"), {name: server.port for name, server in services.items()}).start()
    yield nginx
    nginx.stop()


@pytest.fixture(scope="module")
def client(proxy):
    with httpx.Client(base_url=proxy.url) as client:
        yield client


def owner(path: str) -> str | None:
    return next((service for service, prefixes in OWNERS.items() for prefix in prefixes
                 if path == prefix or path.startswith(prefix + "/")), None)


def routes() -> list[tuple[str, str]]:
    listed = json.loads(subprocess.run([BINARY, "admin", "routes", "--json"], capture_output=True, check=True).stdout)
    return [(route["method"], re.sub(r"{\w+}", "0190d2d3-0000-7000-8000-000000000000", route["pattern"])) for route in listed
            if not route["pattern"].endswith("/events")]  # streams have their own test


def problem(answer, status, name):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    source = (ROOT / "src/platform/http/problem.hpp").read_text()
    title = re.search(rf'{status}, "{name}", "([^"]+)"', source)[1]
    assert body.pop("trace_id") and body.pop("detail", "-")
    assert body == {"type": f"/problems/{name}", "title": title, "status": status}
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["cache-control"] == "no-store"
    assert "nginx/" not in answer.headers.get("server", "")


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_nginx_accepts_the_configuration_without_a_warning(tmp_path, tls):
    checked = Nginx(tmp_path, dict.fromkeys(SERVICES, 1), tls=tls).check()
    assert checked.returncode == 0 and "warn" not in checked.stderr, checked.stderr


@pytest.mark.parametrize("method, path", routes())
def test_each_route_of_the_program_reaches_its_service(client, method, path):
    answer = client.request(method, path)
    if path in LEGACY:
        return problem(answer, 404, "not-found")
    assert answer.status_code == 200, answer.text
    assert answer.json()["service"] == (owner(path) or "customers")
    assert path == "/" or owner(path)


@pytest.mark.parametrize("path", ["/api/v1/customersX", "/api/v1/incidents2", "/api/v2/incidents", "/api/v1", "/api/v1/",
                                  "/healthz", "/readyz", "/metrics", "/metrics/", *LEGACY, *(path + "/x" for path in LEGACY[:2]),
                                  "//clientes", "/%63lientes", "/x/../clientes", "/./login", "/clientes/", "/cliente?mail=a@b.example"])
def test_what_is_not_for_the_public_is_not_there(client, proxy, path):
    host, port = "127.0.0.1", proxy.port
    with socket.create_connection((host, port)) as raw:  # a client library would tidy the path up
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = raw.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 404 ") and b"/problems/not-found" in answer, answer


def test_pages_and_scripts_come_from_the_web(client):
    for path in ("/", "/i/7K2M-9QXT-4B0N", "/app.js", "/api/docs", "/api/openapi.json", "/problems/not-found"):
        assert client.get(path).json()["service"] == "customers"


def test_scripts_are_compressed_and_answers_of_the_api_are_not(client):
    padding = {"x-padding": "a" * 2000}
    assert client.get("/app.json", headers=padding).headers.get("content-encoding") == "gzip"
    assert "content-encoding" not in client.get("/api/v1/incidents", headers=padding).headers


def test_what_a_client_claims_about_itself_does_not_arrive(client, proxy):
    shipped = re.findall(r'^proxy_set_header ([\w-]+) ""', (SHIPPED / "proxy.conf").read_text(), re.MULTILINE)
    assert len(shipped) > 40
    claims = {name: "198.51.100.66" for name in shipped if name not in ("Connection", "Upgrade")}
    assert FORWARDING <= {name.lower() for name in claims}
    claims |= {"X-Forwarded-For": "198.51.100.66, 203.0.113.9", "X-Forwarded-Proto": "gopher", "X_Forwarded_For": "198.51.100.66"}
    told = client.get("/api/v1/my/incidents", headers=claims).json()
    arrived = {name for name, _ in told["headers"]} & {name.lower() for name in claims}
    assert arrived == {"x-forwarded-for", "x-forwarded-proto"}
    headers = dict(told["headers"])
    assert headers["x-forwarded-proto"] == "https"
    # The balancer is loopback in this test, so the right-most stranger in its list is believed, and no more than that.
    assert headers["x-forwarded-for"] == "203.0.113.9"
    assert headers["host"] == f"127.0.0.1:{proxy.port}"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_without_a_balancer_only_the_peer_counts(services, tmp_path):
    nginx = Nginx(tmp_path, {name: server.port for name, server in services.items()}, tls=True).start()
    try:
        trusting = ssl.create_default_context(cafile=nginx.folder / "certificate.pem")
        with httpx.Client(base_url=nginx.url, verify=trusting) as client:
            told = dict(client.get("/api/v1/claims/x", headers={"X-Forwarded-For": "198.51.100.66", "X-Forwarded-Proto": "http"}).json()["headers"])
            assert told["x-forwarded-for"] in ("127.0.0.1", "::1") and told["x-forwarded-proto"] == "https"
            assert told["host"] == f"localhost:{nginx.port}"
        old = ssl.create_default_context(cafile=nginx.folder / "certificate.pem")
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        old.set_ciphers("ALL:@SECLEVEL=0")
        with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", nginx.port)) as raw:
            old.wrap_socket(raw, server_hostname="localhost")
        plain = httpx.get(f"http://127.0.0.1:{nginx.port}/x?y=1", headers={"Host": "localhost"})
        assert plain.status_code == 308 and plain.headers["location"].endswith("/x?y=1")
    finally:
        nginx.stop()


def test_a_trace_goes_on_or_begins_here_and_is_logged(client, proxy):
    own = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    assert dict(client.get("/api/v1/incidents", headers={"traceparent": own}).json()["headers"])["traceparent"] == own
    begun = dict(client.get("/api/v1/incidents", headers={"traceparent": "nonsense"}).json()["headers"])["traceparent"]
    assert re.fullmatch("00-[0-9a-f]{32}-[0-9a-f]{16}-01", begun)
    for trace in (own.split("-")[1], begun.split("-")[1]):
        wait_until(lambda: trace in proxy.log.read_text(), "the line of the log")
    assert own.split("-")[1] in [json.loads(line)["trace_id"] for line in proxy.log.read_text().splitlines() if line.startswith("{")]


def test_the_log_has_no_path_query_or_address(client, proxy):
    client.put("/contrasenia?mail=marta@example.com&contrasenia=secreta")
    client.get("/api/v1/claims/7K2M-9QXT-4B0N?q=secreta")
    text = proxy.log.read_text()
    assert '"status":404' in text
    for secret in ("secreta", "marta", "7K2M", "/contrasenia", '"127.0.0.1"'):
        assert secret not in text


def test_connections_to_a_service_are_kept(services, client):
    ports = {client.get("/api/v1/employees").json()["connection"] for _ in range(20)}
    assert len(ports) <= 4  # one of each worker at most; 20 if each request made its own


@pytest.mark.parametrize("path, service", [("/api/v1/events", "resolution"), ("/api/v1/my/events", "intake")])
def test_events_are_passed_on_at_once(services, client, path, service):
    services[service].go_on.clear()
    with client.stream("GET", path) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "id: 1"  # the second one is not yet sent: nothing was waited for
        services[service].go_on.set()
        assert "id: 2" in list(lines)


@pytest.mark.parametrize("path", ["/api/v1/my/incidents/X/attachments", "/api/v1/incidents/X/attachments"])
def test_an_attachment_may_have_25_mebibytes_and_a_little_more_is_left_to_the_service(client, path):
    assert client.post(path, content=bytes(25 * 2**20)).json()["body"] == 25 * 2**20
    assert client.post(path, content=bytes(25 * 2**20 + 1)).json()["body"] == 25 * 2**20 + 1
    problem(client.post(path, content=bytes(27 * 2**20)), 413, "too-large")


def test_other_bodies_are_small(client):
    problem(client.post("/api/v1/my/incidents", content=bytes(3 * 2**20)), 413, "too-large")


def test_heads_are_limited(client):
    problem(client.get("/api/v1/incidents?q=" + "a" * 9000), 414, "uri-too-long")
    problem(client.get("/api/v1/incidents", headers={"x-long": "a" * 9000}), 431, "headers-too-large")
    problem(client.get("/api/v1/incidents", headers={f"x-{i}": "a" * 8000 for i in range(5)}), 431, "headers-too-large")
    assert client.get("/api/v1/incidents", headers={f"x-{i}": "a" * 7000 for i in range(3)}).status_code == 200


@pytest.mark.parametrize("head", [b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                                  b"POST /api/v1/claims HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                                  b"POST /api/v1/claims HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"])
def test_malformed_requests_are_refused_with_a_problem(proxy, head):
    with socket.create_connection(("127.0.0.1", proxy.port)) as raw:
        raw.sendall(head)
        raw.shutdown(socket.SHUT_WR)
        answer = raw.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 400 ") and b"application/problem+json" in answer, answer


def test_a_service_that_is_away_is_a_problem_for_programs_and_a_page_for_people(services, tmp_path):
    ports = {name: free_port() for name in SERVICES} | {"intake": services["intake"].port}
    nginx = Nginx(tmp_path, ports).start()
    try:
        away = httpx.post(f"{nginx.url}/api/v1/incidents/X/take", json={})
        problem(away, 503, "unavailable")
        assert away.headers["retry-after"] == "2"
        assert httpx.get(f"{nginx.url}/api/v1/my/incidents").json()["service"] == "intake"
        page = httpx.get(f"{nginx.url}/")
        assert page.status_code == 503 and page.headers["content-type"].startswith("text/html")
        assert "no podemos atenderte" in page.text and page.headers["retry-after"]
        assert httpx.get(f"{nginx.url}/clientes").headers["content-type"] == "application/problem+json"
    finally:
        nginx.stop()


def test_the_configuration_answers_for_every_service_of_the_map():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for service in SERVICES:
        row = re.search(rf"^\| {service} \|[^|]*\|([^|]*)\|", text, re.MULTILINE)[1]
        assert {path for path in re.findall(r"`(/api/v1/[\w-]+)`", row)} <= set(OWNERS[service]), service

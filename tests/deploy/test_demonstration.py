"""script/server, the first command of the README, opens the demonstration, and Ctrl-C ends it."""

import os
import re
import signal
import subprocess

import httpx
import pytest

from deploy.proxied import ROOT
from harness.ports import free_port
from harness.waiting import wait_until


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """Its address, and what it has printed by then."""
    folder = tmp_path_factory.mktemp("demonstration")
    port = free_port()
    settings = {name: value for name, value in os.environ.items() if not name.startswith("RESUELVE_")}
    with (folder / "printed").open("w") as printed:
        process = subprocess.Popen([ROOT / "script/server"], stdout=printed, stderr=subprocess.STDOUT, cwd=folder,
                                   env=settings | {"PORT": str(port), "RESUELVE_DATA": str(folder / "data")})

    def said() -> str:
        return (folder / "printed").read_text()

    def is_open() -> bool:
        assert process.poll() is None, said()
        return "Ctrl-C stops it" in said()
    # Where the program has changed it is built first.
    wait_until(is_open, said, seconds=900)
    yield f"http://127.0.0.1:{port}", said
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0, said()


def test_it_prints_whom_to_sign_in_as_and_they_can(demonstration):
    address, said = demonstration
    people = re.findall(r"^  .*? {2,}(\S+@\S+) +(\S+) +(/\w+)$", said(), re.MULTILINE)
    assert {path for _, _, path in people} == {"/consola", "/entrar", "/login"}
    with httpx.Client(base_url=address) as client:
        for email, password, path in people:
            if path == "/login":
                continue  # the old service's, with a password that the new one would not take
            kind = "employees" if path == "/consola" else "customers"
            body = {"email": email, "password": password}
            assert client.post(f"/api/v1/{kind}/sessions", json=body).is_success, email


def test_each_entry_has_something_to_show(demonstration):
    address, said = demonstration
    email, password = re.search(r"(supervision@\S+) +(\S+)", said()).groups()
    with httpx.Client(base_url=address) as client:
        for path in ("/", "/consola", "/api/docs"):
            assert path in said()
            page = client.get(path, follow_redirects=True)
            assert page.status_code == 200 and page.headers["content-type"].startswith("text/html"), path
        session = client.post("/api/v1/employees/sessions", json={"email": email, "password": password}).json()
        signed = {"authorization": f"Bearer {session['token']}"}
        for status in ("registered", "in_progress", "awaiting_customer", "resolution_proposed", "closed"):
            found = client.get("/api/v1/incidents", params={"status": status}, headers=signed).json()
            assert found["items"], status

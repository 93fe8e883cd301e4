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
    for email, password, path in people:
        if path != "/login":  # the old service's password is one that the new one would not take
            kind = "employees" if path == "/consola" else "customers"
            httpx.post(f"{address}/api/v1/{kind}/sessions", json={"email": email, "password": password}).raise_for_status()


def test_each_entry_has_something_to_show(demonstration):
    address, said = demonstration
    for path in ("/", "/consola", "/api/docs"):
        assert path in said()
        page = httpx.get(address + path, headers={"accept": "text/html"}).raise_for_status()
        assert page.headers["content-type"].startswith("text/html"), path
    email, password = re.search(r"(supervision@\S+) +(\S+)", said()).groups()
    session = httpx.post(f"{address}/api/v1/employees/sessions", json={"email": email, "password": password}).json()
    for status in ("registered", "in_progress", "awaiting_customer", "resolution_proposed", "closed"):
        found = httpx.get(f"{address}/api/v1/incidents", params={"status": status},
                          headers={"authorization": f"Bearer {session['token']}"}).json()
        assert found["items"], status

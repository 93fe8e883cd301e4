"""The disk of a single process is full: what is there can be read, nothing that was acknowledged is lost, and writing
goes on by itself when there is room."""

import os
import re
import subprocess

import httpx
import pytest

from harness.api import World
from harness.server import Server
from harness.waiting import wait_until

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="a disk of one's own takes the right to mount one")


@pytest.fixture
def megabytes():
    """Of the disk: too few to keep ballast on it, unless a test says otherwise."""
    return 24


@pytest.fixture
def cramped(tmp_path, megabytes):
    """A program whose data directory is a small disk."""
    server = Server(tmp_path)
    server.data.mkdir(mode=0o700)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", server.data], check=True)
    try:
        yield World(server.start())
        server.stop()
    finally:
        server.kill()
        subprocess.run(["umount", server.data], check=True)


def fill(file) -> None:
    """Takes all that is left, block by block."""
    with file.open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            return


def test_a_full_disk_refuses_writes_and_loses_nothing(cramped):
    customer = cramped.customer()
    acknowledged = [customer.open() for _ in range(3)]
    filler = cramped.server.data / "somebody-elses"
    fill(filler)

    def try_to_open() -> int:
        answer = customer.post("/api/v1/my/incidents", {
            "subject": "No cabe", "description": "En este disco ya no cabe nada."}, expect=(201, 507))
        if answer.status_code == 201:
            acknowledged.append(answer.json())
            fill(filler.with_name(f"more-{len(acknowledged)}"))
        return answer.status_code
    wait_until(lambda: try_to_open() == 507, "the first refusal: what the file of the log still had room for goes in")
    assert try_to_open() == 507
    assert {item["id"] for item in customer.pages("/api/v1/my/incidents", limit=100)} == {one["id"] for one in acknowledged}
    for file in cramped.server.data.glob("more-*"):
        file.unlink()
    filler.unlink()
    acknowledged.append(customer.open())
    assert {item["id"] for item in customer.pages("/api/v1/my/incidents", limit=100)} == {one["id"] for one in acknowledged}
    cramped.server.stop()
    cramped.server.verify()


def reserve(server: Server) -> str:
    """What the figure of the alarm is."""
    return re.search(r"^resuelve_ballast (\d)", httpx.get(f"{server.url}/metrics").text, re.MULTILINE)[1]


@pytest.mark.parametrize("megabytes", [112])
def test_ballast_is_given_up_for_a_full_disk_and_taken_again_when_there_is_room(cramped):
    server, ballast = cramped.server, cramped.server.data / "ballast"
    wait_until(ballast.exists, "the program keeps a reserve")
    assert ballast.stat().st_blocks * 512 >= 16 * 1024 * 1024 and reserve(server) == "1"
    customer = cramped.customer()
    acknowledged = [customer.open()]
    filler = server.data / "somebody-elses"
    fill(filler)

    def is_given_up() -> bool:
        answer = customer.post("/api/v1/my/incidents", {
            "subject": "No cabe", "description": "En este disco ya no cabe nada."}, expect=(201, 507))
        if answer.status_code == 201:
            acknowledged.append(answer.json())
            if ballast.exists():
                fill(filler.with_name(f"more-{len(acknowledged)}"))
        return not ballast.exists()
    wait_until(is_given_up, "the reserve is given up at the first refusal")
    acknowledged.append(customer.open())  # there is room again, for a while
    assert reserve(server) == "0" and "the disk is full: ballast was given up" in server.log_text()
    for file in [filler, *server.data.glob("more-*")]:
        file.unlink()
    wait_until(ballast.exists, "the reserve is taken again")
    wait_until(lambda: reserve(server) == "1", "the alarm ends")
    assert {item["id"] for item in customer.pages("/api/v1/my/incidents", limit=100)} == {one["id"] for one in acknowledged}
    server.stop()
    server.verify()

"""The program is killed under load: nothing that was acknowledged is lost, nothing is there twice."""

import os
import random
import threading
import time
import uuid
from dataclasses import dataclass, field

import httpx
import pytest

from harness.api import Session, World
from harness.server import Server

KILLS = int(os.environ.get("RESUELVE_KILLS", "5"))
CLIENTS = int(os.environ.get("RESUELVE_CLIENTS", "8"))


@dataclass
class Writer:
    """Opens incidents and writes messages, each again with its key until it is acknowledged."""

    session: Session
    stop: threading.Event
    incidents: dict[str, list[str]] = field(default_factory=dict)  # id -> the texts that were acknowledged, in order
    retries: int = 0
    error: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                mark = uuid.uuid4().hex
                incident = self.insist("/api/v1/my/incidents", {
                    "subject": f"Caída {mark}", "description": f"Se escribe mientras el programa cae: {mark}"})
                texts = self.incidents[incident["id"]] = []
                for number in range(4):
                    text = f"{mark} {number}"
                    self.insist(f"/api/v1/my/incidents/{incident['id']}/messages", {"body": text})
                    texts.append(text)
        except BaseException as error:  # shown by the test: a thread's own trace would be lost
            self.error = error

    def insist(self, path: str, body: dict) -> dict:
        key = str(uuid.uuid4())
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                answer = self.session.post(path, body, key=key, expect=None, check=False)
            except httpx.TransportError:
                self.retries += 1
                time.sleep(0.02)  # until the program is there again
                continue
            if answer.status_code == 201:
                return answer.json()
            # In the middle of a start or an end, or the same request is still being worked on.
            assert answer.status_code in (409, 503), f"{path}: {answer.status_code} {answer.text}"
            self.retries += 1
            time.sleep(0.02)
        raise AssertionError(f"{path}: not acknowledged within a minute")


@pytest.fixture
def doomed(tmp_path):
    server = Server(tmp_path).start()
    yield World(server)
    server.stop()


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(doomed, seed):
    chance = random.Random(seed)
    stop = threading.Event()
    writers = [Writer(doomed.customer(), stop) for _ in range(CLIENTS)]
    threads = [threading.Thread(target=writer.run, daemon=True) for writer in writers]
    for thread in threads:
        thread.start()
    slowest = 0.0
    for _ in range(KILLS):
        stop.wait(chance.uniform(0.05, 2.0))  # the moment of the kill is the experiment
        doomed.server.kill()
        began = time.monotonic()
        doomed.server.start()
        slowest = max(slowest, time.monotonic() - began)
    stop.wait(1.0)
    stop.set()
    for thread in threads:
        thread.join(timeout=90)
    for writer in writers:
        if writer.error:
            raise writer.error
    acknowledged = sum(len(writer.incidents) + sum(map(len, writer.incidents.values())) for writer in writers)
    print(f"{KILLS} kills, {acknowledged} acknowledged, {sum(writer.retries for writer in writers)} retries, "
          f"slowest start {slowest:.2f} s")
    assert acknowledged > KILLS * CLIENTS

    for writer in writers:
        stored = {item["id"]: item for item in writer.session.pages("/api/v1/my/incidents", limit=100)}
        assert set(writer.incidents) == set(stored), "one stored incident for each acknowledged one"
        for id, texts in writer.incidents.items():
            entries = list(writer.session.pages(f"/api/v1/my/incidents/{id}/timeline", limit=100))
            numbers = [entry["number"] for entry in entries]
            assert numbers == list(range(1, len(numbers) + 1))
            written = [entry["body"]["text"] for entry in entries
                       if entry["kind"] == "message" and entry["body"]["text"] in set(texts)]
            assert written == texts, "each once, in order"
    doomed.server.stop()
    doomed.server.verify_history()

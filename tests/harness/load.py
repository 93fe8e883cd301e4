"""Customers who write without pause while parts fail, and the count afterwards: nothing that was acknowledged is lost,
nothing is there twice."""

import threading
import time
import uuid
from dataclasses import dataclass, field

import httpx

from harness.api import Customer, World

MESSAGES = 4  # to each incident


@dataclass
class Answer:
    at: float  # monotonic, when it came
    seconds: float
    status: int  # 0: none


@dataclass
class Writer:
    """Opens incidents and writes messages, each again with its key until it is acknowledged."""

    session: Customer
    stop: threading.Event
    pause: float  # between two requests
    incidents: dict[str, list[str]] = field(default_factory=dict)  # id -> the texts that were acknowledged, in order
    references: dict[str, str] = field(default_factory=dict)  # id -> reference
    answers: list[Answer] = field(default_factory=list)
    error: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                mark = uuid.uuid4().hex
                incident = self.insist("/api/v1/my/incidents", {
                    "subject": f"Caída {mark}", "description": f"Se escribe mientras algo cae: {mark}"})
                self.references[incident["id"]] = incident["reference"]
                texts = self.incidents[incident["id"]] = []
                for number in range(MESSAGES):
                    text = f"{mark} {number}"
                    self.insist(f"/api/v1/my/incidents/{incident['id']}/messages", {"body": text})
                    texts.append(text)
        except BaseException as error:  # shown by `Load.finish`: a thread's own trace would be lost
            self.error = error

    def insist(self, path: str, body: dict) -> dict:
        key = str(uuid.uuid4())
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            began = time.monotonic()
            try:
                answer = self.session.post(path, body, key=key, expect=None, check=False)
            except httpx.TransportError:
                self.note(began, 0)
                time.sleep(0.02)  # until somebody is there again
                continue
            self.note(began, answer.status_code)
            if answer.status_code == 201:
                self.stop.wait(self.pause)
                return answer.json()
            # In the middle of a start or an end, or the same request is still being worked on.
            assert answer.status_code in (409, 503), f"{path}: {answer.status_code} {answer.text}"
            assert answer.status_code != 503 or "retry-after" in answer.headers, answer.text
            time.sleep(0.05)  # less than Retry-After: the tests would take long
        raise AssertionError(f"{path}: not acknowledged within a minute")

    def note(self, began: float, status: int) -> None:
        now = time.monotonic()
        self.answers.append(Answer(now, now - began, status))

    @property
    def retries(self) -> int:
        return sum(answer.status != 201 for answer in self.answers)

    def check(self) -> None:
        """One stored incident for each acknowledged one, each text once, in order."""
        stored = {item["id"] for item in self.session.pages("/api/v1/my/incidents", limit=100)
                  if item["subject"].startswith("Caída ")}
        assert set(self.incidents) == stored
        for id, texts in self.incidents.items():
            entries = list(self.session.pages(f"/api/v1/my/incidents/{id}/timeline", limit=100))
            numbers = [entry["number"] for entry in entries]
            assert numbers == list(range(1, len(numbers) + 1))
            written = [entry["body"]["text"] for entry in entries
                       if entry["kind"] == "message" and entry["body"]["text"] in set(texts)]
            assert written == texts


class Load:
    """`with Load(world, 8) as load: …break something…; load.finish(); load.check()`."""

    def __init__(self, world: World, clients: int, pause: float = 0):
        self.stop = threading.Event()
        self.writers = [Writer(world.customer(), self.stop, pause) for _ in range(clients)]
        self.threads = [threading.Thread(target=writer.run, daemon=True) for writer in self.writers]

    def __enter__(self) -> "Load":
        self.began = time.monotonic()
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()

    def finish(self) -> None:
        """Lets each end the request that it is at."""
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=90)
        for writer in self.writers:
            if writer.error:
                raise writer.error

    def go_on(self, seconds: float) -> None:
        """The load itself is the experiment: time has to pass."""
        self.stop.wait(seconds)

    def check(self) -> None:
        for writer in self.writers:
            writer.check()

    @property
    def acknowledged(self) -> int:
        return sum(len(writer.incidents) + sum(map(len, writer.incidents.values())) for writer in self.writers)

    @property
    def incidents(self) -> int:
        return sum(len(writer.incidents) for writer in self.writers)

    @property
    def retries(self) -> int:
        return sum(writer.retries for writer in self.writers)

    def refusals(self, since: float = 0) -> list[Answer]:
        return [answer for writer in self.writers for answer in writer.answers
                if answer.status != 201 and answer.at >= since]

    def slowest(self, since: float = 0) -> float:
        """Seconds until an answer, whatever it was."""
        return max(answer.seconds for writer in self.writers for answer in writer.answers if answer.at >= since)

    def outage(self, since: float) -> float:
        """The longest time without any acknowledgement."""
        times = sorted(answer.at for writer in self.writers for answer in writer.answers
                       if answer.status == 201 and answer.at >= since)
        assert times, "nothing was acknowledged any more"
        return max(later - earlier for earlier, later in zip([since, *times], times))

    def __str__(self) -> str:
        return f"{self.acknowledged} acknowledged, {self.retries} retries, slowest answer {self.slowest():.2f} s"

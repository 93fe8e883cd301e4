"""Listens to server-sent events in a thread of its own."""

import json
import queue
import threading
from dataclasses import dataclass

import httpx


@dataclass
class LiveEvent:
    id: str
    name: str
    data: dict


class EventStream:
    """`with EventStream(session, "/api/v1/events") as stream: stream.next(...)`."""

    def __init__(self, session, path: str, last_event_id: str | None = None, last_seconds: int | None = None):
        self.session, self.path, self.last_event_id = session, path, last_event_id
        self.parameters = {} if last_seconds is None else {"last_seconds": last_seconds}
        self.events: queue.Queue = queue.Queue()
        self.open = threading.Event()
        self.error: BaseException | None = None

    def __enter__(self) -> "EventStream":
        self.client = httpx.Client(base_url=self.session.url, timeout=httpx.Timeout(5, read=60))
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        assert self.open.wait(10), f"{self.path}: no answer"
        if self.error:
            raise AssertionError(f"{self.path}: {self.error}")
        return self

    def __exit__(self, *_):
        self.client.close()

    def next(self, wanted=lambda event: True, seconds: float = 10) -> LiveEvent:
        """The next event that is wanted; the others before it are dropped."""
        while True:
            try:
                event = self.events.get(timeout=seconds)
            except queue.Empty:
                raise AssertionError(f"{self.path}: no such event within {seconds} s") from None
            if wanted(event):
                return event

    def quiet(self) -> list[LiveEvent]:
        """What has arrived and was not asked for yet."""
        arrived = []
        while not self.events.empty():
            arrived.append(self.events.get())
        return arrived

    def _listen(self) -> None:
        headers = {"Accept": "text/event-stream"} | self.session.authorization()
        if self.last_event_id is not None:
            headers["Last-Event-ID"] = self.last_event_id
        try:
            with self.client.stream("GET", self.path, headers=headers, params=self.parameters) as response:
                if response.status_code != 200:
                    response.read()
                    raise AssertionError(f"{response.status_code} {response.text}")
                assert response.headers["content-type"].startswith("text/event-stream")
                lines: list[str] = []
                self.open.set()
                for line in response.iter_lines():
                    if line:
                        lines.append(line)
                    elif lines:
                        self._take(lines)
                        lines = []
        except (httpx.HTTPError, httpx.StreamError, AssertionError, RuntimeError, ValueError) as error:
            self.error = error
        finally:
            self.open.set()

    def _take(self, lines: list[str]) -> None:
        fields = {"id": "", "event": "message", "data": ""}
        for line in lines:
            name, _, value = line.partition(":")
            if name in fields:
                fields[name] = value.removeprefix(" ")
        if fields["data"]:
            self.events.put(LiveEvent(fields["id"], fields["event"], json.loads(fields["data"])))

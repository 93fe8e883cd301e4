"""Promise 2 of durability: what is acknowledged was on the disk before. kill -9 cannot show it, because the page cache
survives a process; the order of its system calls can. strace is one of the packages of script/bootstrap --test."""

import re
import signal
import subprocess
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.api import World
from harness.server import Server

CALLS = "recvfrom,recvmsg,read,sendto,sendmsg,write,writev,pwrite64,fsync,fdatasync,rename,renameat,renameat2"
BEGUN = re.compile(r"^(\d+) +(\w+)\((.*?)( <unfinished \.\.\.>)?$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
DESCRIPTOR = re.compile(r"^(\d+<(?:\w+:\[.*?\]|.*?)>)")
CLIENTS = 4
INCIDENTS = 8  # of each client


@dataclass
class Call:
    """A system call: between which lines of the trace it ran, and all that strace says of it."""

    name: str
    text: str
    begin: int
    end: int

    @property
    def on(self) -> str:
        """The descriptor with its file or connection: 7</data/incidents.db-wal>."""
        found = DESCRIPTOR.match(self.text)
        return found.group(1) if found else ""

    def is_sync_of(self, ending: str) -> bool:
        return self.name in ("fsync", "fdatasync") and self.on.endswith(ending + ">") and self.text.endswith("= 0")


def calls_in(trace: Path) -> list[Call]:
    calls, under_way = [], {}
    for number, line in enumerate(trace.read_text(errors="replace").splitlines()):
        if resumed := RESUMED.match(line):
            call = under_way.pop(resumed.group(1), None)
            if call:  # else it began before strace came
                call.text += resumed.group(3)
                call.end = number
        elif begun := BEGUN.match(line):
            calls.append(Call(begun.group(2), begun.group(3), number, number))
            if begun.group(4):
                under_way[begun.group(1)] = calls[-1]
    return calls


class Trace:
    def __init__(self, server: Server, file: Path):
        self.file = file
        # -s: all that is written at once, so that a row can be found in it.
        self.strace = subprocess.Popen(["strace", "-f", "-yy", "-s", "66000", "-e", f"trace={CALLS}", "-o", file,
                                        "-p", str(server.process.pid)], stderr=subprocess.PIPE, text=True)
        first = self.strace.stderr.readline()
        assert "attached" in first, f"strace does not trace: {first}"

    def calls(self) -> list[Call]:
        self.strace.send_signal(signal.SIGINT)
        self.strace.communicate(timeout=60)
        return calls_in(self.file)


@pytest.fixture
def traced(tmp_path):
    server = Server(tmp_path).start()
    yield World(server)
    server.stop()


def acknowledgements(calls: list[Call], path: str):
    """Of each POST to the path: the call that read its last bytes, and the call that sends its 201."""
    reading: dict[str, Call] = {}
    asked: set[str] = set()
    for call in calls:
        if call.name in ("recvfrom", "recvmsg", "read") and call.on and not re.search(r"= (-1|0)\b", call.text[-60:]):
            reading[call.on] = call
            if f'"POST {path}' in call.text:
                asked.add(call.on)
        elif '"HTTP/1.1 201' in call.text and call.on in asked:
            asked.discard(call.on)
            yield reading[call.on], call


def test_each_opened_incident_is_synced_before_it_is_acknowledged(traced, tmp_path):
    customers = [traced.customer() for _ in range(CLIENTS)]
    marks = [[uuid.uuid4().hex for _ in range(INCIDENTS)] for _ in customers]
    trace = Trace(traced.server, tmp_path / "trace")
    threads = [threading.Thread(target=lambda one=customer, of=of: [one.open(subject=mark) for mark in of])
               for customer, of in zip(customers, marks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    calls = trace.calls()

    syncs = [call for call in calls if call.is_sync_of("-wal")]
    answered = list(acknowledgements(calls, "/api/v1/my/incidents "))
    assert len(answered) == CLIENTS * INCIDENTS
    for request, answer in answered:
        assert any(request.end < sync.begin and sync.end < answer.begin for sync in syncs), \
            f"line {answer.begin}: acknowledged before a sync that began after line {request.end}"
    # The same the other way round: the row itself, then a sync, then the answer that tells of it.
    for mark in (mark for of in marks for mark in of):
        row = next(call for call in calls if call.name == "pwrite64" and "-wal>" in call.on and mark in call.text)
        told = next(call for call in calls if '"HTTP/1.1 201' in call.text and mark in call.text)
        assert any(row.end < sync.begin and sync.end < told.begin and sync.on.split("<")[1] == row.on.split("<")[1]
                   for sync in syncs), f"{mark} was acknowledged before its page was synced"


def test_a_file_is_durable_before_its_row_and_its_row_before_the_answer(traced, tmp_path):
    customer = traced.customer()
    incident = customer.open()
    name = f"factura-{uuid.uuid4().hex}.txt"
    trace = Trace(traced.server, tmp_path / "trace")
    customer.post(f"/api/v1/my/incidents/{incident['id']}/attachments", expect=201, params={"name": name},
                  content=b"pagado", headers={"Content-Type": "text/plain"})
    calls = trace.calls()

    renamed = next(call for call in calls if call.name.startswith("rename") and "/blobs/" in call.text)
    temporary, final = re.findall(r'"([^"]+)"', renamed.text)
    file_synced = next(call for call in calls if call.is_sync_of(temporary.split("/blobs/")[1]))
    folder_synced = next(call for call in calls if call.begin > renamed.end
                         and call.is_sync_of(str(Path(final).parent).split("/blobs/")[1]))
    row = next(call for call in calls if call.name == "pwrite64" and "-wal>" in call.on and name in call.text)
    row_synced = next(call for call in calls if call.begin > row.end and call.is_sync_of("-wal"))
    _, answer = next(acknowledgements(calls, f"/api/v1/my/incidents/{incident['id']}/attachments"))
    order = [file_synced, renamed, folder_synced, row, row_synced, answer]
    for earlier, later in zip(order, order[1:]):
        assert earlier.end < later.begin, f"{later.name} {later.text[:200]} did not wait for {earlier.text[:200]}"

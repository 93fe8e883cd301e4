"""A process that the tests start, stop, kill and pause; also one that an earlier process started."""

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


def dies_with_parent(number: int):
    """For preexec_fn: the child gets the signal when the process that started it dies, however that dies."""
    return lambda: libc.prctl(PR_SET_PDEATHSIG, number)


class Daemon:
    """`bound`: the signal that it gets when the process that started it dies, however that dies."""

    def __init__(self, argv: list, log: Path, environment: dict[str, str] | None = None,
                 bound: int | None = signal.SIGKILL, pid: int | None = None):
        self.argv, self.log, self.environment, self.bound = [str(part) for part in argv], log, environment or {}, bound
        self.pid = pid
        self.process: subprocess.Popen | None = None

    def start(self) -> "Daemon":
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C at the terminal reaches only who stops it in order.
            self.process = subprocess.Popen(
                self.argv, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
                env=os.environ | self.environment,
                preexec_fn=dies_with_parent(self.bound) if self.bound else None)
        self.pid = self.process.pid
        return self

    def alive(self) -> bool:
        if self.process is not None:
            return self.process.poll() is None
        try:
            # After the name in brackets comes the state; a zombie has ended.
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
        except OSError:
            return False

    def signal(self, number: int) -> None:
        """To the process and the children of its session."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            pass  # it has ended already

    def kill(self) -> None:
        if self.pid is not None:
            self.signal(signal.SIGKILL)
            self.wait(10)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended by then."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)  # between two looks at the condition
        return True

    def log_tail(self, lines: int = 30) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

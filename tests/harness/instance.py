"""One process of the program: `resuelve serve`, or one of the services alone."""

import os
import signal
import subprocess
import time
from pathlib import Path

import httpx

from harness.daemon import dies_with_parent
from harness.ports import free_port

BINARY = Path(os.environ.get("RESUELVE_BINARY", Path(__file__).parents[2] / "build/debug/src/app/resuelve")).absolute()


class Instance:
    def __init__(self, folder: Path, command: str, *arguments: str, environment: dict[str, str] | None = None):
        """`folder` is there; data and log are kept in it."""
        self.command, self.arguments, self.environment = command, arguments, environment or {}
        self.data = folder / "data"
        self.log = folder / "resuelve.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.wrapper: list[str] = []  # what starts the program, if it is not to be started directly
        self.process: subprocess.Popen | None = None

    def launch(self) -> None:
        """Starts it without waiting for it."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, BINARY, self.command, "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *self.arguments],
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=os.environ | self.environment,
                preexec_fn=dies_with_parent(signal.SIGKILL))

    def start(self) -> "Instance":
        self.launch()
        self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(
                    f"{self.command} ended with {self.process.returncode} at its start:\n{self.log_tail()}")
            if self.is_ready():
                return
            time.sleep(0.02)  # between two looks at the condition
        raise AssertionError(f"{self.command} is not ready after {seconds} s:\n{self.log_tail()}")

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        """Ends it as an administrator would; it has to drain and say that all went well."""
        self.ask_to_stop()
        self.wait_until_stopped()

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)

    def wait_until_stopped(self) -> None:
        if self.process is None:
            return
        process, self.process = self.process, None
        try:
            code = process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(
                f"{self.command} did not end within 15 s of SIGTERM:\n{self.log_tail()}") from None
        assert code == 0, f"{self.command} ended with {code}:\n{self.log_tail()}"

    def kill(self) -> None:
        if self.process is None:
            return
        process, self.process = self.process, None
        process.kill()
        process.wait()

    def log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def log_tail(self, lines: int = 40) -> str:
        return "\n".join(self.log_text().splitlines()[-lines:])


def admin(*arguments: str, check: bool = True, environment: dict[str, str] | None = None) \
        -> subprocess.CompletedProcess:
    """Runs `resuelve admin …`."""
    done = subprocess.run([BINARY, "admin", *arguments], capture_output=True, text=True, timeout=600,
                          env=os.environ | (environment or {}))
    assert not check or done.returncode == 0, f"admin {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done

"""The program under test, in a directory of its own."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx

BINARY = Path(os.environ.get("RESUELVE_BINARY", Path(__file__).parents[2] / "build/debug/src/app/resuelve")).absolute()
ADMIN_EMAIL = os.environ.get("RESUELVE_ADMIN_EMAIL", "direccion@example.org")
ADMIN_PASSWORD = os.environ.get("RESUELVE_ADMIN_PASSWORD", "cuatro yeguas pastan junto al molino")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, folder: Path, *arguments: str):
        self.data = folder / "data"
        self.log = folder / "resuelve.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.arguments = arguments
        self.process: subprocess.Popen | None = None

    def start(self) -> "Server":
        environment = os.environ | {"RESUELVE_ADMIN_EMAIL": ADMIN_EMAIL, "RESUELVE_ADMIN_PASSWORD": ADMIN_PASSWORD}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *self.arguments],
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment)
        self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"ended with {self.process.returncode} at its start:\n{self.log_tail()}")
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.02)  # between two looks at the condition
        raise AssertionError(f"not ready after {seconds} s:\n{self.log_tail()}")

    def stop(self) -> None:
        """Ends it as an administrator would; it has to drain and say that all went well."""
        if self.process is None:
            return
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"did not end within 15 s of SIGTERM:\n{self.log_tail()}") from None
        assert code == 0, f"ended with {code}:\n{self.log_tail()}"

    def kill(self) -> None:
        process, self.process = self.process, None
        process.kill()
        process.wait()

    def admin(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        """Runs `resuelve admin …`."""
        done = subprocess.run([BINARY, "admin", *arguments], capture_output=True, text=True, timeout=600,
                              env=os.environ | {"RESUELVE_EMAIL": ADMIN_EMAIL, "RESUELVE_PASSWORD": ADMIN_PASSWORD})
        assert not check or done.returncode == 0, f"admin {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def log_tail(self, lines: int = 40) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

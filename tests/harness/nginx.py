"""The nginx of deploy/nginx, on free loopback ports."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from harness.daemon import dies_with_parent
from harness.ports import free_port

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "deploy/nginx"


class Nginx:
    """A copy of deploy/nginx; nothing but ports, name and certificate differs."""

    def __init__(self, folder: Path, ports: dict[str, int | list[int]], *, tls: bool = False, port: int | None = None):
        """`ports`: of each service's instances."""
        self.folder, self.tls = folder, tls
        self.port = port or free_port()
        self.conf = folder / "conf"
        shutil.copytree(SHIPPED, self.conf)
        self.write_upstreams(ports)
        self.write_listen()
        self.log = folder / "nginx.log"
        self.process: subprocess.Popen | None = None

    def write_upstreams(self, ports: dict[str, int | list[int]]) -> None:
        ports = ports | {"web": ports["customers"]}
        text = (SHIPPED / "upstreams.conf").read_text()
        for service, of_service in ports.items():
            of_service = of_service if isinstance(of_service, list) else [of_service]
            text, changed = re.subn(
                rf"(upstream resuelve_{service} {{[^}}]*?)( *server )127\.0\.0\.1:\d+([^;]*;\n)",
                lambda found: found[1] + "".join(f"{found[2]}127.0.0.1:{port}{found[3]}" for port in of_service), text)
            assert changed == 1, service
        (self.conf / "upstreams.conf").write_text(text)

    def write_listen(self) -> None:
        text = (SHIPPED / ("listen.conf" if self.tls else "listen-plain.conf")).read_text()
        if self.tls:
            self.write_certificate()
            text = (text.replace("/etc/resuelve/tls/", f"{self.folder}/")
                    .replace("listen [::]:443", f"listen [::1]:{self.port}")
                    .replace("listen 443", f"listen 127.0.0.1:{self.port}")
                    .replace("incidencias.example.org", "localhost"))
        else:
            text = text.replace("listen 8080", f"listen 127.0.0.1:{self.port}")
        (self.conf / "listen.conf").write_text(text)

    def write_certificate(self) -> None:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                        "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout", self.folder / "key.pem", "-out", self.folder / "certificate.pem"],
                       check=True, capture_output=True)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}" if self.tls else f"http://127.0.0.1:{self.port}"

    def command(self, *more: str) -> list:
        return ["nginx", "-p", self.folder, "-c", self.conf / "nginx.conf", *more]

    def check(self) -> subprocess.CompletedProcess:
        return subprocess.run(self.command("-t"), capture_output=True, text=True)

    def start(self) -> "Nginx":
        # As root its workers stay root: others may not enter pytest's folders.
        settings = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command("-g", settings), stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL, preexec_fn=dies_with_parent(signal.SIGTERM))
        deadline = time.monotonic() + 10
        while True:
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.02)  # between two looks at the condition

    def stop(self) -> None:
        """Lets open answers end, but not for ever: live streams do not end by themselves."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGQUIT)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait(5)

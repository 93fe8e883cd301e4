"""The shipped nginx in front of five small servers that tell what they were asked."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from harness.server import free_port

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "deploy/nginx"
SERVICES = ["customers", "employees", "intake", "resolution", "notifications"]


class Told(BaseHTTPRequestHandler):
    """Answers with what it was asked; under …/events a stream whose second event waits for a permission."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        size = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(size)
        if self.path.endswith("/events"):
            return self.stream()
        told = {"service": self.server.service, "method": self.command, "path": self.path,
                "headers": [[name.lower(), value] for name, value in self.headers.items()], "body": len(body),
                "connection": self.client_address[1]}
        text = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"id: 1\n\n")
        self.server.go_on.wait(10)
        self.wfile.write(b"id: 2\n\n")
        self.close_connection = True

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer

    def log_message(self, *_):
        pass


class Echo(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, service: str):
        super().__init__(("127.0.0.1", 0), Told)
        self.service = service
        self.go_on = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]


class Nginx:
    """A copy of deploy/nginx on free loopback ports; nothing but ports, name and certificate differs."""

    def __init__(self, folder: Path, ports: dict[str, int], *, tls: bool = False):
        self.folder, self.tls = folder, tls
        self.port = free_port()
        self.conf = folder / "conf"
        shutil.copytree(SHIPPED, self.conf)
        self.write_upstreams(ports)
        self.write_listen()
        self.log = folder / "nginx.log"
        self.process: subprocess.Popen | None = None

    def write_upstreams(self, ports: dict[str, int]) -> None:
        ports = ports | {"web": ports["customers"]}
        text = (SHIPPED / "upstreams.conf").read_text()
        for service, port in ports.items():
            text, changed = re.subn(rf"(upstream resuelve_{service} {{[^}}]*?server )127\.0\.0\.1:\d+", rf"\g<1>127.0.0.1:{port}", text)
            assert changed == 1, service
        (self.conf / "upstreams.conf").write_text(text)

    def write_listen(self) -> None:
        text = (SHIPPED / ("listen.conf" if self.tls else "listen-plain.conf")).read_text()
        if self.tls:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                            "-keyout", self.folder / "key.pem", "-out", self.folder / "certificate.pem"], check=True, capture_output=True)
            text = (text.replace("/etc/resuelve/tls/", f"{self.folder}/").replace("listen [::]:443", f"listen [::1]:{self.port}")
                    .replace("listen 443", f"listen 127.0.0.1:{self.port}").replace("incidencias.example.org", "localhost"))
        else:
            text = text.replace("listen 8080", f"listen 127.0.0.1:{self.port}")
        (self.conf / "listen.conf").write_text(text)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}" if self.tls else f"http://127.0.0.1:{self.port}"

    def command(self, *more: str) -> list:
        return ["nginx", "-p", self.folder, "-c", self.conf / "nginx.conf", *more]

    def check(self) -> subprocess.CompletedProcess:
        return subprocess.run(self.command("-t"), capture_output=True, text=True)

    def start(self) -> "Nginx":
        """As root its workers stay root: others may not enter pytest's folders."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command("-g", "daemon off;" + (" user root;" if os.geteuid() == 0 else "")), stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while True:
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.02)  # between two looks at the condition

    def stop(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            os.kill(self.process.pid, signal.SIGTERM)
            self.process.wait(5)

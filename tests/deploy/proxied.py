"""The shipped nginx in front of five small servers that tell what they were asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from harness.nginx import ROOT, SHIPPED, Nginx

__all__ = ["ROOT", "SERVICES", "SHIPPED", "Echo", "Nginx"]

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

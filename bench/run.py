"""Measures Resuelve against the ceilings of the same machine in the same run.

Every figure is requests per second over loopback with wrk (one thread, 64 connections), the load generator on the same
cores. The ceilings: nginx answering a constant JSON, a bare Beast server doing the same, and a bare Beast server that
creates durably in SQLite with group commit.
"""

import contextlib
import http.client
import json
import os
import pathlib
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
BUILD = ROOT / "build/release"
SECONDS = int(os.environ.get("BENCH_SECONDS", "8"))
INCIDENTS = int(os.environ.get("BENCH_INCIDENTS", "1000"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port):
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


@contextlib.contextmanager
def running(command, port, env=None):
    """Runs a server until the block ends; starts the block when it accepts connections."""
    began = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(port):
            if process.poll() is not None or time.monotonic() - began > 20:
                sys.exit(f"{command[0]} did not start")
            time.sleep(0.002)
        process.ready_ms = (time.monotonic() - began) * 1000
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def wrk(script, port, path="/", **env):
    """{"rate", "errors", "p50", "p99"} of a run; times in milliseconds."""
    command = ["wrk", "-t1", "-c64", f"-d{SECONDS}s", "-s", str(BENCH / script), f"http://127.0.0.1:{port}{path}"]
    output = subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, check=True).stdout
    requests, duration, errors, p50, p99 = map(int, re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", output).groups())
    return {"rate": requests / duration * 1e6, "errors": errors, "p50": p50 / 1000, "p99": p99 / 1000}


def call(port, method, path, body, token=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    if answer.status >= 300:
        sys.exit(f"{method} {path}: {answer.status} {content}")
    return content


def resident_mb(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def measure_nginx(directory):
    port = free_port()
    config = (BENCH / "nginx.conf").read_text().replace("%PORT%", str(port)).replace("%DIR%", directory)
    path = pathlib.Path(directory, "nginx.conf")
    path.write_text(config)
    with running(["/usr/sbin/nginx", "-c", str(path)], port):
        return wrk("constant.lua", port)


def measure_bare(program, script, *arguments, **env):
    port = free_port()
    with running([str(BUILD / "bench" / program), str(port), *arguments], port):
        return wrk(script, port, **env)


def prepare(port):
    """A signed-in customer with incidents: the token, and a file of the incidents' ids."""
    person = {"email": "banco@example.com", "password": "una frase bastante larga", "first_name": "Ana", "last_name": "Ruiz"}
    call(port, "POST", "/api/v1/customers", person)
    token = call(port, "POST", "/api/v1/customers/sessions", {k: person[k] for k in ("email", "password")})["token"]
    ids = []
    for number in range(INCIDENTS):
        body = {"subject": f"La cafetera {number} no calienta", "description": "Enciende, pero no calienta el agua."}
        ids.append(call(port, "POST", "/api/v1/my/incidents", body, token)["id"])
    return token, ids


def measure_resuelve(directory):
    port = free_port()
    command = [str(BUILD / "src/app/resuelve"), "serve", "--data", str(pathlib.Path(directory, "data")),
               "--listen", f"127.0.0.1:{port}"]
    with running(command, port) as process:
        idle = resident_mb(process)
        token, ids = prepare(port)
        path = pathlib.Path(directory, "ids")
        path.write_text("\n".join(ids) + "\n")
        get = wrk("get.lua", port, BENCH_TOKEN=token, BENCH_IDS=str(path))
        opened = wrk("open.lua", port, BENCH_TOKEN=token, BENCH_PATH="/api/v1/my/incidents")
        return {"ready_ms": process.ready_ms, "idle_mb": idle, "loaded_mb": resident_mb(process), "get": get, "open": opened}


def row(name, figure, ceiling=None, goal=None):
    ratio = f"{figure['rate'] / ceiling['rate']:.2f}" if ceiling else ""
    print(f"{name:42} {figure['rate']:>9,.0f}/s  p50 {figure['p50']:6.2f} ms  p99 {figure['p99']:6.2f} ms"
          f"  errors {figure['errors']:<5} {ratio:>5} {f'(goal {goal})' if goal else ''}")


def main():
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"machine: {os.cpu_count()} cores, {cpu[1] if cpu else platform.machine()}; wrk -t1 -c64 -d{SECONDS}s\n")
    with tempfile.TemporaryDirectory() as directory:
        nginx = measure_nginx(directory)
        bare = measure_bare("bare_server", "constant.lua")
        durable = measure_bare("bare_durable_server", "open.lua", str(pathlib.Path(directory, "bare.db")), BENCH_PATH="/")
        ours = measure_resuelve(directory)
    row("nginx, constant JSON", nginx)
    row("bare Beast server, constant JSON", bare, nginx)
    row("bare Beast server, durable in SQLite", durable)
    row("get an incident (ratio to nginx)", ours["get"], nginx, "0.40")
    row("open an incident (ratio to bare durable)", ours["open"], durable, "0.60")
    print(f"\nready after {ours['ready_ms']:.0f} ms (goal 50), idle {ours['idle_mb']:.0f} MB (goal 30), "
          f"after the load {ours['loaded_mb']:.0f} MB (goal 250)")


if __name__ == "__main__":
    main()

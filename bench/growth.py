"""Measures how Resuelve answers with ever more incidents: one store is filled through the API, and each size is measured.

Requests follow one another on one connection, from this program, so that the times are those of a request by itself.
The store is SQLite's, or with BENCH_STORE=mongodb the one that `script/test-servers run script/bench growth` starts.
"""

import datetime
import http.client
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

from run import BENCH, BUILD, call, free_port, resident_mb, running

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,1000000").split(",")]
REPEATED = int(os.environ.get("BENCH_REPEATED", "60"))
STORE = {"RESUELVE_MONGODB_URI": os.environ["RESUELVE_TEST_MONGODB_URI"]} if os.environ.get("BENCH_STORE") == "mongodb" else {}
PROGRAM = str(BUILD / "src/app/resuelve")
ADMIN = {"email": "banco.admin@example.com", "password": "faro-nube-cuchara-7"}
CUSTOMER = {"email": "banco@example.com", "password": "una frase bastante larga", "first_name": "Ana", "last_name": "Ruiz"}


def administer(data, *command, **env):
    return subprocess.run([PROGRAM, "admin", *command, "--data", data], check=True, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, **STORE, **env}).stdout


def serving(data, port):
    return running([PROGRAM, "serve", "--data", data, "--listen", f"127.0.0.1:{port}"], port, STORE)


def sign_in(port, kind, person):
    return call(port, "POST", f"/api/v1/{kind}/sessions", {key: person[key] for key in ("email", "password")})["token"]


def total(port):
    return call(port, "GET", "/api/v1/reports/overview", None, sign_in(port, "employees", ADMIN))["total"]


def fill(port, size):
    """Opens incidents until there are so many, with a wrk of some seconds at a time: a token lives for some minutes only."""
    while (missing := size - total(port)) > 0:
        token = sign_in(port, "customers", CUSTOMER)
        seconds = max(1, min(60, missing // 6000))
        subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", "-s", str(BENCH / "fill.lua"), f"http://127.0.0.1:{port}"],
                       env={**os.environ, "BENCH_TOKEN": token, "BENCH_PATH": "/api/v1/my/incidents",
                            "BENCH_FIRST": str(size - missing)}, capture_output=True, check=True)


class Asking:
    """One connection on which an address is asked for again and again."""

    def __init__(self, port, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Authorization": f"Bearer {token}"}

    def once(self, path):
        began = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status} {content[:300]}")
        return (time.perf_counter() - began) * 1000, json.loads(content)

    def times(self, path):
        """Median and slowest of many, in milliseconds."""
        taken = [self.once(path)[0] for _ in range(REPEATED)]
        return statistics.median(taken), max(taken)


def addresses(asking):
    _, page = asking.once("/api/v1/incidents?sort=created")
    cut = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=30, hours=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = {"an incident": f"/api/v1/incidents/{page['items'][0]['id']}",
             "the queue's first page": "/api/v1/incidents?status=registered,in_progress&sort=deadline&limit=50",
             "the queue, by product": "/api/v1/incidents?product=Silla%20Roble&limit=50",
             "search: two words": "/api/v1/incidents?q=silla%20rota",
             "search: a beginning": "/api/v1/incidents?q=cafet*",
             "search: a rare word": "/api/v1/incidents?q=P-777"}
    for report in ("overview", "ageing", "service-levels", "satisfaction", "reasons"):
        found[f"report: {report}"] = f"/api/v1/reports/{report}"
    found["report: overview, 30 days from an hour"] = f"/api/v1/reports/overview?from={cut}"
    found["report: overview, one of 12 products"] = "/api/v1/reports/overview?product=Silla%20Roble"
    return found


def ready_ms(port):
    """Until it says that it is ready, of a server that has just accepted a connection."""
    began = time.monotonic()
    while time.monotonic() - began < 60:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/readyz")
        if connection.getresponse().status == 200:
            return (time.monotonic() - began) * 1000
    sys.exit("it was not ready within a minute")


def measure_restart(data):
    port = free_port()
    with serving(data, port) as process:
        return process.ready_ms + ready_ms(port), resident_mb(process)


def measure(directory):
    data = str(pathlib.Path(directory, "data"))
    if STORE:
        administer(data, "migrate")
    administer(data, "create-administrator",
               RESUELVE_ADMIN_EMAIL=ADMIN["email"], RESUELVE_ADMIN_PASSWORD=ADMIN["password"])
    port = free_port()
    figures, sizes = {}, []
    with serving(data, port) as process:
        call(port, "POST", "/api/v1/customers", CUSTOMER)
        for size in SIZES:
            began = time.monotonic()
            fill(port, size)
            sizes.append(total(port))
            print(f"{sizes[-1]:,} incidents after {time.monotonic() - began:.0f} s, {resident_mb(process):.0f} MB", flush=True)
            asking = Asking(port, sign_in(port, "employees", ADMIN))
            for name, path in addresses(asking).items():
                figures.setdefault(name, []).append(asking.times(path))
    return data, sizes, figures


def main():
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"machine: {os.cpu_count()} cores, {cpu[1] if cpu else '?'}; {'MongoDB' if STORE else 'SQLite'};"
          f" {REPEATED} requests each, one after another\n")
    with tempfile.TemporaryDirectory() as directory:
        data, sizes, figures = measure(directory)
        print(f"\n{'median / slowest, ms':42}" + "".join(f"{size:>20,}" for size in sizes))
        for name, taken in figures.items():
            print(f"{name:42}" + "".join(f"{median:>12.1f} /{slowest:6.1f}" for median, slowest in taken))
        ready, megabytes = measure_restart(data)
        began = time.monotonic()
        recounted = administer(data, "recount")
        print(f"\nstarted again: ready after {ready:.0f} ms, {megabytes:.0f} MB; recounted in {time.monotonic() - began:.0f} s:"
              f" {recounted.strip()}")


if __name__ == "__main__":
    main()

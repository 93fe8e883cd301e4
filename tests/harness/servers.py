"""MongoDB and RabbitMQ for tests; `script/test-servers` runs this."""

import json
import os
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness.daemon import dies_with_parent
from harness.mongodb import ReplicaSet
from harness.rabbitmq import Broker

KEPT = Path(__file__).parents[2] / "build/servers/started.json"  # what `start` left


class Servers:
    def __init__(self, folder: Path, mongodb: ReplicaSet, rabbitmq: Broker):
        self.folder, self.mongodb, self.rabbitmq = folder, mongodb, rabbitmq

    @classmethod
    def start(cls, bound: bool = True, hurried: bool = False) -> "Servers":
        """Starts both and waits for them. `bound`: they end with this process. `hurried`: see ReplicaSet."""
        folder = Path(tempfile.mkdtemp(prefix="resuelve-servers-"))
        servers = cls(folder,
                      ReplicaSet(folder / "mongodb", {"root": secrets.token_hex(12)}, bound=bound, hurried=hurried),
                      Broker(folder / "rabbitmq", secrets.token_hex(12), bound=bound))
        try:
            servers.mongodb.start()
            servers.rabbitmq.start()
            servers.mongodb.initiate()
            servers.rabbitmq.wait()
            (folder / "servers.json").write_text(json.dumps(servers.state()))
        except BaseException:
            servers.stop()
            raise
        return servers

    @classmethod
    def find(cls, file: Path) -> "Servers":
        """Those that another process started."""
        state = json.loads(file.read_text())
        folder = Path(state["folder"])
        return cls(folder, ReplicaSet(folder / "mongodb", **state["mongodb"]),
                   Broker(folder / "rabbitmq", **state["rabbitmq"]))

    def state(self) -> dict:
        return {"folder": str(self.folder),
                "mongodb": {"passwords": self.mongodb.passwords, "ports": self.mongodb.ports,
                            "pids": [node.pid for node in self.mongodb.nodes]},
                "rabbitmq": {"password": self.rabbitmq.password, "ports": self.rabbitmq.ports,
                             "pids": [self.rabbitmq.mapper.pid, self.rabbitmq.server.pid]}}

    def exports(self) -> dict[str, str]:
        """RESUELVE_TEST_MONGODB_URI may read and write any database, …_ROOT_URI do anything, those of the services
        only the database of their name. RESUELVE_TEST_SERVERS is the file that `find` reads: ports, processes."""
        mongodb = self.mongodb
        services = {f"RESUELVE_TEST_MONGODB_{name.upper()}_URI": mongodb.uri(name)
                    for name in ("root", "customers", "employees", "incidents", "notifications")}
        return {"RESUELVE_TEST_MONGODB_URI": mongodb.uri("resuelve"), "RESUELVE_TEST_AMQP_URI": self.rabbitmq.uri(),
                "RESUELVE_TEST_SERVERS": str(self.folder / "servers.json")} | services

    def stop(self) -> None:
        self.mongodb.stop()
        self.rabbitmq.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def run(command: list[str]) -> int:
    began = time.monotonic()
    servers = Servers.start()
    child = None
    try:
        print(f"test-servers: ready after {time.monotonic() - began:.0f} s", file=sys.stderr)
        child = subprocess.Popen(command, env=os.environ | servers.exports(),
                                 preexec_fn=dies_with_parent(signal.SIGTERM))
        while True:
            try:
                code = child.wait()
                return 128 - code if code < 0 else code
            except KeyboardInterrupt:
                pass  # the command got it too, from the terminal
    finally:
        if child and child.poll() is None:
            child.terminate()
            child.wait()
        servers.stop()


def print_exports(servers: Servers) -> None:
    for name, value in servers.exports().items():
        print(f"export {name}={shlex.quote(value)}")


def main(arguments: list[str]) -> int:
    # So that `finally` also runs when a supervisor ends us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    match arguments:
        case ["run", _, *_]:
            return run(arguments[1:])
        case ["start"]:
            if KEPT.exists():
                sys.exit("test-servers: started already; `script/test-servers stop` ends them")
            servers = Servers.start(bound=False)
            KEPT.unlink(missing_ok=True)  # a link to what has gone
            KEPT.symlink_to(servers.folder / "servers.json")
            print_exports(servers)
        case ["env"]:
            print_exports(Servers.find(KEPT))
        case ["stop"]:
            if KEPT.exists():
                Servers.find(KEPT).stop()
            KEPT.unlink(missing_ok=True)
        case _:
            sys.exit("usage: script/test-servers run COMMAND… | start | env | stop")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

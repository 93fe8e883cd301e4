"""A MongoDB replica set of three on loopback, with authentication, as tests need it."""

import base64
import os
import secrets
import signal
from pathlib import Path
from urllib.parse import quote_plus

import pymongo
from pymongo.errors import AutoReconnect, PyMongoError

from harness.daemon import Daemon
from harness.ports import free_port
from harness.waiting import wait_until

MONGOD = Path(__file__).parents[2] / "build/servers/mongod"
NAME = "resuelve"
SERVICE_DATABASES = ("customers", "employees", "incidents", "notifications")
# What a service needs in its own database: documents and indexes, and collMod for validators.
ROLES = ("readWrite", "dbAdmin")
# After so many ms without a primary one is elected, as in production; and when somebody waits for it.
ELECTION, SOON = 10_000, 3_000
STATEMENTS = ["find", "aggregate", "insert", "update", "delete", "findAndModify", "commitTransaction"]


class ReplicaSet:
    def __init__(self, folder: Path, passwords: dict[str, str], ports: list[int] | None = None,
                 pids: list[int | None] = (None, None, None), bound: bool = True, hurried: bool = False):
        """`hurried`: a primary that is away or silent is noticed after 3 s instead of 10, by its secondaries after 6
        instead of 17."""
        self.folder, self.passwords, self.hurried = folder, passwords, hurried
        self.ports = ports or [free_port() for _ in range(3)]
        self.nodes = [self._node(port, pid, bound) for port, pid in zip(self.ports, pids)]

    def _node(self, port: int, pid: int | None, bound: bool) -> Daemon:
        return Daemon([
            MONGOD, "--replSet", NAME, "--port", port, "--bind_ip", "127.0.0.1", "--nounixsocket",
            "--dbpath", self.folder / str(port), "--keyFile", self.folder / "key",
            "--networkMessageCompressors", "disabled",  # CVE-2025-14847
            "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "64",
            "--setParameter", "enableTestCommands=1",  # fail points: src/adapters/mongodb/failure_test.cpp, `slow`
            "--setParameter", "diagnosticDataCollectionEnabled=false",
            # How long a secondary waits for the oplog of a silent primary, beside half of the election's time.
            *(["--setParameter", "oplogNetworkTimeoutBufferSeconds=1"] if self.hurried else [])],
            self.folder / f"{port}.log", bound=signal.SIGKILL if bound else None, pid=pid)

    def start(self) -> "ReplicaSet":
        """Starts the nodes without waiting for them."""
        self.folder.mkdir()
        key = self.folder / "key"
        key.write_text(base64.b64encode(os.urandom(96)).decode())
        key.chmod(0o600)
        for port, node in zip(self.ports, self.nodes):
            (self.folder / str(port)).mkdir()
            node.start()
        return self

    def initiate(self) -> None:
        """Makes the replica set and its users. Until the first election nobody waits for anybody else: with the usual
        timeout it alone would take 12 s."""
        config = {"_id": NAME, "version": 1, "settings": {"electionTimeoutMillis": 500},
                  "members": [{"_id": number, "host": f"127.0.0.1:{port}"} for number, port in enumerate(self.ports)]}
        for port in self.ports:
            wait_until(lambda: self.hello(port), self._why(f"the node at {port} answers"), 60)
        with self.direct(self.ports[0]) as first:
            first.admin.command("replSetInitiate", config)
        port = wait_until(self.primary, self._why("a primary is elected"), 60)
        with self.direct(port) as primary:
            primary.admin.command("createUser", "root", pwd=self.passwords["root"], roles=["root"])
        with self.client() as root:
            settings = {"electionTimeoutMillis": SOON if self.hurried else ELECTION}
            root.admin.command("replSetReconfig", config | {"version": 2, "settings": settings})
            self.add_user(root, "resuelve", ["readWriteAnyDatabase", "dbAdminAnyDatabase"])
            for database in SERVICE_DATABASES:
                self.add_user(root, database, [{"role": role, "db": database} for role in ROLES])
        wait_until(lambda: self.secondaries() == 2, self._why("both secondaries follow"), 60)

    def add_user(self, root: pymongo.MongoClient, name: str, roles: list) -> str:
        """A user who may do just that; gives the URI."""
        password = self.passwords.setdefault(name, secrets.token_hex(12))
        root.admin.command("createUser", name, pwd=password, roles=roles)
        return self.uri(name)

    def uri(self, user: str, **options: str) -> str:
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports)
        query = "&".join(f"{name}={value}" for name, value in
                         ({"replicaSet": NAME, "authSource": "admin"} | options).items())
        return f"mongodb://{quote_plus(user)}:{quote_plus(self.passwords[user])}@{hosts}/?{query}"

    def client(self, user: str = "root") -> pymongo.MongoClient:
        return pymongo.MongoClient(self.uri(user), serverSelectionTimeoutMS=30_000)

    @staticmethod
    def direct(port: int) -> pymongo.MongoClient:
        """One node, whatever it is just now, without signing in."""
        return pymongo.MongoClient("127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=1000,
                                   connectTimeoutMS=1000, socketTimeoutMS=2000)

    @staticmethod
    def answers(client: pymongo.MongoClient) -> dict | None:
        try:
            return client.admin.command("hello")
        except PyMongoError:
            return None

    def hello(self, port: int) -> dict:
        with self.direct(port) as client:
            return self.answers(client) or {}

    def primary(self) -> int | None:
        """The port of the node that takes writes."""
        return next((port for port in self.ports if self.hello(port).get("isWritablePrimary")), None)

    def secondaries(self) -> int:
        return sum(bool(self.hello(port).get("secondary")) for port in self.ports)

    def node(self, port: int) -> Daemon:
        return self.nodes[self.ports.index(port)]

    def pause(self, port: int) -> None:
        self.node(port).signal(signal.SIGSTOP)

    def resume(self, port: int) -> None:
        self.node(port).signal(signal.SIGCONT)

    def slow(self, milliseconds: int) -> None:
        """Each statement of a client takes that much longer, on every node; 0: as usual."""
        self._fail({"failCommands": STATEMENTS, "blockConnection": True, "blockTimeMS": milliseconds} if milliseconds else None)

    def cut_off(self, name: str | None) -> None:
        """Clients that call themselves so (the URI's appName) get no answer from any node; None: everybody as usual."""
        self._fail({"failCommands": [*STATEMENTS, "hello", "isMaster", "ping"], "closeConnection": True, "appName": name}
                   if name else None)

    def _fail(self, data: dict | None) -> None:
        mode = {"mode": "alwaysOn", "data": data} if data else {"mode": "off"}
        for port in self.ports:
            wait_until(lambda: self._takes_fail_point(port, mode), f"the node at {port} takes the fail point", 30)

    def _takes_fail_point(self, port: int, mode: dict) -> bool:
        with pymongo.MongoClient("127.0.0.1", port, directConnection=True, username="root",
                                 password=self.passwords["root"]) as node:
            try:
                node.admin.command({"configureFailPoint": "failCommand"} | mode)
                return True
            except AutoReconnect:
                return False  # a node that takes back what only it had, after it was primary, closes its connections

    def stop(self) -> None:
        """By SIGKILL: the folder is thrown away, and a primary would look for a successor for 15 s."""
        for node in self.nodes:
            node.kill()

    def _why(self, what: str):
        return lambda: f"{what}; the first node says:\n{self.nodes[0].log_tail()}"

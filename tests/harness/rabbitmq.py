"""A RabbitMQ broker on loopback, from Debian's package, in a folder of its own."""

import logging
import os
import secrets
import signal
import subprocess
import uuid
from pathlib import Path
from urllib.parse import quote_plus

import pika
from pika.exceptions import AMQPError

from harness.daemon import Daemon
from harness.ports import free_port
from harness.waiting import wait_until

# Not /usr/sbin: those change the user and the folder.
BIN = Path("/usr/lib/rabbitmq/bin")
USER = "resuelve"
logging.getLogger("pika").setLevel(logging.CRITICAL)  # while the broker starts it cannot connect: we know


class Broker:
    """Its Erlang port mapper is its own too: the usual one would be shared by every broker of the machine."""

    def __init__(self, folder: Path, password: str, ports: list[int] | None = None, pids=(None, None),
                 bound: bool = True, beside: "Broker | None" = None):
        """`beside`: shares its port mapper, so that the two can find one another."""
        self.folder, self.password, self.beside = folder, password, beside
        self.nodes = [self]  # of the same broker
        self.ports = ports or [free_port(), beside.ports[1] if beside else free_port(), free_port()]
        self.port, mapper_port, distribution_port = self.ports
        self.environment = {
            "HOME": str(folder), "RABBITMQ_NODENAME": f"resuelve-{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1", "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(distribution_port), "ERL_EPMD_PORT": str(mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1", "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(folder / "log"), "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"), "RABBITMQ_PID_FILE": str(folder / "pid"),
            # Nor may a node or rabbitmqctl start a mapper that would outlive them.
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-start_epmd false", "RABBITMQ_CTL_ERL_ARGS": "-start_epmd false",
            # A file beside the broker's own must not steer it.
            "RABBITMQ_CONF_ENV_FILE": "/dev/null", "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
        }
        self.mapper = Daemon(["epmd", "-port", mapper_port, "-address", "127.0.0.1"], folder / "epmd.log",
                             bound=signal.SIGKILL if bound else None, pid=pids[0])
        self.server = Daemon([BIN / "rabbitmq-server"], folder / "rabbitmq.log", self.environment,
                             signal.SIGTERM if bound else None, pids[1])  # the script ends the broker

    def start(self, cookie: str | None = None) -> "Broker":
        """Starts it without waiting for it. `cookie`: the secret that it shares with other nodes."""
        self.folder.mkdir()
        if cookie:
            (self.folder / ".erlang.cookie").write_text(cookie)
            (self.folder / ".erlang.cookie").chmod(0o400)
        (self.folder / "rabbitmq.conf").write_text(
            f"default_user = {USER}\ndefault_pass = {self.password}\ndefault_vhost = /\n"
            "default_permissions.configure = .*\ndefault_permissions.read = .*\ndefault_permissions.write = .*\n"
            "disk_free_limit.absolute = 50MB\n")
        (self.folder / "plugins").write_text("[].\n")
        if not self.beside:
            self.mapper.start()
        self.server.start()
        return self

    @property
    def node(self) -> str:
        return self.environment["RABBITMQ_NODENAME"]

    def restart(self) -> None:
        self.server.start()
        self.wait()

    def wait(self) -> None:
        wait_until(self.answers, lambda: f"the broker answers; it says:\n{self.server.log_tail()}", 90)

    def answers(self) -> bool:
        assert self.server.alive(), f"the broker has ended:\n{self.server.log_tail()}"
        try:
            self.connect().close()
            return True
        except (AMQPError, OSError):
            return False

    def connect(self, vhost: str = "/") -> pika.BlockingConnection:
        return pika.BlockingConnection(pika.ConnectionParameters(
            "127.0.0.1", self.port, vhost, pika.PlainCredentials(USER, self.password), socket_timeout=2))

    def uri(self, vhost: str = "/", user: str = USER, password: str | None = None) -> str:
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"amqp://{quote_plus(user)}:{quote_plus(password or self.password)}@{hosts}/{quote_plus(vhost)}"

    def control(self, *arguments: str) -> str:
        """`rabbitmqctl …`; each call takes a second or two."""
        done = subprocess.run([BIN / "rabbitmqctl", "--quiet", *arguments], capture_output=True, text=True, timeout=60,
                              env=os.environ | self.environment)
        assert done.returncode == 0, f"rabbitmqctl {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def add_vhost(self) -> str:
        """An empty room for one test: exchanges and queues of the same names do not meet."""
        name = f"test-{uuid.uuid4().hex[:12]}"
        self.control("add_vhost", name)
        self.control("set_permissions", "-p", name, USER, ".*", ".*", ".*")
        return name

    def stop_in_order(self) -> None:
        """As an administrator would; what is durable must be there again after `restart`."""
        self.server.signal(signal.SIGTERM)
        assert self.server.wait(60), f"the broker does not end:\n{self.server.log_tail()}"

    def kill(self) -> None:
        self.server.kill()

    def pause(self) -> None:
        """Its connections stay open and nothing comes over them."""
        self.server.signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.server.signal(signal.SIGCONT)

    def stop(self) -> None:
        """By SIGKILL: the folder is thrown away."""
        self.server.kill()
        if not self.beside:
            self.mapper.kill()


def joined(folder: Path) -> list[Broker]:
    """Three nodes as one broker; the first one's address names them all, itself before the others."""
    first = Broker(folder / "broker-1", secrets.token_hex(12))
    brokers = [first] + [Broker(folder / f"broker-{number}", first.password, beside=first) for number in (2, 3)]
    cookie = secrets.token_hex(16)
    for broker in brokers:
        broker.start(cookie)
    for broker in brokers:
        broker.wait()
    for broker in brokers[1:]:
        broker.control("stop_app")
        broker.control("join_cluster", first.node)
        broker.control("start_app")
        broker.wait()
    first.nodes = brokers
    return brokers

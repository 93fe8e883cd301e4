"""The program as separate services, each in several processes, on MongoDB and RabbitMQ behind the shipped nginx."""

import subprocess
from pathlib import Path

from harness.instance import Instance, admin
from harness.nginx import Nginx
from harness.ports import free_port
from harness.published import Published
from harness.rooms import Room
from harness.server import ADMIN_EMAIL, ADMIN_PASSWORD, FIRST_ADMINISTRATOR, Server
from harness.servers import Servers

# The service, and the database that it owns or shares.
SERVICES = {"customers": "customers", "employees": "employees", "intake": "incidents", "resolution": "incidents",
            "notifications": "notifications"}


class ServerOnServers(Server):
    """`resuelve serve` with the back ends of a cluster, or one of them."""

    def __init__(self, folder: Path, servers: Servers, *parts: str):
        """`parts`: "mongodb", "rabbitmq"."""
        super().__init__(folder)
        self.room, self.parts = Room(servers), parts
        self.watched: Published | None = None

    def start(self) -> "ServerOnServers":
        self.room.open()
        self.environment = self.environment | self.settings
        self.admin("migrate", "--data", str(self.data))
        super().start()
        if "rabbitmq" in self.parts:
            self.watched = Published(self.room.servers.rabbitmq, self.room.vhost)
        return self

    @property
    def published(self) -> Published | None:
        return self.watched

    @property
    def settings(self) -> dict[str, str]:
        return {name: value for name, value in self.room.settings().items()
                if ("AMQP" in name and "rabbitmq" in self.parts) or ("MONGODB" in name and "mongodb" in self.parts)}

    def start_services(self) -> None:
        super().start()

    def stop_services(self) -> None:
        super().stop()

    def stop(self) -> None:
        try:
            super().stop()
        finally:
            self.room.close()


class Cluster:
    """Looks like a `Server` from outside: `url`, `start`, `stop`, mails, logs, commands of the administrator."""

    def __init__(self, folder: Path, servers: Servers, instances: int = 2, watched: bool = True):
        """`watched`: what is published is kept in a queue beside those of the services. An event that it took is not
        returned when it is the only one."""
        self.folder, self.watched, self.instances_of_each = folder, watched, instances
        self.published: Published | None = None
        self.room = Room(servers).open()
        self.keys = folder / "keys"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.instances = {service: [self.instance(service, number) for number in range(1, instances + 1)]
                          for service in SERVICES}
        self.nginx = Nginx(self.made("nginx"), {service: [instance.port for instance in of_service]
                                                for service, of_service in self.instances.items()}, port=self.port)
        self.legacy: Instance | None = None

    def made(self, name: str) -> Path:
        (self.folder / name).mkdir()
        return self.folder / name

    def instance(self, service: str, number: int | str, *arguments: str) -> Instance:
        arguments = arguments or ("--trusted-proxies", "127.0.0.1")
        environment = self.room.settings(SERVICES[service])
        if service == "employees":
            environment |= FIRST_ADMINISTRATOR
        return Instance(self.made(f"{service}-{number}"), service, "--keys", str(self.keys), "--public-url", self.url,
                        *arguments, environment=environment)

    def every(self) -> list[Instance]:
        return [instance for of_service in self.instances.values() for instance in of_service] \
            + ([self.legacy] if self.legacy else [])

    def start(self) -> "Cluster":
        try:
            # Collections, validators and indexes first, as the guide says; then everything at once.
            self.migrate()
            self.nginx.start()
            self.start_services()
            if self.watched:
                self.published = Published(self.room.servers.rabbitmq, self.room.vhost)
            return self
        except BaseException:
            for instance in self.every():
                instance.kill()
            self.stop()
            raise

    def start_services(self) -> None:
        for instance in self.every():
            instance.launch()
        for instance in self.every():
            instance.wait_until_ready()

    def start_missing(self) -> None:
        """Those that were killed."""
        missing = [instance for instance in self.every() if instance.process is None]
        for instance in missing:
            instance.launch()
        for instance in missing:
            instance.wait_until_ready()

    def is_ready(self) -> bool:
        return all(instance.is_ready() for instance in self.every())

    def stop(self) -> None:
        """Ends every process and forgets what was stored."""
        try:
            self.stop_services()
        finally:
            self.nginx.stop()
            self.room.close()

    def stop_services(self) -> None:
        for instance in self.every():
            instance.ask_to_stop()
        for instance in self.every():
            instance.wait_until_stopped()

    def migrate(self) -> None:
        self.admin("migrate", settings=self.room.settings())

    @property
    def mail_folders(self) -> list[Path]:
        return [instance.data / "mail" for instance in self.instances["notifications"]]

    @property
    def described_at(self) -> list[str]:
        return [of_service[0].url for of_service in self.instances.values()]

    def direct(self, service: str) -> Instance:
        return self.instances[service][0]

    @property
    def legacy_url(self) -> str:
        """The legacy routes answer direct loopback clients of an instance that stands behind no proxy; nginx hides
        them."""
        if self.legacy is None:
            self.legacy = self.instance("customers", "legacy", "--legacy-api", "auto").start()
        return self.legacy.url

    def logs(self) -> dict[str, str]:
        """By service, those of all its instances."""
        return {service: "".join(instance.log_text() for instance in of_service)
                for service, of_service in self.instances.items()}

    def log_text(self) -> str:
        return "".join(instance.log_text() for instance in self.every())

    def admin(self, *arguments: str, check: bool = True, settings: dict[str, str] | None = None) \
            -> subprocess.CompletedProcess:
        return admin(*arguments, check=check, environment=(settings or {}) | {
            "RESUELVE_EMAIL": ADMIN_EMAIL, "RESUELVE_PASSWORD": ADMIN_PASSWORD})

    def verify(self) -> None:
        for_incidents = {"settings": self.room.settings("incidents")}
        self.admin("verify-history", "--keys", str(self.keys), **for_incidents)
        assert " 0 tallies were wrong" in self.admin("recount", "--keys", str(self.keys), **for_incidents).stdout

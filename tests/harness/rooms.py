"""A part of the servers that one test has for itself: databases with a prefix of their own, a virtual host."""

import secrets

from harness.mongodb import ROLES, SERVICE_DATABASES
from harness.servers import Servers


class Room:
    def __init__(self, servers: Servers):
        self.servers = servers
        self.prefix = f"t{secrets.token_hex(5)}_"
        self.vhost = ""

    def open(self) -> "Room":
        """Each service gets a user of MongoDB that can reach nothing but its own database."""
        with self.servers.mongodb.client() as root:
            for database in SERVICE_DATABASES:
                self.servers.mongodb.add_user(root, self.prefix + database, [
                    {"role": role, "db": self.prefix + database} for role in ROLES])
        self.vhost = self.servers.rabbitmq.add_vhost()
        return self

    def settings(self, database: str | None = None) -> dict[str, str]:
        """The variables that lead a process here; with a database's name, as that database's own user, who calls itself so
        (ReplicaSet.cut_off)."""
        mongodb = self.servers.mongodb
        uri = mongodb.uri(self.prefix + database, appName=database) if database else mongodb.uri("resuelve")
        return {"RESUELVE_MONGODB_URI": uri,
                "RESUELVE_MONGODB_PREFIX": self.prefix, "RESUELVE_AMQP_URI": self.servers.rabbitmq.uri(self.vhost)}

    def database(self, name: str, client):
        return client[self.prefix + name]

    def close(self) -> None:
        with self.servers.mongodb.client() as root:
            for database in SERVICE_DATABASES:
                root.drop_database(self.prefix + database)
                root.admin.command("dropUser", self.prefix + database)
        self.servers.rabbitmq.control("delete_vhost", self.vhost)

"""The rights that deploy/compose gives each service in database and broker are enough, and no more than enough."""

import json
import os
import re
import shutil
import subprocess

import pika
import pymongo
import pytest
from pika.exceptions import ChannelClosedByBroker, ProbableAccessDeniedError

from deploy.machine import run
from deploy.proxied import ROOT, SERVICES
from deploy.test_containers import DATABASES, compose
from harness.api import World
from harness.cluster import Cluster
from harness.instance import BINARY
from harness.mail import mails
from harness.mongodb import ROLES
from harness.rooms import Room
from harness.waiting import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What make-secrets made: its definitions for the broker, and each service's password."""
    here = tmp_path_factory.mktemp("made") / "compose"
    shutil.copytree(ROOT / "deploy/compose", here, ignore=shutil.ignore_patterns("secrets", ".env"))
    run(here / "make-secrets", "https://incidencias.example.org", "direccion@example.org")
    return here / "secrets"


def password_of(service: str, made) -> str:
    return re.match(r"amqp://\w+:([^@]+)@", (made / f"{service}-amqp-uri").read_text())[1]


class ShippedRights(Cluster):
    """Each service with its own users. Those of the database have the roles of deploy/compose/mongodb-setup.js."""

    def __init__(self, folder, servers, made):
        self.secrets_made = made
        super().__init__(folder, servers, instances=1)

    def instance(self, service, number, *arguments):
        instance = super().instance(service, number, *arguments)
        instance.environment["RESUELVE_AMQP_URI"] = self.room.servers.rabbitmq.uri(self.room.vhost, service, password_of(service, self.secrets_made))
        return instance

    def migrate(self):
        """By the commands of deploy/kubernetes, each as its service's own user and all at once, as pods begin: intake and
        resolution on one database. Those of deploy/compose are four of them."""
        commands = [["admin", "migrate", service] for service in SERVICES]
        assert all(one["command"] in commands for name, one in compose()["services"].items() if name.startswith("migrate-"))
        running = [subprocess.Popen([BINARY, *command], env=os.environ | self.uri_file(command[-1]), cwd=self.folder,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for command in commands]
        for one in running:
            said, _ = one.communicate(timeout=60)
            assert one.returncode == 0, said

    def uri_file(self, service) -> dict[str, str]:
        settings = self.room.settings(DATABASES[service])
        file = self.folder / f"{service}-mongodb-uri"
        file.write_text(settings["RESUELVE_MONGODB_URI"])
        return {"RESUELVE_MONGODB_URI_FILE": str(file), "RESUELVE_MONGODB_PREFIX": self.room.prefix}

    def start(self):
        """With the shipped users and rights, for this test's virtual host. The broker is thrown away, and they with it."""
        definitions = json.loads((self.secrets_made / "rabbitmq-definitions.json").read_text())
        for row in definitions["permissions"]:
            row["vhost"] = self.room.vhost
        file = self.folder / "definitions.json"
        file.write_text(json.dumps(definitions))
        self.room.servers.rabbitmq.control("import_definitions", str(file))
        return super().start()

    def start_services(self):
        """As systemd, Docker and Kubernetes do: what ends is started again. At the very first start a service ends when the
        queues of another are missing, since it may not make them; its own are there by then."""
        for instance in self.every():
            instance.launch()
        self.restarts = 0

        def are_ready() -> bool:
            for instance in self.every():
                if instance.process.poll() is not None:
                    self.restarts += 1
                    assert self.restarts < 20, instance.log_tail()
                    instance.launch()
            return self.is_ready()

        wait_until(are_ready, "every service is ready", 60)


@pytest.fixture(scope="module")
def cluster(servers, made, tmp_path_factory):
    cluster = ShippedRights(tmp_path_factory.mktemp("cluster"), servers, made).start()
    yield cluster
    cluster.stop()


def test_a_claim_goes_its_way_through_all_services(cluster):
    world = World(cluster)
    customer = world.customer()
    agent = world.employee("agent")
    incident = customer.open()
    wait_until(lambda: agent.get("/api/v1/incidents").json()["items"], "the queue to show it")
    agent.take(incident)
    agent.propose(incident)
    customer.act(incident, "acceptance")
    wait_until(lambda: mails(cluster, customer.email), "a mail to the customer: the events reached notifications")


def test_no_service_was_refused_anything(cluster):
    for service, text in cluster.logs().items():
        text = "".join(line for line in text.splitlines(keepends=True) if "start the service" not in line)
        for word in ("ACCESS_REFUSED", "not authorized", "Unauthorized", "access to"):
            assert word not in text, (service, [line for line in text.splitlines() if word in line][:3])


def test_the_guides_migration_needs_no_more_than_each_services_own_user(servers, tmp_path):
    """docs/deployment.md, services alone: its loop as it stands, but for sudo and where secrets are."""
    [loop] = re.findall(r"^(for service in [^\n]*; do\n *sudo RESUELVE_MONGODB_URI_FILE=.*?^done)$",
                        (ROOT / "docs/deployment.md").read_text(), re.MULTILINE | re.DOTALL)
    room = Room(servers).open()
    try:
        for service in SERVICES:
            (tmp_path / service).mkdir()
            (tmp_path / service / "mongodb-uri").write_text(room.settings(DATABASES[service])["RESUELVE_MONGODB_URI"])
        (tmp_path / "resuelve").symlink_to(BINARY)
        run("bash", "-euc", loop.replace("sudo ", "").replace("/etc/resuelve/secrets", str(tmp_path)),
            env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "RESUELVE_MONGODB_PREFIX": room.prefix})
        with servers.mongodb.client() as root:
            for database in set(DATABASES.values()):
                assert room.database(database, root)["schema"].find_one({"_id": "schema"})["version"] > 0, database
    finally:
        room.close()


@pytest.mark.parametrize("queue", ["customers", "notifications", "resolution"])
def test_a_service_may_not_read_or_forge_anothers_queue(cluster, made, queue):
    rights = pika.PlainCredentials("intake", password_of("intake", made))
    for act in (lambda channel: channel.basic_get(queue), lambda channel: channel.queue_declare(queue, durable=True),
                lambda channel: channel.queue_purge(queue)):
        connection = pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", cluster.room.servers.rabbitmq.port, cluster.room.vhost, rights))
        try:
            with pytest.raises((ChannelClosedByBroker, ProbableAccessDeniedError)) as refused:
                act(connection.channel())
            assert "403" in str(refused.value)
        finally:
            connection.close()


def test_a_service_may_not_open_anothers_database(cluster, servers):
    with pymongo.MongoClient(servers.mongodb.uri(cluster.room.prefix + "customers")) as client:
        client[cluster.room.prefix + "customers"].customers.find_one()
        for foreign in ("employees", "incidents", "notifications"):
            with pytest.raises(pymongo.errors.OperationFailure):
                client[cluster.room.prefix + foreign].list_collection_names()


def test_the_roles_of_the_shipped_users_are_those_that_were_tested():
    text = (ROOT / "deploy/compose/mongodb-setup.js").read_text()
    assert tuple(re.findall(r'role: "(\w+)", db: name', text)) == ROLES

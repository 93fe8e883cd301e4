"""What is broken here is nobody else's: servers and services of these tests alone."""

import os

import pytest

from harness.api import World
from harness.cluster import Cluster
from harness.servers import Servers
from harness.waiting import wait_until


@pytest.fixture(scope="session")
def breakable():
    servers = Servers.start(hurried="RESUELVE_UNHURRIED" not in os.environ)
    yield servers
    servers.stop()


@pytest.fixture(scope="session")
def cluster(breakable, tmp_path_factory):
    """Two instances of each service. Each test heals what it broke."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), breakable, instances=2, watched=False)
    cluster.start()
    yield World(cluster)
    cluster.stop()


@pytest.fixture
def replicas(breakable, cluster):
    """The replica set; whole again afterwards."""
    replicas = breakable.mongodb
    yield replicas
    for port in replicas.ports:
        replicas.resume(port)
        if not replicas.node(port).alive():
            replicas.node(port).start()
    wait_until(lambda: replicas.primary() and replicas.secondaries() == 2, "the replica set is whole again", 60)
    replicas.slow(0)
    wait_until(cluster.server.is_ready, "the services have found it again", 30)


@pytest.fixture
def broker(breakable, cluster):
    """RabbitMQ; there again afterwards."""
    broker = breakable.rabbitmq
    yield broker
    broker.resume()
    if not broker.server.alive():
        broker.restart()
    wait_until(cluster.server.is_ready, "the services have found it again", 30)


@pytest.fixture
def instances(cluster):
    """The cluster's processes by service; all there again afterwards."""
    yield cluster.server.instances
    cluster.server.start_missing()

import os
from pathlib import Path

import pytest

from harness.api import World
from harness.cluster import Cluster, ServerOnServers
from harness.server import BINARY, Server
from harness.servers import Servers

documents = []
# `resuelve serve`, and what of it is not in its own files.
DEPLOYMENTS = {"serve": [], "serve-mongodb": ["mongodb"], "serve-rabbitmq": ["rabbitmq"],
               "serve-servers": ["mongodb", "rabbitmq"]}


def pytest_addoption(parser):
    parser.addoption("--deployment", choices=[*DEPLOYMENTS, "cluster"],
                     default=os.environ.get("RESUELVE_DEPLOYMENT", "serve"),
                     help="serve: one process, by default on SQLite; cluster: each service alone behind nginx")
    parser.addoption("--instances", type=int, default=2, help="of each service, in a cluster")


def pytest_collection_modifyitems(items):
    assert BINARY.exists() or not items, f"{BINARY} is not built; set RESUELVE_BINARY"


@pytest.fixture(scope="session")
def servers():
    """MongoDB and RabbitMQ: those of script/test-servers, or else started for this run."""
    if kept := os.environ.get("RESUELVE_TEST_SERVERS"):
        yield Servers.find(Path(kept))
        return
    servers = Servers.start()
    yield servers
    servers.stop()


@pytest.fixture(scope="session")
def deploy(request):
    """Makes the program in a folder, in the form that --deployment names, not started yet."""
    deployment = request.config.getoption("deployment")
    if deployment == "serve":
        return Server
    servers = request.getfixturevalue("servers")
    if parts := DEPLOYMENTS.get(deployment):
        return lambda folder: ServerOnServers(folder, servers, *parts)
    return lambda folder: Cluster(folder, servers, request.config.getoption("instances"))


@pytest.fixture(scope="session")
def world(deploy, tmp_path_factory):
    """One program for every test that needs nothing of its own."""
    server = deploy(tmp_path_factory.mktemp("resuelve")).start()
    world = World(server)
    yield world
    documents.append(world.document())
    server.stop()


@pytest.fixture
def fresh(deploy, tmp_path):
    """A program that nobody has used yet."""
    server = deploy(tmp_path).start()
    world = World(server)
    yield world
    documents.append(world.document())
    server.stop()


@pytest.fixture(scope="session")
def customer(world):
    return world.customer()


@pytest.fixture(scope="session")
def agent(world):
    return world.employee("agent")


@pytest.fixture(scope="session")
def supervisor(world):
    return world.employee("supervisor")


@pytest.fixture
def seed():
    """For tests by chance; printed, so that a failure can be repeated with RESUELVE_SEED."""
    seed = int(os.environ.get("RESUELVE_SEED", int.from_bytes(os.urandom(4), "big")))
    print(f"RESUELVE_SEED={seed}")
    return seed


def pytest_terminal_summary(terminalreporter):
    """Which operations of the document no test has called."""
    if not documents:
        return
    seen = {(method, path) for document in documents for method, path, _ in document.seen}
    every = [(method, path) for method, path, _ in documents[-1].operations()]
    unseen = [f"{method} {path}" for method, path in every if (method, path) not in seen]
    terminalreporter.write_line(f"OpenAPI: {len(every) - len(unseen)} of {len(every)} operations seen"
                                + (f"; not: {', '.join(unseen)}" if unseen else ""))

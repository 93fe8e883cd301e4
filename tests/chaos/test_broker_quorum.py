"""RabbitMQ of three nodes loses one, and others are used; or the majority of its quorum queues: as if it were away, for
whoever still reaches a node."""

from types import SimpleNamespace

import pytest

from harness.api import World
from harness.cluster import ServerOnServers
from harness.letters import Letters
from harness.load import Load
from harness.rabbitmq import Broker, joined


@pytest.fixture
def brokers(tmp_path):
    brokers = joined(tmp_path)
    yield brokers
    for broker in brokers:
        broker.stop()


@pytest.fixture
def served(brokers, breakable, tmp_path):
    """One process on the first node, with a store in files: only the broker matters here."""
    (tmp_path / "program").mkdir()
    server = ServerOnServers(tmp_path / "program", SimpleNamespace(mongodb=breakable.mongodb, rabbitmq=brokers[0]), "rabbitmq")
    yield World(server.start())
    server.stop()


def test_queues_without_a_majority_are_waited_for_and_nobody_notices(served, brokers):
    letters = Letters(served)
    letters.write(5)
    letters.wait_for_all()
    with Load(served, 4, pause=0.05) as load:
        load.go_on(1)
        for broker in brokers[1:]:
            broker.kill()
        letters.write(10)
        load.go_on(3)
        missing = letters.marks - set(letters.mailed())
        assert missing, "the queues still had a majority: this shows nothing"
        for broker in brokers[1:]:
            broker.restart()
        letters.write(2)
        load.go_on(1)
        load.finish()
    print(f"no majority of the queues: {load}; {len(missing)} letters waited")
    load.check()
    assert load.retries == 0, "customers notice nothing"
    letters.wait_for_all(seconds=60)
    letters.check()


def test_the_node_that_is_used_is_killed_and_others_are_used(served, brokers):
    letters = Letters(served)
    letters.write(5)
    letters.wait_for_all()
    with Load(served, 4, pause=0.05) as load:
        load.go_on(1)
        brokers[0].kill()
        letters.write(10)
        load.go_on(1)
        load.finish()
    print(f"one node of three: {load}")
    load.check()
    assert load.retries == 0, "customers notice nothing"
    letters.wait_for_all(seconds=60)
    letters.check()
    assert not brokers[0].server.alive(), "it was there again: this shows nothing"
    brokers[0].restart()

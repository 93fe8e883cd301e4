"""The program is killed under load: nothing that was acknowledged is lost, nothing is there twice."""

import os
import random
import time

import pytest

from harness.api import World
from harness.load import Load
from harness.server import Server

KILLS = int(os.environ.get("RESUELVE_KILLS", "5"))
CLIENTS = int(os.environ.get("RESUELVE_CLIENTS", "8"))


@pytest.fixture
def doomed(tmp_path):
    server = Server(tmp_path).start()
    yield World(server)
    server.stop()


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(doomed, seed):
    chance = random.Random(seed)
    slowest = 0.0
    with Load(doomed, CLIENTS) as load:
        for _ in range(KILLS):
            load.go_on(chance.uniform(0.05, 2.0))  # the moment of the kill is the experiment
            doomed.server.kill()
            began = time.monotonic()
            doomed.server.start()
            slowest = max(slowest, time.monotonic() - began)
        load.go_on(1.0)
        load.finish()
    print(f"{KILLS} kills, {load}, slowest start {slowest:.2f} s")
    assert load.acknowledged > KILLS * CLIENTS
    load.check()
    doomed.server.stop()
    doomed.server.verify()

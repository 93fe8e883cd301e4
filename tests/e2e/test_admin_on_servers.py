"""What an administrator does on the command line to a store in MongoDB and events in RabbitMQ."""

import re

import pytest

from harness.api import World
from harness.instance import admin
from harness.moved_shop import DEAD, Shop, with_more
from harness.rooms import Room
from harness.server import ADMIN_EMAIL, FIRST_ADMINISTRATOR, Server
from harness.waiting import wait_until


@pytest.fixture
def room(servers):
    room = Room(servers).open()
    yield room
    room.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return Shop.closed(tmp_path_factory.mktemp("shop"))


def served(folder, room: Room) -> Server:
    server = Server(folder)
    server.environment = room.settings()
    return server


def test_the_first_administrator_signs_in(room, tmp_path):
    settings = room.settings() | FIRST_ADMINISTRATOR
    admin("migrate", environment=settings)
    assert f"{ADMIN_EMAIL} is the administrator" in admin("create-administrator", environment=settings).stdout
    again = admin("create-administrator", environment=settings, check=False)
    assert again.returncode == 1 and "nothing was changed" in again.stdout
    server = served(tmp_path, room).start()
    assert World(server).admin.get("/api/v1/employees").json()["items"][0]["email"] == ADMIN_EMAIL
    server.stop()


def test_a_service_wants_the_schema_first(room, tmp_path):
    with pytest.raises(AssertionError, match="resuelve admin migrate"):
        served(tmp_path, room).start()


def test_dead_letters_are_listed_and_tried_again(shop, room, tmp_path):
    settings = room.settings()
    file = with_more(shop.file, tmp_path / "more.export", [DEAD])
    admin("import", str(file), "--whole-store", environment=settings)
    assert f"notifications {DEAD['id']} customer.updated 8 " in admin("dead-letters", "list", environment=settings).stdout
    nobody = admin("dead-letters", "replay", "intake", environment=settings, check=False)
    assert nobody.returncode == 1 and "no such dead letter" in nobody.stderr
    again = admin("dead-letters", "replay", "notifications", DEAD["id"], environment=settings).stdout
    assert again == "1 dead letters will be tried again\n"
    assert admin("dead-letters", "list", environment=settings).stdout == ""
    # It waits for the service, and an export would leave it behind.
    refused = admin("export", "-", environment=settings, check=False)
    assert refused.returncode != 0 and "events wait in RabbitMQ's queue notifications" in refused.stderr


def test_everything_is_told_again(shop, room, servers, tmp_path):
    settings = room.settings()
    admin("import", str(shop.file), "--whole-store", environment=settings)
    with servers.mongodb.client() as root:
        persons = room.database("incidents", root)["persons"]
        known = persons.count_documents({"active": True})
        persons.delete_many({})
        told = admin("replay", environment=settings).stdout
        assert int(re.fullmatch(r"(\d+) events\n", told)[1]) >= known
        server = served(tmp_path, room).start()
        wait_until(lambda: persons.count_documents({"active": True}) == known, "the copies are made anew")
        server.stop()


def test_the_history_of_a_changed_entry_is_faulty(shop, room, servers):
    settings = room.settings()
    admin("import", str(shop.file), "--whole-store", environment=settings)
    assert " 0 faults" in admin("verify-history", environment=settings).stdout
    with servers.mongodb.client() as root:
        entries = room.database("incidents", root)["entries"]
        assert entries.update_one({"kind": "message", "erased": False}, {"$set": {"body": '{"act":"x"}'}}).modified_count
    faulty = admin("verify-history", environment=settings, check=False)
    assert faulty.returncode == 1 and " 1 faults" in faulty.stdout and "wrong_digest" in faulty.stdout

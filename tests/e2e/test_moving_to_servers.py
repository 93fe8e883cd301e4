"""A store moves from files to MongoDB and RabbitMQ and back, and every step gives the same export."""

import shutil
from pathlib import Path

import httpx
import pytest

from harness.instance import admin
from harness.moved_shop import DEAD, Shop, with_more
from harness.rooms import Room
from harness.server import Server
from harness.waiting import wait_until

@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return Shop.closed(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def room(servers):
    room = Room(servers).open()
    yield room
    room.close()


def export(file: Path, *arguments: str, environment: dict[str, str] | None = None) -> bytes:
    admin("export", str(file), *arguments, environment=environment)
    return file.read_bytes()


def bring(file: Path, *arguments: str, environment: dict[str, str] | None = None, check: bool = True):
    return admin("import", str(file), "--whole-store", *arguments, environment=environment, check=check)


def is_quiet(server: Server) -> bool:
    """Everybody has heard everything."""
    figures = {line.split()[0]: float(line.split()[1]) for line in httpx.get(f"{server.url}/metrics").text.splitlines()
               if line.startswith(("resuelve_bus_events_behind", "resuelve_outbox_oldest_seconds"))}
    return figures and not any(figures.values())


def exported(server: Server, file: Path, settings: dict[str, str]) -> bytes:
    """Exports what the server is stopped for. What its figures say of the broker is some seconds old: if the export finds events
    that wait, the server hears them first."""
    def try_to_export() -> bool:
        wait_until(lambda: is_quiet(server), "everybody has heard everything")
        server.stop()
        done = admin("export", str(file), environment=settings, check=False)
        if done.returncode == 0:
            return True
        assert "let the services hear them" in done.stderr
        server.start()
        return False
    wait_until(try_to_export, "nothing waits", seconds=60)
    return file.read_bytes()


def test_there_and_back(shop, room, tmp_path):
    settings = room.settings()
    bring(shop.file, environment=settings)
    there = tmp_path / "there.export"
    assert export(there, environment=settings) == shop.file.read_bytes()
    assert " 0 faults" in admin("verify-history", environment=settings).stdout
    bring(there, "--data", str(tmp_path / "back"))
    assert export(tmp_path / "back.export", "--data", str(tmp_path / "back")) == shop.file.read_bytes()
    assert " 0 faults" in admin("verify-history", "--data", str(tmp_path / "back")).stdout


def test_work_goes_on_there_and_then_back_in_files(shop, room, tmp_path):
    settings = room.settings()
    bring(shop.file, environment=settings)
    (tmp_path / "servers").mkdir()
    server = Server(tmp_path / "servers")
    server.environment = server.environment | settings
    shutil.copytree(shop.data / "keys", server.data / "keys")
    server.start()
    shop.is_all_there(server)
    there = exported(server, tmp_path / "there.export", settings)
    assert " 0 faults" in admin("verify-history", environment=settings).stdout
    bring(tmp_path / "there.export", "--data", str(tmp_path / "back"))
    assert export(tmp_path / "back.export", "--data", str(tmp_path / "back")) == there
    assert " 0 faults" in admin("verify-history", "--data", str(tmp_path / "back")).stdout


def test_dead_letters_come_along(shop, room, tmp_path):
    file = with_more(shop.file, tmp_path / "more.export", [DEAD])
    bring(file, environment=room.settings())
    listed = admin("dead-letters", "list", environment=room.settings()).stdout
    assert f"notifications {DEAD['id']} customer.updated 8 " in listed and "no such template" in listed
    assert export(tmp_path / "there.export", environment=room.settings()) == file.read_bytes()
    bring(tmp_path / "there.export", "--data", str(tmp_path / "back"))
    assert admin("dead-letters", "list", "--data", str(tmp_path / "back")).stdout == listed
    assert export(tmp_path / "back.export", "--data", str(tmp_path / "back")) == file.read_bytes()


def test_databases_that_have_something_are_not_written_into(shop, room):
    bring(shop.file, environment=room.settings())
    refused = bring(shop.file, environment=room.settings(), check=False)
    assert refused.returncode != 0 and "is not empty" in refused.stderr


def test_what_is_half_imported_is_not_worked_on_and_is_cleared_by_the_next_import(shop, room, servers, tmp_path):
    admin("migrate", environment=room.settings())
    with servers.mongodb.client() as root:
        customers = room.database("customers", root)
        customers["schema"].insert_one({"_id": "import", "unfinished": True})
        room.database("employees", root)["guards"].insert_one({"_id": "left"})
    server = Server(tmp_path)
    server.environment = server.environment | room.settings()
    with pytest.raises(AssertionError, match="left half imported"):
        server.start()
    bring(shop.file, environment=room.settings())
    assert export(tmp_path / "there.export", environment=room.settings()) == shop.file.read_bytes()


def test_nothing_is_left_of_an_import_that_fails(shop, room, tmp_path, servers):
    team = {"record": "team", "name": "Sin id"}
    file = with_more(shop.file, tmp_path / "wrong.export", [{"record": "part", "name": "employees"}, team])
    refused = bring(file, environment=room.settings(), check=False)
    assert refused.returncode != 0 and '"id" is missing' in refused.stderr
    with servers.mongodb.client() as root:
        for name in ("customers", "employees", "incidents", "notifications"):
            database = room.database(name, root)
            left = {collection: database[collection].count_documents({}) for collection in
                    database.list_collection_names() if collection != "schema"}
            assert not any(left.values()), (name, left)
    bring(shop.file, environment=room.settings())

"""A service that cannot begin says why in one line, without secrets, and ends with the code of that reason."""

import os
import secrets
import subprocess

import httpx
import pytest

from harness.instance import BINARY, Instance
from harness.old_mongodb import OldMongodb
from harness.ports import free_port
from harness.rooms import Room
from harness.server import FIRST_ADMINISTRATOR
from harness.daemon import Daemon
from harness.mongodb import MONGOD, ReplicaSet
from harness.waiting import wait_until

# sysexits.h, as docs/administrators.md lists them.
FAILED = 1
UNREACHABLE, IN_USE, UNSUITABLE, RIGHTS, SETTINGS = 69, 75, 76, 77, 78


@pytest.fixture(scope="module")
def room(servers):
    room = Room(servers).open()
    subprocess.run([BINARY, "admin", "migrate"], check=True, env=os.environ | room.settings(), timeout=60)
    yield room
    room.close()


@pytest.fixture
def start(tmp_path):
    """Starts a service that is to fail within its deadlines; gives its code and what it said."""
    def start(settings: dict[str, str], service: str = "intake", *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [BINARY, service, "--data", tmp_path / "data", "--keys", tmp_path / "keys", "--listen",
             f"127.0.0.1:{free_port()}", *arguments], env=os.environ | FIRST_ADMINISTRATOR | settings,
            capture_output=True, text=True, timeout=30)
        last = (done.stderr.splitlines() or [""])[-1]
        for value in settings.values():
            if "@" in value:
                password = value.split("@")[0].rpartition(":")[2]
                assert password not in done.stdout + done.stderr, "a password in the log"
        return done.returncode, last
    return start


def test_a_uri_that_cannot_be_read(room, start):
    code, said = start(room.settings("incidents") | {"RESUELVE_MONGODB_URI": "mongodb://nadie:secreto@[::1"})
    assert code == SETTINGS and "mongodb" in said.lower(), said
    code, said = start(room.settings("incidents") | {"RESUELVE_AMQP_URI": "amqp://a:secreto@:cinco/"})
    assert code == SETTINGS and "amqp" in said.lower(), said


def test_settings_that_do_not_go_together(room, start):
    code, said = start(room.settings("incidents"), "intake", "--store", "sqlite")
    assert code == SETTINGS and "--store=sqlite" in said, said
    code, said = start({}, "intake", "--store", "mongodb")
    assert code == SETTINGS and "RESUELVE_MONGODB_URI" in said, said


@pytest.mark.parametrize("address", [
    "tienda.example", "ftp://tienda.example", "https://", "https://user:secreto@tienda.example", "https://tienda.example:70000",
    "https://tienda.example/?a=1", "https://españa.example"])
def test_a_public_address_that_is_none(start, address):
    code, said = start({"RESUELVE_PUBLIC_URL": address}, "serve")
    assert code == SETTINGS and "--public-url" in said and "https://incidencias.example.org" in said, said


def test_nobody_answers(room, start):
    code, said = start(room.settings("incidents") | {
        "RESUELVE_MONGODB_URI": f"mongodb://incidents:secreto@127.0.0.1:{free_port()}/?replicaSet=resuelve&authSource=admin"})
    assert code == UNREACHABLE and "MongoDB" in said, said


def test_wrong_credentials_of_mongodb(room, start):
    wrong = room.settings("incidents")["RESUELVE_MONGODB_URI"].replace("@", "x@")
    code, said = start(room.settings("incidents") | {"RESUELVE_MONGODB_URI": wrong})
    assert code == RIGHTS and "MongoDB" in said, said


def test_credentials_of_another_database(room, start):
    """What one service knows opens none of the others' doors."""
    code, said = start(room.settings("customers"), "intake")
    assert code == RIGHTS and f"{room.prefix}incidents" in said, said


def test_wrong_credentials_of_rabbitmq(room, start, servers):
    code, said = start(room.settings("incidents") | {
        "RESUELVE_AMQP_URI": servers.rabbitmq.uri(room.vhost, password="otra")})
    assert code == RIGHTS and "RabbitMQ" in said, said


def test_a_user_of_rabbitmq_who_may_not_make_queues(room, start, servers):
    user, password = f"lector-{secrets.token_hex(4)}", secrets.token_hex(12)
    servers.rabbitmq.control("add_user", user, password)
    servers.rabbitmq.control("set_permissions", "-p", room.vhost, user, "^$", "^$", ".*")
    code, said = start(room.settings("incidents") | {
        "RESUELVE_AMQP_URI": servers.rabbitmq.uri(room.vhost, user, password)})
    assert code == RIGHTS and "RabbitMQ" in said, said


def test_a_virtual_host_that_is_not_there(room, start, servers):
    code, said = start(room.settings("incidents") | {"RESUELVE_AMQP_URI": servers.rabbitmq.uri("no-hay")})
    assert code == RIGHTS and "no-hay" in said, said


def test_a_server_that_is_no_replica_set(room, start, tmp_path):
    port = free_port()
    (tmp_path / "alone").mkdir()
    alone = Daemon([MONGOD, "--port", port, "--bind_ip", "127.0.0.1", "--nounixsocket", "--dbpath", tmp_path / "alone",
                    "--networkMessageCompressors", "disabled", "--wiredTigerCacheSizeGB", "0.25"],
                   tmp_path / "mongod.log").start()
    try:
        with ReplicaSet.direct(port) as client:
            wait_until(lambda: ReplicaSet.answers(client), "mongod answers", 30)
        code, said = start(room.settings("incidents") | {"RESUELVE_MONGODB_URI": f"mongodb://127.0.0.1:{port}/"})
        assert code == UNSUITABLE and "replica set" in said, said
    finally:
        alone.kill()


def test_a_mongodb_that_is_too_old(room, start):
    with OldMongodb("5.0.9", wire_version=13) as old:
        code, said = start(room.settings("incidents") | {"RESUELVE_MONGODB_URI": old.uri})
    assert code == UNSUITABLE and "5.0.9" in said and "6.0 or later" in said, said


def test_a_broker_that_is_away_is_waited_for(room, tmp_path):
    """No reason to end: events wait until it is there."""
    away = f"127.0.0.1:{free_port()}"
    alone = Instance(tmp_path, "intake", "--keys", str(tmp_path / "keys"), environment=room.settings("incidents") | {
        "RESUELVE_AMQP_URI": f"amqp://resuelve:secreto@{away}/"}).start()
    try:
        assert httpx.get(f"{alone.url}/readyz").json()["parts"]["rabbitmq"] == "unavailable"
        assert f"no connection to amqp://resuelve@{away}/" in alone.log_text()
        assert "secreto" not in alone.log_text()
    finally:
        alone.stop()


def test_a_password_of_rabbitmq_in_any_alphabet(room, start, servers):
    user, password = f"señora-{secrets.token_hex(4)}", "contraseña:@/%"
    servers.rabbitmq.control("add_user", user, password)
    servers.rabbitmq.control("set_permissions", "-p", room.vhost, user, "^$", "^$", ".*")
    code, said = start(room.settings("incidents") | {
        "RESUELVE_AMQP_URI": servers.rabbitmq.uri(room.vhost, user, password)})
    assert code == RIGHTS and "lacks a right" in said, f"it could not sign in: {said}"


@pytest.mark.parametrize("fault", ["damaged", "open to other users"])
def test_a_key_that_cannot_be_read(start, tmp_path, fault):
    subprocess.run([BINARY, "admin", "create-keys", "--keys", tmp_path / "keys"], check=True, timeout=30)
    [key] = (tmp_path / "keys").glob("receipts-*.key")
    if fault == "damaged":
        key.write_text("nada")
    else:
        key.chmod(0o640)
    code, said = start({}, "serve")
    assert code == FAILED and str(key) in said, said


def test_a_database_that_nobody_has_migrated(start, servers):
    empty = Room(servers).open()
    try:
        code, said = start(empty.settings("incidents"))
        assert code == UNSUITABLE and "resuelve admin migrate" in said, said
    finally:
        empty.close()

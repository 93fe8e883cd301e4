"""A whole store moves into another one through one file, and nothing of it is lost."""

import hashlib
import json
import shutil

import pytest

from harness.instance import admin
from harness.moved_shop import Shop
from harness.server import Server


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return Shop.closed(tmp_path_factory.mktemp("shop"))


def test_it_goes_on_in_another_store(shop, tmp_path):
    (tmp_path / "new").mkdir()
    server = Server(tmp_path / "new")
    admin("import", str(shop.file), "--whole-store", "--data", str(server.data))
    shutil.copytree(shop.data / "keys", server.data / "keys")
    again = tmp_path / "again.export"
    admin("export", str(again), "--data", str(server.data))
    assert again.read_bytes() == shop.file.read_bytes()
    server.start()
    shop.is_all_there(server)
    server.stop()
    assert "0 faults" in admin("verify-history", "--data", str(server.data)).stdout


def of_before(export, lacked):
    """The export as a program would have written it that knew nothing yet of these members of a kind."""
    lines = export.decode().splitlines()
    records = [json.loads(line) for line in lines]
    for at, record in enumerate(records):
        if record["record"] in lacked:
            for member in lacked[record["record"]]:
                del record[member]
            lines[at] = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    body = "".join(line + "\n" for line in lines[:-1]).encode()
    records[-1]["sha256"] = hashlib.sha256(body).hexdigest()
    return body + json.dumps(records[-1], separators=(",", ":")).encode() + b"\n"


def test_an_export_from_before_a_member_was_added_is_taken(shop, tmp_path):
    file = tmp_path / "before.export"
    file.write_bytes(of_before(shop.file.read_bytes(), {
        "customer": ["passkeys", "notes", "requests"], "employee": ["passkeys"]}))
    admin("import", str(file), "--whole-store", "--data", str(tmp_path / "data"))
    again = admin("export", "-", "--data", str(tmp_path / "data")).stdout
    was = [record for record in map(json.loads, shop.file.read_text().splitlines()) if record["record"] == "customer"]
    now = [record for record in map(json.loads, again.splitlines()) if record["record"] == "customer"]
    assert now == [record | {"passkeys": None, "notes": None, "requests": []} for record in was]
    assert all(list(one) == list(other) for one, other in zip(now, was, strict=True))


def test_a_member_that_was_always_there_may_not_be_missing(shop, tmp_path):
    file = tmp_path / "harmed.export"
    file.write_bytes(of_before(shop.file.read_bytes(), {"customer": ["language"]}))
    refused = admin("import", str(file), "--whole-store", "--data", str(tmp_path / "data"), check=False)
    assert refused.returncode != 0 and '"language" is missing' in refused.stderr


def test_the_file_is_for_its_owner_alone_and_is_not_written_over(shop):
    assert shop.file.stat().st_mode & 0o777 == 0o600
    refused = admin("export", str(shop.file), "--data", str(shop.data), check=False)
    assert refused.returncode != 0 and "is there already" in refused.stderr


def test_the_standard_output_takes_the_same(shop):
    assert admin("export", "-", "--data", str(shop.data)).stdout.encode() == shop.file.read_bytes()


def test_nobody_exports_a_store_that_somebody_works_on(fresh_server):
    refused = admin("export", "-", "--data", str(fresh_server.data), check=False)
    assert refused.returncode == 75 and "in use by process" in refused.stderr and not refused.stdout


@pytest.fixture
def fresh_server(tmp_path):
    server = Server(tmp_path).start()
    yield server
    server.stop()


def test_a_store_that_has_something_is_not_written_into(shop, tmp_path):
    refused = admin("import", str(shop.file), "--whole-store", "--data", str(shop.data), check=False)
    assert refused.returncode != 0 and "is not empty" in refused.stderr


@pytest.mark.parametrize("harm", ["cut", "cut within a line", "changed", "a line is missing"])
def test_nothing_is_stored_of_a_file_that_is_not_whole(shop, tmp_path, harm):
    whole = shop.file.read_bytes()
    lines = whole.splitlines(keepends=True)
    harmed = {"cut": b"".join(lines[:-1]), "cut within a line": whole[:len(whole) // 2],
              "changed": whole.replace("Lo miramos hoy".encode(), "Lo miramos ayer".encode()),
              "a line is missing": b"".join(lines[:5] + lines[6:])}[harm]
    file = tmp_path / "harmed.export"
    file.write_bytes(harmed)
    refused = admin("import", str(file), "--whole-store", "--data", str(tmp_path / "data"), check=False)
    assert refused.returncode != 0 and "line " in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["harmed.export"]


def test_the_last_line_says_what_is_in_the_file(shop):
    lines = shop.file.read_text().splitlines()
    assert json.loads(lines[0]) == {"record": "header", "format": "resuelve-export", "version": 1}
    counts = json.loads(lines[-1])["counts"]
    assert counts["attachment"] == counts["blob"] == 1 and counts["kept"] == 1 and counts["incident"] >= 3
    assert sum(counts.values()) == len(lines) - 2

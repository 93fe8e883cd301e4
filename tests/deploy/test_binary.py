"""The release binary is hardened as its flags promise, and what it is made of is listed."""

import json
import re
from pathlib import Path

import pytest

from deploy.machine import run
from deploy.proxied import ROOT
from harness.server import BINARY

RELEASE = Path(BINARY) if "release" in str(BINARY) else ROOT / "build/release/src/app/resuelve"


@pytest.fixture(scope="module")
def headers() -> str:
    return run("readelf", "-hldW", RELEASE).stdout


def test_it_is_loaded_at_a_random_address(headers):
    assert "DYN (Position-Independent Executable file)" in headers


def test_its_tables_are_read_only_once_it_runs(headers):
    assert "GNU_RELRO" in headers and re.search(r"FLAGS_1.*NOW", headers)


def test_nothing_is_both_writable_and_executable(headers):
    segments = re.findall(r"^  (\w+) +0x\w+ 0x\w+ 0x\w+ 0x\w+ 0x\w+ ([RWE ]{3})", headers, re.MULTILINE)
    assert ("GNU_STACK", "RW ") in segments
    assert not [name for name, rights in segments if "W" in rights and "E" in rights]


def test_stack_and_copies_are_checked():
    symbols = run("readelf", "--dyn-syms", "-W", RELEASE).stdout
    assert "__stack_chk_fail" in symbols and "__memcpy_chk" in symbols


def test_it_does_not_know_where_it_was_built():
    assert str(ROOT) not in run("strings", "-a", RELEASE).stdout


def test_the_bill_of_materials_names_what_is_linked_and_embedded():
    document = json.loads(run(ROOT / "deploy/debian/sbom", RELEASE).stdout)
    names = {component["name"] for component in document["components"]}
    assert document["bomFormat"] == "CycloneDX" and {"libsqlite3-0", "libsodium23", "libc6", "libboost1.81-dev", "swagger-ui-dist"} <= names
    assert all(component["version"] and component["purl"] for component in document["components"])
    assert "vitest" not in names and "prettier" not in names  # tools are not in the binary

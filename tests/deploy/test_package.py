"""The Debian package is built, judged by lintian, installed in a Debian of its own, and run there by systemd in its sandbox."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.machine import Machine, debian_with, run
from deploy.proxied import ROOT
from harness.server import BINARY
from harness.waiting import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def a_date():
    """Else the package has the date of the last commit, and somebody may commit meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        yield


@pytest.fixture(scope="module")
def package(tmp_path_factory, a_date) -> Path:
    return Path(run(ROOT / "deploy/debian/build", BINARY, tmp_path_factory.mktemp("package")).stdout.strip())


@pytest.fixture(scope="module")
def root(package, tmp_path_factory) -> Path:
    depends = run("dpkg-deb", "-f", package, "Depends").stdout
    needed = [re.split(r"[ |:]", name.strip())[0] for name in depends.split(",")]
    root = debian_with(["init", "systemd", "dbus", *sorted(needed)], tmp_path_factory.mktemp("debian"))
    shutil.copy(package, root / "root/resuelve.deb")
    run("chroot", root, "dpkg", "-i", "/root/resuelve.deb")
    return root


@pytest.fixture(scope="module")
def machine(root):
    machine = Machine(root)
    yield machine
    machine.off()


def test_lintian_has_nothing_to_say(package):
    judged = run("lintian", "--allow-root", "--tag-display-limit", "0", package)
    assert judged.stdout.strip() == "", judged.stdout


def test_the_same_binary_makes_the_same_package(package, tmp_path):
    again = Path(run(ROOT / "deploy/debian/build", BINARY, tmp_path).stdout.strip())
    assert again.read_bytes() == package.read_bytes()


def test_the_manual_page_names_every_way_to_run_it_and_every_exit_code(package, tmp_path):
    run("dpkg-deb", "-x", package, tmp_path)
    page = run("zcat", tmp_path / "usr/share/man/man1/resuelve.1.gz").stdout
    helped = run(BINARY, "--help").stdout
    for command in re.findall(r"^  (\w+)  ", helped.split("Subcommands:")[1], re.MULTILINE):
        assert re.search(rf"\b{command}\b", page), command
    reasons = ROOT / "src/platform/config/start_failure.hpp"
    for code in re.findall(r"^\s+\w+ = (\d+),", reasons.read_text(), re.MULTILINE):
        assert f".B {code}\n" in page, code


def test_what_is_secret_is_for_few(root):
    owned = {line.split()[0]: line.split()[1:] for line in run(
        "chroot", root, "stat", "-c", "%n %U:%G %a", "/etc/resuelve/resuelve.toml", "/etc/resuelve/intake.env",
        "/etc/resuelve/secrets", "/var/lib/resuelve").stdout.splitlines()}
    assert owned == {"/etc/resuelve/resuelve.toml": ["root:resuelve", "640"], "/etc/resuelve/intake.env": ["root:resuelve", "640"],
                     "/etc/resuelve/secrets": ["root:root", "700"], "/var/lib/resuelve": ["resuelve:resuelve", "700"]}


def test_systemd_runs_it_in_its_sandbox(machine):
    wait_until(lambda: machine.inside("/usr/share/resuelve/healthcheck", "8080", "/readyz", check=False).returncode == 0,
               lambda: machine.inside("journalctl", "--no-pager", "-u", "resuelve").stdout, 60)
    done = machine.from_its_network(sys.executable, ROOT / "tests/deploy/customer_journey.py", "http://127.0.0.1:8080")
    assert "journey done" in done.stdout
    assert machine.inside("systemctl", "show", "-P", "User", "resuelve").stdout == "resuelve\n"
    exposure = machine.inside("systemd-analyze", "--no-pager", "security", "resuelve").stdout
    assert float(re.search(r"exposure level for resuelve.service: ([\d.]+)", exposure)[1]) < 1.5, exposure


def test_a_wrong_setting_is_not_tried_for_ever(machine):
    """RestartPreventExitStatus: what a restart does not help stops, and says why in the journal."""
    text = (ROOT / "deploy/systemd/resuelve.service").read_text()
    prevented = {int(code) for code in re.search(r"^RestartPreventExitStatus=(.*)$", text, re.MULTILINE)[1].split()}
    codes = dict(re.findall(r"^\s+(\w+) = (\d+),", (ROOT / "src/platform/config/start_failure.hpp").read_text(), re.MULTILINE))
    assert prevented == {int(codes[name]) for name in ("settings", "rights", "unsuitable")}


def test_it_drains_and_stops_when_told(machine):
    machine.inside("systemctl", "stop", "resuelve")
    assert machine.inside("systemctl", "show", "-P", "Result", "resuelve").stdout == "success\n"
    assert machine.inside("systemctl", "show", "-P", "ExecMainStatus", "resuelve").stdout == "0\n"


def test_a_service_alone_without_its_secrets_says_so(machine):
    machine.inside("systemctl", "start", "resuelve@intake", check=False)
    said = machine.inside("journalctl", "--no-pager", "-u", "resuelve@intake").stdout
    assert "redentials" in said, said
    machine.inside("systemctl", "stop", "resuelve@intake")


def test_an_upgrade_keeps_settings_and_starts_anew(machine):
    machine.inside("sh", "-c", "echo 'shop-name = \"Casa Aurora\"' >>/etc/resuelve/resuelve.toml")
    machine.inside("systemctl", "start", "resuelve")
    before = machine.inside("systemctl", "show", "-P", "MainPID", "resuelve").stdout
    machine.inside("dpkg", "-i", "/root/resuelve.deb")
    assert "Casa Aurora" in machine.inside("cat", "/etc/resuelve/resuelve.toml").stdout
    assert machine.inside("systemctl", "show", "-P", "MainPID", "resuelve").stdout not in (before, "0\n")


def test_removing_and_purging_keep_what_customers_entrusted(machine):
    machine.inside("dpkg", "--purge", "resuelve")
    assert machine.inside("systemctl", "is-active", "resuelve", check=False).stdout.strip() == "inactive"
    assert "incidents.db" in machine.inside("ls", "/var/lib/resuelve").stdout
    assert machine.inside("ls", "/etc/resuelve", check=False).returncode != 0

"""The documents are true: their commands run, their links lead somewhere, and they name what the program has."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from harness.server import BINARY, Server

ROOT = Path(__file__).parents[2]
RUN = ["README.md", "docs/administrators.md", "docs/api.md", "docs/deployment.md", "docs/operations.md"]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(text: str):
    """Each ```sh block with what the ```output block after it promises, if there is one."""
    fences = list(FENCE.finditer(text))
    for at, fence in enumerate(fences):
        if fence[1] != "sh":
            continue
        following = fences[at + 1] if at + 1 < len(fences) else None
        promised = following is not None and following[1] == "output"
        yield text[:fence.start()].count("\n") + 1, fence[2], following[2] if promised else None


def fits(promised: str, printed: str) -> bool:
    """Line by line; "…" stands for anything within a line."""
    lines = [".*".join(map(re.escape, line.split("…"))) for line in promised.strip().splitlines()]
    return re.fullmatch("\n".join(lines), printed.strip()) is not None


class Shell:
    """A shell that remembers variables and functions from one block to the next."""

    def __init__(self, folder: Path, environment: dict[str, str]):
        self.folder, self.environment = folder, environment
        self.kept = folder.with_name(folder.name + "-shell")
        self.kept.touch()

    def run(self, script: str) -> subprocess.CompletedProcess:
        keep = f"trap 'declare -p $(compgen -v) 2>/dev/null | grep -v \"^declare -[a-zA-Z]*r\" >{self.kept}; declare -f >>{self.kept}' EXIT"
        return subprocess.run(["bash", "-c", f"source {self.kept} 2>/dev/null\nset -euo pipefail\n{keep}\n{script}"],
                              cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("documents"), "--demo").start()
    yield server
    server.stop()


@pytest.mark.parametrize("document", RUN)
def test_the_commands_work(document, demonstration, tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RESUELVE_")}
    environment |= {
        "PORT": str(demonstration.port), "RESUELVE_DATA": str(demonstration.data), "SOURCE": str(ROOT),
        "PATH": f"{BINARY.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}"}
    shell = Shell(tmp_path, environment)
    found = 0
    for line, script, promised in blocks((ROOT / document).read_text()):
        found += 1
        done = shell.run(script)
        where = f"{document}:{line}\n{script}\n-> {done.stdout}{done.stderr}"
        assert done.returncode == 0, where
        if promised is not None:
            assert fits(promised, done.stdout), f"{where}\nwanted:\n{promised}"
    assert found


def documents() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT,
                            capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split()]


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_to_files(document):
    text = FENCE.sub("", document.read_text())
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target) and not target.startswith("#"):
            assert (document.parent / target.split("#")[0]).exists(), f"{document}: {target}"


def test_each_fault_is_shown_by_a_test_that_exists():
    text = (ROOT / "tests/chaos/README.md").read_text()
    file = ""
    for name, test in re.findall(r"`([\w/.]*?)(?:::(\w+))?`", text):
        if name.endswith((".py", ".cpp", ".hpp")):
            file = next(path for path in (ROOT / "tests/chaos" / name, ROOT / name) if path.exists())
        assert not test or f"def {test}(" in file.read_text(), f"{file}: {test}"


def test_every_test_of_a_fault_is_in_the_table():
    text = (ROOT / "tests/chaos/README.md").read_text()
    for file in (ROOT / "tests/chaos").glob("test_*.py"):
        assert file.name in text, file.name


def test_the_map_names_files_that_exist():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for name in re.findall(r"`((?:src|tests|api|web|docs|script|bench|cmake)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), f"ARCHITECTURE.md: {name}"


def test_every_setting_is_described():
    printed = subprocess.run([BINARY, "config"], capture_output=True, text=True, check=True).stdout
    text = (ROOT / "docs/administrators.md").read_text()
    for line in printed.splitlines():
        name = line.split(" = ")[0]
        variable = "RESUELVE_" + name.upper().replace("-", "_")
        assert f"`{name}`" in text and f"`{variable}`" in text, f"administrators.md does not describe {name}"


def test_every_route_is_in_the_openapi_document(demonstration):
    routes = json.loads(demonstration.admin("routes", "--json").stdout)
    described = httpx.get(f"{demonstration.url}/api/openapi.json").json()["paths"]
    missing = [f"{route['method']} {route['pattern']}" for route in routes
               if route["method"].lower() not in described.get(route["pattern"], {})]
    assert routes and not missing


def test_every_figure_is_described(demonstration):
    figures = set(re.findall(r"^# TYPE (\w+)", httpx.get(f"{demonstration.url}/metrics").text, re.MULTILINE))
    text = (ROOT / "docs/administrators.md").read_text()
    missing = [name for name in figures if name not in text]
    assert figures and not missing


def test_a_refused_password_is_explained(tmp_path):
    done = subprocess.run([BINARY, "admin", "create-administrator", "--data", tmp_path / "data"], capture_output=True, text=True,
                          env=os.environ | {"RESUELVE_ADMIN_EMAIL": "jefa@example.org", "RESUELVE_ADMIN_PASSWORD": "corta"})
    assert done.returncode == 1
    assert "password" in done.stderr and "at least" in done.stderr, done.stderr


def test_every_audited_act_is_described_in_the_same_words():
    table = (ROOT / "src/domain/access/audit_record.hpp").read_text()
    acts = re.findall(r'AuditedAct\{Audited::(\w+),\s*"([^"]*)"', table)
    assert len(acts) > 20
    guide, document = ((ROOT / file).read_text() for file in ("docs/administrators.md", "api/openapi/common.yaml"))
    for act, meaning in acts:
        assert f"| `{act}` | {meaning} |" in guide
        assert f"- `{act}`: {meaning}\n" in document

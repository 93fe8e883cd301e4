"""Alarms and dashboard: promtool accepts them, they name only figures that the program has, and the guide says what to do."""

import json
import re

import httpx
import pytest
import yaml

from deploy.machine import run
from deploy.proxied import ROOT
from harness.cluster import ServerOnServers
from harness.server import Server

PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARD = ROOT / "deploy/grafana/resuelve.json"


def rules() -> list[dict]:
    return [rule for group in yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"] for rule in group["rules"]]


def expressions() -> list[str]:
    """The dashboard's, as Grafana would send them."""
    texts = [target["expr"] for panel in json.loads(DASHBOARD.read_text())["panels"] for target in panel["targets"]]
    return [text.replace("$__rate_interval", "5m").replace("$instance", ".*") for text in texts]


def figures_of(url: str) -> set[str]:
    names = set()
    for kind in re.findall(r"^# TYPE (\w+ \w+)$", httpx.get(f"{url}/metrics").text, re.MULTILINE):
        name, what = kind.split()
        names |= {f"{name}_bucket", f"{name}_sum", f"{name}_count"} if what == "histogram" else {name}
    return names


@pytest.fixture(scope="module")
def figures(servers, tmp_path_factory) -> set[str]:
    """Of the program on its own files, and on MongoDB and RabbitMQ."""
    names = set()
    for program in (Server(tmp_path_factory.mktemp("alone")), ServerOnServers(tmp_path_factory.mktemp("served"), servers, "mongodb", "rabbitmq")):
        program.start()
        names |= figures_of(program.url)
        program.stop()
    return names


def test_promtool_accepts_alarms_and_configuration():
    run("promtool", "check", "rules", PROMETHEUS / "alerts.yml")
    run("promtool", "check", "config", PROMETHEUS / "prometheus.yml")


def test_each_alarm_comes_when_it_should_and_not_before():
    assert "SUCCESS" in run("promtool", "test", "rules", PROMETHEUS / "alerts_test.yml").stdout


def test_promtool_understands_every_panel(tmp_path):
    recorded = tmp_path / "panels.yml"
    recorded.write_text(json.dumps({"groups": [{"name": "panels", "rules": [
        {"record": f"panel:{number}", "expr": text} for number, text in enumerate(expressions())]}]}))
    run("promtool", "check", "rules", recorded)


def test_alarms_and_panels_name_figures_that_the_program_has(figures):
    used = {name for text in [rule["expr"] for rule in rules()] + expressions() for name in re.findall(r"\bresuelve_\w+", text)}
    assert used and used <= figures, used - figures


def test_every_figure_is_on_the_dashboard(figures):
    shown = " ".join(expressions())
    missing = {name for name in figures if not name.endswith(("_sum", "_count")) and name not in shown}
    assert not missing


def test_the_guide_says_what_to_do_about_each_alarm():
    headings = set(re.findall(r"^#+ (\w+)$", (ROOT / "docs/operations.md").read_text(), re.MULTILINE))
    for rule in rules():
        assert rule["alert"] in headings, rule["alert"]
        assert rule["annotations"]["action"] == f"docs/operations.md#{rule['alert'].lower()}"
        assert rule["labels"]["severity"] in ("page", "ticket")

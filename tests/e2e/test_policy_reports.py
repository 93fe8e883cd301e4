"""What browsers tell of the pages' policy."""

import json
import re

import httpx


def figure(world, directive):
    text = httpx.get(f"{world.server.direct('customers').url}/metrics").text
    found = re.search(rf'^resuelve_policy_violations{{directive="{directive}"}} (\d+)', text, re.MULTILINE)
    return int(found[1]) if found else 0


def test_the_policy_names_where_its_violations_are_told_and_they_are_counted(world):
    nobody, url = world.nobody(), world.server.direct("customers").url
    page = nobody.get("/abrir/pedido", headers={"Accept": "text/html"}, check=False)
    path = re.search(r"report-uri (\S+)", page.headers["content-security-policy"])[1]
    assert path in page.headers["reporting-endpoints"]
    before = figure(world, "font-src")
    old = {"csp-report": {"document-uri": f"{url}/i/KEY", "violated-directive": "font-src", "blocked-uri": "data"}}
    new = [{"type": "csp-violation", "body": {"effectiveDirective": "font-src", "blockedURL": "https://x.example/a"}}]
    for kind, report in (("application/csp-report", old), ("application/reports+json", new)):
        answer = httpx.post(url + path, content=json.dumps(report), headers={"Content-Type": kind})
        assert answer.status_code == 204
    assert figure(world, "font-src") == before + 2
    assert httpx.post(url + path, json=old).status_code == 415
    assert httpx.post(url + path, content=b"[" + b" " * (64 << 10) + b"]",
                      headers={"Content-Type": "application/csp-report"}).status_code == 413

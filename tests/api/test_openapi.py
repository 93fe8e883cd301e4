"""The document that the program gives of itself. That answers keep to it is checked by the harness, all the time."""

import json

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from harness.openapi import DOCUMENT


@pytest.fixture(scope="module")
def document(world):
    return world.document()


def nodes(value, path=""):
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in items:
        yield from nodes(child, f"{path}/{name}")


def test_every_reference_leads_somewhere(document):
    for path, node in nodes(document.document):
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            document.resolve(node, path)


def test_every_schema_is_a_schema(document):
    for name, schema in document.document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema), name


def test_every_operation_is_named_once_described_and_may_fail(document):
    ids = [operation["operationId"] for _, _, operation in document.operations()]
    assert len(ids) == len(set(ids))
    for method, path, operation in document.operations():
        where = f"{method} {path}"
        assert operation.get("summary"), where
        assert operation.get("tags"), where
        assert any(status.startswith("2") or status == "304" for status in operation["responses"]), where
        if path.startswith("/api/v1/"):
            assert any(status.startswith("4") or status == "default" for status in operation["responses"]), where
        for name in [part[1:-1] for part in path.split("/") if part.startswith("{")]:
            parameters = [document.resolve(parameter, "")[0] for parameter in
                          operation.get("parameters", []) + document.document["paths"][path].get("parameters", [])]
            assert any(parameter["name"] == name and parameter["in"] == "path" for parameter in parameters), \
                f"{where}: {name} is not described"


def test_every_example_keeps_to_its_schema(document):
    wrong = []
    for path, node in nodes(document.document["paths"], "/paths"):
        if not (isinstance(node, dict) and "schema" in node and isinstance(node["schema"], dict)):
            continue
        examples = [node["example"]] if "example" in node else [
            document.resolve(example, "")[0]["value"] for example in node.get("examples", {}).values()]
        schema = json.loads(json.dumps(node["schema"]).replace('"$ref": "#', f'"$ref": "{DOCUMENT}#'))
        validator = Draft202012Validator(schema, registry=document.registry, format_checker=FormatChecker())
        wrong += [f"{path}: {error.json_path} {error.message[:200]}"
                  for example in examples for error in validator.iter_errors(example)]
    assert not wrong, "\n".join(wrong)


def test_every_json_body_has_an_example(document):
    without = []
    for path, node in nodes(document.document["paths"], "/paths"):
        if isinstance(node, dict) and path.endswith("/content/application/json") and not {"example", "examples"} & set(node):
            without.append(path)
    assert not without, "\n".join(without)


def test_the_router_and_the_document_have_the_same_operations(world, document):
    routes = json.loads(world.server.admin("routes", "--json").stdout)
    routed = {(route["method"].upper(), route["pattern"]) for route in routes}
    documented = {(method, path) for method, path, _ in document.operations()}
    assert routed - documented == set(), "not documented"
    assert {each for each in documented - routed if each[1].startswith("/api/v1/")} == set(), "not there"


def test_the_pages_for_people_are_there(world):
    nobody = world.nobody()
    assert "html" in nobody.get("/api/docs").headers["content-type"]
    assert "html" in nobody.get("/", headers={"Accept": "text/html"}, check=False).headers["content-type"]
    direct = world.server.direct("customers").url  # a proxy hides what is for the operator
    assert httpx.get(f"{direct}/healthz").json()["status"] == "alive"
    assert httpx.get(f"{direct}/readyz").status_code == 200
    assert "# TYPE" in httpx.get(f"{direct}/metrics").text


def test_every_problem_has_a_page(world):
    nobody = world.nobody()
    problem = nobody.get("/api/v1/incidents", expect=401).json()
    page = nobody.get(problem["type"], headers={"Accept": "application/json"}).json()
    assert page["status"] == 401
    nobody.get("/problems/of-no-kind", expect=404)


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/api/v1/nowhere", 404), ("PUT", "/api/v1/customers", 405), ("DELETE", "/api/v1/incidents", 405)])
def test_what_is_not_there_is_a_problem_with_a_type(world, method, path, status):
    answer = world.nobody().send(method, path, expect=status)
    if status == 405:
        assert "POST" in answer.headers["allow"] or "GET" in answer.headers["allow"]


@pytest.mark.parametrize(("content", "media_type", "status"), [
    (b"", "application/json", 400), (b"{", "application/json", 400), (b'{"email":"a","email":"b"}', "application/json", 400),
    (b'{"email":1e999}', "application/json", 400), (b'{"email":"\\u0000"}', "application/json", 400),
    (b'{"email":"\\ud800"}', "application/json", 400), (b'{"email":"\xff"}', "application/json", 400),
    (b"[" * 40 + b"]" * 40, "application/json", 400), (b"[]", "application/json", (400, 422)),
    (b"{}", "text/plain", 415), (b"{}", "application/jsonx", 415), (b"{}", "application/json", 422),
    (b'{"x":"' + b"a" * (1 << 20) + b'"}', "application/json", 413)])
def test_a_body_that_cannot_be_read_is_refused(world, content, media_type, status):
    world.nobody().send("POST", "/api/v1/customers/sessions", content=content, headers={"Content-Type": media_type},
                        expect=status)

"""Compares every answer with what the program's own OpenAPI document promises."""

import json
import re
from functools import cache

import httpx
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DOCUMENT = "urn:openapi"


def merged(documents: list[dict]) -> dict:
    """What separate services describe, as one document: `serve` answers the same by itself."""
    whole: dict = {}
    for document in documents:
        add(whole, document)
    return whole


def add(to: dict, more: dict) -> None:
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(to.get(name), dict):
            add(to[name], value)
        else:
            to.setdefault(name, value)


class Document:
    def __init__(self, document: dict):
        self.document = document
        self.registry = Registry().with_resource(DOCUMENT, DRAFT202012.create_resource(document))
        self.patterns = [(re.compile("^" + re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path)) + "$"), path)
                         for path in sorted(document["paths"], key=lambda path: path.count("{"))]
        self.seen: set[tuple[str, str, int]] = set()
        self.validator = cache(self._validator)

    def operations(self) -> list[tuple[str, str, dict]]:
        methods = ("get", "post", "put", "patch", "delete")
        return [(method.upper(), path, item[method])
                for path, item in self.document["paths"].items() for method in methods if method in item]

    def _validator(self, pointer: str) -> Draft202012Validator:
        return Draft202012Validator({"$ref": f"{DOCUMENT}#{pointer}"}, registry=self.registry,
                                    format_checker=FormatChecker())

    def resolve(self, node: dict, pointer: str) -> tuple[dict, str]:
        while "$ref" in node:
            pointer = node["$ref"].removeprefix("#")
            node = self.document
            for step in pointer.strip("/").split("/"):
                node = node[step.replace("~1", "/").replace("~0", "~")]
        return node, pointer

    def operation(self, method: str, path: str) -> tuple[str, dict, str] | None:
        method = "get" if method == "HEAD" else method.lower()
        for pattern, template in self.patterns:
            if pattern.match(path) and method in self.document["paths"][template]:
                pointer = f"/paths/{template.replace('~', '~0').replace('/', '~1')}/{method}"
                return template, self.document["paths"][template][method], pointer
        return None

    def check(self, response: httpx.Response) -> None:
        """Raises AssertionError where answer and document differ."""
        request = response.request
        path = request.url.path
        where = f"{request.method} {path} -> {response.status_code}"
        media_type = response.headers.get("content-type", "").split(";")[0].strip()
        if response.status_code >= 400:
            self.check_problem(response, media_type, where)
        found = self.operation(request.method, path)
        if found is None:
            assert response.status_code in (400, 404, 405, 501), f"{where}: the document has no such operation"
            return
        template, operation, pointer = found
        self.seen.add((request.method, template, response.status_code))
        status = str(response.status_code)
        keys = [key for key in (status, f"{status[0]}XX", "default") if key in operation["responses"]]
        assert keys, f"{where}: the document names only {sorted(operation['responses'])}"
        promised, at = self.resolve(operation["responses"][keys[0]], f"{pointer}/responses/{keys[0]}")
        content = promised.get("content", {})
        if request.method == "HEAD" or response.status_code in (204, 304):
            assert not response.content, f"{where}: has a body"
        elif not content:
            assert not response.content, f"{where}: the document promises no body"
        else:
            fits = [kind for kind in (media_type, media_type.split("/")[0] + "/*", "*/*") if kind in content]
            assert fits, f"{where}: is {media_type}, promised are {list(content)}"
            if media_type.endswith("json") and "schema" in content[fits[0]]:
                self.check_value(json.loads(response.content),
                                 f"{at}/content/{fits[0].replace('/', '~1')}/schema", where)
        assert "stale" not in response.headers or "Stale" in promised.get("headers", {}), f"{where}: Stale is not promised"
        for name in promised.get("headers", {}):
            header, _ = self.resolve(promised["headers"][name], "")
            assert not header.get("required") or name in response.headers, f"{where}: has no {name}"
        if response.is_success and "requestBody" in operation:
            self.check_request(request, operation, pointer, where)

    def check_request(self, request: httpx.Request, operation: dict, pointer: str, where: str) -> None:
        """What the program accepted must be what the document says it accepts."""
        body, at = self.resolve(operation["requestBody"], f"{pointer}/requestBody")
        media_type = request.headers.get("content-type", "").split(";")[0]
        if media_type == "application/json" and request.content:
            assert media_type in body["content"], f"{where}: takes {list(body['content'])}, accepted JSON"
            self.check_value(json.loads(request.content), f"{at}/content/application~1json/schema", f"{where} (request)")

    @staticmethod
    def check_problem(response: httpx.Response, media_type: str, where: str) -> None:
        """RFC 9457, for every error but those of the legacy routes and of readiness."""
        path = response.request.url.path
        if not path.startswith("/api/v1/") or response.request.method == "HEAD":
            return
        assert media_type == "application/problem+json", f"{where}: is {media_type}: {response.text[:300]}"
        problem = response.json()
        assert problem["status"] == response.status_code, f"{where}: says {problem}"
        assert problem["type"].startswith("/problems/") and problem["title"], f"{where}: says {problem}"

    def check_value(self, value: object, pointer: str, where: str) -> None:
        errors = sorted(self.validator(pointer).iter_errors(value), key=lambda error: list(error.absolute_path))
        assert not errors, where + ":\n" + "\n".join(
            f"  {error.json_path}: {error.message[:300]}" for error in errors[:5])

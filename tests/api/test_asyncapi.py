"""What the program publishes is what the AsyncAPI document says: everything that the tests before this one caused."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DOCUMENT = Path(__file__).parents[2] / "api/asyncapi.yaml"


@pytest.fixture(scope="module")
def document():
    """Without room for what it does not name: consumers tolerate that, we do not."""
    document = yaml.safe_load(DOCUMENT.read_text())
    for name, schema in document["components"]["schemas"].items():
        if "properties" in schema and name != "CloudEvent":
            schema["additionalProperties"] = False
    return document


@pytest.fixture(scope="module")
def published(world):
    if world.server.published is None:
        pytest.skip("nothing is published to a broker in this deployment")
    customer, agent = world.customer(), world.employee("agent")
    incident = customer.open()
    agent.take(incident)
    agent.propose(incident)
    customer.act(incident, "acceptance")
    events = world.server.published.all()
    assert events
    return events


def test_every_event_keeps_to_the_document(document, published):
    registry = Registry().with_resource("urn:asyncapi", DRAFT202012.create_resource(document))
    validators = {name: Draft202012Validator({"$ref": f"urn:asyncapi#/components/messages/{name}/payload"},
                                             registry=registry, format_checker=FormatChecker())
                  for name in document["components"]["messages"]}
    wrong = defaultdict(set)
    for message in published:
        event = message["event"]
        if event["type"] not in validators:
            wrong[event["type"]].add("is not in the document")
            continue
        for error in validators[event["type"]].iter_errors(event):
            wrong[event["type"]].add(f"{error.json_path}: {error.message[:200]}")
    assert not wrong, json.dumps({name: sorted(faults) for name, faults in wrong.items()}, indent=1, ensure_ascii=False)
    seen = {message["event"]["type"] for message in published}
    print(f"{len(published)} events of {len(seen)} of {len(validators)} types; not: {sorted(set(validators) - seen)}")


def test_every_event_is_routed_by_its_type_as_a_cloud_event(published):
    for message in published:
        assert message["type"].split(";")[0] == "application/cloudevents+json"
        assert message["key"] == message["event"]["type"]


def test_each_version_of_an_entity_tells_an_event_once(published):
    """At least once: a double has the same id, and nothing else differs."""
    by_id = defaultdict(set)
    for message in published:
        by_id[message["event"]["id"]].add(json.dumps(message["event"], sort_keys=True))
    assert all(len(forms) == 1 for forms in by_id.values())

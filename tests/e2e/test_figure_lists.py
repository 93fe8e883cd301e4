"""Lists of what reports count: as many as the report says, and nothing but them."""

import datetime
import uuid

import pytest

PRODUCT = f"Tetera, roja {uuid.uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def since():
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.fixture(scope="module")
def opened(world, since):
    """One by telephone, one that is settled and rated, one that its customer took back."""
    agent, customer = world.employee("agent"), world.customer()
    by_phone = agent.post("/api/v1/incidents", {
        "channel": "phone", "contact": {"name": "Fermín Oso", "email": "fermin@example.com"}, "points": [],
        "subject": "La tetera gotea", "description": "Lo cuenta por teléfono.", "order": {"product": PRODUCT}},
        expect=201).json()
    rated = customer.open("La tetera roja", order={"product": PRODUCT})
    agent.take(rated)
    agent.propose(rated)
    customer.act(rated, "acceptance")
    customer.act(rated, "rating", {"score": 4})
    withdrawn = customer.open("La otra tetera")
    customer.act(withdrawn, "withdrawal")
    return {"by_phone": by_phone["id"], "rated": rated["id"], "withdrawn": withdrawn["id"]}


@pytest.mark.parametrize(("query", "expected"), [
    ({}, {"by_phone", "rated", "withdrawn"}),
    ({"channel": "phone"}, {"by_phone"}),
    ({"channel": "web"}, {"rated", "withdrawn"}),
    ({"product": PRODUCT}, {"by_phone", "rated"}),
    ({"product": PRODUCT, "status": "closed"}, {"rated"}),
    ({"closed_as": "confirmed"}, {"rated"}),
    ({"closed_as": "withdrawn", "status": "closed"}, {"withdrawn"}),
    ({"score": 4}, {"rated"}),
    ({"score": 5}, set()),
    ({"rated": "true"}, {"rated"}),
    ({"answered": "in_time"}, {"rated"}),
    ({"answered": "late"}, set()),
    ({"first_answered": "true"}, {"rated"}),
    ({"first_answered": "false", "product": PRODUCT}, {"by_phone"}),
    ({"overdue": "true"}, set()),
    ({"overdue": "false", "product": PRODUCT}, {"by_phone", "rated"}),
    ({"without_category": "true"}, {"by_phone", "rated", "withdrawn"}),
    ({"categories": "defect,guarantee"}, set()),
])
def test_a_list_holds_what_a_figure_counts(world, since, opened, query, expected):
    pages = world.employee("supervisor").pages("/api/v1/incidents", opened_from=since, limit=2, **query)
    names = {each: name for name, each in opened.items()}
    assert sorted(names.get(each["id"], each["reference"]) for each in pages) == sorted(expected)


def test_reports_count_as_many_as_the_lists_hold(world, since, opened):
    supervisor = world.employee("supervisor")

    def count(**query):
        return len(list(supervisor.pages("/api/v1/incidents", opened_from=since, **query)))

    def report(name):
        return supervisor.get(f"/api/v1/reports/{name}", params={"from": since}).json()

    overview, levels, satisfaction = report("overview"), report("service-levels"), report("satisfaction")
    assert overview["total"] == count() == 3
    assert overview["by_channel"]["phone"] == count(channel="phone") == 1
    assert overview["by_closing"]["confirmed"] == count(status="closed", closed_as="confirmed") == 1
    assert levels["answered_in_time"] == count(answered="in_time") == 1
    assert satisfaction["ratings"] == count(rated="true") == 1


def test_an_unknown_value_is_named(world):
    refused = world.employee("agent").get("/api/v1/incidents", params={
        "channel": "pigeon", "score": "0", "answered": "never", "opened_from": "monday"}, expect=422)
    assert {each["field"] for each in refused.json()["errors"]} == {"channel", "score", "answered", "opened_from"}

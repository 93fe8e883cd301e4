"""What is snoozed is out of the queues until somebody has to look again."""

from datetime import UTC, datetime, timedelta

import pytest

from harness.events import EventStream
from harness.waiting import wait_until

EVERY = 30  # seconds between two looks of the program for what is due


@pytest.fixture
def people(world):
    return world.customer(), world.employee("agent"), world.employee("supervisor")


def moment(**later) -> str:
    return (datetime.now(UTC) + timedelta(**later)).isoformat()


def snooze(employee, incident, until, expect=200) -> dict:
    path = f"/api/v1/incidents/{incident['id']}"
    version = employee.get(path).headers["etag"]
    return employee.patch(path, {"snoozed_until": until}, expect=expect, if_match=version).json()


def listed(employee, incident, **filters) -> bool:
    return incident["id"] in [one["id"] for one in employee.pages("/api/v1/incidents", **filters)]


def notices(employee, incident) -> list[dict]:
    return [one for one in employee.get("/api/v1/notices").json()["items"]
            if one["incident_id"] == incident["id"] and one["kind"] == "snooze_ended"]


def test_it_is_back_by_itself_and_its_assignee_is_told(people):
    customer, agent, supervisor = people
    incident = customer.open("El horno se apaga")
    agent.take(incident)
    with EventStream(supervisor, "/api/v1/events") as team:
        asleep = snooze(supervisor, incident, moment(seconds=3))
        assert asleep["snoozed_by"] == supervisor.id
        assert listed(agent, incident, snoozed="true") and not listed(agent, incident, snoozed="false")
        team.next(lambda event: event.data["type"] == "incident.snoozed")
        team.next(lambda event: event.data["type"] == "incident.woken", seconds=EVERY + 10)
    assert agent.read(incident)["snoozed_until"] is None
    assert listed(agent, incident, snoozed="false") and not listed(agent, incident, snoozed="true")
    (notice,) = wait_until(lambda: notices(agent, incident), "the assignee is told")
    assert notice["by"] is None
    assert not notices(supervisor, incident)
    acts = [entry["body"]["act"] for entry in agent.pages(f"/api/v1/incidents/{incident['id']}/timeline")]
    assert acts[-2:] == ["snooze", "wake"]


def test_the_queues_leave_it_out(people):
    customer, agent, _ = people
    incident = customer.open()
    agent.take(incident)

    def mine():
        views = agent.get("/api/v1/views").json()["items"]
        return next(view for view in views if view["name"] == "mine")
    assert mine()["count"] == 1
    snooze(agent, incident, moment(days=2))
    view = mine()
    assert view["count"] == 0
    assert agent.get(f"/api/v1/incidents?{view['query']}").json()["items"] == []
    snooze(agent, incident, None)
    assert mine()["count"] == 1


def test_it_is_back_when_the_customer_writes_who_learns_nothing_of_it(people):
    customer, agent, _ = people
    incident = customer.open()
    agent.take(incident)
    path = f"/api/v1/my/incidents/{incident['id']}"
    with EventStream(customer, "/api/v1/my/events") as own:
        snooze(agent, incident, moment(days=30))
        assert not [name for name in customer.read(incident) if "snooze" in name]
        customer.act(incident, "messages", {"body": "¿Hay novedades?"})
        heard = []  # on several instances that it was registered and taken may come only now
        own.next(lambda event: heard.append(event.data["type"]) or heard[-1] == "incident.replied")
        heard += [event.data["type"] for event in own.quiet()]
        assert not {"incident.snoozed", "incident.woken"} & set(heard), heard
    assert agent.read(incident)["snoozed_until"] is None
    seen = [entry["body"]["act"] for entry in customer.pages(f"{path}/timeline")]
    assert not {"snooze", "wake"} & set(seen)
    acts = [entry["body"]["act"] for entry in agent.pages(f"/api/v1/incidents/{incident['id']}/timeline")]
    assert acts[-3:] == ["snooze", "reply", "wake"]


def test_what_cannot_be_snoozed_says_why(people):
    customer, agent, _ = people
    incident = customer.open()
    for until, code in ((moment(seconds=-1), "too_early"), (moment(days=91), "too_late"), ("mañana", "malformed")):
        refused = snooze(agent, incident, until, expect=422)
        assert [(error["field"], error["code"]) for error in refused["errors"]] == [("/snoozed_until", code)]
    agent.get("/api/v1/incidents?snoozed=perhaps", expect=422)
    customer.act(incident, "withdrawal")
    snooze(agent, incident, moment(days=1), expect=409)


def test_many_are_snoozed_and_woken_at_once(people):
    customer, agent, _ = people
    incidents = [customer.open() for _ in range(3)]

    def change(until):
        seen = [{"id": one["id"], "version": agent.read(one)["version"]} for one in incidents]
        outcome = agent.post("/api/v1/incidents/bulk", {"incidents": seen, "change": {"snoozed_until": until}}).json()
        assert [one["status"] for one in outcome["items"]] == [200] * 3
    change(moment(days=1))
    assert all(agent.read(one)["snoozed_by"] == agent.id for one in incidents)
    change(None)
    assert all(agent.read(one)["snoozed_until"] is None for one in incidents)

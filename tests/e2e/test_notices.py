"""What an employee is told of incidents: once for each event, to those whom it means, live, and read when they say so."""

import pytest

from harness.events import EventStream
from harness.waiting import wait_until

NOTICES = "/api/v1/notices"


def assign(by, incident, to):
    """Once it is known that there is such an employee."""
    path = f"/api/v1/incidents/{incident['id']}"
    etag = by.get(path).headers["etag"]
    wait_until(lambda: by.patch(path, {"assignee_id": to.id}, if_match=etag, expect=(200, 422)).status_code == 200,
               "the employee is known")


def notices(of, **parameters):
    return of.get(NOTICES, params=parameters).json()


def told(of, incident, kind):
    """The notice of that kind about the incident, once it is there."""
    def found():
        return next((one for one in notices(of)["items"] if (one["incident_id"], one["kind"]) == (incident["id"], kind)), None)
    return wait_until(found, f"{kind} of {incident['reference']}")


@pytest.fixture()
def shop(world):
    return world.employee("agent"), world.employee("agent"), world.customer()


def test_the_assignee_hears_of_it_live_reads_it_and_is_told_no_more(shop):
    eva, luis, customer = shop
    incident = customer.open("Para otra persona")
    with EventStream(luis, "/api/v1/events") as stream, EventStream(eva, "/api/v1/events") as another:
        assign(eva, incident, luis)
        heard = stream.next(lambda event: event.data.get("type") == "notice.made")
        assert sorted(heard.data) == ["time", "type"]
        one = told(luis, incident, "assignment")
        customer.open("Para que se oiga algo")
        another.next(lambda event: event.data["type"] == "incident.registered")
        assert "notice.made" not in [event.data["type"] for event in another.quiet()]
    assert (one["subject"], one["by"]["id"], one["read_at"]) == ("Para otra persona", eva.id, None)
    assert notices(luis)["unread"] == 1 and notices(eva)["items"] == []
    eva.post(f"{NOTICES}/{one['id']}/read", expect=404)
    assert luis.post(f"{NOTICES}/{one['id']}/read", expect=200).json()["unread"] == 0
    assert luis.post(f"{NOTICES}/{one['id']}/read", expect=200).json()["unread"] == 0
    assert notices(luis, unread=True)["items"] == []
    assert notices(luis)["items"][0]["read_at"]


def test_who_takes_an_incident_is_not_told_of_it(shop):
    eva, luis, customer = shop
    own, others = customer.open("Propia"), customer.open("Ajena")
    eva.take(own)
    assign(luis, others, eva)
    told(eva, others, "assignment")  # what came before it has been handled too
    assert [one["incident_id"] for one in notices(eva)["items"]] == [others["id"]]


def test_a_note_tells_those_whom_it_mentions(world, shop):
    eva, luis, customer = shop
    elsewhere = world.employee("agent", world.team())
    incident = customer.open("Con una nota")
    note = f"@{luis.email.upper()} y @{elsewhere.email.split('@')[0]}: mirad esto. Escribió otra@example.com."

    def known():  # that there are such employees comes by an event: what they are not known for is told to nobody
        eva.act(incident, "messages", {"body": note, "visibility": "internal"}, expect=201)
        return notices(luis)["items"] and notices(elsewhere)["items"]
    wait_until(known, "both are told")
    assert told(luis, incident, "mention")["subject"] == "Con una nota"
    assert notices(eva)["items"] == []


def test_a_mention_tells_the_subject_to_nobody_of_another_team(world, shop):
    eva, _, customer = shop
    team = world.team()
    colleague, elsewhere = world.employee("agent", team), world.employee("agent", world.team())
    incident = customer.open("De un equipo")
    supervisor = world.employee("supervisor")
    path = f"/api/v1/incidents/{incident['id']}"
    etag = supervisor.get(path).headers["etag"]
    wait_until(lambda: supervisor.patch(path, {"team_id": team}, if_match=etag, expect=(200, 422)).status_code == 200,
               "the team is known")
    for person in (colleague, elsewhere):
        def noted(person=person):
            supervisor.act(incident, "messages", {"body": f"@{person.email}", "visibility": "internal"}, expect=201)
            return notices(person)["items"]
        wait_until(noted, "the mentioned one is told")
    assert told(colleague, incident, "mention")["subject"] == "De un equipo"
    hidden = told(elsewhere, incident, "mention")
    assert (hidden["subject"], hidden["reference"]) == (None, incident["reference"])


def test_supervisors_are_told_of_an_escalation_but_not_of_their_own(world, shop):
    _, _, customer = shop
    one, other = world.employee("supervisor"), world.employee("supervisor")
    for n in range(2):  # the second is known to be told once the first one is
        first = customer.open(f"Que sube, {n}")
        one.act(first, "escalation", {"reason": "Pide hablar con alguien más."})
    wait_until(lambda: notices(other)["items"], "the other one is told")
    assert notices(one)["items"] == []


def test_all_that_was_seen_is_read_at_once_page_by_page(shop):
    eva, luis, customer = shop
    for n in range(3):
        incident = customer.open(f"Una de tres, {n}")
        assign(eva, incident, luis)
        told(luis, incident, "assignment")
    assert len(list(luis.pages(NOTICES, limit=2))) == 3
    seen = notices(luis)["items"][1]
    read = luis.post(f"{NOTICES}/read", {"up_to": seen["id"]}, expect=200).json()
    assert read["unread"] == 1
    assert [one["read_at"] is None for one in notices(luis)["items"]] == [True, False, False]
    undo = {"read_at": read["read_at"]}
    assert luis.post(f"{NOTICES}/unread", undo, expect=200).json() == {"unread": 3}
    assert [one["read_at"] for one in notices(luis)["items"]] == [None, None, None]


def test_nothing_of_an_erased_customer_stays_in_them(shop):
    eva, luis, customer = shop
    incident = customer.open("Con algo personal")
    assign(eva, incident, luis)
    assert told(luis, incident, "assignment")["subject"] == "Con algo personal"
    customer.delete("/api/v1/customers/me", expect=204)
    wait_until(lambda: told(luis, incident, "assignment")["subject"] is None, "it is erased")
    assert "personal" not in luis.get(NOTICES).text


def test_an_agent_asks_supervisors_for_an_incident_of_another_team(world, shop):
    supervisor = world.employee("supervisor")
    _, _, customer = shop
    incident = customer.open("De otro equipo")
    outsider = world.employee("agent", world.team())
    path, team = f"/api/v1/incidents/{incident['reference']}", world.team()
    etag = supervisor.get(path).headers["etag"]
    wait_until(lambda: supervisor.patch(path, {"team_id": team}, if_match=etag, expect=(200, 422)).status_code == 200,
               "the team is known")
    outsider.get(path, expect=404)
    outsider.post(f"{path}/access-request", {}, expect=202)
    outsider.post(f"{path}/access-request", {}, expect=202)  # whichever instance answers, they are told once
    notice = told(supervisor, incident, "access_requested")
    assert (notice["reference"], notice["by"]["id"]) == (incident["reference"], outsider.id)
    outsider.get(path, expect=404)
    assign(supervisor, incident, outsider)
    wait_until(lambda: outsider.get(path, expect=(200, 404)).status_code == 200, "who asked may read it")
    audited = supervisor.get("/api/v1/incidents/audit", params={"act": "access_requested", "actor": outsider.id}).json()
    assert [record["subject_id"] for record in audited["items"]] == [incident["id"]]
    asked = [one for one in notices(supervisor)["items"] if one["kind"] == "access_requested"]
    assert [one["incident_id"] for one in asked] == [incident["id"]]

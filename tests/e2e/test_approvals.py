"""What is above the shop's limit is approved by somebody else before the customer learns of it."""

import json

import pytest

from harness.api import World
from harness.events import EventStream
from harness.mail import mails, text_of
from harness.waiting import wait_until

LIMIT = 10_000  # cents
COMMENT = "Molinillo-secreto"


@pytest.fixture(scope="module")
def shop(deploy, tmp_path_factory):
    """A shop with a limit of 100 euros."""
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("RESUELVE_PROPOSAL_LIMIT", "100")
        server = deploy(tmp_path_factory.mktemp("limited")).start()
    yield World(server)
    server.stop_services()
    server.verify()
    server.start_services()
    server.stop()


@pytest.fixture
def people(shop):
    return shop.customer(), shop.employee("agent"), shop.employee("supervisor")


def a_gift(*cents):
    return {"outcome": "upheld", "remedy": "refund", "answers": [
        {"point": point, "decision": "upheld", "reasons": f"Punto {point}: está en garantía."} | (
            {"amount_cents": amount} if amount else {}) for point, amount in enumerate(cents, 1)]}


def taken(customer, agent, points=2):
    incident = customer.open("El horno se apaga", points=[f"Punto {point}" for point in range(1, points + 1)])
    agent.take(incident)
    return incident


def act(employee, incident, what, body=None, expect=200, **arguments):
    """For the version as it is now."""
    etag = employee.get(f"/api/v1/incidents/{incident['id']}").headers["etag"]
    return employee.act(incident, what, body, expect=expect, if_match=etag, **arguments).json()


def seen_by(customer, incident):
    """All that the customer can read of it, but for how often and when it changed."""
    path = f"/api/v1/my/incidents/{incident['id']}"
    changing = ("version", "updated_at", "history", "issued_at", "signature")
    read = [customer.read(incident), customer.get(f"{path}/receipt").json(),
            *customer.get("/api/v1/my/incidents").json()["items"]]
    own_data = customer.get("/api/v1/customers/me/export").json()
    return [[{name: value for name, value in one.items() if name not in changing} for one in read],
            list(customer.pages(f"{path}/timeline")), own_data.get("incidents")]


def test_an_agent_proposes_up_to_the_limit_alone(shop, people):
    customer, agent, supervisor = people
    incident = taken(customer, agent)
    assert agent.read(incident)["proposal_limit_cents"] == LIMIT
    assert supervisor.read(incident)["proposal_limit_cents"] is None
    refused = act(agent, incident, "resolution", a_gift(6_000, 4_001), expect=403)
    assert refused["type"] == "/problems/approval-required"
    assert act(agent, incident, "resolution", a_gift(6_000, 4_000))["status"] == "resolution_proposed"
    amounts = [answer["amount_cents"] for answer in customer.read(incident)["resolution"]["answers"]]
    assert amounts == [6_000, 4_000]
    another = taken(customer, agent)
    assert act(supervisor, another, "resolution", a_gift(90_000, None))["status"] == "resolution_proposed"
    assert [answer["amount_cents"] for answer in customer.read(another)["resolution"]["answers"]] == [90_000, None]


def test_a_program_is_limited_and_approves_nothing(shop, people):
    customer, agent, _ = people
    incident = taken(customer, agent, points=1)
    token = shop.admin.post("/api/v1/employees/tokens", {
        "name": "Devoluciones", "scopes": ["incidents:read", "incidents:write"]}, expect=201).json()["token"]
    program = shop.nobody()
    program.token = token
    path = f"/api/v1/incidents/{incident['id']}"
    etag = wait_until(lambda: (answer := program.get(path, expect=(200, 401))).status_code == 200 and answer,
                      "the token is known").headers["etag"]
    program.post(f"{path}/resolution", a_gift(10_001), expect=403, if_match=etag)
    act(agent, incident, "approval-request", a_gift(10_001))
    program.post(f"{path}/approval", {}, expect=403, if_match='"4"')


def test_it_is_asked_returned_corrected_approved_and_the_customer_learns_nothing_before(shop, people):
    customer, agent, supervisor = people
    incident = taken(customer, agent)
    before = seen_by(customer, incident)
    with EventStream(customer, "/api/v1/my/events") as own, EventStream(supervisor, "/api/v1/events") as team:
        wanted = a_gift(20_000, 4_900) | {"comment": COMMENT}
        once = {"if_match": agent.get(f"/api/v1/incidents/{incident['id']}").headers["etag"], "key": "once"}
        asked = agent.act(incident, "approval-request", wanted, expect=200, **once).json()
        assert agent.act(incident, "approval-request", wanted, expect=200, **once).json() == asked
        assert asked["status"] == "in_progress"
        assert asked["approval"]["proposal"]["answers"][0]["amount_cents"] == 20_000
        team.next(lambda event: event.data["type"] == "incident.approval_requested")
        act(agent, incident, "approval-request", a_gift(20_000, 4_900), expect=409)
        act(agent, incident, "approval", expect=403)
        act(agent, incident, "approval-return", {"comment": "No"}, expect=403)
        assert incident["id"] in [one["id"] for one in supervisor.pages("/api/v1/incidents", approval="requested")]

        supervisor.act(incident, "approval", expect=428)
        supervisor.act(incident, "approval", expect=412, if_match='"1"')
        act(supervisor, incident, "approval-return", {"comment": " "}, expect=422)
        returned = act(supervisor, incident, "approval-return", {"comment": f"{COMMENT}: es demasiado"})
        assert returned["approval"]["returned_by"] == supervisor.id
        team.next(lambda event: event.data["type"] == "incident.approval_returned")
        notice = wait_until(lambda: told(agent, incident, "approval_returned"), "the agent is told")
        assert notice["by"]["id"] == supervisor.id
        assert incident["id"] in [one["id"] for one in agent.pages("/api/v1/incidents", approval="returned")]
        act(supervisor, incident, "approval", expect=409)

        act(agent, incident, "approval-request", a_gift(15_000, 4_900))
        assert seen_by(customer, incident) == before
        customer.act(incident, "messages", {"body": "¿Hay novedades?"})
        heard = [own.next(lambda event: event.data["type"] == "incident.replied")] + own.quiet()
        assert "approval" not in json.dumps([event.data for event in heard])

        sent = act(supervisor, incident, "approval")
        assert (sent["status"], sent["approval"]) == ("resolution_proposed", None)
        resolution = sent["resolution"]
        assert (resolution["proposed_by"], resolution["approved_by"]) == (agent.id, supervisor.id)
        own.next(lambda event: event.data["type"] == "incident.resolution_proposed")
    seen = seen_by(customer, incident)
    (shown, *_), timeline, _ = seen
    assert [answer["amount_cents"] for answer in shown["resolution"]["answers"]] == [15_000, 4_900]
    everything = json.dumps(seen, ensure_ascii=False)
    for secret in (COMMENT, "approv", "requested_by", agent.id, supervisor.id):
        assert secret not in everything
    bodies = [entry["body"] for entry in timeline if entry["kind"] == "resolution"]
    assert [answer["amount_cents"] for answer in bodies[0]["answers"]] == [15_000, 4_900]
    assert wait_until(lambda: told(agent, incident, "approval_granted"), "the agent is told")["by"]["id"] == supervisor.id
    assert not told(supervisor, incident, "approval_granted")
    assert customer.act(incident, "acceptance").json()["closed_as"] == "confirmed"


def told(employee, incident, kind):
    return next((one for one in employee.get("/api/v1/notices").json()["items"]
                 if (one["incident_id"], one["kind"]) == (incident["id"], kind)), None)


def test_the_customer_is_mailed_the_amounts(shop, people):
    customer, agent, _ = people
    incident = taken(customer, agent)
    act(agent, incident, "resolution", a_gift(8_905, None))
    texts = lambda: [text_of(message) for message in mails(shop.server, customer.email)]
    text = wait_until(lambda: next((one for one in texts() if "89,05\u00a0€" in one), None), "the letter has the amount")
    assert "Punto 2: estimada" in text.splitlines()


def test_whoever_asked_does_not_approve(shop, people):
    customer, agent, supervisor = people
    incident = taken(customer, agent, points=1)
    act(supervisor, incident, "approval-request", a_gift(50_000))
    act(supervisor, incident, "approval", expect=403)
    assert act(shop.admin, incident, "approval")["resolution"]["proposed_by"] == supervisor.id


@pytest.mark.parametrize("end", ["resolution", "merge", "spam", "withdrawal"])
def test_what_settles_or_ends_it_otherwise_drops_the_request(shop, people, end):
    customer, agent, supervisor = people
    incident, other = taken(customer, agent, points=1), customer.open("La misma otra vez")
    act(agent, incident, "approval-request", a_gift(50_000) | {"comment": COMMENT})
    if end == "withdrawal":
        customer.act(incident, end)
    elif end == "merge":
        agent.act(incident, end, {"into": other["id"]})
    elif end == "resolution":
        act(supervisor, incident, end, a_gift(40_000))
    else:
        agent.act(incident, end)
    assert agent.read(incident)["approval"] is None
    dropped = [entry for entry in agent.pages(f"/api/v1/incidents/{incident['id']}/timeline")
               if (entry["body"] or {}).get("changes") == {"approval": {"from": "requested", "to": None}}]
    assert [entry["visibility"] for entry in dropped] == ["internal"]
    assert "approval" not in json.dumps(list(customer.pages(f"/api/v1/my/incidents/{incident['id']}/timeline")))
    act(supervisor, incident, "approval", expect=409)


def test_the_words_of_a_request_are_erased_with_its_customer(shop, people):
    customer, agent, supervisor = people
    incident = taken(customer, agent, points=1)
    act(agent, incident, "approval-request", a_gift(50_000) | {"comment": COMMENT})
    act(supervisor, incident, "approval-return", {"comment": COMMENT})
    customer.delete("/api/v1/customers/me", expect=204)
    erased = wait_until(lambda: (read := supervisor.read(incident))["erased"] and read, "the incident is erased")
    timeline = list(supervisor.pages(f"/api/v1/incidents/{incident['id']}/timeline"))
    assert COMMENT not in json.dumps([erased, timeline]) and "garantía" not in json.dumps(erased, ensure_ascii=False)
    assert erased["approval"]["proposal"]["answers"][0]["amount_cents"] == 50_000


def test_a_shop_without_a_limit_wants_no_approval(world, customer, agent):
    incident = taken(customer, agent, points=1)
    assert agent.read(incident)["proposal_limit_cents"] is None
    assert act(agent, incident, "resolution", a_gift(100_000_000))["status"] == "resolution_proposed"

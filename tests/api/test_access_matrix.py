"""Every route by every kind of person, on own and others' objects. The routes and what is expected come from the program's
own tables, so that a new route is walked without a line here."""

import json
import uuid

import pytest

from harness.api import Session
from harness.waiting import wait_until

NOWHERE = "01890000-0000-7000-8000-00000000dead"
POISON = {"no_such_member": 1}  # refused once the sender may use the route at all, so that nothing changes
STREAMS = ("/api/v1/events", "/api/v1/my/events")


class Cast:
    """Who takes part, and what is theirs."""

    def __init__(self, world):
        self.world = world
        self.team, self.other_team = world.team(), world.team()
        self.owner, self.other = world.customer(), world.customer()
        self.agent, self.agent_elsewhere = world.employee("agent", self.team), world.employee("agent", self.other_team)
        self.supervisor = world.employee("supervisor")
        self.garbage = Session(world, token="eyJhbGciOiJub25lIn0.e30.")
        self.nobody = world.nobody()
        incident = self.owner.open("De la dueña", "Una incidencia que solo ven su dueña y su equipo.")
        path = f"/api/v1/incidents/{incident['id']}"
        etag = self.supervisor.get(path).headers["etag"]
        # That there is such a team comes by an event.
        wait_until(lambda: self.supervisor.patch(path, {"team_id": self.team}, if_match=etag,
                                                 expect=(200, 422)).status_code == 200, "the team is known")
        self.incident = incident
        upload = self.owner.send("POST", f"/api/v1/my/incidents/{incident['id']}/attachments", params={"name": "a.txt"},
                                 content="hola\n", headers={"Content-Type": "text/plain"}, expect=201).json()
        self.owner.act(incident, "messages", {"body": "Adjunto.", "attachment_ids": [upload["id"]]}, expect=201)
        self.attachment = upload["id"]

    def fill(self, pattern: str, incident: str) -> str:
        """The path of a pattern, on the owner's incident or on none."""
        path = pattern
        if "/incidents/{id}" in pattern or pattern.startswith("/api/v1/claims/{"):
            path = path.replace("{id}", incident).replace("{attachment_id}", self.attachment)
            path = path.replace("{reference}", self.incident["reference"])
        elif "/teams/{" in pattern:
            path = path.replace("{id}", self.other_team).replace("{team_id}", self.other_team)
        elif "/employees/{" in pattern:
            path = path.replace("{id}", self.agent_elsewhere.id).replace("{employee_id}", self.agent_elsewhere.id)
        elif "/customers/{" in pattern:
            path = path.replace("{id}", self.other.id).replace("{customer_id}", self.other.id)
        while "{" in path:  # of what this test has none
            begin = path.index("{")
            path = path[:begin] + NOWHERE + path[path.index("}") + 1:]
        return path


@pytest.fixture(scope="module")
def cast(world):
    return Cast(world)


@pytest.fixture(scope="module")
def routes(world):
    routes = json.loads(world.server.admin("routes", "--json").stdout)
    return [route | {"method": route["method"].upper()} for route in routes if route["pattern"].startswith("/api/v1/")]


def call(session: Session, method: str, path: str, body: object = None):
    """Status and problem, without waiting for the end of a stream."""
    _, operation, _ = session.world.document().operation(method, path)
    with_body = method in ("POST", "PATCH", "PUT") and body is not None
    headers = session.authorization() | {"If-Match": '"999999"'}
    with session.client.stream(method, path, headers=headers, **({"json": body} if with_body else {})) as response:
        if response.status_code == 200 and path in STREAMS:
            return 200, {}
        response.read()
    if with_body and response.status_code == 400 and "requestBody" not in operation:
        # Where no body belongs one is refused before it is known who sends it.
        return call(session, method, path)
    session.world.document().check(response)
    problem = response.json() if response.status_code >= 400 and response.content else {}
    problem.pop("trace_id", None)
    return response.status_code, problem


def test_each_role_gets_as_far_as_the_table_says(cast, routes):
    wrong = []
    for route in routes:
        method, pattern = route["method"], route["pattern"]
        # Who may end a session or an account does so with one that is made for it.
        people = {"anonymous": cast.nobody, "agent": cast.agent, "supervisor": cast.supervisor,
                  "admin": cast.world.admin, "customer": cast.owner}
        for role, session in people.items():
            reach = route[role]
            if method == "DELETE" and reach != "none" and role != "anonymous":
                continue
            status, problem = call(session, method, cast.fill(pattern, cast.incident["id"]), POISON)
            if reach == "none":
                expected = status == (401 if role == "anonymous" else 403)
            else:
                expected = status != 403 and (status != 401 or problem.get("type") == "/problems/wrong-credentials")
                if role != "anonymous" and "/incidents/{id}" in pattern and NOWHERE not in cast.fill(pattern, ""):
                    expected = expected and status != 404
            if not expected:
                wrong.append(f"{method} {pattern} by {role} ({reach}): {status} {problem.get('type', '')}")
    assert not wrong, "\n".join(wrong)


def test_bad_credentials_are_no_credentials(cast, routes):
    wrong = []
    for route in routes:
        status, _ = call(cast.garbage, route["method"], cast.fill(route["pattern"], cast.incident["id"]), POISON)
        if status != 401:
            wrong.append(f"{route['method']} {route['pattern']}: {status}")
    assert not wrong, "\n".join(wrong)


def test_what_is_not_yours_does_not_exist(cast, routes):
    """With the bodies of the document's examples, which would do something on one's own."""
    document = cast.world.document()
    wrong = []
    for route in routes:
        method, pattern = route["method"], route["pattern"]
        if "/incidents/{id}" not in pattern:
            continue
        operation = document.document["paths"][pattern][method.lower()]
        content = document.resolve(operation.get("requestBody", {}), "")[0].get("content", {}).get("application/json", {})
        examples = [content["example"]] if "example" in content else [
            document.resolve(example, "")[0]["value"] for example in content.get("examples", {}).values()]
        body = examples[0] if examples else None
        role, stranger = ("customer", cast.other) if "/my/" in pattern else ("agent", cast.agent_elsewhere)
        if route[role] == "none":
            continue
        foreign = call(stranger, method, cast.fill(pattern, cast.incident["id"]), body)
        missing = call(stranger, method, cast.fill(pattern, NOWHERE), body)
        by_reference = call(stranger, method, cast.fill(pattern, cast.incident["reference"]), body)
        if not (foreign == missing == by_reference) or foreign[0] != 404:
            wrong.append(f"{method} {pattern} by {role}: theirs {foreign}, by reference {by_reference}, none {missing}")
    assert not wrong, "\n".join(wrong)


def test_lists_and_search_show_nothing_of_others(cast):
    reference = cast.incident["reference"]
    for session, path in ((cast.other, "/api/v1/my/incidents"), (cast.agent_elsewhere, "/api/v1/incidents")):
        for parameters in ({}, {"q": "dueña"}, {"q": reference}):
            shown = session.get(path, params=parameters).json()["items"]
            assert reference not in [item["reference"] for item in shown]
    assert cast.agent.get("/api/v1/incidents", params={"q": "dueña"}).json()["items"]


def test_a_team_does_not_get_anothers_work_from_the_queue(cast):
    while (answer := cast.agent_elsewhere.post("/api/v1/incidents/next", {}, expect=(200, 204))).status_code == 200:
        assert answer.json()["team_id"] in (None, cast.other_team)


def test_customers_see_nothing_internal(cast):
    shown = cast.owner.read(cast.incident)
    assert not {"assignee_id", "team_id", "tags", "priority", "escalated", "contact", "customer_id"} & set(shown)


def test_an_incident_cannot_be_merged_into_a_foreign_one(cast):
    own = cast.other.open("De la otra", "Se quiere unir con la que no se ve.")
    agent = cast.world.employee("agent", cast.other_team)
    answer = agent.act(own, "merge", {"into": cast.incident["id"]}, expect=422)
    nothing = agent.act(own, "merge", {"into": NOWHERE}, expect=422)
    assert answer.json() | {"trace_id": 0} == nothing.json() | {"trace_id": 0}


def test_an_employee_who_is_disabled_is_out_at_once(cast):
    agent = cast.world.employee("agent")
    agent.get("/api/v1/incidents")
    cast.world.admin.post(f"/api/v1/employees/{agent.id}/disable", {}, expect=(200, 204))
    agent.get("/api/v1/incidents", expect=401)


def test_an_unknown_member_is_refused_and_changes_nothing(cast):
    customer = cast.world.customer()
    for member in ("status", "customer_id", "priority", "version", "reference", uuid.uuid4().hex):
        problem = customer.post("/api/v1/my/incidents", {
            "subject": "Con miembro de más", "description": "Este texto está bien.", member: "closed"}, expect=422).json()
        assert f"/{member}" in {error["field"] for error in problem["errors"]}
    assert customer.get("/api/v1/my/incidents").json()["items"] == []

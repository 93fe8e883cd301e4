"""What one may not see does not exist: every kind of thing that a path, a body, a cursor or a stream can name."""

import json
import re

import pytest

from harness import passkey
from harness.cast import NOWHERE, Cast, call
from harness.events import EventStream
from harness.waiting import wait_until


@pytest.fixture(scope="module")
def cast(world):
    return Cast(world)


@pytest.fixture(scope="module")
def routes(world):
    routes = json.loads(world.server.admin("routes", "--json").stdout)
    return [route | {"method": route["method"].upper()} for route in routes if route["pattern"].startswith("/api/v1/")]


def example_body(cast, method, pattern):
    """The body of the document's example, which would do something on one's own."""
    document = cast.world.document()
    operation = document.document["paths"][pattern][method.lower()]
    content = document.resolve(operation.get("requestBody", {}), "")[0].get("content", {}).get("application/json", {})
    examples = [content["example"]] if "example" in content else [
        document.resolve(example, "")[0]["value"] for example in content.get("examples", {}).values()]
    return examples[0] if examples else None


def a_session(person, sessions):
    return person.get(sessions).json()["items"][0]["id"]


class Things:
    """For each pattern with a name in it: who asks, for whose thing, which there is. The name of a thing that there is
    not follows from the pattern."""

    def __init__(self, cast):
        self.cast = cast
        elsewhere = cast.world.employee("agent", cast.other_team)
        incident, attachment = cast.incident, cast.attachment
        own = cast.other.open("De la otra", "Esta es suya.")
        admin = cast.world.admin
        gone = cast.world.customer()
        gone.delete("/api/v1/customers/me", expect=204)
        revoked = admin.post("/api/v1/employees/tokens", {"name": "Del revés", "scopes": ["reports:read"]}).json()["id"]
        admin.delete(f"/api/v1/employees/tokens/{revoked}")
        dissolved = cast.world.team()
        admin.delete(f"/api/v1/teams/{dissolved}")
        view = {"name": "De otra", "query": "status=registered"}
        template = {"name": "De otra", "texts": {"es": "Hola"}}
        kept = {kind: [(person.post(f"/api/v1/employees/{kind}", body | owner, expect=201).json()["id"],)
                       for person, owner in ((cast.agent, {}), (admin, {"owner": "team", "team_id": cast.team}))]
                for kind, body in (("views", view), ("templates", template))}
        notice = self.a_notice(cast.agent)
        cast.owner.prove_address()
        passkeys = {service: passkey.add(person, f"/api/v1/{service}/me/passkeys")[1]
                    for service, person in (("customers", cast.owner), ("employees", cast.agent))}
        cast.agent.sign_in()  # a change of an employee refuses older tokens as soon as its event has come
        self.rows = [
            # (pattern, who asks, what stands for the names in the pattern)
            (r"/api/v1/my/incidents/\{id\}.*", cast.other, [(incident["id"], attachment), (incident["reference"], attachment)]),
            (r"/api/v1/incidents/\{id\}.*", elsewhere, [(incident["id"], attachment), (incident["reference"], attachment)]),
            # Somebody's own incident is no way to another's file.
            (r"/api/v1/my/incidents/\{id\}/attachments/\{attachment_id\}", cast.other, [(own["id"], attachment)]),
            (r"/api/v1/customers/sessions/\{id\}", cast.other, [(a_session(cast.owner, "/api/v1/customers/sessions"),)]),
            (r"/api/v1/employees/sessions/\{id\}", cast.agent, [
                (a_session(elsewhere, "/api/v1/employees/sessions"),), (a_session(cast.supervisor, "/api/v1/employees/sessions"),)]),
            (r"/api/v1/employees/sessions/\{id\}", admin, [(a_session(elsewhere, "/api/v1/employees/sessions"),)]),
            (r"/api/v1/customers/me/passkeys/\{id\}", cast.other, [(passkeys["customers"],)]),
            (r"/api/v1/employees/me/passkeys/\{id\}", elsewhere, [(passkeys["employees"],)]),
            (r"/api/v1/employees/me/passkeys/\{id\}", admin, [(passkeys["employees"],)]),
            (r"/api/v1/customers/\{id\}(/notes)?", cast.agent, [(gone.id,), (cast.agent.id,)]),  # erased, and not a customer
            (r"/api/v1/customers/data-requests/\{id\}/.*", admin, [(cast.owner.id,), (incident["id"],)]),
            (r"/api/v1/employees/\{id\}.*", admin, [(cast.owner.id,)]),
            (r"/api/v1/teams/\{id\}", admin, [(dissolved,), (cast.agent.id,)]),
            (r"/api/v1/employees/tokens/\{id\}", admin, [(revoked,), (cast.agent.id,)]),
            # Another agent's own ones and another team's; somebody's own ones are not an administrator's to see either.
            *((rf"/api/v1/employees/{kind}/\{{id\}}", elsewhere, ids) for kind, ids in kept.items()),
            *((rf"/api/v1/employees/{kind}/\{{id\}}", admin, ids[:1]) for kind, ids in kept.items()),
            # Employees see all reasons of the shop; what is none is named here.
            (r"/api/v1/employees/categories/\{id\}", admin, [(cast.agent.id,), (cast.team,)]),
            # A reference has its own check character; another's incident by its id is not followed without a session.
            (r"/api/v1/claims/\{reference\}", cast.nobody, [(incident["id"],)]),
            (r"/api/v1/notices/\{id\}/read", elsewhere, [(notice,), (incident["id"],)]),
            (r"/api/v1/notices/\{id\}/read", cast.supervisor, [(notice,)]),
            (r"/api/v1/dead-letters/\{consumer\}/\{event\}/replay", admin, [("resolution", incident["id"])]),
        ]

    def a_notice(self, employee):
        """What the supervisor gives the employee to do."""
        path = f"/api/v1/incidents/{self.cast.incident['id']}"
        etag = self.cast.supervisor.get(path).headers["etag"]
        wait_until(lambda: self.cast.supervisor.patch(path, {"assignee_id": employee.id}, if_match=etag,
                                                      expect=(200, 422)).status_code == 200, "the employee is known")
        return wait_until(lambda: employee.get("/api/v1/notices").json()["items"], "the employee is told")[0]["id"]

    def of(self, pattern):
        return [row for row in self.rows if re.fullmatch(row[0], pattern)]


def fill(pattern, names):
    for name in names:
        pattern = re.sub(r"\{\w+\}", name, pattern, count=1)
    return re.sub(r"\{\w+\}", NOWHERE, pattern)


def test_every_thing_that_a_path_can_name(cast, routes):
    things = Things(cast)
    wrong = []
    # It tells nobody whether there is such a claim or incident: 202 in any case (test_claims, test_notices).
    told_nothing = ("/api/v1/claims/{reference}/access", "/api/v1/incidents/{id}/access-request")
    for route in routes:
        method, pattern = route["method"], route["pattern"]
        if "{" not in pattern or pattern in told_nothing:
            continue
        rows = things.of(pattern)
        assert rows, f"{pattern} names something that no test has: add it to Things"
        body = example_body(cast, method, pattern)
        for _, person, names in rows:
            nothing = call(person, method, fill(pattern, [NOWHERE] * 2), body)
            if nothing[0] == 403:
                continue  # not for this role at all: test_each_role_gets_as_far_as_the_table_says
            for each in names:
                theirs = call(person, method, fill(pattern, each), body)
                if theirs != nothing or theirs[0] != 404:
                    wrong.append(f"{method} {fill(pattern, each)}: {theirs}; for nothing {nothing}")
    assert not wrong, "\n".join(wrong)


def schemas_with(document, method, pattern):
    operation = document.document["paths"][pattern][method.lower()]
    content = document.resolve(operation.get("requestBody", {}), "")[0].get("content", {}).get("application/json", {})
    schema = document.resolve(content.get("schema", {}), "")[0]
    return schema.get("properties", {})


def test_every_attachment_that_a_body_can_name(cast, routes):
    """Of another incident, of another's, and of none: the same refusal, and nothing is written."""
    document = cast.world.document()
    foreign = cast.other.open("De la otra", "Con un fichero que espera.")
    pending = cast.other.send("POST", f"/api/v1/my/incidents/{foreign['id']}/attachments", params={"name": "b.txt"},
                              content="hola\n", headers={"Content-Type": "text/plain"}, expect=201).json()["id"]
    seen = 0
    for route in routes:
        method, pattern = route["method"], route["pattern"]
        if "{id}" not in pattern or "attachment_ids" not in schemas_with(document, method, pattern):
            continue
        seen += 1
        person = cast.owner if "/my/" in pattern else cast.agent
        path = pattern.replace("{id}", cast.incident["id"])
        timeline = path.removesuffix(pattern.split("{id}")[1]) + "/timeline"
        before = person.get(timeline, params={"limit": 100}).text
        body = example_body(cast, method, pattern)
        answers = [call(person, method, path, body | {"attachment_ids": [attachment]})
                   for attachment in (pending, cast.attachment, NOWHERE)]
        assert answers[0] == answers[2] and 400 <= answers[0][0] < 500, f"{method} {pattern}: {answers}"
        assert person.get(timeline, params={"limit": 100}).text == before, f"{method} {pattern}"
    assert seen >= 2


def test_a_list_of_own_sessions_holds_no_others(cast):
    for person, path in ((cast.owner, "/api/v1/customers/sessions"), (cast.agent, "/api/v1/employees/sessions")):
        other = cast.other if person is cast.owner else cast.supervisor
        own = {item["id"] for item in person.pages(path)}
        assert own and not own & {item["id"] for item in other.pages(path)}


def test_streams_tell_no_more_than_one_may_read(cast):
    """The owner and the team hear of it; another customer and another team do not, nor when they resume."""
    path = {cast.other: "/api/v1/my/events", cast.agent_elsewhere: "/api/v1/events"}
    with EventStream(cast.owner, "/api/v1/my/events") as own, EventStream(cast.agent, "/api/v1/events") as team, \
            EventStream(cast.other, path[cast.other]) as another, \
            EventStream(cast.agent_elsewhere, path[cast.agent_elsewhere]) as elsewhere:
        cast.owner.act(cast.incident, "messages", {"body": "¿Cómo va lo mío?"}, expect=201)
        told = own.next(lambda event: cast.incident["id"] in json.dumps(event.data))
        team.next(lambda event: cast.incident["id"] in json.dumps(event.data))
        # What comes after it has been handed out too once one of their own arrives.
        mine = cast.other.open("Para oír algo", "Y nada de otros.")
        heard = [another.next(lambda event: mine["id"] in json.dumps(event.data))]
        for stream in (another, elsewhere):
            heard += stream.quiet()
        assert cast.incident["id"] not in json.dumps([event.data for event in heard])
    for person, stream in path.items():
        with EventStream(person, stream, last_event_id=told.id) as resumed:
            another_one = cast.other.open("Otra vez", "Para que llegue algo.")
            if person is cast.other:
                resumed.next(lambda event: another_one["id"] in json.dumps(event.data))
            # Another instance tells the last seconds again: also of when it was new and every team could read of it.
            assert cast.incident["id"] not in json.dumps([event.data for event in resumed.quiet()])


def test_mail_is_shown_to_administrators_alone(cast):
    cast.world.admin.get("/api/v1/notifications", params={"incident": cast.incident["id"]})
    for person in (cast.owner, cast.agent, cast.supervisor):
        person.get("/api/v1/notifications", params={"incident": cast.incident["id"]}, expect=403)


def test_a_receipt_is_its_owners_and_its_teams(cast):
    for person, path in ((cast.owner, "/api/v1/my/incidents"), (cast.agent, "/api/v1/incidents")):
        receipt = person.get(f"{path}/{cast.incident['id']}/receipt").json()
        assert receipt["reference"] == cast.incident["reference"]

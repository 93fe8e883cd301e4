"""Every route by every kind of person, on own and others' objects. The routes and what is expected come from the program's
own tables, so that a new route is walked without a line here."""

import json
import uuid

import pytest

from harness import passkey
from harness.cast import NOWHERE, POISON, Cast, call
from harness.waiting import wait_until


@pytest.fixture(scope="module")
def cast(world):
    return Cast(world)


@pytest.fixture(scope="module")
def routes(world):
    routes = json.loads(world.server.admin("routes", "--json").stdout)
    return [route | {"method": route["method"].upper()} for route in routes if route["pattern"].startswith("/api/v1/")]


def test_each_role_gets_as_far_as_the_table_says(cast, routes):
    wrong = []
    for route in routes:
        method, pattern = route["method"], route["pattern"]
        people = {"anonymous": cast.nobody, "agent": cast.agent, "supervisor": cast.supervisor,
                  "admin": cast.world.admin, "customer": cast.owner}
        for role, session in people.items():
            reach = route[role]
            if method == "DELETE" and reach != "none":
                continue  # test_who_may_delete_something_does on what is made for it
            status, problem = call(session, method, cast.fill(pattern, cast.incident["id"]), POISON)
            if reach == "none":
                expected = status == (401 if role == "anonymous" else 403)
            else:
                expected = status != 403 and (status != 401 or problem.get("type") == "/problems/wrong-credentials")
                if role == "customer" and pattern.startswith(("/api/v1/employees/", "/api/v1/categories")):
                    # public, but a token of somebody else
                    expected = expected or status == 403
                if role != "anonymous" and "/incidents/{id}" in pattern and NOWHERE not in cast.fill(pattern, ""):
                    expected = expected and status != 404
            if not expected:
                wrong.append(f"{method} {pattern} by {role} ({reach}): {status} {problem.get('type', '')}")
    assert not wrong, "\n".join(wrong)


class Doomed:
    """For each DELETE route something of the right person's to delete: who deletes it, and its path."""

    def __init__(self, world):
        self.world = world

    def person(self, role):
        return self.world.customer() if role == "customer" else self.world.employee(role)

    def current_session(self, pattern, role):
        return self.person(role), pattern

    def other_session(self, pattern, role):
        person = self.person(role)
        first = person.get(pattern.removesuffix("/{id}")).json()["items"][0]["id"]
        person.sign_in()
        return person, pattern.replace("{id}", first)

    def session_of_another(self, pattern, role):
        other = self.world.employee("agent")
        person = self.person(role)
        session = person.get(f"/api/v1/employees/{other.id}/sessions").json()["items"][0]["id"]
        return person, pattern.replace("{id}", other.id).replace("{session_id}", session)

    def second_factor(self, pattern, role):
        person = self.person(role)
        person.post(pattern, {}, expect=200)
        person.sign_in()  # a change of an employee refuses older tokens as soon as its event has come
        return person, pattern

    def own_passkey(self, pattern, role):
        person = self.person(role)
        if role == "customer":
            person.prove_address()
        _, made = passkey.add(person, pattern.removesuffix("/{id}"))
        person.sign_in()
        return person, pattern.replace("{id}", made)

    def team(self, pattern, role):
        return self.person(role), pattern.replace("{id}", self.world.team())

    def api_token(self, pattern, role):
        person = self.person(role)
        made = person.post("/api/v1/employees/tokens", {"name": "De un programa", "scopes": ["reports:read"]}, expect=201)
        return person, pattern.replace("{id}", made.json()["id"])

    def view(self, pattern, role):
        person = self.person(role)
        made = person.post("/api/v1/employees/views", {"name": "Para quitar", "query": "status=registered"}, expect=201)
        return person, pattern.replace("{id}", made.json()["id"])

    def template(self, pattern, role):
        person = self.person(role)
        made = person.post("/api/v1/employees/templates", {"name": "Para quitar", "texts": {"es": "Hola"}}, expect=201)
        return person, pattern.replace("{id}", made.json()["id"])

    def draft(self, pattern, role):
        person, incident = self.person(role), self.world.customer().open("Con un borrador")
        path = pattern.replace("{id}", incident["id"])
        person.send("PUT", path, json={"reply": "Ahora mismo"}, expect=200)
        return person, path

    def form(self, pattern, role):
        person, incident = self.person(role), self.world.customer().open("Con un formulario a medias")
        path = pattern.replace("{id}", incident["id"]).replace("{act}", "resolution")
        person.send("PUT", path, json={"form": {"outcome": "upheld"}}, expect=200)
        return person, path

    def merge(self, pattern, role):
        customer, supervisor = self.world.customer(), self.world.employee("supervisor")
        kept, merged = customer.open("Una"), customer.open("La misma otra vez")
        supervisor.act(merged, "merge", {"into": kept["id"]})
        return self.person(role), pattern.replace("{id}", merged["id"])

    def hold(self, pattern, role):
        incident = self.world.customer().open("La pide el juzgado")
        self.world.employee("supervisor").act(incident, "legal-hold", {"reason": "Diligencias previas"})
        return self.person(role), pattern.replace("{id}", incident["id"])

    KINDS = {
        "/api/v1/customers/sessions/current": current_session, "/api/v1/customers/sessions/{id}": other_session,
        "/api/v1/customers/me": current_session,
        "/api/v1/employees/sessions/current": current_session, "/api/v1/employees/sessions/{id}": other_session,
        "/api/v1/employees/{id}/sessions/{session_id}": session_of_another,
        "/api/v1/customers/me/passkeys/{id}": own_passkey, "/api/v1/employees/me/passkeys/{id}": own_passkey,
        "/api/v1/employees/me/totp": second_factor, "/api/v1/employees/tokens/{id}": api_token,
        "/api/v1/employees/views/{id}": view, "/api/v1/employees/templates/{id}": template,
        "/api/v1/incidents/{id}/drafts/me": draft,
        "/api/v1/incidents/{id}/drafts/me/{act}": form, "/api/v1/teams/{id}": team,
        "/api/v1/incidents/{id}/merge": merge, "/api/v1/incidents/{id}/legal-hold": hold}


def test_who_may_delete_something_does(world, routes):
    doomed = Doomed(world)
    deletes = [route for route in routes if route["method"] == "DELETE"]
    assert {route["pattern"] for route in deletes} == set(Doomed.KINDS), "each needs something that it may delete"
    for route in deletes:
        for role in ("customer", "agent", "supervisor", "admin"):
            if route[role] == "none":
                continue
            person, path = Doomed.KINDS[route["pattern"]](doomed, route["pattern"], role)
            status, problem = call(person, "DELETE", path)
            assert status in (200, 204), f"DELETE {path} by {role}: {status} {problem}"
            # Another instance hears of an ended session a moment later.
            wait_until(lambda: call(person, "DELETE", path)[0] in (401, 404, 409), f"DELETE {path} by {role} has an end")


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
        if "/incidents/{id}" not in pattern or pattern.endswith("/access-request"):  # for what is not yours: test_notices
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
    assert not {"assignee_id", "team_id", "tags", "priority", "escalated", "snoozed_until", "snoozed_by", "contact", "customer_id"} & set(shown)


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

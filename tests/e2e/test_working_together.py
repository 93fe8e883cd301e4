"""Several employees at the same queue: drafts, who is writing, changes of many incidents at once."""

import uuid


def in_queue(session, incident):
    listed = session.get("/api/v1/incidents", params={"q": incident["reference"]}).json()["items"]
    return next(each for each in listed if each["id"] == incident["id"])


def test_a_draft_is_kept_shown_as_somebody_writing_and_gone_when_sent(world):
    eva, luis, customer = world.employee("agent"), world.employee("agent"), world.customer()
    incident = customer.open("Con borradores")
    path = f"/api/v1/incidents/{incident['id']}/drafts/me"
    before = list(luis.pages(f"/api/v1/incidents/{incident['id']}/timeline"))
    eva.send("PUT", path, json={"reply": "Se la recogemos mañana", "note": "Avisar al taller"}, expect=200)
    assert eva.get(path).json()["reply"] == "Se la recogemos mañana"
    nothing = {"reply": "", "note": "", "last_entry": 0, "updated_at": None}
    assert luis.get(path).json() == nothing
    assert [mark["employee_id"] for mark in in_queue(luis, incident)["drafting"]] == [eva.id]
    assert "recogemos" not in luis.get(f"/api/v1/incidents/{incident['id']}/drafts").text
    assert list(luis.pages(f"/api/v1/incidents/{incident['id']}/timeline")) == before
    assert "drafting" not in customer.read(incident)
    writers = luis.get("/api/v1/incidents/writers").json()["items"]
    assert [one["employee_id"] for one in writers if one["incident_id"] == incident["id"]] == [eva.id]
    assert "recogemos" not in str(writers)

    eva.act(incident, "messages", {"body": "Se la recogemos mañana", "visibility": "public"}, expect=201)
    assert eva.get(path).json() | {"updated_at": None} == {
        "reply": "", "note": "Avisar al taller", "last_entry": 2, "updated_at": None}
    eva.act(incident, "messages", {"body": "Avisar al taller", "visibility": "internal"}, expect=201)
    assert eva.get(path).json() == nothing
    assert in_queue(luis, incident)["drafting"] == []


def test_many_are_changed_each_by_itself_and_once(world):
    agent, customer, other = world.employee("agent"), world.customer(), world.employee("agent")
    incidents = [customer.open(f"Una de varias, {n}") for n in range(3)]
    moved = other.take(incidents[1])
    body = {"incidents": [{"id": each["id"], "version": each["version"]} for each in incidents],
            "change": {"assignee_id": agent.id, "priority": "urgent"}}
    key = str(uuid.uuid4())
    done = agent.post("/api/v1/incidents/bulk", body, expect=200, key=key)
    assert [each["status"] for each in done.json()["items"]] == [200, 412, 200]
    assert done.json()["items"][1]["problem"]["type"] == "/problems/stale-version"
    assert agent.read(incidents[1])["version"] == moved["version"]
    changed = agent.read(incidents[0])
    assert (changed["assignee_id"], changed["priority"]) == (agent.id, "urgent")
    assert changed["version"] == done.json()["items"][0]["version"]

    again = agent.post("/api/v1/incidents/bulk", body, expect=200, key=key)
    assert again.json() == done.json() and again.headers["idempotent-replayed"] == "true"
    assert agent.read(incidents[0]) == changed
    agent.post("/api/v1/incidents/bulk", body | {"change": {"priority": "low"}}, expect=422, key=key)

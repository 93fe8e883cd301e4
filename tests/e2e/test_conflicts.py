"""Two at once, and the same thing twice."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

from harness.api import Session

INCIDENT = {"subject": "Una sola vez", "description": "Este texto se envía dos veces con la misma clave."}


def test_a_change_needs_the_version_that_it_is_meant_for(customer, agent):
    incident = customer.open()
    path = f"/api/v1/incidents/{incident['id']}"
    etag = agent.get(path).headers["etag"]
    assert agent.patch(path, {"priority": "high"}, expect=428).json()["type"] == "/problems/precondition-required"
    changed = agent.patch(path, {"priority": "high"}, if_match=etag)
    assert changed.headers["etag"] != etag
    assert agent.patch(path, {"priority": "low"}, if_match=etag, expect=412).json()["type"] == "/problems/stale-version"
    assert agent.get(path).json()["priority"] == "high"
    agent.act(incident, "resolution", {"outcome": "upheld", "remedy": "refund",
                                       "answers": [{"point": 1, "decision": "upheld", "reasons": "Sí."}]}, expect=428)


def test_a_reader_that_is_up_to_date_is_told_so(customer):
    incident = customer.open()
    path = f"/api/v1/my/incidents/{incident['id']}"
    etag = customer.get(path).headers["etag"]
    assert customer.get(path, headers={"If-None-Match": etag}, expect=304).content == b""
    customer.act(incident, "messages", {"body": "Una cosa más."}, expect=201)
    customer.get(path, headers={"If-None-Match": etag}, expect=200)


def test_the_same_key_and_body_get_the_same_answer_and_one_incident(world):
    customer = world.customer()
    key = str(uuid.uuid4())
    first = customer.post("/api/v1/my/incidents", INCIDENT, key=key, expect=201)
    again = customer.post("/api/v1/my/incidents", INCIDENT, key=key, expect=201)
    assert again.content == first.content
    assert again.headers["location"] == first.headers["location"]
    assert len(customer.get("/api/v1/my/incidents").json()["items"]) == 1


def test_the_same_key_with_another_body_is_refused(customer):
    key = str(uuid.uuid4())
    customer.post("/api/v1/my/incidents", INCIDENT, key=key, expect=201)
    problem = customer.post("/api/v1/my/incidents", INCIDENT | {"subject": "Otra cosa"}, key=key, expect=422).json()
    assert problem["type"] == "/problems/idempotency-key-reused"


def test_keys_of_different_customers_do_not_meet(world):
    key = str(uuid.uuid4())
    one, other = world.customer(), world.customer()
    ids = {person.post("/api/v1/my/incidents", INCIDENT, key=key, expect=201).json()["id"] for person in (one, other)}
    assert len(ids) == 2


def test_many_at_once_with_the_same_key_open_one(world):
    customer = world.customer()
    key = str(uuid.uuid4())
    answers = []

    def send():
        session = Session(world, customer.source, customer.token)
        answers.append(session.post("/api/v1/my/incidents", INCIDENT, key=key, expect=(201, 409)))

    threads = [threading.Thread(target=send) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 16
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert len(customer.get("/api/v1/my/incidents").json()["items"]) == 1


def test_a_repeated_message_appears_once(customer):
    incident = customer.open()
    key = str(uuid.uuid4())
    for _ in range(3):
        customer.act(incident, "messages", {"body": "Solo una vez, por favor."}, key=key, expect=201)
    texts = [(entry["body"] or {}).get("text")
             for entry in customer.pages(f"/api/v1/my/incidents/{incident['id']}/timeline")]
    assert texts.count("Solo una vez, por favor.") == 1


def test_of_two_who_take_the_next_each_gets_another(fresh):
    customer = fresh.customer()
    for number in range(8):
        customer.open(f"Número {number}", "Una de ocho que esperan en la cola.")
    agents = [fresh.employee("agent") for _ in range(4)]

    def work(agent):
        return [agent.post("/api/v1/incidents/next", {}, expect=200).json()["id"] for _ in range(2)]

    with ThreadPoolExecutor(len(agents)) as pool:
        taken = [id for ids in pool.map(work, agents) for id in ids]
    assert len(taken) == len(set(taken)) == 8

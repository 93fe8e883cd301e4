"""Who did what is kept, found and shown to those who may see it; a change of it behind the program's back is noticed."""

import sqlite3

import pytest

from harness.api import World
from harness.server import Server

LOGS = ("/api/v1/customers/audit", "/api/v1/employees/audit", "/api/v1/incidents/audit")


def acts(reader, log, **filters):
    return [record["act"] for record in reader.pages(log, limit=100, **filters)]


def test_supervisors_see_who_read_a_customer_and_a_timeline_with_its_notes(world):
    customer, supervisor = world.customer(), world.employee("supervisor")
    incident = customer.open()
    agent = world.employee("agent")
    agent.get(f"/api/v1/customers/{customer.id}")
    for _ in range(3):
        agent.get(f"/api/v1/incidents/{incident['id']}/timeline")
    read = list(supervisor.pages("/api/v1/customers/audit", actor=agent.id))
    assert [(record["act"], record["subject_id"], record["role"]) for record in read] == [
        ("customer_read", customer.id, "agent")]
    assert read[0]["address"] == "127.0.0.0/24"
    notes = list(supervisor.pages("/api/v1/incidents/audit", actor=agent.id))
    assert {(record["act"], record["subject_id"]) for record in notes} == {("notes_read", incident["id"])}
    assert len(notes) <= world.server.instances_of_each, "each notes it once"


def test_a_customers_own_reading_is_not_audited(world):
    customer = world.customer()
    incident = customer.open()
    customer.get(f"/api/v1/my/incidents/{incident['id']}/timeline")
    assert acts(world.admin, "/api/v1/incidents/audit", subject=incident["id"]) == []


def test_sign_ins_failures_and_exports_are_found_by_person(world):
    customer = world.customer()
    world.nobody().post("/api/v1/customers/sessions", {"email": customer.email, "password": "no es esta, seguro"},
                        expect=401)
    customer.get("/api/v1/customers/me/export")
    assert acts(world.admin, "/api/v1/customers/audit", actor=customer.id) == ["customer_exported", "signed_in"]
    assert acts(world.admin, "/api/v1/customers/audit", subject=customer.id, act="sign_in_failed") == ["sign_in_failed"]


def test_rights_are_found_by_whom_they_were_given_to(world):
    employee = world.employee("agent")
    before = world.admin.get(f"/api/v1/employees/{employee.id}")
    world.admin.patch(f"/api/v1/employees/{employee.id}", {"role": "supervisor"}, if_match=before.headers["etag"])
    records = list(world.admin.pages("/api/v1/employees/audit", subject=employee.id))
    assert [(record["act"], record["detail"], record["actor_id"]) for record in records] == [
        ("rights_changed", "role agent to supervisor", world.admin.id),
        ("employee_registered", "role agent", world.admin.id)]
    moment = records[0]["at"]
    assert acts(world.admin, "/api/v1/employees/audit", subject=employee.id, **{"from": moment}) == ["rights_changed"]
    assert acts(world.admin, "/api/v1/employees/audit", subject=employee.id, until=moment) == ["employee_registered"]


@pytest.mark.parametrize("log", LOGS)
def test_pages_hold_every_record_once(world, log):
    customer = world.customer()
    incident = customer.open()
    for _ in range(3):
        reader = world.employee("agent")
        reader.get(f"/api/v1/customers/{customer.id}")
        reader.get(f"/api/v1/incidents/{incident['id']}/timeline")
    numbers = [record["number"] for record in world.admin.pages(log, limit=2)]
    assert len(numbers) > 2
    assert numbers == list(range(numbers[0], 0, -1))


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("query", ["actor=nobody", "act=slept", "from=yesterday", "limit=0", "order=act", "subject=%00"])
def test_a_query_that_cannot_be_read_is_refused(world, log, query):
    world.admin.get(f"{log}?{query}", expect=(400, 422))


@pytest.mark.parametrize("log", LOGS)
def test_nothing_that_people_wrote_is_in_it(world, log):
    customer = world.customer()
    shown = world.admin.get(log, params={"limit": 100}).text
    for secret in (customer.email, customer.password, "Begoña", "Iñaki", "rsv_"):
        assert secret not in shown


@pytest.mark.parametrize("service", ["customers", "employees", "incidents"])
def test_a_change_behind_the_programs_back_is_noticed(tmp_path, service):
    server = Server(tmp_path).start()
    world = World(server)
    customer, agent = world.customer(), world.employee("agent")
    agent.get(f"/api/v1/customers/{customer.id}")
    agent.get(f"/api/v1/incidents/{customer.open()['id']}/timeline")
    sound = server.admin("verify-history", "--data", str(server.data)).stdout
    assert f"audit of {service}:" in sound and "wrong" not in sound
    server.stop()
    with sqlite3.connect(server.data / f"{service}.db") as file:
        file.execute("UPDATE audit SET at = at + 1 WHERE number = 1")
    file.close()
    told = server.admin("verify-history", "--data", str(server.data), check=False)
    assert told.returncode == 1
    assert f"audit of {service}, record 1: wrong_hash" in told.stdout

"""Instances and whole services fail: the others go on (the table of reliability, row by row)."""

import time

from harness import mail
from harness.api import RESET_REQUEST
from harness.letters import Letters
from harness.load import Load
from harness.waiting import wait_until

CLIENTS = 8
FAIL_TIMEOUT = 6  # seconds; a little more than in deploy/nginx/upstreams.conf


def test_an_instance_is_killed_and_each_client_notices_at_most_once(cluster, instances):
    with Load(cluster, CLIENTS) as load:
        load.go_on(1)
        instances["intake"][0].kill()
        load.go_on(4)
        load.finish()
    print(f"an instance killed: {load}")
    load.check()
    assert load.retries <= CLIENTS


def test_every_instance_is_restarted_in_order_one_after_another(cluster, instances):
    """As for an upgrade: the next one when nginx trusts the last one again."""
    with Load(cluster, CLIENTS) as load:
        for number in range(2):
            for of_service in instances.values():
                of_service[number].stop()
                of_service[number].start()
            load.go_on(FAIL_TIMEOUT)
        load.finish()
    print(f"all restarted: {load}")
    load.check()
    assert load.retries <= CLIENTS


def test_of_two_senders_of_mail_either_may_die_and_each_mail_goes_out_once(cluster, instances):
    letters = Letters(cluster)
    letters.write(5)
    letters.wait_for_all()
    for instance in instances["notifications"]:
        instance.kill()
        letters.write(5)
        letters.wait_for_all(seconds=60)  # a lease of the dead one ends after 30 s
        cluster.server.start_missing()
    letters.check()


def test_while_notifications_is_away_all_works_and_its_mails_come_later(cluster, instances):
    letters = Letters(cluster)
    delay = "/api/v1/notifications/delay"
    assert letters.agent.get(delay).json()["late"] is False
    for instance in instances["notifications"]:
        instance.kill()
    letters.write(10)
    letters.agent.get(delay, expect=503)  # by which the console says that mail is late
    cluster.server.start_missing()
    wait_until(lambda: letters.agent.get(delay, expect=(200, 503)).status_code == 200, "nginx trusts it again", 30)
    assert letters.agent.get(delay).json()["late"] is False
    letters.wait_for_all(seconds=60)
    letters.check()


def test_while_customers_is_away_those_signed_in_work_and_others_are_told_to_come_back(cluster, instances):
    customer, agent = cluster.customer(), cluster.employee("agent")
    incident = customer.open()
    for instance in instances["customers"]:
        instance.kill()
    agent.take(incident)
    agent.propose(incident)
    assert customer.act(incident, "acceptance").json()["status"] == "closed"
    assert customer.open()["status"] == "registered"
    refused = cluster.nobody().post("/api/v1/customers", {"email": "nadie@example.com"}, expect=503, check=False)
    assert refused.headers["content-type"] == "application/problem+json" and refused.headers["retry-after"]
    email = "lucia.caida@example.com"
    cluster.nobody().post("/api/v1/claims", {
        "subject": "Sin cuenta", "description": "Reclamo mientras nadie atiende el alta.",
        "contact": {"name": "Lucía Ferré", "email": email}}, expect=201)
    cluster.server.start_missing()
    claimant = cluster.nobody()

    def is_customer() -> bool:
        claimant.post(RESET_REQUEST, {"email": email}, expect=(200, 202, 204))
        time.sleep(1)  # between two requests, which are limited
        return any(mail.token_in(message, "reset") for message in mail.mails(cluster.server, email))
    wait_until(is_customer, "the claim has made its customer", 30)


def test_while_employees_is_away_those_signed_in_work(cluster, instances):
    customer, agent = cluster.customer(), cluster.employee("agent")
    incident = customer.open()
    for instance in instances["employees"]:
        instance.kill()
    agent.take(incident)
    agent.propose(incident)
    assert customer.act(incident, "acceptance").json()["status"] == "closed"
    cluster.nobody().post("/api/v1/employees/sessions", {"email": agent.email, "password": "otra"}, expect=503)


def test_while_intake_is_away_employees_open_and_work(cluster, instances):
    customer, agent = cluster.customer(), cluster.employee("agent")
    for instance in instances["intake"]:
        instance.kill()
    opened = agent.post("/api/v1/incidents", {
        "customer_id": customer.id, "channel": "phone", "subject": "Por teléfono",
        "description": "Llama porque la página no responde."}, expect=201).json()
    agent.take(opened)
    customer.post("/api/v1/my/incidents", {"subject": "No entra", "description": "No hay quien lo reciba."}, expect=503)
    cluster.server.start_missing()
    assert customer.read(opened)["status"] == "in_progress"


def test_while_resolution_is_away_customers_open_reply_and_withdraw(cluster, instances):
    customer, agent = cluster.customer(), cluster.employee("agent")
    for instance in instances["resolution"]:
        instance.kill()
    incident = customer.open()
    customer.act(incident, "messages", {"body": "Sigo esperando."}, expect=201)
    assert customer.act(incident, "withdrawal").json()["closed_as"] == "withdrawn"
    agent.get("/api/v1/incidents", expect=503)
    cluster.server.start_missing()
    assert agent.read(incident)["status"] == "closed"

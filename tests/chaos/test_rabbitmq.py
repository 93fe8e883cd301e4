"""RabbitMQ fails under load: customers notice nothing, events wait in the outbox, and their effects come once. What no
consumer can handle is shown to administrators and can be tried again."""

import json
import threading
import uuid

import pika
import pytest

from harness.events import EventStream
from harness.load import Load
from harness.letters import Letters
from harness.waiting import wait_until

CLIENTS = 8
SILENCE = 25  # seconds
EXCHANGE = "resuelve.events"


@pytest.fixture(scope="module")
def letters(cluster):
    return Letters(cluster)


@pytest.fixture
def channel(broker, cluster):
    connection = broker.connect(cluster.server.room.vhost)
    channel = connection.channel()
    channel.confirm_delivery()
    yield channel
    if connection.is_open:
        connection.close()


def under_load(cluster, letters, fault, repair, what: str) -> None:
    with Load(cluster, CLIENTS, pause=0.05) as load:
        load.go_on(1)
        fault()
        letters.write(10)
        load.go_on(2)
        repair()
        letters.write(2)
        load.go_on(1)
        load.finish()
    print(f"{what}: {load}")
    load.check()
    assert load.retries == 0, "customers notice nothing"
    letters.wait_for_all(seconds=60)
    letters.check()


def test_the_broker_is_stopped_and_started_again(cluster, broker, letters):
    def stop():
        broker.stop_in_order()
        main_job(cluster)

    under_load(cluster, letters, stop, broker.restart, "stopped")


def main_job(cluster) -> None:
    """Of somebody of whom only the customers service knows as yet."""
    customer, agent = cluster.customer(), cluster.employee("agent")
    incident = customer.open()
    assert incident["id"] in {item["id"] for item in agent.get("/api/v1/incidents", params={"sort": "-created"}).json()["items"]}
    agent.take(incident)
    agent.propose(incident)
    assert customer.act(incident, "acceptance").json()["status"] == "closed"


def test_the_broker_is_killed_and_started_again(cluster, broker, letters):
    under_load(cluster, letters, broker.kill, broker.restart, "killed")


def test_open_pages_look_for_themselves_while_the_broker_is_away(cluster, broker):
    with EventStream(cluster.employee("agent"), "/api/v1/events") as stream:
        broker.kill()
        for _ in range(3):  # at once, and with every heartbeat
            stream.next(lambda event: event.name == "gap", seconds=20)


def test_the_broker_hangs(cluster, broker, letters):
    """Longer than two heartbeats: connections are given up."""
    def release():
        threading.Event().wait(SILENCE)
        broker.resume()

    under_load(cluster, letters, broker.pause, release, "hanging")


def test_the_broker_blocks_publishers(cluster, broker, letters):
    def block():
        broker.control("set_vm_memory_high_watermark", "absolute", "1MB")

    def release():
        broker.control("set_vm_memory_high_watermark", "0.4")

    under_load(cluster, letters, block, release, "blocked")


def test_a_queue_is_deleted(cluster, broker, channel, letters):
    """Whoever knows the topology makes it again; what came in between was returned, and waits in the outbox."""
    channel.queue_delete("notifications")
    letters.write(5)
    letters.wait_for_all(seconds=60)
    letters.check()


def dead_letters(cluster) -> list[dict]:
    return cluster.admin.get("/api/v1/dead-letters").json()["items"]


def test_what_is_no_event_becomes_a_dead_letter_with_its_reason(cluster, channel):
    marker = uuid.uuid4()
    channel.basic_publish(EXCHANGE, "incident.registered", f"esto no es JSON {marker}".encode(), mandatory=True,
                          properties=pika.BasicProperties(message_id=str(marker), delivery_mode=2))
    found = wait_until(lambda: [letter for letter in dead_letters(cluster) if letter["event_id"] == str(marker)],
                       "the dead letter")
    assert "notifications" in {letter["consumer"] for letter in found}
    assert all("JSON" in letter["reason"] or "CloudEvents" in letter["reason"] for letter in found), found
    listed = cluster.server.admin("dead-letters", "list", settings=cluster.server.room.settings("notifications")).stdout
    assert str(marker) in listed and found[0]["reason"] in listed


def test_a_dead_letter_is_replayed_by_the_administrator(cluster, channel, instances, letters):
    """A letter's event as if its consumer had given up on it."""
    for instance in instances["notifications"]:
        instance.kill()
    letters.write(1)
    message = wait_until(lambda: waiting_letter(channel), "the event in the queue of notifications")
    event = json.loads(message)["id"]
    channel.basic_publish("", "notifications.dead", message, mandatory=True, properties=pika.BasicProperties(
        message_id=event, type="incident.answered", delivery_mode=2, content_type="application/cloudevents+json",
        headers={"resuelve-attempts": 8, "resuelve-reason": "el correo no estaba", "resuelve-died-at": "2026-11-24T18:00:00Z"}))
    cluster.server.start_missing()
    letter = next(letter for letter in dead_letters(cluster) if letter["event_id"] == event)
    assert (letter["consumer"], letter["reason"]) == ("notifications", "el correo no estaba")

    settings = cluster.server.room.settings("notifications")
    assert event in cluster.server.admin("dead-letters", "list", settings=settings).stdout
    cluster.server.admin("dead-letters", "replay", "notifications", event, settings=settings)
    letters.wait_for_all(seconds=30)
    letters.check()
    assert event not in {letter["event_id"] for letter in dead_letters(cluster)}
    refused = cluster.server.admin("dead-letters", "replay", "notifications", event, settings=settings, check=False)
    assert refused.returncode == 1 and refused.stderr


def waiting_letter(channel) -> bytes | None:
    """Takes the event of a letter out of the queue; the others stay in it."""
    found, others = None, []
    while True:
        method, _, body = channel.basic_get("notifications")
        if method is None:
            break
        if json.loads(body)["type"].endswith("incident.answered"):
            channel.basic_ack(method.delivery_tag)
            found = body
        else:
            others.append(method.delivery_tag)
    for tag in others:
        channel.basic_nack(tag, requeue=True)
    return found

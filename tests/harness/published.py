"""Everything that is published to the broker's exchange from some moment on."""

import json

import pika

from harness.rabbitmq import Broker

EXCHANGE = "resuelve.events"
QUEUE = "everything-published"


class Published:
    """A queue beside those of the services. Without it nothing changes for them."""

    def __init__(self, broker: Broker, vhost: str):
        self.broker, self.vhost = broker, vhost
        self.events: list[dict] = []
        connection = self.broker.connect(vhost)
        channel = connection.channel()
        channel.queue_declare(QUEUE, durable=True)
        channel.queue_bind(QUEUE, EXCHANGE, "#")
        connection.close()

    def all(self) -> list[dict]:
        """What came so far, doubles included."""
        connection = self.broker.connect(self.vhost)
        channel = connection.channel()
        while (message := channel.basic_get(QUEUE, auto_ack=True))[0] is not None:
            method, properties, body = message
            self.events.append({"key": method.routing_key, "type": properties.content_type, "event": json.loads(body)})
        connection.close()
        return self.events

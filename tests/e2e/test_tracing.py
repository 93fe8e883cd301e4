"""What one customer does can be followed through the logs of all services by one trace id (W3C trace context)."""

import json
import uuid

from harness.waiting import wait_until

INVOLVED = {"intake", "customers", "resolution", "notifications"}


def lines_with(log: str, trace: str) -> list[dict]:
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{") and trace in line]
    return [line for line in lines if line["trace_id"] == trace]


def test_a_claim_is_followed_through_every_service_that_it_makes_busy(world):
    """Intake takes it, customers makes its customer, whom the others get to know, and notifications writes to."""
    trace = uuid.uuid4().hex
    claimant = world.nobody()
    claimant.post("/api/v1/claims", {
        "subject": "Se sigue la pista", "description": "De la petición al correo.",
        "contact": {"name": "Pía Rastro", "email": f"rastro.{trace}@example.com"}}, expect=201,
        headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})

    def found() -> dict[str, list[dict]]:
        return {service: lines for service, log in world.server.logs().items() if (lines := lines_with(log, trace))}

    wanted = INVOLVED & set(world.server.logs()) or set(world.server.logs())
    services = wait_until(lambda: found() if set(found()) >= wanted and len(consumers(found())) > 2 and requests(found()) else None,
                          lambda: f"lines with {trace} of {wanted}; there are {found()}")
    every = [line for lines in services.values() for line in lines]
    request = requests(services)[0]
    assert (request["method"], request["route"], request["status"]) == ("POST", "/api/v1/claims", 201)
    assert consumers(services) >= {"customers", "resolution", "notifications"}
    types = {line["type"] for line in every if "type" in line}
    assert types >= {"incident.registered", "customer.registered"}, "the event, and one that followed from it"


def requests(services: dict[str, list[dict]]) -> list[dict]:
    """Written a moment later: the access log collects its lines."""
    return [line for lines in services.values() for line in lines if line.get("route")]


def consumers(services: dict[str, list[dict]]) -> set[str]:
    return {line["consumer"] for lines in services.values() for line in lines if "consumer" in line}

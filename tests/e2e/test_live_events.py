"""Changes reach those who look on, and nobody else."""

import json

from harness.events import EventStream


def about(incident):
    return lambda event: event.data.get("incident_id") == incident["id"]


def test_an_employee_hears_of_a_new_incident_and_the_customer_of_the_answer(world, customer, agent):
    with EventStream(agent, "/api/v1/events") as shop, EventStream(customer, "/api/v1/my/events") as home:
        incident = customer.open("En directo", "Quiero ver los cambios sin recargar la página.")
        assert shop.next(about(incident)).data["type"] == "incident.registered"
        agent.take(incident)
        agent.act(incident, "information-request", {"body": "¿De qué color es?"})
        asked = home.next(lambda event: about(incident)(event) and event.data["version"] >= 3)
        assert asked.id


def test_events_tell_ids_and_versions_but_no_text(world, customer, agent):
    with EventStream(agent, "/api/v1/events") as shop:
        incident = customer.open("Secreto en el asunto", "Secreto en la descripción de la incidencia.")
        event = shop.next(about(incident))
        assert "Secreto" not in json.dumps(event.data)


def test_a_listener_goes_on_where_it_stopped(world, customer, agent):
    with EventStream(agent, "/api/v1/events") as shop:
        first = customer.open("Antes del corte", "El lector oye esto y luego se corta la conexión.")
        heard = shop.next(about(first))
    second = customer.open("Durante el corte", "Nadie escucha mientras se abre esta incidencia.")
    with EventStream(agent, "/api/v1/events", last_event_id=heard.id) as shop:
        assert shop.next(about(second)).data["type"] == "incident.registered"


def test_a_stream_tells_what_happened_before_it_was_open(world, customer, agent):
    incident = customer.open("Entre leer y escuchar", "Se abre después de leer la cola y antes de escuchar.")
    with EventStream(agent, "/api/v1/events", last_seconds=60) as shop:
        shop.next(lambda event: event.name == "gap" or about(incident)(event))
    for wrong in ("-1", "86401", "un rato"):
        problem = agent.get(f"/api/v1/events?last_seconds={wrong}", expect=422).json()
        assert problem["errors"][0]["field"].endswith("last_seconds")
    agent.get("/api/v1/events?since=0", expect=422)


def test_an_unknown_place_begins_with_a_gap(world, agent):
    with EventStream(agent, "/api/v1/events", last_event_id="01890000-0000-7000-8000-000000000000") as shop:
        assert shop.next().name == "gap"


def test_notes_and_others_incidents_are_not_heard(world, customer, agent):
    other = world.customer()
    incident = customer.open("Mía", "Solo yo y la tienda oímos hablar de esto.")
    with EventStream(customer, "/api/v1/my/events") as home, EventStream(other, "/api/v1/my/events") as neighbour:
        agent.act(incident, "messages", {"body": "Nota interna.", "visibility": "internal"}, expect=201)
        agent.act(incident, "messages", {"body": "Mensaje público.", "visibility": "public"}, expect=201)
        heard = [home.next(about(incident))]
        # A later act of the same customer closes the question whether more was on its way.
        own = other.open("La del vecino", "Con esta acaba la espera del vecino.")
        neighbour_heard = [neighbour.next(lambda event: True)]
        heard += home.quiet()
    assert "note" not in {event.data["type"].split(".")[-1] for event in heard}
    assert all(event.data["incident_id"] == own["id"] for event in neighbour_heard)


def test_streams_need_a_session(world):
    world.nobody().get("/api/v1/my/events", expect=401)
    world.nobody().get("/api/v1/events", expect=401)

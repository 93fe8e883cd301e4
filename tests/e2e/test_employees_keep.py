"""What employees keep: how they want the console, lists of the queue, texts for replies."""


def test_preferences_are_kept_and_two_windows_do_not_undo_each_other(world):
    agent, path = world.employee("agent"), "/api/v1/employees/me/preferences"
    first = agent.get(path)
    assert first.json()["theme"] == "system" and first.json()["version"] == 0
    chosen = {"theme": "dark", "shortcuts": {"enabled": True, "keys": {"reply": "Shift+r"}}, "signature": "Eva\nTienda"}
    agent.send("PUT", path, json=chosen, if_match=first.headers["etag"], expect=200)
    stored = agent.get(path)
    assert chosen.items() <= stored.json().items()
    agent.send("PUT", path, json={"theme": "light"}, if_match=first.headers["etag"], expect=412)
    agent.get(path, headers={"If-None-Match": stored.headers["etag"]}, expect=304)


def test_a_saved_view_is_what_the_queue_is_asked(world):
    supervisor, agent = world.employee("supervisor"), world.employee("agent")
    incident = world.customer().open("La de la vista guardada")
    view = supervisor.post("/api/v1/employees/views", {
        "name": "Vista guardada", "query": "status=registered&q=guardada", "owner": "shop"}, expect=201).json()
    seen = [each for each in agent.get("/api/v1/employees/views").json()["items"] if each["id"] == view["id"]]
    assert seen == [view]
    found = agent.get(f"/api/v1/incidents?{view['query']}").json()["items"]
    assert incident["reference"] in [each["reference"] for each in found]
    agent.delete(f"/api/v1/employees/views/{view['id']}", expect=403)
    supervisor.delete(f"/api/v1/employees/views/{view['id']}", expect=204)


def test_a_template_is_tried_on_an_incident(world):
    agent, customer = world.employee("agent"), world.customer()
    incident = customer.open("La cafetera", order={"reference": "P-10234", "product": "Cafetera"})
    text = "Hola, {{customer_name}}: {{product}} de {{order}}. {{serial_number}}{{agent_name}}"
    kept = agent.post("/api/v1/employees/templates", {"name": "Prueba", "texts": {"es": text}}, expect=201).json()
    filled = agent.act(incident, "template-preview", {"text": kept["texts"]["es"]}, expect=200).json()
    assert "Cafetera de P-10234" in filled["text"] and "{{" not in filled["text"]
    assert filled["missing"] == ["serial_number"]
    names = {each["name"] for each in agent.get("/api/v1/employees/templates/variables").json()["items"]}
    assert set(filled["missing"]) <= names
    refused = agent.post("/api/v1/employees/templates", {"name": "Otra", "texts": {"es": "{{precio}}"}}, expect=422)
    assert refused.json()["errors"][0]["field"] == "/texts/es" and "precio" in refused.text

"""From registration to settlement, as customers and employees live it."""

import base64
import json

from nacl.signing import VerifyKey


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_claim_is_opened_worked_on_refused_proposed_again_accepted_and_rated(world):
    customer = world.customer(first_name="Ñora", last_name="Íñigo Muñiz")
    agent = world.employee("agent")
    opened = customer.post("/api/v1/my/incidents", {
        "subject": "La cafetera gotea y falta el cacillo",
        "description": "Compré la cafetera el 3 de octubre.\n\nGotea por debajo — «cada mañana» — y faltaba el cacillo.",
        "channel": "web", "category": "defect", "language": "es",
        "order": {"reference": "P-2026-00118", "line": "2", "product": "Cafetera exprés", "serial_number": "Ñ-15/0012",
                  "quantity": 2, "purchased_on": "2026-10-03"},
        "points": ["Que se repare o se cambie", "Que envíen el cacillo", "Que devuelvan 12,50 € de portes"]}, expect=201)
    incident = opened.json()
    assert opened.headers["location"].endswith(incident["id"])
    assert opened.headers["etag"]
    assert incident["status"] == "registered"
    assert incident["points"][1] == "Que envíen el cacillo"
    assert agent.read(incident)["order"]["quantity"] == 2
    assert customer.get(f"/api/v1/my/incidents/{incident['reference']}").json()["id"] == incident["id"]

    assert agent.take(incident)["status"] == "in_progress"
    assert agent.act(incident, "information-request", {"body": "¿Puede decirnos el número de serie?"}).json()[
        "status"] == "awaiting_customer"
    customer.act(incident, "messages", {"body": "Ñ-15/0012, está debajo."}, expect=201)
    assert customer.read(incident)["status"] == "in_progress", "a reply is an answer to what was asked"
    agent.act(incident, "messages", {"body": "Es un lote conocido.", "visibility": "internal"}, expect=201)

    agent.propose(incident, "partly_upheld", "repair", ["upheld", "upheld", "rejected"])
    proposed = customer.read(incident)
    assert proposed["status"] == "resolution_proposed"
    assert [answer["decision"] for answer in proposed["resolution"]["answers"]] == ["upheld", "upheld", "rejected"]

    refused = customer.act(incident, "refusal", {"reason": "Los portes también son cosa suya.", "points": [3]}).json()
    assert refused["status"] == "in_progress"
    agent.propose(incident, "upheld", "replacement")
    accepted = customer.act(incident, "acceptance").json()
    assert (accepted["status"], accepted["closed_as"]) == ("closed", "confirmed")
    rated = customer.act(incident, "rating", {"score": 5, "comment": "Al final, muy bien."}).json()
    assert rated["satisfaction"]["score"] == 5
    customer.act(incident, "rating", {"score": 1}, expect=409)

    seen_by_customer = list(customer.pages(f"/api/v1/my/incidents/{incident['id']}/timeline", limit=3))
    assert [entry["number"] for entry in seen_by_customer] == sorted(entry["number"] for entry in seen_by_customer)
    assert "lote conocido" not in json.dumps(seen_by_customer, ensure_ascii=False), "a note is for employees only"
    seen_by_agent = list(agent.pages(f"/api/v1/incidents/{incident['id']}/timeline"))
    assert "lote conocido" in json.dumps(seen_by_agent, ensure_ascii=False)
    assert len(seen_by_agent) > len(seen_by_customer)


def test_the_receipt_proves_what_was_filed_and_when(world, customer):
    incident = customer.open("Recibo con ñ y €", "Descripción con “comillas” y <b>etiquetas</b>.", points=["Uno", "Dos"])
    path = f"/api/v1/my/incidents/{incident['id']}/receipt"
    receipt = customer.get(path, headers={"Accept": "application/json"}).json()
    signature = receipt.pop("signature")
    payload = from_base64url(signature["payload"])
    keys = {key["key_id"]: key for key in world.nobody().get("/api/v1/receipts/keys").json()["items"]}
    key = from_base64url(keys[signature["key_id"]]["public_key"])
    VerifyKey(key).verify(payload, from_base64url(signature["value"]))
    assert json.loads(payload) == receipt, "what is shown is what is signed"
    assert receipt["reference"] == incident["reference"]
    assert receipt["description"] == "Descripción con “comillas” y <b>etiquetas</b>."
    assert receipt["points"] == ["Uno", "Dos"]
    assert receipt["filed_at"] == incident["created_at"]
    assert len(receipt["history"]["head"]) == 64

    pdf = customer.get(path, headers={"Accept": "application/pdf"})
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_a_second_refusal_calls_a_supervisor(world, customer, agent):
    incident = customer.open("No me convence", "La primera propuesta no vale y la segunda tampoco.")
    agent.take(incident)
    for number in (1, 2):
        agent.propose(incident, "rejected", "explanation")
        customer.act(incident, "refusal", {"reason": f"No, y van {number}."})
    assert agent.read(incident)["escalated"] is True


def test_an_employee_cannot_accept_for_the_customer(world, customer, agent):
    incident = customer.open("Solo yo acepto", "Nadie debe aceptar en mi lugar la propuesta.")
    agent.take(incident)
    agent.propose(incident)
    agent.post(f"/api/v1/my/incidents/{incident['id']}/acceptance", {}, expect=403)
    assert customer.read(incident)["status"] == "resolution_proposed"


def test_an_act_that_the_status_does_not_allow_says_what_is_allowed(customer):
    incident = customer.open("Aceptar sin propuesta", "Intento aceptar antes de que haya propuesta.")
    problem = customer.act(incident, "acceptance", expect=409).json()
    assert problem["type"] == "/problems/not-allowed-in-status"
    assert problem["current_status"] == "registered"
    assert "withdraw" in problem["allowed"] and "accept" not in problem["allowed"]


def test_a_completion_request_is_answered_and_the_work_goes_on(customer, agent):
    incident = customer.open("Faltan datos", "No puse el número de pedido, perdón.")
    agent.take(incident)
    asked = agent.act(incident, "completion-request",
                      {"body": "Nos falta el tique.", "missing": ["El tique", "Una foto"]}).json()
    assert asked["status"] == "awaiting_completion"
    assert asked["missing"] == ["El tique", "Una foto"]
    before = asked["deadlines"]["answer_by"]
    completed = customer.act(incident, "completion", {"body": "Aquí está: tique 118."}).json()
    assert completed["status"] == "in_progress"
    assert completed["deadlines"]["answer_by"] >= before, "the legal clock starts again"


def test_an_attachment_comes_back_as_it_was_sent(customer, agent):
    incident = customer.open("Con foto", "Adjunto una foto de la rotura.")
    # The smallest PNG: one pixel.
    png = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
    path = f"/api/v1/my/incidents/{incident['id']}/attachments"
    uploaded = customer.send("POST", path, params={"name": "foto ñandú.png"}, content=png,
                             headers={"Content-Type": "image/png"}, expect=201).json()
    customer.act(incident, "messages", {"body": "Esta es.", "attachment_ids": [uploaded["id"]]}, expect=201)
    got = agent.get(f"/api/v1/incidents/{incident['id']}/attachments/{uploaded['id']}")
    assert got.content == png
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["x-content-type-options"] == "nosniff"


def test_a_closed_incident_is_reopened_by_its_customer(customer, agent):
    incident = customer.open("Volvió a pasar", "Se cerró, pero ha vuelto a pasar lo mismo.")
    customer.act(incident, "withdrawal")
    reopened = customer.act(incident, "reopening", {"reason": "Ha vuelto a gotear."}).json()
    assert reopened["status"] == "in_progress"
    assert reopened["closed_as"] is None


def test_merged_incidents_can_be_parted_by_a_supervisor(customer, agent, supervisor):
    first = customer.open("La primera", "La cafetera gotea desde ayer por la tarde.")
    second = customer.open("La misma otra vez", "Por si no llegó: la cafetera gotea desde ayer.")
    merged = agent.act(second, "merge", {"into": first["reference"]}).json()
    assert (merged["status"], merged["closed_as"]) == ("closed", "merged")
    agent.delete(f"/api/v1/incidents/{second['id']}/merge", expect=403)
    parted = supervisor.delete(f"/api/v1/incidents/{second['id']}/merge", expect=200).json()
    assert parted["status"] == "registered"


def test_the_next_incident_is_the_most_urgent_one(fresh):
    customer, agent = fresh.customer(), fresh.employee("agent")
    calm = customer.open("Sin prisa", "Puede esperar, no corre ninguna prisa.")
    urgent = customer.open("Con prisa", "Es urgente, hay insulina en la nevera.")
    etag = agent.get(f"/api/v1/incidents/{urgent['id']}").headers["etag"]
    agent.patch(f"/api/v1/incidents/{urgent['id']}", {"priority": "urgent"}, if_match=etag)
    assert agent.post("/api/v1/incidents/next", {}).json()["id"] == urgent["id"]
    assert agent.post("/api/v1/incidents/next", {}).json()["id"] == calm["id"]
    assert agent.post("/api/v1/incidents/next", {}, expect=204).content == b""

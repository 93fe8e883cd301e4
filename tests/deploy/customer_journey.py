"""One customer's claim from registration to the receipt on paper: `python customer_journey.py URL`. Run inside a test machine."""

import sys

import httpx

with httpx.Client(base_url=sys.argv[1], timeout=20) as client:
    person = {"email": "marta@example.com", "password": "faro-nube-cuchara-7", "first_name": "Marta", "last_name": "Gil"}
    client.post("/api/v1/customers", json=person).raise_for_status()
    session = client.post("/api/v1/customers/sessions", json={key: person[key] for key in ("email", "password")}).raise_for_status().json()
    signed_in = {"Authorization": f"Bearer {session['token']}"}
    claim = {"subject": "La plancha no enciende", "description": "La estrené ayer y hoy ya no enciende."}
    incident = client.post("/api/v1/my/incidents", json=claim, headers=signed_in).raise_for_status().json()
    receipt = client.get(f"/api/v1/my/incidents/{incident['id']}/receipt", headers=signed_in | {"Accept": "application/pdf"}).raise_for_status()
    assert receipt.content.startswith(b"%PDF-"), receipt.content[:40]
print("journey done")

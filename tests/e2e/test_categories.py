"""The reasons of incidents: administrators keep them, everybody chooses from them, and incidents keep what they have."""

PATH = "/api/v1/employees/categories"


def test_a_reason_is_chosen_by_somebody_without_an_account(world):
    made = world.admin.post(PATH, {"parent": "delivery", "names": {"es": "En otra dirección", "en": "At another address"}},
                            expect=201)
    category = made.json()["id"]
    listed = world.nobody().get("/api/v1/categories", expect=200)
    assert "max-age" in listed.headers["cache-control"]
    assert {"id": category, "parent": "delivery", "names": made.json()["names"]} in listed.json()["items"]
    world.nobody().get("/api/v1/categories", headers={"If-None-Match": listed.headers["etag"]}, expect=304)

    incident = world.customer().open("La dejaron en otra calle", category=category)
    supervisor = world.employee("supervisor")
    found = supervisor.get(f"/api/v1/incidents?category={category}").json()["items"]
    assert [each["id"] for each in found] == [incident["id"]]
    reasons = supervisor.get("/api/v1/reports/reasons").json()["by_category"]
    assert {"category": category, "count": 1} in reasons


def test_a_retired_reason_stays_with_its_incidents_and_unknown_ones_are_accepted(world):
    made = world.admin.post(PATH, {"names": {"es": "Tarjeta regalo"}}, expect=201)
    category = made.json()["id"]
    customer = world.customer()
    incident = customer.open("La tarjeta no vale", category=category)
    changed = world.admin.send("PATCH", f"{PATH}/{category}", json={"status": "retired"},
                               if_match=made.headers["etag"], expect=200)
    assert not changed.json()["offered"]
    assert category not in [each["id"] for each in world.nobody().get("/api/v1/categories").json()["items"]]
    assert category in [each["id"] for each in world.employee("agent").get(PATH).json()["items"]]
    assert customer.get(f"/api/v1/my/incidents/{incident['id']}").json()["category"] == category
    assert customer.open("Otra cosa", category="lo que sea")["category"] == "lo que sea"


def test_two_administrators_do_not_undo_each_other(world):
    made = world.admin.post(PATH, {"names": {"es": "Montaje"}}, expect=201)
    path = f"{PATH}/{made.json()['id']}"
    world.admin.send("PATCH", path, json={"names": {"es": "Montaje en casa"}}, if_match=made.headers["etag"], expect=200)
    world.admin.send("PATCH", path, json={"position": 0}, if_match=made.headers["etag"], expect=412)
    refused = world.admin.post(PATH, {"names": {"es": "Montaje en casa"}}, expect=422).json()
    assert refused["errors"][0]["field"] == "/names/es" and refused["errors"][0]["code"] == "taken"
    details = [each["detail"] for each in
               world.employee("supervisor").get("/api/v1/employees/audit?act=category_changed").json()["items"]]
    assert f"changed {made.json()['id']}: names" in details

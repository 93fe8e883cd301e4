"""An incident that a court may ask for outlives the erasure of its customer, until the hold is lifted."""

from harness.waiting import wait_until


def test_what_is_held_is_erased_when_the_hold_is_lifted(world, supervisor):
    customer = world.customer()
    held, other = customer.open("La pide el juzgado"), customer.open("Esta no la pide nadie")
    assert supervisor.act(held, "legal-hold", {"reason": "Diligencias previas 123/2026"}).json()["legal_hold"]
    customer.delete("/api/v1/customers/me", expect=204)

    wait_until(lambda: supervisor.read(other)["erased"], "the other one is erased")
    kept = supervisor.read(held)
    assert kept["subject"] == "La pide el juzgado" and not kept["erased"]

    supervisor.delete(f"/api/v1/incidents/{held['id']}/legal-hold", expect=200)
    gone = supervisor.read(held)
    assert gone["erased"] and not gone["subject"]
    timeline = list(supervisor.pages(f"/api/v1/incidents/{held['id']}/timeline"))
    assert [entry["body"] for entry in timeline if entry["kind"] == "message"] in ([], [None])


def test_the_customer_is_told_nothing_of_a_hold(world, supervisor):
    customer = world.customer()
    incident = customer.open()
    supervisor.act(incident, "legal-hold", {"reason": "Diligencias previas"})
    shown = customer.get(f"/api/v1/my/incidents/{incident['id']}/timeline").text
    assert "Diligencias" not in shown and "hold" not in shown
    assert "legal_hold" not in customer.read(incident)

"""Who takes part in the tests of access, what is theirs, and how their calls are compared."""

from harness.api import Session
from harness.waiting import wait_until

NOWHERE = "01890000-0000-7000-8000-00000000dead"
POISON = {"no_such_member": 1}  # refused once the sender may use the route at all, so that nothing changes
STREAMS = ("/api/v1/events", "/api/v1/my/events")


class Cast:
    """Who takes part, and what is theirs."""

    def __init__(self, world):
        self.world = world
        self.team, self.other_team = world.team(), world.team()
        self.owner, self.other = world.customer(), world.customer()
        self.agent, self.agent_elsewhere = world.employee("agent", self.team), world.employee("agent", self.other_team)
        self.supervisor = world.employee("supervisor")
        self.garbage = Session(world, token="eyJhbGciOiJub25lIn0.e30.")
        self.nobody = world.nobody()
        incident = self.owner.open("De la dueña", "Una incidencia que solo ven su dueña y su equipo.")
        path = f"/api/v1/incidents/{incident['id']}"
        etag = self.supervisor.get(path).headers["etag"]
        # That there is such a team comes by an event.
        wait_until(lambda: self.supervisor.patch(path, {"team_id": self.team}, if_match=etag,
                                                 expect=(200, 422)).status_code == 200, "the team is known")
        self.incident = incident
        upload = self.owner.send("POST", f"/api/v1/my/incidents/{incident['id']}/attachments", params={"name": "a.txt"},
                                 content="hola\n", headers={"Content-Type": "text/plain"}, expect=201).json()
        self.owner.act(incident, "messages", {"body": "Adjunto.", "attachment_ids": [upload["id"]]}, expect=201)
        self.attachment = upload["id"]

    def fill(self, pattern: str, incident: str) -> str:
        """The path of a pattern, on the owner's incident or on none."""
        path = pattern
        if "/incidents/{id}" in pattern or pattern.startswith("/api/v1/claims/{"):
            path = path.replace("{id}", incident).replace("{attachment_id}", self.attachment)
            path = path.replace("{reference}", self.incident["reference"])
        elif "/teams/{" in pattern:
            path = path.replace("{id}", self.other_team).replace("{team_id}", self.other_team)
        elif "/employees/{" in pattern:
            path = path.replace("{id}", self.agent_elsewhere.id).replace("{employee_id}", self.agent_elsewhere.id)
        elif "/customers/{" in pattern:
            path = path.replace("{id}", self.other.id).replace("{customer_id}", self.other.id)
        while "{" in path:  # of what this test has none
            begin = path.index("{")
            path = path[:begin] + NOWHERE + path[path.index("}") + 1:]
        return path


def call(session: Session, method: str, path: str, body: object = None):
    """Status and problem, without waiting for the end of a stream."""
    _, operation, _ = session.world.document().operation(method, path)
    with_body = method in ("POST", "PATCH", "PUT") and body is not None
    headers = session.authorization() | {"If-Match": '"999999"'}
    with session.client.stream(method, path, headers=headers, **({"json": body} if with_body else {})) as response:
        if response.status_code == 200 and path in STREAMS:
            return 200, {}
        response.read()
    if with_body and response.status_code == 400 and "requestBody" not in operation:
        # Where no body belongs one is refused before it is known who sends it.
        return call(session, method, path)
    session.world.document().check(response)
    problem = response.json() if response.status_code >= 400 and response.content else {}
    problem.pop("trace_id", None)
    return response.status_code, problem

"""The program under test as one process with everything in it, in a directory of its own."""

import os
import subprocess
from pathlib import Path

from harness.instance import BINARY, Instance, admin
from harness.ports import free_port

__all__ = ["ADMIN_EMAIL", "ADMIN_PASSWORD", "BINARY", "Server", "free_port"]

ADMIN_EMAIL = os.environ.get("RESUELVE_ADMIN_EMAIL", "direccion@example.org")
ADMIN_PASSWORD = os.environ.get("RESUELVE_ADMIN_PASSWORD", "cuatro yeguas pastan junto al molino")
FIRST_ADMINISTRATOR = {"RESUELVE_ADMIN_EMAIL": ADMIN_EMAIL, "RESUELVE_ADMIN_PASSWORD": ADMIN_PASSWORD}


class Server(Instance):
    """What tests use of it, a `Cluster` has too."""

    instances_of_each = 1

    def __init__(self, folder: Path, *arguments: str):
        super().__init__(folder, "serve", *arguments, environment=FIRST_ADMINISTRATOR)

    @property
    def settings(self) -> dict[str, str]:
        """The variables that lead to its stores."""
        return {}

    @property
    def mail_folders(self) -> list[Path]:
        return [self.data / "mail"]

    @property
    def described_at(self) -> list[str]:
        """Where /api/openapi.json is, in parts."""
        return [self.url]

    def direct(self, service: str) -> "Instance":
        """A process that answers for the service, without a proxy in front."""
        return self

    @property
    def legacy_url(self) -> str:
        return self.url

    @property
    def published(self):
        """What went over a broker, if there is one."""
        return None

    def logs(self) -> dict[str, str]:
        return {"serve": self.log_text()}

    def stop_services(self) -> None:
        self.stop()

    def start_services(self) -> None:
        self.start()

    def admin(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        return admin(*arguments, check=check, environment=self.settings | {
            "RESUELVE_EMAIL": ADMIN_EMAIL, "RESUELVE_PASSWORD": ADMIN_PASSWORD})

    def verify(self) -> None:
        """Proves every chain of the store, and that its reports are what counting gives; the server is stopped."""
        self.admin("verify-history", "--data", str(self.data))
        assert " 0 tallies were wrong" in self.admin("recount", "--data", str(self.data)).stdout

"""Names are not resolved any more: who has connections goes on, and who loses one is served again when names are back."""

import os
import subprocess

import pytest

from harness.api import World
from harness.cluster import ServerOnServers
from harness.letters import Letters

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="an /etc/hosts of one's own takes the right to mount it")
NAME = "servidores.test"


class Named(ServerOnServers):
    """Finds MongoDB and RabbitMQ by a name that only its own /etc/hosts knows."""

    def launch(self) -> None:
        self.hosts = self.data.parent / "hosts"
        self.name_servers()
        self.environment = self.environment | {
            variable: value.replace("127.0.0.1", NAME) for variable, value in self.settings.items() if variable.endswith("_URI")}
        self.wrapper = ["unshare", "--mount", "bash", "-c", f'mount --bind {self.hosts} /etc/hosts && exec "$@"', "resuelve"]
        super().launch()

    def name_servers(self) -> None:
        self.hosts.write_text(f"127.0.0.1 {NAME}\n")

    def forget_names(self) -> None:
        self.hosts.write_text("")

    def finds_servers(self) -> bool:
        return subprocess.run(["nsenter", "--target", str(self.process.pid), "--mount", "getent", "hosts", NAME],
                              capture_output=True).returncode == 0


@pytest.fixture
def named(breakable, tmp_path):
    server = Named(tmp_path, breakable, "mongodb", "rabbitmq").start()
    yield World(server)
    server.stop()


def test_without_names_everything_goes_on_and_what_has_to_connect_again_waits(named, breakable):
    server, letters = named.server, Letters(named)
    letters.write(1)
    letters.wait_for_all()
    assert server.finds_servers()
    server.forget_names()
    assert not server.finds_servers()
    letters.write(5)
    assert letters.customer.open()["status"] == "registered"
    letters.wait_for_all()

    breakable.rabbitmq.control("close_all_connections", "--vhost", server.room.vhost, "they have to find it again")
    letters.write(5)
    assert letters.customer.open()["status"] == "registered"
    missing = letters.marks - set(letters.mailed())
    assert missing, "it found the broker without its name: this shows nothing"
    server.name_servers()
    letters.wait_for_all(seconds=60)
    letters.check()

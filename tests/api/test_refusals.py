"""Who may not is told so before anything that they send is read, or looked at."""

import json
import socket

import pytest

NOWHERE = "01890000-0000-7000-8000-00000000dead"
EXPECTING = "Content-Type: text/plain\r\nContent-Length: 20000000\r\nExpect: 100-continue\r\n"


@pytest.fixture(scope="module")
def routes(world):
    routes = json.loads(world.server.admin("routes", "--json").stdout)
    return [route for route in routes if route["pattern"].startswith("/api/v1/")]


def answer_to(world, head: str) -> str:
    """What the server itself says after a head alone, until it closes: a proxy would take the body first."""
    with socket.create_connection(("127.0.0.1", world.server.direct("intake").port), timeout=10) as connection:
        connection.sendall(f"{head}\r\n".encode())
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def upload(token: str = "") -> str:
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    return (f"POST /api/v1/my/incidents/{NOWHERE}/attachments?name=a.txt HTTP/1.1\r\nHost: localhost\r\n"
            f"{authorization}{EXPECTING}")


def test_a_strangers_upload_is_refused_unread(world):
    answer = answer_to(world, upload())
    assert answer.startswith("HTTP/1.1 401 "), answer
    assert "www-authenticate: bearer" in answer.lower()


def test_an_upload_without_the_right_is_refused_unread(world, agent):
    answer = answer_to(world, upload(agent.token))
    assert answer.startswith("HTTP/1.1 403 "), answer


def test_an_upload_with_the_right_is_asked_for(world, customer):
    customer.authorization()
    assert answer_to(world, upload(customer.token)).startswith("HTTP/1.1 100 ")


def test_sign_in_is_asked_for_before_parameters_and_bodies_are_looked_at(world, routes):
    nobody, wrong = world.nobody(), []
    for route in routes:
        if route["anonymous"] != "none":
            continue
        path = route["pattern"].replace("{", "no ").replace("}", "!")
        answer = nobody.send(route["method"].upper(), path, content="}", headers={"Content-Type": "image/gif"},
                             check=False)
        if answer.status_code != 401 or answer.headers.get("www-authenticate") != "Bearer":
            wrong.append(f"{route['method']} {route['pattern']}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)

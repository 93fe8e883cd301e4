"""Ports below those that the kernel gives to outgoing connections: nobody takes one by chance while its server is being
restarted."""

import random
import socket

RANGE = range(15_000, 32_000)
given: set[int] = set()


def free_port() -> int:
    while True:
        port = random.choice(RANGE)
        if port in given:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        given.add(port)
        return port

"""What answers as a MongoDB of an older release would when a program looks whether it will do: a real one would be a
download of its own."""

import socketserver
import struct
import threading

import bson

REPLY, QUERY, MESSAGE = 1, 2004, 2013  # opcodes of MongoDB's wire protocol
MOST = {"maxBsonObjectSize": 1 << 24, "maxMessageSizeBytes": 48_000_000, "maxWriteBatchSize": 100_000}


class OldMongodb:
    """`with OldMongodb("5.0.9", wire_version=13) as old: …old.uri…`: the primary of a replica set of one."""

    def __init__(self, version: str, wire_version: int):
        self.version, self.wire_version = version, wire_version

    def __enter__(self) -> "OldMongodb":
        old = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                while len(head := self.rfile.read(16)) == 16:
                    size, request, _, opcode = struct.unpack("<iiii", head)
                    self.wfile.write(old.reply(request, opcode, self.rfile.read(size - 16)))

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self.server.daemon_threads = True
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        self.uri = f"mongodb://{self.address}/?replicaSet=old"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def reply(self, request: int, opcode: int, body: bytes) -> bytes:
        if opcode == QUERY:  # flags, the collection's name, skip, limit
            start = body.index(b"\0", 4) + 1 + 8
            prefix = struct.pack("<iqii", 8, 0, 0, 1)
        else:  # flags, kind of section
            start, prefix = 5, b"\0\0\0\0\0"
        length, = struct.unpack_from("<i", body, start)
        command = bson.decode(body[start:start + length])
        answer = prefix + bson.encode(self.answer(next(iter(command)).lower()))
        return struct.pack("<iiii", 16 + len(answer), 0, request, REPLY if opcode == QUERY else MESSAGE) + answer

    def answer(self, command: str) -> dict:
        match command:
            case "hello" | "ismaster":
                return {"ok": 1, "ismaster": True, "isWritablePrimary": True, "helloOk": True, "setName": "old",
                        "setVersion": 1, "hosts": [self.address], "me": self.address, "primary": self.address,
                        "minWireVersion": 0, "maxWireVersion": self.wire_version,
                        "logicalSessionTimeoutMinutes": 30} | MOST
            case "find":
                return {"ok": 1, "cursor": {"id": bson.Int64(0), "ns": "shop.schema", "firstBatch": []}}
            case "buildinfo":
                return {"ok": 1, "version": self.version}
            case _:
                return {"ok": 1}

"""A passkey in software, with an Ed25519 key: what a telephone would answer."""

import base64
import hashlib
import json
import os
from urllib.parse import urlsplit

from nacl.signing import SigningKey

PRESENT_AND_VERIFIED, WITH_CREDENTIAL = 0x05, 0x40


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Passkey:
    """Belongs to the address `origin`, and once it was added to `user`."""

    def __init__(self, origin: str):
        self.origin, self.key, self.id, self.user = origin, SigningKey.generate(), os.urandom(32), ""

    def _client_data(self, ceremony: str, challenge: str) -> bytes:
        return json.dumps({"type": ceremony, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(urlsplit(self.origin).hostname.encode()).digest() + bytes([flags, 0, 0, 0, 0])

    def made(self, enrolment: dict, name: str = "Teléfono") -> dict:
        """The body that adds it."""
        self.user = enrolment["user"]["id"]
        public = bytes.fromhex("a4010103272006215820") + self.key.verify_key.encode()  # COSE (RFC 9053 §7.2)
        data = self._data(PRESENT_AND_VERIFIED | WITH_CREDENTIAL) + bytes(16) + bytes([0, len(self.id)]) + self.id + public
        return {"name": name, "client_data": text(self._client_data("webauthn.create", enrolment["challenge"])),
                "authenticator_data": text(data)}

    def answer(self, challenge: str) -> dict:
        """The body that signs its owner in."""
        client_data, data = self._client_data("webauthn.get", challenge), self._data(PRESENT_AND_VERIFIED)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest()).signature
        return {"user_handle": self.user, "credential": text(self.id), "client_data": text(client_data),
                "authenticator_data": text(data), "signature": text(signature)}


def add(person, path: str, name: str = "Teléfono", origin: str | None = None) -> tuple[Passkey, str]:
    """A new passkey of a person (`path`: …/me/passkeys), and its id there. `origin`: of the pages, if not as we reach it."""
    passkey = Passkey(origin or person.url)
    enrolment = person.post(f"{path}/challenges", expect=200).json()
    return passkey, person.post(path, passkey.made(enrolment, name), expect=201).json()["id"]

"""The server's one secret, and the keys derived from it: a key for each purpose, never the secret itself."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    from pathlib import Path

SECRET_BYTES: Final = 32
_NONCE_BYTES: Final = 12


def new_secret() -> str:
    """Make the content of a secret file: 64 hex digits."""
    return secrets.token_hex(SECRET_BYTES)


class ServerKeys:
    """What the server can do with its secret (32 bytes)."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise ValueError("the secret has 32 bytes")
        self._totp = AESGCM(_derive(secret, b"ccmdesk totp secrets v1"))
        self._share = _derive(secret, b"ccmdesk unlock shares v1")

    @classmethod
    def from_file(cls, path: Path) -> ServerKeys:
        """Read the secret file. Raises OperatorError."""
        try:
            secret = bytes.fromhex(path.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise OperatorError(f"Fichier du secret du serveur introuvable ou illisible : {path}") from error
        if len(secret) != SECRET_BYTES:
            raise OperatorError(f"Le secret du serveur doit compter 64 chiffres hexadécimaux : {path}")
        return cls(secret)

    def seal_totp(self, customer_id: int, secret: bytes) -> bytes:
        """Encrypt a TOTP secret for the database. It opens for this customer only."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._totp.encrypt(nonce, secret, str(customer_id).encode())

    def open_totp(self, customer_id: int, sealed: bytes) -> bytes:
        """Decrypt a TOTP secret. Raises OperatorError when it was sealed under another secret or for someone else."""
        try:
            return self._totp.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], str(customer_id).encode())
        except InvalidTag as error:
            raise OperatorError("Le secret du serveur n’est pas celui de cette base de données.") from error

    def unlock_share(self, customer_id: int, installation: str) -> str:
        """Bank's half of the key of an installation's cache (64 hex digits): the same at each sign-in."""
        return hmac.new(self._share, f"{customer_id}|{installation}".encode(), hashlib.sha256).hexdigest()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)

"""The server's secret, and the keys derived from it: a key for each purpose, never the secret itself.

A rotated server has several secrets, the newest first. The newest seals and signs; all of them open and are told
as signing keys; the oldest makes the unlock shares, which must stay what they are as long as a client's files live.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ccmdesk.core import signatures
from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECRET_BYTES: Final = 32
_NONCE_BYTES: Final = 12


def new_secret() -> str:
    """Make a secret: 64 hex digits."""
    return os.urandom(SECRET_BYTES).hex()


class ServerKeys:
    """What the server can do with its secrets (32 bytes each, the newest first)."""

    def __init__(self, *secrets: bytes) -> None:
        if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets):
            raise ValueError("a secret has 32 bytes")
        self._totp = _Box(secrets, b"ccmdesk totp secrets v1")
        self._letters = _Box(secrets, b"ccmdesk letters v1")
        self._codes = _derive(secrets[0], b"ccmdesk codes by sms v1")
        self._share = _derive(secrets[-1], b"ccmdesk unlock shares v1")
        self._signing = [_derive(secret, b"ccmdesk receipts v1") for secret in secrets]
        self.signing_keys = tuple(signatures.public_key(key) for key in self._signing)
        """Public keys of the bank's signatures (hex): the one in use first."""

    @classmethod
    def from_text(cls, text: str) -> ServerKeys:
        """Read secrets, one a line or separated by commas, the newest first. Raises ValueError."""
        return cls(*(bytes.fromhex(line) for line in text.replace(",", "\n").split()))

    @classmethod
    def from_file(cls, path: Path) -> ServerKeys:
        """Read the secret file. Raises OperatorError."""
        try:
            text = path.read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise OperatorError(f"Fichier du secret du serveur introuvable ou illisible : {path}") from error
        try:
            return cls.from_text(text)
        except ValueError as error:
            raise OperatorError(f"Le secret du serveur doit compter 64 chiffres hexadécimaux : {path}") from error

    def seal_totp(self, customer_id: int, secret: bytes) -> bytes:
        """Encrypt a TOTP secret for the database. It opens for this customer only."""
        return self._totp.seal(secret, str(customer_id))

    def open_totp(self, customer_id: int, sealed: bytes) -> bytes:
        """Decrypt a TOTP secret. Raises OperatorError when it was sealed under another secret or for someone else."""
        return self._totp.open(sealed, str(customer_id))

    def is_current_totp(self, customer_id: int, sealed: bytes) -> bool:
        """Whether a TOTP secret is sealed under the newest secret."""
        return self._totp.is_current(sealed, str(customer_id))

    def seal_letter(self, notice_id: str, body: str) -> bytes:
        """Encrypt the text of an e-mail or SMS that waits. It opens for this notice only."""
        return self._letters.seal(body.encode(), notice_id)

    def open_letter(self, notice_id: str, sealed: bytes) -> str:
        """Decrypt the text of an e-mail or SMS. Raises OperatorError, as `open_totp`."""
        return self._letters.open(sealed, notice_id).decode()

    def code_hash(self, recovery_hash: bytes, code: str) -> bytes:
        """Keyed hash of a code sent by SMS: its few digits cannot be tried on a copy of the database."""
        return hmac.digest(self._codes, recovery_hash + code.encode(), hashlib.sha256)

    def unlock_share(self, customer_id: int, installation: str) -> str:
        """Bank's half of the key of an installation's cache (64 hex digits): the same at each sign-in."""
        return hmac.new(self._share, f"{customer_id}|{installation}".encode(), hashlib.sha256).hexdigest()

    def sign_receipt(self, document: str) -> tuple[str, str]:
        """Sign a receipt's document with the key in use. Returns (key id, signature)."""
        return signatures.key_id(self.signing_keys[0]), signatures.sign(self._signing[0], signatures.RECEIPT, document)


class _Box:
    """Encryption for one purpose (AES-256-GCM; the name of what is sealed is authenticated with it)."""

    def __init__(self, secrets: Sequence[bytes], purpose: bytes) -> None:
        self._ciphers = [AESGCM(_derive(secret, purpose)) for secret in secrets]

    def seal(self, plain: bytes, name: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, plain, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        for cipher in self._ciphers:
            plain = _opened(cipher, sealed, name)
            if plain is not None:
                return plain
        raise OperatorError("Le secret du serveur n’est pas celui de cette base de données.")

    def is_current(self, sealed: bytes, name: str) -> bool:
        return _opened(self._ciphers[0], sealed, name) is not None


def _opened(cipher: AESGCM, sealed: bytes, name: str) -> bytes | None:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError):
        return None


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)

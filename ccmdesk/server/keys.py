"""The server's secret, and the keys derived from it: a key for each purpose, never the secret itself.

A rotated server has several secrets, the newest first. The newest seals and signs; all of them open and are told
as signing keys; the oldest makes the unlock shares, which must stay what they are as long as a client's files live. A
secret that was dropped leaves its public key behind, so that the receipts it signed stay genuine.
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

    from ccmdesk.server.settings import Settings

SECRET_BYTES: Final = 32
RETIRED: Final = "public:"
_RECEIPTS: Final = b"ccmdesk receipts v1"
_NONCE_BYTES: Final = 12


def new_secret() -> str:
    """Make a secret: 64 hex digits."""
    return os.urandom(SECRET_BYTES).hex()


def parse_secrets(text: str) -> tuple[list[bytes], list[str]]:
    """Read the secrets and the retired public keys (« public:<hex> ») of a secret file. Raises ValueError."""
    words = text.replace(",", "\n").split()
    retired = [word.removeprefix(RETIRED) for word in words if word.startswith(RETIRED)]
    if any(len(bytes.fromhex(key)) != SECRET_BYTES for key in retired):
        raise ValueError("a public key has 32 bytes")
    return [bytes.fromhex(word) for word in words if not word.startswith(RETIRED)], retired


def signing_key(secret: bytes) -> str:
    """Public key (hex) of what a secret signs."""
    return signatures.public_key(_derive(secret, _RECEIPTS))


class ServerKeys:
    """What the server can do with its secrets (32 bytes each, the newest first).

    `retired`: public keys (hex) of secrets that are gone: nothing opens with them, but what they signed stays genuine.
    """

    def __init__(self, *secrets: bytes, retired: Sequence[str] = ()) -> None:
        self._ring = _Ring(secrets, retired)

    @classmethod
    def from_text(cls, text: str) -> ServerKeys:
        """Read secrets, one a line or separated by commas, the newest first. Raises ValueError."""
        secrets, retired = parse_secrets(text)
        return cls(*secrets, retired=retired)

    @classmethod
    def from_file(cls, path: Path) -> ServerKeys:
        """Read the secret file, and again whenever it changes: a server need not restart when a secret is added.

        Raises OperatorError.
        """
        return _FileKeys(path)

    @classmethod
    def of(cls, settings: Settings) -> ServerKeys:
        """Read what the settings say: the environment's secret, or else the file's. Raises OperatorError."""
        if settings.secret_file is not None:
            return cls.from_file(settings.secret_file)
        try:
            return cls.from_text(settings.secret.get_secret_value() if settings.secret else "")
        except ValueError:
            raise OperatorError("Le secret du serveur doit compter 64 chiffres hexadécimaux (environnement).") from None

    def _current(self) -> _Ring:
        return self._ring

    @property
    def signing_keys(self) -> tuple[str, ...]:
        """Public keys of the bank's signatures (hex): the one in use first."""
        return self._current().signing_keys

    def seal_totp(self, customer_id: int, secret: bytes) -> bytes:
        """Encrypt a TOTP secret for the database. It opens for this customer only."""
        return self._current().totp.seal(secret, str(customer_id))

    def open_totp(self, customer_id: int, sealed: bytes) -> bytes:
        """Decrypt a TOTP secret. Raises OperatorError when it was sealed under another secret or for someone else."""
        return self._current().totp.open(sealed, str(customer_id))

    def is_current_totp(self, customer_id: int, sealed: bytes) -> bool:
        """Whether a TOTP secret is sealed under the newest secret."""
        return self._current().totp.is_current(sealed, str(customer_id))

    def seal_letter(self, notice_id: str, body: str) -> bytes:
        """Encrypt the text of an e-mail or SMS that waits. It opens for this notice only."""
        return self._current().letters.seal(body.encode(), notice_id)

    def is_current_letter(self, notice_id: str, sealed: bytes) -> bool:
        """Whether a letter is sealed under the newest secret."""
        return self._current().letters.is_current(sealed, notice_id)

    def open_letter(self, notice_id: str, sealed: bytes) -> str:
        """Decrypt the text of an e-mail or SMS. Raises OperatorError, as `open_totp`."""
        return self._current().letters.open(sealed, notice_id).decode()

    def code_hash(self, recovery_hash: bytes, code: str) -> bytes:
        """Keyed hash of a code sent by SMS: its few digits cannot be tried on a copy of the database."""
        return _code_hash(self._current().codes[0], recovery_hash, code)

    def is_code(self, recovery_hash: bytes, code: str, hashed: bytes) -> bool:
        """Whether a code is the one that was hashed, under whichever secret. Always does the same work."""
        found = [hmac.compare_digest(_code_hash(key, recovery_hash, code), hashed) for key in self._current().codes]
        return any(found)

    def unlock_share(self, customer_id: int, installation: str) -> str:
        """Bank's half of the key of an installation's cache (64 hex digits): the same at each sign-in."""
        return hmac.new(self._current().share, f"{customer_id}|{installation}".encode(), hashlib.sha256).hexdigest()

    def sign_receipt(self, document: str) -> tuple[str, str]:
        """Sign a receipt's document with the key in use. Returns (key id, signature)."""
        ring = self._current()
        return signatures.key_id(ring.signing_keys[0]), signatures.sign(ring.signing[0], signatures.RECEIPT, document)


class _FileKeys(ServerKeys):
    """Keys of a secret file. It is replaced whole, so its stamp changes when it does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp, self._ring = _read(path)

    def _current(self) -> _Ring:
        try:
            if _stamp(self._path.stat()) != self._stamp:
                stamp, self._ring = _read(self._path)
                self._stamp = stamp  # after the ring: no thread takes the old one for the new
        except (OSError, OperatorError):
            pass  # what was read before stays good; the next start says what is wrong with the file
        return self._ring


class _Ring:
    """The keys of these secrets."""

    def __init__(self, secrets: Sequence[bytes], retired: Sequence[str]) -> None:
        if not secrets or any(len(secret) != SECRET_BYTES for secret in secrets):
            raise ValueError("a secret has 32 bytes")
        self.totp = _Box(secrets, b"ccmdesk totp secrets v1")
        self.letters = _Box(secrets, b"ccmdesk letters v1")
        self.codes = [_derive(secret, b"ccmdesk codes by sms v1") for secret in secrets]
        self.share = _derive(secrets[-1], b"ccmdesk unlock shares v1")
        self.signing = [_derive(secret, _RECEIPTS) for secret in secrets]
        self.signing_keys = (*(signatures.public_key(key) for key in self.signing), *retired)


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


_Stamp = tuple[int, int, int]


def _stamp(status: os.stat_result) -> _Stamp:
    return (status.st_ino, status.st_mtime_ns, status.st_size)


def _read(path: Path) -> tuple[_Stamp, _Ring]:
    try:
        with path.open(encoding="ascii") as file:
            stamp, text = _stamp(os.fstat(file.fileno())), file.read()
    except (OSError, ValueError) as error:
        raise OperatorError(f"Fichier du secret du serveur introuvable ou illisible : {path}") from error
    try:
        return stamp, _Ring(*parse_secrets(text))
    except ValueError:
        raise OperatorError(f"Le secret du serveur doit compter 64 chiffres hexadécimaux : {path}") from None


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)


def _code_hash(key: bytes, recovery_hash: bytes, code: str) -> bytes:
    return hmac.digest(key, recovery_hash + code.encode(), hashlib.sha256)

"""The private authority, the server's certificate, and the pins of its two keys."""

from __future__ import annotations

import base64
import hashlib
import ssl
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ccmdesk.server.tls import make_authority, make_server_certificate


def served_pin(folder):
    """What a client computes from the certificate that it is shown."""
    key = x509.load_pem_x509_certificate((folder / "server.pem").read_bytes()).public_key()
    return base64.b64encode(
        hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    ).decode()


def told_pins(out):
    """Pins of the command line for clients, in its order."""
    (line,) = [line for line in out.splitlines() if line.startswith("Sur les postes : ")]
    words = line.split()
    return [words[at + 1] for at, word in enumerate(words) if word == "--pin"]


def test_pins_are_those_of_the_key_in_use_and_of_the_next(operator):
    out = operator.done("pins", str(operator.folder))

    present, backup = told_pins(out)
    assert present == served_pin(operator.folder) != backup
    assert f"ccmdesk --server https://bank.example.org:8443 --ca ca.pem --pin {present} --pin {backup}" in out
    assert "PRIVATE" not in out


def test_a_renewed_certificate_keeps_key_pin_and_names(operator):
    before = told_pins(operator.done("pins", str(operator.folder)))
    key = (operator.folder / "server.key").read_bytes()
    certificate = (operator.folder / "server.pem").read_bytes()

    assert told_pins(operator.done("certificate", str(operator.folder))) == before
    assert (operator.folder / "server.key").read_bytes() == key
    assert (operator.folder / "server.pem").read_bytes() != certificate
    assert served_pin(operator.folder) == before[0]
    assert "https://bank.example.org:8443" in operator.done("pins", str(operator.folder))


def test_rotation_brings_the_backup_key_in_and_makes_another(operator):
    present, backup = told_pins(operator.done("pins", str(operator.folder)))

    out = operator.done("certificate", str(operator.folder), "--rotate")
    now, following = told_pins(out)
    assert now == backup == served_pin(operator.folder)
    assert following not in {present, backup}
    assert (operator.folder / "server.next.key").stat().st_mode & 0o777 == 0o600


def test_a_rotation_that_was_cut_short_is_run_again(operator):
    """Killed after the key was put in place, before the backup was replaced: the backup is still the same."""
    _, backup = told_pins(operator.done("pins", str(operator.folder)))
    (operator.folder / "server.key").write_bytes((operator.folder / "server.next.key").read_bytes())

    operator.done("certificate", str(operator.folder), "--rotate")
    assert served_pin(operator.folder) == backup


def test_a_server_without_a_backup_key_gets_one(operator):
    (operator.folder / "server.next.key").unlink()
    assert "server.next.key" in operator.refused("pins", str(operator.folder))
    assert "secours" in operator.refused("certificate", str(operator.folder), "--rotate")
    present, backup = told_pins(operator.done("certificate", str(operator.folder)))
    assert present == served_pin(operator.folder) != backup


def test_certificate_is_renewed_by_the_same_authority(operator):
    before = {name: (operator.folder / name).read_bytes() for name in ("ca.pem", "server.pem")}
    operator.done("certificate", str(operator.folder), "--name", "bank.example.org")
    after = {name: (operator.folder / name).read_bytes() for name in before}

    assert before["ca.pem"] == after["ca.pem"]
    assert before["server.pem"] != after["server.pem"]
    assert b"bank.example.org" in ssl.PEM_cert_to_DER_cert(after["server.pem"].decode())


def test_certificate_needs_its_authority(operator):
    (operator.folder / "ca.key").unlink()
    assert "n’est pas dans" in operator.refused("certificate", str(operator.folder))


def handshake(authority, server, host, folder):
    """Shake hands in memory; raises ssl.SSLError as a client would."""
    (folder / "server.pem").write_bytes(server.certificate)
    (folder / "server.key").write_bytes(server.key)
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(folder / "server.pem", folder / "server.key")
    (folder / "ca.pem").write_bytes(authority.certificate)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = ssl.create_default_context(cafile=folder / "ca.pem").wrap_bio(to_client, to_server, server_hostname=host)
    service = here.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (client, service):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue


def test_authority_signs_its_own_names_only(tmp_path):
    now = datetime.now(UTC)
    authority = make_authority(["bank.example.org", "127.0.0.1", "::1"], now)
    good = make_server_certificate(authority, ["bank.example.org", "127.0.0.1"], now)
    handshake(authority, good, "bank.example.org", tmp_path)
    handshake(authority, good, "127.0.0.1", tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError, match=r"(?i)hostname"):
        handshake(authority, good, "other.example.org", tmp_path)
    for stranger in ("impots.gouv.fr", "10.0.0.1"):
        stolen = make_server_certificate(authority, [stranger], now)
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
            handshake(authority, stolen, stranger, tmp_path)

"""A private certificate authority for one caisse's server: made once, trusted by its clients alone.

The authority may sign nothing but the server's own names (name constraints, RFC 5280, 4.2.1.10): were its key stolen,
no other site could be imitated with it.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ccmdesk.server.settings import OperatorError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

AUTHORITY_LIFE: Final = timedelta(days=3650)
SERVER_LIFE: Final = timedelta(days=825)
BACKDATE: Final = timedelta(hours=1)
"""Clocks of customers' computers may be late."""

_HOST: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pem:
    """A certificate and its private key, PEM."""

    certificate: bytes
    key: bytes


def make_authority(hosts: Sequence[str], now: datetime) -> Pem:
    """Make an authority for these host names and addresses. Raises OperatorError for a malformed one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CCM Desk private authority")])
    permitted = [_constraint(general) for general in _general_names(hosts)]
    certificate = (
        _builder(name, name, key, now, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .sign(key, SHA256())
    )
    return _pem(certificate, key)


def new_key() -> bytes:
    """Make a private key (PEM) for a server certificate: P-256."""
    return _key_pem(ec.generate_private_key(ec.SECP256R1()))


def make_server_certificate(authority: Pem, hosts: Sequence[str], now: datetime, key: bytes | None = None) -> Pem:
    """Make a server certificate for these host names and addresses, and this private key (PEM; a new one if none).

    Raises OperatorError for a malformed name or an unusable key.
    """
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    issuer_key = _load(authority.key, "La clé de l’autorité n’est pas une clé P-256.")
    own = _load(key or new_key(), "La clé du serveur n’est pas une clé P-256.")
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CCM Desk server")])
    certificate = (
        _builder(name, issuer.subject, own, now, SERVER_LIFE, issuer_key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_general_names(hosts)), critical=False)
        .sign(issuer_key, SHA256())
    )
    return _pem(certificate, own)


def pin_of(key: bytes) -> str:
    """Give the pin of a private key (PEM): SHA-256 of its SubjectPublicKeyInfo, in base 64 (RFC 7469, 2.4).

    Raises OperatorError for what is no key.
    """
    public = _load(key, "La clé du serveur n’est pas une clé P-256.").public_key()
    info = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(info).digest()).decode("ascii")


def hosts_of(certificate: bytes) -> tuple[str, ...]:
    """List the host names and addresses of a server certificate (PEM). Raises OperatorError for what is none."""
    try:
        found = x509.load_pem_x509_certificate(certificate).extensions.get_extension_for_class(
            x509.SubjectAlternativeName
        )
    except (ValueError, x509.ExtensionNotFound) as error:
        raise OperatorError("Le certificat du serveur est illisible.") from error
    return tuple(str(name.value) for name in found.value)


def _load(key: bytes, complaint: str) -> ec.EllipticCurvePrivateKey:
    try:
        loaded = serialization.load_pem_private_key(key, None)
    except (TypeError, ValueError):
        raise OperatorError(complaint) from None
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise OperatorError(complaint)
    return loaded


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    life: timedelta,
    issuer_key: ec.EllipticCurvePrivateKey | None = None,
) -> x509.CertificateBuilder:
    signer = (issuer_key or key).public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATE)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_names(hosts: Sequence[str]) -> list[x509.GeneralName]:
    names: list[x509.GeneralName] = []
    for host in dict.fromkeys(hosts):
        try:
            names.append(x509.IPAddress(ipaddress.ip_address(host)))
        except ValueError:
            if not _HOST.fullmatch(host):
                raise OperatorError(f"Ni nom de machine ni adresse : {host}") from None
            names.append(x509.DNSName(host.lower()))
    return names


def _constraint(name: x509.GeneralName) -> x509.GeneralName:
    """Turn a name into the constraint that permits it: an address becomes a network of one."""
    if isinstance(name, x509.IPAddress):
        return x509.IPAddress(ipaddress.ip_network(name.value))
    return name


def _pem(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Pem:
    return Pem(certificate.public_bytes(serialization.Encoding.PEM), _key_pem(key))


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )

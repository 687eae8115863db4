"""Carrier that hands e-mails to a mail server (SMTP, RFC 5321; submission over TLS, RFC 8314)."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Final

from ccmdesk.server.delivery.message import CarrierDownError, DeliveryError, RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from ccmdesk.server.delivery.message import Letter

_PERMANENT: Final = range(500, 600)
"""Replies that say: do not try the same again (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mails go. `security`: starttls, tls, or none; `seconds`: how long each answer may take.

    `ca_file`: the authorities to trust, instead of the system's.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    seconds: float = 10.0


class SmtpCarrier:
    """Delivers e-mails, each over a connection of its own."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._tls = ssl.create_default_context(cafile=server.ca_file)
        self._tls.minimum_version = ssl.TLSVersion.TLSv1_2

    def deliver(self, letter: Letter) -> None:
        """Hand over one e-mail. Raises RefusedError, CarrierDownError, DeliveryError: types and codes, no texts.

        The mail server's own words are left out of the exceptions, as they may quote the address.
        """
        message = make_message(letter, self._server.sender)
        try:
            smtp = self._connect()
            try:
                self._enter(smtp)
                smtp.send_message(message, from_addr=parseaddr(self._server.sender)[1], to_addrs=[letter.to])
            except BaseException:
                smtp.close()
                raise
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _refusal(codes[0] if codes else 0) from None
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            raise RefusedError("address beyond ASCII, and a server without SMTPUTF8") from None
        except (smtplib.SMTPException, OSError) as error:  # ssl.SSLError is one
            raise CarrierDownError(type(error).__name__) from None
        with suppress(smtplib.SMTPException, OSError):  # it is taken: a rude farewell changes nothing
            smtp.quit()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            return smtplib.SMTP_SSL(
                server.host, server.port, socket.gethostname(), timeout=server.seconds, context=self._tls
            )
        return smtplib.SMTP(server.host, server.port, socket.gethostname(), timeout=server.seconds)

    def _enter(self, smtp: smtplib.SMTP) -> None:
        """Make the line secret, and sign in. Without STARTTLS nothing is sent at all (RFC 3207, 6)."""
        if self._server.security == "starttls":
            try:
                smtp.starttls(context=self._tls)
            except smtplib.SMTPNotSupportedError:
                raise CarrierDownError("no STARTTLS") from None
        if self._server.user is not None and self._server.password is not None:
            try:
                smtp.login(self._server.user, self._server.password)
            except smtplib.SMTPNotSupportedError:
                raise CarrierDownError("no AUTH") from None


def make_message(letter: Letter, sender: str) -> EmailMessage:
    """Write an e-mail. Its Message-ID comes from the letter's id: the same letter sent twice is recognised as one.

    Raises RefusedError for what is no address.
    """
    policy = SMTP if letter.to.isascii() else SMTPUTF8
    message = EmailMessage(policy)
    name, address = parseaddr(sender)
    domain = address.rpartition("@")[2]
    message["From"] = Address(name, addr_spec=address)
    message["To"] = _recipient(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply
    message["Content-Language"] = "fr"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    return message


def _recipient(address: str) -> Address:
    username, at, domain = address.rpartition("@")
    try:
        if username and at and domain:
            return Address(username=username, domain=domain)
    except ValueError:
        pass  # a line feed
    raise RefusedError("no address")


def _refusal(code: int) -> DeliveryError:
    return RefusedError(str(code)) if code in _PERMANENT else DeliveryError(str(code))

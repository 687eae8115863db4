"""Which carrier takes which letters, by the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.server.delivery.folder import FolderCarrier
from ccmdesk.server.delivery.message import Channel
from ccmdesk.server.settings import OperatorError, secret_text

if TYPE_CHECKING:
    from ccmdesk.server.delivery.message import Carrier
    from ccmdesk.server.settings import Settings


def carriers_of(settings: Settings) -> dict[Channel, Carrier]:
    """Make the carrier of each channel: the mail server or gateway of the settings, or else the mailbox folder.

    A channel without any is not there: its letters wait. Raises OperatorError when a secret or an authority cannot
    be read.
    """
    carriers: dict[Channel, Carrier] = {}
    if settings.mailbox is not None:
        carriers = dict.fromkeys(Channel, FolderCarrier(settings.mailbox))
    try:
        if settings.smtp_host is not None:
            carriers[Channel.EMAIL] = _mail(settings, settings.smtp_host)
        if settings.sms_url is not None:
            carriers[Channel.SMS] = _sms(settings, settings.sms_url)
    except OSError as error:  # ssl.SSLError is one
        raise OperatorError("Fichier d’autorités illisible (smtp_ca_file, sms_ca_file).") from error
    return carriers


def _mail(settings: Settings, host: str) -> Carrier:
    from ccmdesk.server.delivery.smtp import MailServer, SmtpCarrier  # noqa: PLC0415 -- only who sends needs it

    return SmtpCarrier(
        MailServer(
            host=host,
            port=settings.smtp_port,
            security=settings.smtp_security,
            sender=settings.smtp_from or "",
            user=settings.smtp_user,
            password=secret_text(settings.smtp_password, settings.smtp_password_file),
            ca_file=settings.smtp_ca_file,
            seconds=settings.carrier_seconds,
        )
    )


def _sms(settings: Settings, url: str) -> Carrier:
    from ccmdesk.server.delivery.sms import Gateway, SmsGateway  # noqa: PLC0415 -- only who sends needs it

    token = secret_text(settings.sms_token, settings.sms_token_file) or ""
    return SmsGateway(Gateway(url, token, settings.sms_sender, settings.sms_ca_file, settings.carrier_seconds))

"""E-mails and SMS leave by a real mail server and a real gateway, and come back to the queue when those fail."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from server.carrier_servers import (
    HOST,
    MAIL_PASSWORD,
    SMS_TOKEN,
    authenticate,
    authority,
    free_port,
    mail_server,
    silent_server,
    sms_gateway,
)

from ccmdesk.server.delivery.addresses import e164, email_address, mobile
from ccmdesk.server.delivery.folder import FolderCarrier
from ccmdesk.server.delivery.message import CarrierDownError, Channel, DeliveryError, Letter, RefusedError
from ccmdesk.server.delivery.post import carriers_of
from ccmdesk.server.delivery.sms import Gateway, SmsGateway
from ccmdesk.server.delivery.smtp import MailServer, SmtpCarrier
from ccmdesk.server.settings import OperatorError, Settings

BODY = "Bonjour Madame,\n\nVotre accès « CCM Direct » coûte 0,00 € : c’est noté."
MAIL = Letter(
    "ab" * 16,
    Channel.EMAIL,
    "valerie@example.org",
    "Votre accès CCM Direct est bloqué",
    BODY,
    datetime(2026, 11, 24, 9, 5, tzinfo=UTC),
)
SMS = replace(MAIL, channel=Channel.SMS, to="06 39 98 00 22", body="Votre code est 12345678")


def smtp(port, security="none", **more: object):
    return SmtpCarrier(MailServer(HOST, port, security, "Crédit Municipal <ne-pas-repondre@bank.example.org>", **more))


# -- mail ------------------------------------------------------------------------------------------------------


def test_an_email_goes_over_starttls_with_a_password(tmp_path, expected_logs):
    expected_logs("Session.login_data is deprecated")  # the mail server's own
    trusted = authority(tmp_path)
    with mail_server(
        tls_context=trusted.context, require_starttls=True, authenticator=authenticate, auth_required=True
    ) as sink:
        smtp(sink.port, "starttls", user="bank", password=MAIL_PASSWORD, ca_file=trusted.ca_file).deliver(MAIL)

    (message,) = sink.messages
    assert (sink.senders, sink.recipients) == (["ne-pas-repondre@bank.example.org"], ["valerie@example.org"])
    assert message["From"] == "Crédit Municipal <ne-pas-repondre@bank.example.org>"
    assert message["To"] == "valerie@example.org"
    assert message["Subject"] == "Votre accès CCM Direct est bloqué"
    assert message["Message-ID"] == f"<{'ab' * 16}@bank.example.org>"
    assert message["Date"].datetime == MAIL.at
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == BODY


def test_an_email_goes_over_tls_from_the_first_byte(tmp_path):
    trusted = authority(tmp_path)
    # aiosmtpd knocks at its own door to see that it is open: with its own authority's word
    with mail_server(ssl_context=trusted.context) as sink:
        smtp(sink.port, "tls", ca_file=trusted.ca_file).deliver(MAIL)
    assert len(sink.messages) == 1


def test_the_same_letter_twice_is_recognised_as_one():
    with mail_server() as sink:
        for _ in range(2):
            smtp(sink.port).deliver(MAIL)
        smtp(sink.port).deliver(replace(MAIL, id="cd" * 16))
    first, second, other = [message["Message-ID"] for message in sink.messages]
    assert first == second != other


def test_an_address_beyond_ascii():
    with mail_server() as sink:
        smtp(sink.port).deliver(replace(MAIL, to="valérie@example.org"))
    assert sink.recipients == ["valérie@example.org"]


def test_nothing_is_said_to_a_mail_server_without_starttls():
    with mail_server(authenticator=authenticate, auth_require_tls=False) as sink, pytest.raises(CarrierDownError):
        smtp(sink.port, "starttls", user="bank", password=MAIL_PASSWORD).deliver(MAIL)
    assert sink.messages == []


def test_a_mail_server_of_another_authority_gets_nothing(tmp_path, expected_logs):
    expected_logs("SMTP session exception")  # the mail server's own
    impostor = authority(tmp_path, "impostor")
    trusted = authority(tmp_path)
    with mail_server(tls_context=impostor.context, require_starttls=True) as sink:
        for carrier in (smtp(sink.port, "starttls", ca_file=trusted.ca_file), smtp(sink.port, "starttls")):
            with pytest.raises(CarrierDownError, match="SSLCertVerificationError"):
                carrier.deliver(MAIL)
    assert sink.messages == []


def test_a_wrong_password_is_the_carriers_fault_and_is_not_repeated(tmp_path):
    trusted = authority(tmp_path)
    with mail_server(
        tls_context=trusted.context, require_starttls=True, authenticator=authenticate, auth_required=True
    ) as sink:
        carrier = smtp(sink.port, "starttls", user="bank", password="other-canary", ca_file=trusted.ca_file)
        with pytest.raises(CarrierDownError) as told:
            carrier.deliver(MAIL)
    assert "canary" not in f"{told.value!r} {told.value.__context__!r} {carrier._server!r}"


@pytest.mark.parametrize(
    ("whom", "answer", "kind"),
    [
        ("valerie@example.org", "550 no such user valerie@example.org", RefusedError),
        ("valerie@example.org", "450 try again later", DeliveryError),
        ("DATA", "554 spam", RefusedError),
        ("DATA", "452 disk full", DeliveryError),
    ],
)
def test_what_a_mail_server_refuses(whom, answer, kind):
    with mail_server() as sink:
        sink.answers[whom] = answer
        with pytest.raises(DeliveryError) as told:
            smtp(sink.port).deliver(MAIL)
    assert type(told.value) is kind
    assert str(told.value) == answer[:3]


def test_a_mail_server_that_is_away_or_silent():
    with pytest.raises(CarrierDownError, match="ConnectionRefusedError"):
        smtp(free_port()).deliver(MAIL)
    with silent_server() as port, pytest.raises(CarrierDownError, match="Disconnected"):
        smtp(port, seconds=0.1).deliver(MAIL)


@pytest.mark.parametrize(
    "to", ["nobody", "@example.org", "valerie@", "", "valerie@example.org\r\nBcc: all@example.org"]
)
def test_what_is_no_address_is_refused_before_any_server_is_asked(to):
    with pytest.raises(RefusedError):
        smtp(1).deliver(replace(MAIL, to=to))


# -- SMS -------------------------------------------------------------------------------------------------------


@pytest.fixture
def gateway():
    with sms_gateway() as gateway:
        yield gateway


def carrier(url, **more: object):
    return SmsGateway(Gateway(url, SMS_TOKEN, "CCM Direct", **more))


def test_an_sms_is_posted_with_its_id_and_the_token(gateway):
    for _ in range(2):
        carrier(gateway.url).deliver(SMS)

    first, second = gateway.requests
    assert first.body == {"id": SMS.id, "to": "+33639980022", "text": SMS.body, "sender": "CCM Direct"}
    assert first.headers["authorization"] == f"Bearer {SMS_TOKEN}"
    assert first.headers["content-type"] == "application/json"
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == SMS.id
    assert first.path == "/sms"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_2xx_means_taken(gateway, status):
    gateway.status = status
    carrier(gateway.url).deliver(SMS)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(code, RefusedError) for code in (400, 404, 410, 422)]
    + [(code, CarrierDownError) for code in (302, 307, 401, 403, 408, 429, 500, 502, 503)],
)
def test_what_a_gateway_refuses(gateway, status, kind):
    gateway.status = status
    with pytest.raises(DeliveryError) as told:
        carrier(gateway.url).deliver(SMS)
    assert type(told.value) is kind
    assert str(told.value) == str(status)
    assert len(gateway.requests) == 1  # a redirection is not followed: the token would go with it


def test_a_gateway_that_is_away_or_silent():
    with pytest.raises(CarrierDownError, match="ConnectError"):
        carrier(f"http://{HOST}:{free_port()}/sms").deliver(SMS)
    with silent_server() as port, pytest.raises(CarrierDownError, match="ReadTimeout"):
        carrier(f"http://{HOST}:{port}/sms", seconds=0.1).deliver(SMS)


def test_a_gateway_of_another_authority_gets_nothing(tmp_path):
    trusted, impostor = authority(tmp_path), authority(tmp_path, "impostor")
    with sms_gateway(trusted.context) as gateway:
        carrier(gateway.url, ca_file=trusted.ca_file).deliver(SMS)
        assert len(gateway.requests) == 1
        for refused in (carrier(gateway.url, ca_file=impostor.ca_file), carrier(gateway.url)):
            with pytest.raises(CarrierDownError):
                refused.deliver(SMS)
        assert len(gateway.requests) == 1


def test_what_is_no_phone_number_is_not_sent(gateway):
    with pytest.raises(RefusedError):
        carrier(gateway.url).deliver(replace(SMS, to="n’a pas de mobile"))
    assert gateway.requests == []


def test_secrets_are_in_no_representation():
    shown = f"{Gateway('https://x', SMS_TOKEN, 'y')!r} {SMS!r} {MailServer('x', 1, 'tls', 'y', 'z', MAIL_PASSWORD)!r}"
    assert [word for word in (SMS_TOKEN, MAIL_PASSWORD, "12345678", "06 39 98") if word in shown] == []


# -- addresses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sent", "read"),
    [
        ("06 39 98 00 22", "+33639980022", "06 39 98 00 22"),
        ("0639980022", "+33639980022", "06 39 98 00 22"),
        ("+33 6 39 98 00 22", "+33639980022", "06 39 98 00 22"),
        ("0033639980022", "+33639980022", "06 39 98 00 22"),
        ("+41 79 123 45 67", "+41791234567", "+41 79 123 45 67"),
        ("04 66 00 00 00", "+33466000000", None),
        ("06 39 98", None, None),
        ("mobile", None, None),
        ("", None, None),
    ],
)
def test_phone_numbers(typed, sent, read):
    assert (e164(typed), mobile(typed)) == (sent, read)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("valerie@example.org", "valerie@example.org"),
        ("valerie@Example.ORG", "valerie@example.org"),
        ("valerie", None),
        ("valerie@localhost", None),
        ("a@b@example.org", None),
        ("valerie@example.org\nBcc: all@example.org", None),
        ("", None),
    ],
)
def test_email_addresses(typed, read):
    assert email_address(typed) == read


# -- settings --------------------------------------------------------------------------------------------------


def settings(tmp_path, **more: object):
    return Settings.model_validate({"database_url": "sqlite:///x", "secret_file": tmp_path / "secret"} | more)


def test_each_channel_has_the_carrier_of_the_settings(tmp_path):
    (tmp_path / "token").write_text(f"{SMS_TOKEN}\n")
    assert carriers_of(settings(tmp_path)) == {}

    folder = carriers_of(settings(tmp_path, mailbox=tmp_path / "post"))
    assert set(folder) == set(Channel)

    mail = carriers_of(settings(tmp_path, mailbox=tmp_path, smtp_host="mail.example.org", smtp_from="x@example.org"))
    assert isinstance(mail[Channel.EMAIL], SmtpCarrier)
    assert isinstance(mail[Channel.SMS], FolderCarrier)

    both = carriers_of(settings(tmp_path, sms_url="https://sms.example.org", sms_token_file=tmp_path / "token"))
    assert set(both) == {Channel.SMS}
    assert both[Channel.SMS]._gateway.token == SMS_TOKEN


def test_unreadable_files_are_told_in_a_sentence(tmp_path):
    (tmp_path / "ca.pem").write_text("nonsense")
    for more in (
        {"sms_url": "https://sms.example.org", "sms_token_file": tmp_path / "none"},
        {"smtp_host": "localhost", "smtp_from": "x@example.org", "smtp_ca_file": tmp_path / "none"},
        {"smtp_host": "localhost", "smtp_from": "x@example.org", "smtp_ca_file": tmp_path / "ca.pem"},
    ):
        with pytest.raises(OperatorError):
            carriers_of(settings(tmp_path, **more))


def test_carriers_speak_tls_1_2_at_least():
    for made in (smtp(1), carrier("https://x")):
        assert made._tls.minimum_version is ssl.TLSVersion.TLSv1_2

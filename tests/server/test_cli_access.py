"""Opening an access: letters to the customer, nothing on the screen, and the first connection with what they say."""

from __future__ import annotations

import io
import re

import pyotp
import pytest
from server.access_fixtures import device_card
from server.operator_fixtures import CAISSE, CUSTOMER
from starlette.testclient import TestClient

from ccmdesk.core.clock import SystemClock
from ccmdesk.server.app import create_app
from ccmdesk.server.delivery.message import Channel
from ccmdesk.server.settings import load_settings

OWN = "Girafe violette 47 !"
SECRET_LIKE = re.compile(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b|\b[A-Z2-7]{32}\b|otpauth")


def first_connection(operator, temporary):
    """Do what the letters say; the status of each step, and the new authenticator."""
    app = create_app(load_settings(operator.folder / "server.toml"), log_to=io.StringIO())
    with TestClient(app) as client:
        step = client.post("/v1/sign-in/password", json={"subscriber_code": "501000000008", "password": temporary})
        attempt = step.json()["attempt"]
        opened = client.post("/v1/enrolment", json={"attempt": attempt, "device": device_card(attempt)})
        if opened.status_code != 200:
            return opened.status_code, None
        enrolment, secret = opened.json()["enrolment"], opened.json()["secret"]
        proof = {"enrolment": enrolment, "code": pyotp.TOTP(secret).now(), "authenticator": "smartphone"}
        assert client.post("/v1/enrolment/proof", json=proof).status_code == 204
        done = client.post("/v1/enrolment/password", json={"enrolment": enrolment, "password": OWN})
        assert done.json()["customer_number"] == "6000022"
        return done.status_code, secret


@pytest.fixture
def opened(operator):
    operator.done(*CAISSE)
    out = operator.done(*CUSTOMER, "--savings", "livret:3600", "--savings", "solidaire:1000:Épargne solidaire")
    assert not SECRET_LIKE.search(out)
    return operator


def test_code_by_email_and_temporary_password_by_sms(opened):
    letters = {letter.channel: letter for letter in opened.post()}
    email, sms = letters[Channel.EMAIL], letters[Channel.SMS]

    assert (email.to, sms.to) == ("valerie@example.org", "06 39 98 00 01")
    assert "501000000008" in email.body
    (password,) = re.findall(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b", sms.body)
    assert password not in email.body + email.subject + sms.subject
    assert "501000000008" not in sms.body


def test_the_letters_open_the_first_connection_once(opened):
    assert "mot de passe temporaire jusqu’au" in opened.done("customer", "show", "6000022")
    temporary = opened.temporary_password()
    assert first_connection(opened, temporary)[0] == 200
    assert first_connection(opened, temporary) == (401, None)

    shown = opened.done("customer", "show", "6000022")
    for words in (
        "60000220100",
        "60000223600",
        "Épargne solidaire",
        "accès ouvert",
        "appareil PC du salon (Windows 11)",
    ):
        assert words in shown
    assert "authentificateur (smartphone) depuis le" in shown
    assert not SECRET_LIKE.search(shown)
    assert "501000000008" in opened.done("customer", "list")


def test_access_is_sent_again_and_the_password_before_is_over(opened):
    first = opened.temporary_password()
    out = opened.done("customer", "send-access", "6000022")
    assert not SECRET_LIKE.search(out)
    second = opened.temporary_password()

    assert first_connection(opened, first) == (401, None)
    assert first_connection(opened, second)[0] == 200
    assert "a un authentificateur" in opened.refused("customer", "send-access", "6000022")
    assert first_connection(opened, second) == (401, None)


def test_a_temporary_password_expires(opened):
    opened.sql("UPDATE credential SET temporary_until = '2026-01-01 00:00:00.000000'")
    assert "périmé" in opened.done("customer", "show", "6000022")
    assert first_connection(opened, opened.temporary_password()) == (401, None)


def test_a_temporary_password_lives_as_long_as_the_settings_say(operator):
    config = operator.folder / "server.toml"
    config.write_text(config.read_text() + "temporary_hours = 2\n")
    operator.done(*CAISSE)
    before = SystemClock().now()
    operator.done(*CUSTOMER)
    ((until,),) = operator.sql("SELECT temporary_until FROM credential")
    waited = (type(before).fromisoformat(f"{until}+00:00") - before).total_seconds()
    assert 2 * 3600 <= waited < 2 * 3600 + 60


def test_contacts_are_kept_in_one_form(operator):
    operator.done(*CAISSE)
    operator.done(*CUSTOMER, "--phone", "+33639980001", "--email", "valerie@Example.ORG")
    assert operator.sql("SELECT email, phone FROM customer") == [("valerie@example.org", "06 39 98 00 01")]


def test_a_customer_without_any_access_is_shown(opened):
    opened.sql("DELETE FROM credential")
    assert "aucun accès" in opened.done("customer", "show", "6000022")
    opened.post()
    opened.done("customer", "send-access", "6000022")
    assert first_connection(opened, opened.temporary_password())[0] == 200

"""Messages show no secret: neither in their repr, which tracebacks and debuggers print, nor in what refuses them."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from ccmdesk.wire.access import (
    CodeStep,
    DeviceCard,
    EnrolmentOpened,
    EnrolmentPassword,
    EnrolmentProof,
    PasswordChange,
    PasswordStep,
    RecoveryBegin,
    RecoveryCode,
    RecoveryPassword,
    SessionOpened,
)
from ccmdesk.wire.signing import Approval

TOKEN, SEED, SHARE = "jeton" * 8, "KZAUYRKSJFCUGQ2N", "5ec2e7" * 10 + "5ec2"
CARD = DeviceCard(
    installation="ab" * 16, public_key="cd" * 32, proof="ef" * 64, name="Ordinateur", system="Debian", lasting=True
)
APPROVAL = Approval(challenge="ab" * 16, code="123456", signature="cd" * 64)
MESSAGES = (
    PasswordStep(subscriber_code="501000000008", password="sésame"),
    CodeStep(attempt=TOKEN, code="123456", device=CARD),
    SessionOpened(
        token=TOKEN,
        customer_number="6000022",
        device="ab" * 16,
        unlock_share=SHARE,
        idle_seconds=300,
        expires_at="2026-11-23T09:00:00Z",
    ),
    EnrolmentOpened(enrolment=TOKEN, secret=SEED, uri=f"otpauth://totp/{SEED}", expires_at="2026-11-23T09:00:00Z"),
    EnrolmentProof(enrolment=TOKEN, code="123456", authenticator="pc"),
    EnrolmentPassword(enrolment=TOKEN, password="sésame"),
    RecoveryBegin(subscriber_code="501000000008", birth_date="1978-10-21", code="123456"),
    RecoveryCode(recovery=TOKEN, code="12345678"),
    RecoveryPassword(recovery=TOKEN, password="sésame"),
    PasswordChange(current="sésame", new="sésame", approval=APPROVAL),
)
SECRETS = (TOKEN, SEED, SHARE, "123456", "sésame", "1978-10-21", "1978, 10, 21")


def shown(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_shows_no_secret(message):
    assert shown(message.model_dump_json()), "there is one to be shown"
    assert not shown(repr(message))
    assert not shown(str(message))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_that_is_refused_shows_no_secret(message):
    content = message.model_dump(mode="json")
    for name in content:
        less = {key: value for key, value in content.items() if key != name}
        with pytest.raises(ValidationError) as caught:
            type(message).model_validate_json(json.dumps(less))
        assert not shown(str(caught.value))

"""Signing what you see, through the front door: who may sign what, when, and how often."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from server.access_fixtures import OTHER_DEVICE_KEY, PASSWORD, open_front
from server.bank import ALICE, BOB, DAV, LIVRET, SOLIDARITY, account
from server.signing_fixtures import Customer, audited, failures, sign_above, told

from ccmdesk.core import signatures
from ccmdesk.core.ids import new_key


@pytest.fixture
def front(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        sign_above(front, 500)
        yield front


@pytest.fixture
def alice(front):
    return Customer(front).sign_in()


def test_the_bank_says_in_french_what_it_will_do(alice):
    challenge = alice.ask(amount=123456, execution_on="2026-12-01", requested_on="2026-12-01", label="Pour Leo")
    shown = json.loads(challenge["document"])

    assert shown["title"] == "Virement interne"
    assert [(line["label"], line["value"]) for line in shown["lines"]] == [
        ("Montant", "1\u202f234,56\u00a0€"),
        ("Bénéficiaire", f"Madame CLIENT {alice.number}"),
        ("Vers le compte", _as_shown(alice, LIVRET)),
        ("Du compte", _as_shown(alice, DAV)),
        ("Libellé", "Pour Leo"),
        ("Date d’exécution", "mardi 1er décembre 2026"),
    ]
    assert (shown["amount"], shown["on"], shown["customer"]) == (123456, "2026-12-01", str(ALICE))
    assert (shown["payee"], shown["iban"]) == (f"Madame CLIENT {ALICE}", _iban(alice, LIVRET))
    assert (shown["id"], shown["operation"]) == (challenge["id"], "transfer")


def test_and_in_english(alice):
    shown = json.loads(alice.ask(language="en")["document"])

    assert shown["title"] == "Internal transfer"
    assert [line["value"] for line in shown["lines"]][::5] == ["€10.00", "Monday 23 November 2026"]


def _iban(customer, suffix):
    rows = customer.front.bank.state(customer.number).accounts
    return next(row.iban for row in rows if row.number == account(customer.number, suffix))


def _as_shown(customer, suffix):
    iban = _iban(customer, suffix)
    return "\u00a0".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def test_two_challenges_for_the_same_thing_are_two_documents(alice):
    first, second = alice.ask(), alice.ask()
    assert first["id"] != second["id"]
    assert json.loads(first["document"])["nonce"] != json.loads(second["document"])["nonce"]


def test_above_the_threshold_an_order_is_signed(alice):
    assert alice.submit(None, amount=500).status_code == 201
    assert told(alice.submit(None, amount=501)) == (422, "signature_required")
    assert alice.front.bank.balances()[DAV] == (2000, 1500)

    answer = alice.submit(alice.sign(alice.ask(amount=501)), amount=501)

    assert answer.status_code == 201
    assert alice.front.bank.balances()[DAV] == (2000, 999)


def test_without_a_threshold_nothing_need_be_signed_but_may_be(alice):
    sign_above(alice.front, None)
    assert alice.submit(None).json()["receipt"] is None
    assert alice.submit(alice.sign(alice.ask())).json()["receipt"] is not None


def test_the_key_of_an_order_that_lacked_its_signature_may_come_back_signed(alice):
    key = new_key()
    assert told(alice.submit(None, key)) == (422, "signature_required")
    assert alice.submit(alice.sign(alice.ask()), key).status_code == 201
    assert len(alice.front.bank.states()) == 1


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"target": "60000229999"}, 404, "account_unknown"),
        ({"target": account(BOB, DAV)}, 404, "account_unknown"),
        ({"target": account(ALICE, DAV)}, 422, "same_account"),
        ({"source": account(ALICE, LIVRET), "target": account(ALICE, SOLIDARITY)}, 403, "transfer_forbidden"),
        ({"amount": 2001}, 409, "insufficient_funds"),
        ({"amount": 0}, 422, "request_invalid"),
        ({"label": "Été"}, 422, "label_not_sepa"),
        ({"requested_on": "2026-11-22", "execution_on": "2026-11-22"}, 422, "date_past"),
        ({"requested_on": "2026-11-28", "execution_on": "2026-11-28"}, 422, "date_closed"),
        ({"execution_on": "2026-11-24"}, 409, "execution_date_changed"),
    ],
)
def test_what_would_be_refused_is_not_there_to_be_signed(alice, changes, status, code):
    asked = {"operation": "transfer", "transfer": alice.order(**changes)}
    assert told(alice.post("/v1/challenges", asked)) == (status, code)


def test_a_transfer_has_its_content_and_nothing_else_has_one(alice):
    assert told(alice.post("/v1/challenges", {"operation": "transfer"})) == (422, "request_invalid")
    asked = {"operation": "password", "transfer": alice.order()}
    assert told(alice.post("/v1/challenges", asked)) == (422, "request_invalid")
    assert told(alice.post("/v1/challenges", {"operation": "loan"})) == (422, "request_invalid")


def test_a_challenge_lives_five_minutes(alice):
    challenge = alice.ask()
    shown = json.loads(challenge["document"])
    life = datetime.fromisoformat(shown["expires_at"]) - datetime.fromisoformat(shown["issued_at"])
    assert life == timedelta(minutes=5)
    alice.front.clock.advance(seconds=200)
    assert alice.is_in()
    alice.front.clock.advance(seconds=100)

    assert told(alice.submit(alice.sign(challenge))) == (422, "challenge_expired")
    assert failures(alice.front) == 0


def test_a_moment_before_its_end_it_is_good(alice):
    challenge = alice.ask()
    alice.front.clock.advance(seconds=299)
    assert alice.submit(alice.sign(challenge)).status_code == 201


def test_it_is_used_once(alice):
    approval = alice.sign(alice.ask())
    assert alice.submit(approval).status_code == 201
    assert told(alice.submit(approval)) == (422, "challenge_expired")
    alice.front.clock.advance(seconds=30)
    assert told(alice.submit({**approval, "code": alice.code})) == (422, "challenge_expired")
    assert len(alice.front.bank.states()) == 1


def test_a_code_signs_once(alice):
    first, second = alice.ask(), alice.ask()
    code = alice.code
    assert alice.submit(alice.sign(first, code)).status_code == 201
    assert told(alice.submit(alice.sign(second, code))) == (422, "signature_refused")


def test_another_session_of_the_same_device_cannot_use_it(alice):
    challenge = alice.ask()
    again = Customer(alice.front).sign_in()
    assert told(again.submit(again.sign(challenge))) == (422, "challenge_expired")
    assert alice.submit(alice.sign(challenge)).status_code == 201


def test_another_device_cannot_use_it(alice):
    challenge = alice.ask()
    other = Customer(alice.front, device_key=OTHER_DEVICE_KEY).sign_in()
    assert told(other.submit(other.sign(challenge))) == (422, "challenge_expired")


def test_nor_sign_it_for_the_device_that_asked(alice):
    challenge = alice.ask()
    stolen = Customer(alice.front, device_key=OTHER_DEVICE_KEY, headers=alice.headers)
    assert told(stolen.submit(stolen.sign(challenge))) == (422, "signature_refused")
    assert failures(alice.front) == 1


def test_another_customer_is_told_what_he_would_be_told_of_none(alice):
    bob = Customer(alice.front, BOB, OTHER_DEVICE_KEY).sign_in()
    theirs = bob.submit(bob.sign(alice.ask()))
    none = bob.submit({**bob.sign(alice.ask()), "challenge": "0" * 32})
    assert theirs.content == none.content
    assert told(theirs) == told(none) == (422, "challenge_expired")
    assert failures(alice.front, BOB) == failures(alice.front) == 0


def test_a_challenge_is_for_its_operation(alice):
    challenge = alice.ask("password")
    assert told(alice.submit(alice.sign(challenge))) == (422, "challenge_expired")
    answer = alice.post("/v1/authenticator", {"approval": alice.sign(alice.ask())})
    assert told(answer) == (422, "challenge_expired")


def test_wrong_codes_count_with_those_of_the_sign_in_and_lock(alice):
    front, challenge = alice.front, alice.ask()
    assert front.try_in(password="wrong wrong").json()["details"] == {"tries_left": 4}
    for left in (3, 2, 1):
        answer = alice.submit(alice.sign(challenge, front.wrong_totp()))
        assert (told(answer), answer.json()["details"]) == ((422, "signature_refused"), {"tries_left": left})
    assert alice.is_in()

    assert told(alice.submit(alice.sign(challenge, front.wrong_totp()))) == (423, "access_locked")

    ended = alice.submit(alice.sign(challenge))
    assert (told(ended), ended.json()["details"]) == ((401, "session_ended"), {"reason": "locked"})
    assert front.try_in().status_code == 423
    assert front.bank.balances()[DAV] == (2000, 2000)


def test_a_right_yes_is_no_failure_and_forgives_none(alice):
    """Or who has a session and the authenticator would have four more guesses at the password with each code."""
    challenge = alice.ask()
    alice.submit(alice.sign(challenge, alice.front.wrong_totp()))
    for _ in range(3):
        alice.front.try_in(password="wrong wrong")
    assert alice.submit(alice.sign(challenge)).status_code == 201
    assert failures(alice.front) == 4
    assert alice.front.try_in(password="wrong wrong").status_code == 423


def test_a_sign_in_forgives_wrong_signatures(alice):
    alice.submit(alice.sign(alice.ask(), alice.front.wrong_totp()))
    alice.sign_in()
    assert failures(alice.front) == 0


def test_a_wrong_signature_with_the_right_code_tells_the_same_as_a_wrong_code(alice):
    challenge = alice.ask()
    forged = alice.sign(challenge) | {"signature": "0" * 128}
    first = alice.submit(forged)
    from_code = alice.submit(alice.sign(challenge, alice.front.wrong_totp()))
    assert first.json() == from_code.json() | {"details": {"tries_left": 4}}
    assert alice.submit(alice.sign(challenge)).status_code == 201  # neither used the code up


def test_a_signature_for_another_purpose_is_none(alice):
    challenge = alice.ask()
    approval = alice.sign(challenge)
    for purpose in (signatures.DEVICE, signatures.RECEIPT):
        text = signatures.digest(challenge["document"])
        forged = approval | {"signature": signatures.sign(alice.device_key, purpose, text)}
        assert told(alice.submit(forged)) == (422, "signature_refused")


def test_an_answer_that_was_lost_is_given_again(alice):
    approval, key = alice.sign(alice.ask()), new_key()
    first = alice.submit(approval, key)
    alice.front.clock.advance(seconds=200)
    assert alice.is_in()
    alice.front.clock.advance(seconds=200)  # the challenge is over, the session is not

    again = alice.submit(approval, key)

    assert (again.status_code, again.content) == (201, first.content)
    assert len(alice.front.bank.states()) == 1


def test_in_a_later_session_too(alice):
    approval, key = alice.sign(alice.ask()), new_key()
    first = alice.submit(approval, key)
    later = Customer(alice.front, device_key=OTHER_DEVICE_KEY).sign_in()
    assert later.submit(approval, key).content == first.content


def test_a_crash_between_the_phases_loses_nothing_and_does_nothing_twice(alice):
    """The yes was noted, the server died before the order: the client sends the same again."""
    approval = alice.sign(alice.ask())
    bank = alice.front.client.app.state.bank
    token = (alice.headers or {})["Authorization"].removeprefix("Bearer ")
    principal = bank.sessions.recognise(token, background=True)
    from ccmdesk.wire.signing import Approval, Operation

    bank.transfer_desk._signing.approve(principal, Operation.TRANSFER, Approval.model_validate(approval))
    assert alice.front.bank.states() == []

    assert alice.submit(approval).status_code == 201
    assert told(alice.submit(approval)) == (422, "challenge_expired")
    assert len(alice.front.bank.states()) == 1
    assert failures(alice.front) == 0


def test_a_noted_yes_costs_no_second_code_but_does_not_start_the_count_again(alice):
    """Who has a session and one right yes cannot use it to try the password for ever."""
    approval = alice.sign(alice.ask())
    assert told(alice.submit(approval, amount=1001)) == (422, "signature_refused")  # noted, for another content
    alice.front.try_in(password="wrong wrong")

    assert told(alice.submit(approval, amount=1001)) == (422, "signature_refused")
    assert failures(alice.front) == 1


def test_a_new_code_may_say_yes_again_to_what_was_not_done(alice):
    challenge = alice.ask()
    assert told(alice.submit(alice.sign(challenge), amount=1001)) == (422, "signature_refused")
    alice.front.clock.advance(seconds=30)
    assert alice.submit(alice.sign(challenge)).status_code == 201


def test_a_refused_order_leaves_its_challenge_unused(alice):
    """The money went elsewhere meanwhile: the order is refused, for good, and the yes is worth nothing elsewhere."""
    approval, key = alice.sign(alice.ask(amount=2000)), new_key()
    alice.submit(None, amount=500)
    refused = alice.submit(approval, key, amount=2000)
    assert told(refused) == (409, "insufficient_funds")
    assert alice.submit(approval, key, amount=2000).content == refused.content
    assert audited(alice.front, "receipt.issue") == []


def test_old_challenges_are_forgotten(alice):
    from sqlalchemy import func, select

    from ccmdesk.server.models.trust import challenge

    def kept():
        with alice.front.bank.database.snapshot() as connection:
            return connection.execute(select(func.count()).select_from(challenge)).scalar_one()

    used, noted, _ = alice.ask(), alice.ask(), alice.ask()
    assert alice.submit(alice.sign(used)).status_code == 201
    alice.front.clock.advance(seconds=30)
    assert told(alice.submit(alice.sign(noted), amount=999)) == (422, "signature_refused")
    alice.front.clock.advance(seconds=200)
    assert alice.is_in()
    alice.front.clock.advance(seconds=200)
    alice.ask()
    assert kept() == 3  # the one that nobody signed is gone
    alice.front.clock.advance(days=2)
    Customer(alice.front).sign_in().ask(requested_on="2026-11-25", execution_on="2026-11-25")
    assert kept() == 1


def test_a_session_has_twenty_unsigned_challenges_at_most(alice):
    other = Customer(alice.front, device_key=OTHER_DEVICE_KEY).sign_in()
    first = other.ask("password")
    asked = []
    for _ in range(25):
        alice.front.clock.moment += timedelta(milliseconds=1)
        asked.append(alice.ask())
    assert told(alice.submit(alice.sign(asked[4]))) == (422, "challenge_expired")
    assert alice.submit(alice.sign(asked[5])).status_code == 201
    alice.front.clock.advance(seconds=30)
    change = {"current": PASSWORD, "new": "Tournesol violet 42", "approval": other.sign(first)}
    assert other.post("/v1/password", change).status_code == 200  # another session's stays


def test_the_dates_are_read_in_full():
    from ccmdesk.server.services.challenge_words import long_day

    assert long_day(date(2027, 2, 1), "fr") == "lundi 1er février 2027"
    assert long_day(date(2027, 8, 31), "fr") == "mardi 31 août 2027"
    assert long_day(date(2027, 2, 1), "en") == "Monday 1 February 2027"

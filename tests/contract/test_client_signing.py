"""Signing what you see: exactly what was shown is done, once, whatever is lost or changed on the way."""

from __future__ import annotations

import json
from contextlib import suppress

import httpx2
import pytest
from clientside.signers import DAV, LIVRET, order, reference, refused, signed
from clientside.world import KilledError

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.sync.door import Door
from ccmdesk.client.sync.views import OrderState
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.access import AuthenticatorKind

# -- transfers -----------------------------------------------------------------------------------------------


def test_a_transfer_above_the_threshold_is_signed_and_its_receipt_is_genuine(front, computer):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    key = desk.confirm(prepared)
    desk.deliver()
    assert order(desk) == (OrderState.DRAFT, ErrorCode.SIGNATURE_REQUIRED)
    assert desk.last_receipt is None
    challenge = desk.trust.ask_transfer(prepared, "fr")
    assert any("10,00" in value for _, value in challenge.lines)
    desk.confirm(prepared, key, desk.trust.approve(challenge, computer.totp()))
    desk.deliver()
    assert order(desk) == (OrderState.VALIDATED, None)
    receipt = desk.last_receipt
    assert receipt.is_genuine
    assert (receipt.title, receipt.lines) == (challenge.title, challenge.lines)
    desk.refresh()
    assert front.bank.states() == [("validated", None)]
    assert desk.trust.overview().receipts == (receipt,)


def test_below_the_threshold_nobody_signs(front, computer):
    desk = computer.synced()
    desk.confirm(desk.prepare(reference(500)))
    desk.refresh()
    assert order(desk) == (OrderState.VALIDATED, None)


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("fate", ["lost request", "lost answer", "cut answer", "html", "busy", "bug", "twice"])
def test_whatever_is_lost_a_signed_order_is_done_once(front, computer, fate, twice):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    desk.confirm(prepared, None, signed(computer, desk, prepared))
    computer.transport.fates = [fate, fate] if twice else [fate]
    with suppress(KnownError):
        desk.deliver()
    with suppress(KnownError):
        desk.deliver()
    computer.transport.fates = []
    desk.refresh()
    desk.refresh()
    assert order(desk) == (OrderState.VALIDATED, None)
    assert front.bank.states() == [("validated", None)]
    (receipt,) = desk.trust.overview().receipts
    assert receipt.is_genuine
    assert desk.last_receipt in {None, receipt}


@pytest.mark.parametrize("fate", ["killed before", "killed after"])
def test_killed_while_a_signed_order_is_on_its_way(front, computer, fate):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    approval = signed(computer, desk, prepared)
    computer.transport.fates = [fate]
    desk.confirm(prepared, None, approval)
    with pytest.raises(KilledError):
        desk.deliver()
    computer.close()
    computer.start()
    desk = computer.synced()  # another session: what was approved in the former one is worth nothing here
    state = order(desk)
    if fate == "killed after":
        assert state == (OrderState.VALIDATED, None)
        assert front.bank.states() == [("validated", None)]
    else:
        assert state == (OrderState.DRAFT, ErrorCode.CHALLENGE_EXPIRED)
        assert front.bank.states() == []


def test_a_wrong_code_gives_the_order_back_with_the_tries_that_are_left(front, computer):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    challenge = desk.trust.ask_transfer(prepared, "fr")
    computer.totp()
    key = desk.confirm(prepared, None, desk.trust.approve(challenge, front.wrong_totp()))
    desk.deliver()
    assert order(desk) == (OrderState.DRAFT, ErrorCode.SIGNATURE_REFUSED)
    assert desk.signature_tries_left == 4
    again = desk.confirm(prepared, key, desk.trust.approve(challenge, computer.totp()))
    assert again == desk.confirm(prepared, key, desk.trust.approve(challenge, computer.totp())), "a double click"
    desk.deliver()
    assert order(desk) == (OrderState.VALIDATED, None)
    assert desk.signature_tries_left is None
    assert len(front.bank.states()) == 1


def test_an_old_signature_is_given_back(front, computer):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    approval = signed(computer, desk, prepared)
    front.clock.advance(minutes=3)
    desk.confirm(prepared, None, approval)
    desk.ping(active=True)
    front.clock.advance(minutes=3)
    desk.deliver()
    assert order(desk) == (OrderState.DRAFT, ErrorCode.CHALLENGE_EXPIRED)
    assert front.bank.states() == []


def test_the_fifth_wrong_code_locks_and_keeps_the_order_as_a_draft(front, computer):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    key = None
    for _ in range(6):
        challenge = desk.trust.ask_transfer(prepared, "fr")
        computer.totp()
        key = desk.confirm(prepared, key, desk.trust.approve(challenge, front.wrong_totp()))
        with suppress(KnownError):
            desk.deliver()
        if order(desk)[1] is ErrorCode.ACCESS_LOCKED:
            break
    assert order(desk) == (OrderState.DRAFT, ErrorCode.ACCESS_LOCKED)
    error = refused(desk.ping)
    assert (error.code, error.details["reason"]) == (ErrorCode.SESSION_ENDED, "locked")
    assert desk.draft_intent(key) == reference()


def test_a_signature_is_for_one_order_only(front, computer):
    desk = computer.synced()
    shown, other = desk.prepare(reference(900)), desk.prepare(reference(1000))
    desk.confirm(other, None, signed(computer, desk, shown))
    desk.deliver()
    assert order(desk) == (OrderState.DRAFT, ErrorCode.SIGNATURE_REFUSED)
    assert front.bank.states() == []


def test_the_signature_is_kept_with_the_order_and_no_longer(front, computer):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    approval = signed(computer, desk, prepared)
    key = desk.confirm(prepared, None, approval)
    entry = desk._outbox.entry(key)
    assert entry.approval == approval
    assert approval.code not in repr(entry)
    assert approval.signature not in repr(approval)
    desk.deliver()
    assert desk._outbox.entry(key).approval is None


# -- changed on the way --------------------------------------------------------------------------------------


def untouched(_path, body):
    return body


class Tamperer(httpx2.BaseTransport):
    """Changes the bodies that pass, one way or the other."""

    def __init__(self, real: httpx2.BaseTransport) -> None:
        self.real = real
        self.request = self.answer = untouched

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        path, body = request.url.path, request.read()
        changed = self.request(path, body)
        headers = {**request.headers, "content-length": str(len(changed))}
        sent = httpx2.Request(request.method, request.url, headers=headers, content=changed)
        answer = self.real.handle_request(sent)
        content = self.answer(path, answer.read())
        kept = {name: value for name, value in answer.headers.items() if name != "content-length"}
        return httpx2.Response(answer.status_code, headers=kept, content=content)


@pytest.fixture
def line(front, computer):
    line = Tamperer(front.client._transport)
    api = BankApi(httpx2.Client(transport=line, base_url="https://testserver"))
    computer.door = Door(api, computer.vault, front.clock)
    return line


def of_document(change):
    """Change the document of a challenge, written again as JSON."""

    def answer(path, body):
        if path != "/v1/challenges":
            return body
        challenge = json.loads(body)
        document = json.loads(challenge["document"])
        change(document)
        return json.dumps(challenge | {"document": json.dumps(document)}).encode()

    return answer


CHANGES = {
    "another amount": {"amount": 1001},
    "another IBAN": {"iban": "FR7617090000016000003022373"},
    "another payee": {"payee": "MALLORY"},
    "another day": {"on": "2026-11-24"},
    "another operation": {"operation": "password"},
    "another customer": {"customer": "6000030"},
    "another device": {"device": "ab" * 16},
    "another challenge": {"id": "ab" * 16},
    "too old": {"issued_at": "2026-11-20T09:00:00Z", "expires_at": "2026-11-20T09:05:00Z"},
    "too long": {"expires_at": "2026-11-23T23:00:00Z"},
    "no zone": {"issued_at": "2026-11-23T09:00:00", "expires_at": "2026-11-23T09:05:00"},
    "nothing to read": {"lines": []},
    "no amount": {"amount": None},
    "more than the contract": {"evil": 1},
    "before any calendar": {"issued_at": "0001-01-01T00:00:00Z", "expires_at": "0001-01-01T00:05:00Z"},
    "the end of time": {"issued_at": "9999-12-31T23:50:00Z", "expires_at": "9999-12-31T23:55:00Z"},
    "a count of seconds": {"issued_at": 1795424400, "expires_at": 1795424700},
    "two lines in one": {"title": "Virement de 1,00 €\nBénéficiaire : vous"},
    "another order of reading": {"lines": [{"label": "Montant", "value": "10,00\u202e€"}]},
    "letters that nobody sees": {"lines": [{"label": "Mon\u200btant", "value": "10,00 €"}]},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_text_that_is_not_what_was_asked_is_never_shown(front, computer, line, name):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    line.answer = of_document(lambda document: document.update(CHANGES[name]))
    assert refused(lambda: desk.trust.ask_transfer(prepared, "fr")).code is ErrorCode.ANSWER_UNREADABLE


@pytest.mark.parametrize("name", ["title", "amount", "lines"])
def test_a_text_that_says_a_thing_twice_is_never_shown(front, computer, line, name):
    """The first is signed as well as the last, and each reader chooses: what is shown must be all that is signed."""
    desk = computer.synced()
    prepared = desk.prepare(reference())
    second = {"title": "Virement", "amount": 1000, "lines": [{"label": "Montant", "value": "10,00 €"}]}

    def twice(path, body):
        if path != "/v1/challenges":
            return body
        challenge = json.loads(body)
        text = json.dumps({name: second[name]})[1:-1]
        return json.dumps(challenge | {"document": f"{challenge['document'][:-1]},{text}}}"}).encode()

    line.answer = twice
    assert refused(lambda: desk.trust.ask_transfer(prepared, "fr")).code is ErrorCode.ANSWER_UNREADABLE


def test_a_text_changed_where_only_people_read_is_refused_by_the_bank(front, computer, line):
    """What was shown is what was signed: the bank has signed another text for what it will do."""
    desk = computer.synced()
    prepared = desk.prepare(reference())
    line.answer = of_document(lambda document: document["lines"][0].update(value="1,00 €"))
    challenge = desk.trust.ask_transfer(prepared, "fr")
    desk.confirm(prepared, None, desk.trust.approve(challenge, computer.totp()))
    desk.deliver()
    assert order(desk) == (OrderState.DRAFT, ErrorCode.SIGNATURE_REFUSED)
    assert front.bank.states() == []


@pytest.mark.parametrize("field", ["amount", "target", "source", "label", "execution_on", "requested_on"])
def test_an_order_changed_on_the_way_is_not_done(front, computer, line, field):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    approval = signed(computer, desk, prepared)
    other = {"amount": 999, "target": DAV, "source": LIVRET, "label": "autre"}.get(field, "2026-11-24")

    def change(path, body):
        return json.dumps(json.loads(body) | {field: other}).encode() if path == "/v1/transfers" else body

    line.request = change
    desk.confirm(prepared, None, approval)
    desk.deliver()
    assert order(desk)[0] in {OrderState.DRAFT, OrderState.REFUSED}
    assert front.bank.states() == []


def test_a_receipt_changed_on_the_way_is_not_genuine(front, computer, line):
    desk = computer.synced()
    prepared = desk.prepare(reference())

    def change(path, body):
        return body.replace(b"10,00", b"99,00") if path == "/v1/transfers" else body

    line.answer = change
    desk.confirm(prepared, None, signed(computer, desk, prepared))
    desk.deliver()
    assert not desk.last_receipt.is_genuine
    line.answer = untouched
    (receipt,) = desk.trust.overview().receipts
    assert receipt.is_genuine, "the bank's own copy is whole"


def test_the_receipt_of_another_order_is_not_genuine(front, computer, line):
    """A genuine receipt of something else is no receipt of this."""
    desk = computer.synced()
    first, second = desk.prepare(reference(600)), desk.prepare(reference(700))
    kept = []

    def change(path, body):
        if path != "/v1/transfers":
            return body
        kept.append(json.loads(body)["receipt"])
        return json.dumps(json.loads(body) | {"receipt": kept[0]}).encode()

    line.answer = change
    for prepared in (first, second):
        desk.confirm(prepared, None, signed(computer, desk, prepared))
        desk.deliver()
    assert not desk.last_receipt.is_genuine


def test_the_receipt_of_something_else_is_none_of_a_new_authenticator(front, computer, line):
    desk = computer.synced()
    prepared = desk.prepare(reference())
    desk.confirm(prepared, None, signed(computer, desk, prepared))
    desk.deliver()
    other = desk.last_receipt.file.decode()
    enrolment = desk.trust.begin_replacement(desk.trust.ask_authenticator("fr"), computer.totp())
    computer.secret = enrolment.secret
    line.answer = lambda path, body: (
        json.dumps({"receipt": json.loads(other)}).encode() if path == "/v1/authenticator/proof" else body
    )
    receipt = desk.trust.finish_replacement(enrolment, computer.totp(), AuthenticatorKind.PC)
    assert not receipt.is_genuine

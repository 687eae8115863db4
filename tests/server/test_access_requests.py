"""What takes two employees: nobody alone, nobody of another caisse, and nobody twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from server.access_fixtures import PASSWORD, open_front
from server.bank import ALICE, BOB
from server.bank import CAISSE as NIMES
from server.operator_fixtures import CAISSE, CUSTOMER
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from ccmdesk.server.delivery.message import Channel
from ccmdesk.server.models.trust import enrolment, recovery
from ccmdesk.server.repositories import access_requests as rows
from ccmdesk.server.repositories import audit as audit_rows
from ccmdesk.server.services import access_requests, audit, staff
from ccmdesk.server.services.access_requests import LIFE, Kind, Temporary
from ccmdesk.server.services.notices import NoticeQueue
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.services.staff import DeskError, Employee, Refusal, Role

MARIE = Employee("marie", NIMES, Role.TELLER)
PAUL = Employee("paul", NIMES, Role.SUPERVISOR)
JEAN = Employee("jean", NIMES, Role.TELLER)
ANNE = Employee("anne", NIMES, Role.AUDITOR)
STRANGER = Employee("rosa", "toulon", Role.SUPERVISOR)
TEMPORARY = "abcd-efgh-jkmn-pqrs"


@pytest.fixture(scope="module")
def hashed():
    return hash_password(TEMPORARY)


@pytest.fixture
def front(bank, tmp_path, hashed):
    with bank.database.unit_of_work() as connection:
        connection.exec_driver_sql(
            "INSERT INTO caisse SELECT 'toulon', name, bic, bank_code, branch_code, phone, opening_hours, open_day, "
            "sign_above FROM caisse"
        )
        for who in (MARIE, PAUL, JEAN, ANNE, STRANGER):
            staff.add(connection, who.code, who.caisse_id, who.code, who.role, hashed, bank.clock.now())
    with open_front(bank, tmp_path) as front:
        yield front


def do(front, act, *given: object):
    with front.bank.database.unit_of_work() as connection:
        return act(connection, *given, front.clock.now())


def refused(front, act, *given: object):
    with pytest.raises(DeskError) as told:
        do(front, act, *given)
    return told.value.refusal


def accept(front, who, request, password=TEMPORARY, hashed=None):
    temporary = Temporary(password, hashed or hash_password(password), front.clock.now() + 7 * LIFE)
    keys = front.client.app.state.bank.keys
    with front.bank.database.unit_of_work() as connection:
        return access_requests.accept(connection, keys, who, request, temporary, front.clock.now())


def letters(front):
    queue = NoticeQueue(front.bank.database, front.clock, front.client.app.state.bank.keys)
    found = list(iter(queue.claim, None))
    for letter in found:
        queue.delivered(letter)
    return found


def trail(front, customer=ALICE):
    with front.bank.database.snapshot() as connection:
        assert audit.broken_at(connection, customer) is None
        return [(row["event"], json.loads(row["details"])) for row in audit_rows.events(connection, customer)]


def ask_lost(front, who=MARIE, number=ALICE):
    return do(front, access_requests.ask_lost_phone, who, number)


def test_a_lost_phone_leads_back_to_the_first_connection(front, hashed):
    headers = front.sign_in()
    for _ in range(5):
        front.try_in(password="wrong wrong")
    letters(front)
    request = ask_lost(front)
    assert front.client.get("/v1/feed", headers=headers).status_code == 401  # locked, but not by the request
    assert letters(front) == []

    assert accept(front, PAUL, request, hashed=hashed) is Kind.LOST_PHONE

    sent = letters(front)
    assert sorted(letter.channel for letter in sent) == [Channel.EMAIL, Channel.SMS, Channel.SMS]
    assert [TEMPORARY in letter.body for letter in sent if letter.channel is Channel.EMAIL] == [False]
    assert sum(TEMPORARY in letter.body for letter in sent) == 1
    assert not any(TEMPORARY in letter.subject for letter in sent)
    front.clock.advance(seconds=60)
    assert front.try_in(password=PASSWORD).status_code == 401  # unlocked, and the authenticator is gone
    facts = rows.access_facts
    with front.bank.database.snapshot() as connection:
        assert facts(connection, ALICE).authenticator is None
        assert facts(connection, BOB).authenticator is not None
    steps = [(event, details.get("staff")) for event, details in trail(front) if event.startswith("request.")]
    assert steps == [("request.asked", "marie"), ("request.accepted", "paul")]
    assert TEMPORARY not in str(trail(front))


def test_sessions_end_when_the_authenticator_goes(front, hashed):
    headers = front.sign_in()
    accept(front, PAUL, ask_lost(front), hashed=hashed)
    answer = front.client.get("/v1/feed", headers=headers)
    assert (answer.status_code, answer.json()["details"]) == (401, {"reason": "authenticator"})


def test_what_a_customer_had_begun_is_over(front, hashed):
    begun = {"customer_id": ALICE, "expires_at": front.clock.now() + LIFE, "token_hash": b"x" * 32}
    others = begun | {"customer_id": BOB, "token_hash": b"y" * 32}
    with front.bank.database.unit_of_work() as connection:
        for values in (begun, others):
            connection.execute(insert(recovery).values(subject="501000000008", tries=0, **values))
            connection.execute(insert(enrolment).values(totp_sealed=b"x", tries=0, card="{}", **values))
    accept(front, PAUL, ask_lost(front), hashed=hashed)
    with front.bank.database.snapshot() as connection:
        for table in (recovery, enrolment):
            assert connection.execute(select(table.c.customer_id)).scalars().all() == [BOB]


def test_a_contact_is_changed_and_old_and_new_are_told(front):
    head = front.bank.state().head
    request = do(front, access_requests.ask_contact, MARIE, ALICE, "new@example.org", None)
    assert accept(front, PAUL, request) is Kind.CONTACT

    assert sorted((letter.channel, letter.to) for letter in letters(front)) == [
        (Channel.EMAIL, f"client{ALICE}@example.org"),
        (Channel.EMAIL, "new@example.org"),
        (Channel.SMS, "06 39 98 00 22"),
    ]
    state = front.bank.state()
    (profile,) = state.profile
    assert (profile.email, profile.phone) == ("new@example.org", "06 39 98 00 22")
    assert state.head > head
    assert ("contact.change", {"fields": "email"}) in trail(front)
    assert "new@example.org" not in str(trail(front))


def test_both_contacts_at_once(front):
    request = do(front, access_requests.ask_contact, MARIE, ALICE, "new@example.org", "06 39 98 11 11")
    accept(front, PAUL, request)
    assert sorted(letter.to for letter in letters(front)) == [
        "06 39 98 00 22",
        "06 39 98 11 11",
        f"client{ALICE}@example.org",
        "new@example.org",
    ]


def test_a_refused_request_changes_nothing(front):
    request = ask_lost(front)
    do(front, access_requests.refuse, PAUL, request)
    assert letters(front) == []
    front.sign_in()
    assert refused(front, access_requests.refuse, PAUL, request) is Refusal.DECIDED
    with pytest.raises(DeskError, match="decided"):
        accept(front, JEAN, request)
    assert ("request.refused", "paul") in [(event, details.get("staff")) for event, details in trail(front)]


def test_nobody_decides_alone(front):
    for who in (MARIE, PAUL):
        request = ask_lost(front, who)
        with pytest.raises(DeskError, match="same_person"):
            accept(front, who, request)
        assert refused(front, access_requests.refuse, who, request) is Refusal.SAME_PERSON
    front.sign_in()


def test_the_database_itself_keeps_two_people_apart(front):
    request = ask_lost(front)
    with pytest.raises(IntegrityError), front.bank.database.unit_of_work() as connection:
        connection.exec_driver_sql(
            "UPDATE access_request SET decided_by = asked_by, decision = 'accepted', decided_at = asked_at"
        )
    with front.bank.database.snapshot() as connection:
        assert rows.find_request(connection, request).decision is None


def test_an_auditor_neither_asks_nor_decides(front):
    assert refused(front, access_requests.ask_lost_phone, ANNE, ALICE) is Refusal.ROLE
    assert refused(front, access_requests.ask_contact, ANNE, ALICE, "x@example.org", None) is Refusal.ROLE
    request = ask_lost(front)
    assert refused(front, access_requests.refuse, ANNE, request) is Refusal.ROLE
    # nor does the statement that decides take his word for his role
    posing = Employee("anne", NIMES, Role.SUPERVISOR)
    assert refused(front, access_requests.refuse, posing, request) is Refusal.DECIDED


def test_another_caisse_knows_nobody(front):
    assert refused(front, access_requests.ask_lost_phone, STRANGER, ALICE) is Refusal.CUSTOMER_UNKNOWN
    assert refused(front, access_requests.ask_lost_phone, STRANGER, 9999999) is Refusal.CUSTOMER_UNKNOWN
    request = ask_lost(front)
    assert refused(front, access_requests.refuse, STRANGER, request) is Refusal.REQUEST_UNKNOWN
    assert refused(front, access_requests.refuse, STRANGER, "ab" * 16) is Refusal.REQUEST_UNKNOWN
    posing = Employee("rosa", NIMES, Role.SUPERVISOR)
    assert refused(front, access_requests.refuse, posing, request) is Refusal.DECIDED


def test_a_closed_code_decides_nothing(front):
    request = ask_lost(front)
    with front.bank.database.unit_of_work() as connection:
        staff.close(connection, "paul", front.clock.now())
    assert refused(front, access_requests.refuse, PAUL, request) is Refusal.DECIDED
    do(front, access_requests.refuse, JEAN, request)


def test_a_request_lives_a_day(front):
    request = ask_lost(front)
    with front.bank.database.snapshot() as connection:
        assert [row.id for row in rows.pending_requests(connection, front.clock.now())] == [request]
        assert rows.pending_requests(connection, front.clock.now(), "toulon") == []
    front.clock.advance(hours=24)
    with front.bank.database.snapshot() as connection:
        assert rows.pending_requests(connection, front.clock.now()) == []
    with pytest.raises(DeskError, match="expired"):
        accept(front, PAUL, request)
    front.sign_in()


def test_of_two_decisions_at_once_one_counts(front, hashed):
    request = ask_lost(front)

    def decide(who):
        try:
            return accept(front, who, request, hashed=hashed)
        except DeskError as error:
            return error.refusal

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(decide, (PAUL, JEAN)))
    assert sorted(map(str, told)) == sorted((Kind.LOST_PHONE.value, Refusal.DECIDED.value))
    assert sum(TEMPORARY in letter.body for letter in letters(front)) == 1


def test_what_changes_nothing_is_not_asked(front):
    for email, phone in ((None, None), (f"client{ALICE}@example.org", None), (None, "06 39 98 00 22")):
        assert refused(front, access_requests.ask_contact, MARIE, ALICE, email, phone) is Refusal.NOTHING_NEW
    accept(front, PAUL, ask_lost(front))
    assert refused(front, access_requests.ask_lost_phone, MARIE, ALICE) is Refusal.NO_AUTHENTICATOR


def test_a_temporary_password_is_in_no_representation(front):
    assert TEMPORARY not in repr(Temporary(TEMPORARY, "x", front.clock.now()))


# -- commands --------------------------------------------------------------------------------------------------


@pytest.fixture
def agency(operator):
    operator.done(*CAISSE)
    operator.done(*CUSTOMER)
    operator.post()
    operator.sql(
        "UPDATE credential SET totp_sealed = x'00', authenticator_since = changed_at, temporary_until = NULL, "
        "authenticator = 'smartphone'"
    )
    return operator


def asked(out):
    return out.splitlines()[0].split()[1]


def test_lost_phone_by_commands(agency):
    marie, paul = agency.hire("marie"), agency.hire("paul", "supervisor")
    request = asked(agency.done("customer", "lost-phone", "6000022", "--staff", "marie", typed=marie))
    assert f"{request}  client 6000022  authentificateur à retirer  demandé par marie" in agency.done(
        "customer", "requests"
    )
    decide = ["customer", "decide", request, "--accept", "--staff"]
    assert "C’est votre demande" in agency.refused(*decide, "marie", typed=marie)
    assert "incorrect" in agency.refused(*decide, "paul", typed="wrong\n")
    out = agency.done(*decide, "paul", typed=paul)
    assert "client 6000022" in out
    password = agency.temporary_password()
    assert password not in out
    assert "mot de passe temporaire jusqu’au" in agency.done("customer", "show", "6000022")
    assert "déjà décidé" in agency.refused(*decide, "paul", typed=paul)
    assert agency.done("customer", "requests") == ""


def test_contact_by_commands(agency):
    marie, paul = agency.hire("marie"), agency.hire("paul")
    contact = ["customer", "contact", "6000022", "--staff", "marie"]
    assert "Rien ne change" in agency.refused(*contact, typed=marie)
    assert "mal formée" in agency.refused(*contact, "--email", "x", typed=marie)
    assert "SMS" in agency.refused(*contact, "--phone", "04 66 00 00 00", typed=marie)
    out = agency.done(*contact, "--email", "new@example.org", "--phone", "0639980099", typed=marie)
    assert "email new@example.org, phone 06 39 98 00 99" in agency.done("customer", "requests", "--caisse", "nimes")
    agency.done("customer", "decide", asked(out), "--accept", "--staff", "paul", typed=paul)
    assert "new@example.org, 06 39 98 00 99" in agency.done("customer", "show", "6000022")
    assert len(agency.post()) == 4


def test_another_caisse_by_commands(agency):
    agency.done(*CAISSE[:2], "toulon", *CAISSE[3:])
    rosa, marie = agency.hire("rosa", "supervisor", "toulon"), agency.hire("marie")
    unknown = agency.refused("customer", "lost-phone", "6000099", "--staff", "rosa", typed=rosa)
    assert agency.refused("customer", "lost-phone", "6000022", "--staff", "rosa", typed=rosa) == unknown
    request = asked(agency.done("customer", "lost-phone", "6000022", "--staff", "marie", typed=marie))
    decide = ["customer", "decide", "--refuse", "--staff", "rosa"]
    assert agency.refused(*decide, request, typed=rosa) == agency.refused(*decide, "ab" * 16, typed=rosa)
    assert agency.done("customer", "requests", "--caisse", "toulon") == ""

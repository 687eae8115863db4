"""Employees: their codes, their passwords, and the lock after five wrong ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from server.bank import CAISSE as NIMES
from server.operator_fixtures import CAISSE, CUSTOMER

from ccmdesk.server.cli_people import ROLES
from ccmdesk.server.models import staff as models
from ccmdesk.server.repositories import staff as rows
from ccmdesk.server.services import staff
from ccmdesk.server.services.passwords import hash_password
from ccmdesk.server.services.staff import DeskError, Refusal, Role

PASSWORD = "tiroir bleu lampe 9"


@pytest.fixture(scope="module")
def hashed():
    return hash_password(PASSWORD)


@pytest.fixture
def marie(bank, hashed):
    with bank.database.unit_of_work() as connection:
        staff.add(connection, "marie", NIMES, "Marie", Role.TELLER, hashed, bank.clock.now())
    return bank


def refusal(bank, password, code="marie"):
    with pytest.raises(DeskError) as told:
        staff.recognise(bank.database, code, password)
    return told.value.refusal


def failures(bank):
    with bank.database.snapshot() as connection:
        return rows.find_staff(connection, "marie").failures


def test_roles_are_the_same_everywhere():
    assert tuple(Role) == models.ROLES == ROLES


def test_an_employee_is_recognised_and_forgiven(marie):
    for _ in range(4):
        assert refusal(marie, "wrong") is Refusal.WRONG
    found = staff.recognise(marie.database, "marie", PASSWORD)
    assert (found.code, found.caisse_id, found.role) == ("marie", NIMES, Role.TELLER)
    assert failures(marie) == 0


def test_the_fifth_try_may_be_the_right_one(marie):
    for _ in range(4):
        refusal(marie, "wrong")
    assert staff.recognise(marie.database, "marie", PASSWORD).code == "marie"


def test_five_wrong_passwords_lock_and_the_right_one_does_not_help(marie):
    told = [refusal(marie, "wrong") for _ in range(5)]
    assert told == [Refusal.WRONG] * 4 + [Refusal.LOCKED]
    assert refusal(marie, PASSWORD) is Refusal.LOCKED
    with marie.database.unit_of_work() as connection:
        assert staff.unlock(connection, "marie")
        assert not staff.unlock(connection, "marie")
    assert staff.recognise(marie.database, "marie", PASSWORD).code == "marie"


def test_of_many_tries_at_once_five_are_looked_at(marie):
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda _: refusal(marie, "wrong"), range(12)))
    assert told.count(Refusal.WRONG) == 4
    assert told.count(Refusal.LOCKED) == 8
    assert failures(marie) == 5


def test_unknown_and_closed_codes_are_refused_alike(marie):
    assert refusal(marie, PASSWORD, "nobody") is Refusal.WRONG
    with marie.database.unit_of_work() as connection:
        staff.close(connection, "marie", marie.clock.now())
    assert refusal(marie, PASSWORD) is Refusal.WRONG
    for act in (
        lambda connection: staff.close(connection, "marie", marie.clock.now()),
        lambda connection: staff.set_password(connection, "marie", "$argon2id$x"),
        lambda connection: staff.unlock(connection, "marie"),
    ):
        with marie.database.unit_of_work() as connection, pytest.raises(DeskError) as told:
            act(connection)
        assert told.value.refusal is Refusal.STAFF_UNKNOWN


def test_a_supervisor_unlocks_in_his_caisse_only(marie, hashed):
    with marie.database.unit_of_work() as connection:
        for by, wanted in (
            (staff.Employee("chef", "toulon", Role.SUPERVISOR), Refusal.STAFF_UNKNOWN),
            (staff.Employee("paul", NIMES, Role.TELLER), Refusal.ROLE),
            (staff.Employee("anne", NIMES, Role.AUDITOR), Refusal.ROLE),
        ):
            with pytest.raises(DeskError) as told:
                staff.unlock(connection, "marie", by)
            assert told.value.refusal is wanted
    for _ in range(5):
        refusal(marie, "wrong")
    with marie.database.unit_of_work() as connection:
        assert staff.unlock(connection, "marie", staff.Employee("chef", NIMES, Role.SUPERVISOR))


@pytest.mark.parametrize("code", ["", "a", "Marie", "é-e", "a" * 33, "a b", "-ab"])
def test_malformed_codes(sqlite_bank, hashed, code):
    with sqlite_bank.database.unit_of_work() as connection, pytest.raises(DeskError) as told:
        staff.add(connection, code, NIMES, "x", Role.TELLER, hashed, sqlite_bank.clock.now())
    assert told.value.refusal is Refusal.STAFF_MALFORMED


# -- commands --------------------------------------------------------------------------------------------------


@pytest.fixture
def caisse(operator):
    operator.done(*CAISSE)
    return operator


def test_a_drawn_password_is_shown_once_and_serves(caisse):
    caisse.done(*CUSTOMER)
    password = caisse.hire("marie")
    listed = caisse.done("staff", "list")
    assert "marie" in listed
    assert "conseiller" in listed
    assert password.strip() not in listed
    # recognised: what is refused is the customer's want of an authenticator
    told = caisse.refused("customer", "lost-phone", "6000022", "--staff", "marie", typed=password)
    assert "n’a pas d’authentificateur" in told


def test_a_password_is_asked_and_judged(caisse):
    add = ["staff", "add", "marie", "--caisse", "nimes", "--name", "Marie", "--role", "supervisor", "--ask-password"]
    for weak in ("court", "password", "motdepasse", "marie123"):
        assert "refusé" in caisse.refused(*add, typed=f"{weak}\n")
    assert "Aucun mot de passe" in caisse.refused(*add)
    assert "UTF-8" in caisse.refused(*add, typed="Trombone\udcff vert\n")
    out = caisse.done(*add, typed=f"{PASSWORD}\n")
    assert PASSWORD not in out
    assert "responsable" in caisse.done("staff", "list")


def test_lock_unlock_new_password_close(caisse):
    caisse.done(*CUSTOMER)
    caisse.hire("marie")
    lost = ["customer", "lost-phone", "6000022", "--staff", "marie"]
    for _ in range(4):
        assert "incorrect" in caisse.refused(*lost, typed="wrong\n")
    assert "bloqué" in caisse.refused(*lost, typed="wrong\n")
    assert "BLOQUÉ" in caisse.done("staff", "list")
    chief, teller = caisse.hire("chef", "supervisor"), caisse.hire("paul")
    assert "rôle" in caisse.refused("staff", "unlock", "marie", "--staff", "paul", typed=teller)
    assert "débloqué" in caisse.done("staff", "unlock", "marie", "--staff", "chef", typed=chief)
    assert "n’était pas bloqué" in caisse.done("staff", "unlock", "marie")

    new = caisse.done("staff", "password", "marie").splitlines()[1].split()[-1]
    assert "authentificateur" in caisse.refused(*lost, typed=f"{new}\n")
    assert "fermé" in caisse.done("staff", "close", "marie")
    assert "fermé le" in caisse.done("staff", "list")
    assert "incorrect" in caisse.refused(*lost, typed=f"{new}\n")
    for command in (["close", "marie"], ["password", "marie"], ["unlock", "marie"], ["close", "nobody"]):
        assert "Aucun agent" in caisse.refused("staff", *command)


def test_what_is_wrong_is_refused(caisse):
    add = ["staff", "add", "marie", "--name", "Marie", "--role", "teller"]
    assert "Aucune caisse" in caisse.refused(*add, "--caisse", "toulon")
    assert "2 à 32" in caisse.refused("staff", "add", "M", *add[3:], "--caisse", "nimes")
    caisse.hire("marie")
    assert "existe déjà" in caisse.refused(*add, "--caisse", "nimes")

"""Killed at every single step on the disk: no draft is lost, and what was forgotten stays forgotten."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from clientside.computers import OWN_PASSWORD, Computer, code_by_sms
from clientside.deaths import Fate, MortalKeyStore
from clientside.signers import reference, refused
from server.access_fixtures import PASSWORD

from ccmdesk.core.errors import ErrorCode, KnownError

PASSWORDS = (OWN_PASSWORD, "Quatre otaries jouent au bridge")
"""Changed in turn: the bank lives through all the deaths."""


class Mortal:
    """One computer after another, each of which dies a step later than the one before."""

    def __init__(self, front, folder) -> None:
        self.front = front
        self.folder = folder
        self.password = PASSWORD

    def next(self, number):
        folder = self.folder / f"computer {number}"
        fate = Fate(folder)
        computer = Computer(self.front, folder, MortalKeyStore(fate))
        desk = computer.synced(self.password)
        return computer, fate, desk, desk.keep_draft(desk.prepare(reference()))

    def new_password(self):
        return next(password for password in PASSWORDS if password != self.password)


@pytest.fixture
def mortal(front, tmp_path):
    return Mortal(front, tmp_path)


def reborn(computer):
    """Another process on the same computer. (The former one's open files are closed, as the system does.)"""
    computer.close()
    computer.start()


def opens_offline(computer, password):
    try:
        computer.offline(password).close()
    except KnownError as error:
        if error.code not in {ErrorCode.OFFLINE_REFUSED, ErrorCode.OFFLINE_CLOSED}:
            raise
        return False
    return True


def test_killed_while_the_password_is_changed(mortal):
    """The former password opens offline, then none does, then the new one: never both, and never the former again."""
    seen = []
    for steps in itertools.count():
        computer, fate, desk, key = mortal.next(steps)
        former, new = mortal.password, mortal.new_password()
        challenge, code = desk.trust.ask_password("fr"), computer.totp()
        with fate.life(steps):
            desk.trust.change_password(former, new, challenge, code)
        mortal.password = new  # the bank had changed it before the first step
        died = fate.taken > steps
        reborn(computer)
        seen.append((not opens_offline(computer, former), opens_offline(computer, new)))
        desk = computer.synced(new)
        assert (desk.draft_intent(key), desk.notices) == (reference(), ())
        reborn(computer)
        assert opens_offline(computer, new)
        assert not opens_offline(computer, former)
        computer.close()
        if not died:
            break
    assert steps > 1
    assert seen == sorted(seen)
    assert seen[-1] == (True, True)


def test_killed_on_the_way_in_after_a_forgotten_password(mortal):
    for steps in itertools.count():
        computer, fate, desk, key = mortal.next(steps)
        reborn(computer)
        former, new = mortal.password, mortal.new_password()
        welcome = computer.door.welcome
        recovery = welcome.begin_recovery(computer.code, date(1980, 5, 17), computer.totp())
        welcome.confirm_recovery(recovery, code_by_sms(computer.front))
        with fate.life(steps):
            welcome.finish_recovery(recovery, new)
            mortal.password = new  # who died in there had not asked the bank yet
            attempt = computer.door.begin(computer.code, new)
            computer.desks.append(computer.door.finish(attempt, computer.totp()))
        died = fate.taken > steps
        reborn(computer)
        desk = computer.synced(mortal.password)
        assert (desk.draft_intent(key), desk.notices) == (reference(), ())
        reborn(computer)
        for password in (former, new):
            assert opens_offline(computer, password) is (password == mortal.password)
        computer.close()
        if not died:
            break
    assert steps > 3


def test_killed_while_it_forgets(mortal):
    """From the first step that was done on, what is left opens no more, and the next sign-in begins anew."""
    for steps in itertools.count():
        computer, fate, desk, _ = mortal.next(steps)
        with fate.life(steps):
            desk.trust.forget_here()
        died = fate.taken > steps
        reborn(computer)
        if steps:
            assert not [name for name in computer.kept() if "keys.json" in name]
            assert refused(lambda computer=computer: computer.offline(mortal.password)).code is (
                ErrorCode.OFFLINE_NOTHING_HERE
            )
            assert computer.synced(mortal.password).orders(ongoing=True) == []
        computer.close()
        if not died:
            break
    assert steps > 4


def test_killed_at_the_first_sign_in_the_second_opens_all(mortal, front):
    for steps in itertools.count():
        folder = mortal.folder / f"first {steps}"
        fate = Fate(folder)
        computer = Computer(front, folder, MortalKeyStore(fate))
        with fate.life(steps):
            computer.sign_in()
        died = fate.taken > steps
        reborn(computer)
        desk = computer.synced()
        key = desk.keep_draft(desk.prepare(reference()))
        reborn(computer)
        assert computer.offline().draft_intent(key) == reference()
        computer.close()
        if not died:
            break
    assert steps > 10

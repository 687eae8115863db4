"""Which passwords are good, on both sides alike."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ccmdesk.core.errors import ErrorCode
from ccmdesk.core.rules.passwords import LEAST_SCORE, MAX_LENGTH, judge

VALERIE = (
    "VALÉRIE CCM DIRECT",
    "valerie.martin@example.org",
    "06 39 98 00 22",
    "1 RUE DE L'EGLISE\nBÂTIMENT B",
    "44000",
    "NANTES",
    "501000000008",
    "6000022",
    "1980-05-17",
)


@pytest.mark.parametrize(
    "password",
    ["Éléphant bleu 12", "tournesol-violet-42", "xK9$mvQ2pL", "пятнадцать слонов", "😀🐸🍕🚗🎹🌋🧲🦉", "ཕོ་བྲང་པོ་ཏ་ལ་རི"],
)
def test_good_passwords(password):
    strength = judge(password, VALERIE)

    assert strength.refusal is None
    assert strength.score >= LEAST_SCORE


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse",
        "Motdepasse1",
        "M0td3p4ss3",
        "azertyuiop",
        "AZERTY123!",
        "wxcvbn,;:!",
        "qsdfghjklm",
        "marseille13",
        "soleil2024",
        "doudou123",
        "loulouloulou",
        "éléphant",
        "elephant",
        "essapedtom",
        "password",
        "12345678",
        "aaaaaaaaaaaa",
        "😀😀😀😀😀😀😀😀",
        "密码密码密码密码",
        "a" * MAX_LENGTH,
        "creditmunicipal",
    ],
)
def test_common_passwords_are_refused(password):
    strength = judge(password, VALERIE)

    assert strength.refusal is ErrorCode.PASSWORD_COMMON
    assert strength.score < LEAST_SCORE


@pytest.mark.parametrize(
    "password",
    [
        "valerie1980",
        "VALÉRIE-1980",
        "Vale\u0301rie!!",
        "valeriemartin",
        "martin-nantes",
        "nantes44000",
        "17051980",
        "17/05/1980",
        "1980-05-17",
        "19800517",
        "05171980",
        "170580xy",
        "mai 05/1980",
        "0639980022",
        "06.39.98.00.22",
        "639980022",
        "501000000008",
        "6000022ab",
        "eglise12",
        "batiment44000",
    ],
)
def test_what_is_known_of_the_customer_is_refused(password):
    strength = judge(password, VALERIE)

    assert strength.refusal is ErrorCode.PASSWORD_PERSONAL
    assert strength.score < LEAST_SCORE


def test_a_little_of_oneself_in_a_long_password_is_allowed():
    assert judge("valerie aime les tournesols violets", VALERIE).refusal is None
    assert judge("six rhinos de Nantes", VALERIE).refusal is None


def test_others_may_use_what_is_personal_to_one():
    assert judge("Tournefeuille 31", ("TOURNEFEUILLE", "31170")).refusal is ErrorCode.PASSWORD_PERSONAL
    assert judge("Tournefeuille 31", VALERIE).refusal is None


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", ErrorCode.PASSWORD_TOO_SHORT),
        ("xK9$mvQ", ErrorCode.PASSWORD_TOO_SHORT),
        ("e\u0301" * 7, ErrorCode.PASSWORD_TOO_SHORT),  # seven characters, however they are written
        ("xK9$mvQ2" * 16 + "x", ErrorCode.PASSWORD_TOO_LONG),
        ("xK9$mvQ2\x00pL", ErrorCode.PASSWORD_INVALID),
        ("xK9$mvQ2\npL", ErrorCode.PASSWORD_INVALID),
        ("xK9$mvQ2\x85pL", ErrorCode.PASSWORD_INVALID),
        ("xK9$mvQ2\ud800pL", ErrorCode.PASSWORD_INVALID),
    ],
)
def test_form(password, refusal):
    assert judge(password) == (0, refusal)


def test_length_is_counted_in_composed_characters():
    accents = "éàùôîêâûëïüçœæÉÀ" * 8  # 128 characters
    decomposed = unicodedata.normalize("NFD", accents)

    assert len(decomposed) > MAX_LENGTH
    assert judge(decomposed) == judge(accents)
    assert judge(decomposed).refusal is None


def test_a_weak_beginning_does_not_spoil_a_strong_end():
    assert judge("a" * 100 + "xK9$mvQ2pL zebre").refusal is None


TEXTS = st.text(st.characters(codec=None), max_size=140)


@given(TEXTS, st.lists(st.text(max_size=20), max_size=4))
@example("4@8({[<3691!|7$50+%2" * 6, [])
@example("İİİİİİİİ", ["İ"])
@example("ﷺﷺﷺﷺﷺﷺﷺﷺ", [])
@example("\ue000" * 12, ["\ue000"])
@settings(deadline=None, max_examples=150)
def test_any_text_has_a_verdict_and_the_same_in_every_form(password, personal):
    strength = judge(password, personal)

    assert 0 <= strength.score <= 4
    assert (strength.refusal is None) == (strength.score >= LEAST_SCORE)
    for form in ("NFC", "NFD"):
        assert judge(unicodedata.normalize(form, password), personal) == strength


@given(st.text("abcdefghijklmnopqrstuvwxyzçéèàûÉÇ0123456789", min_size=8, max_size=40))
@settings(deadline=None, max_examples=100)
def test_what_is_personal_never_helps(password):
    assert judge(password, [password]).refusal is not None
    assert judge(password, VALERIE).score <= judge(password).score


def test_words_are_read_at_the_first_password_only():
    code = "import sys, ccmdesk.core.rules.passwords; assert 'zxcvbn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 -- our own interpreter, and our own words

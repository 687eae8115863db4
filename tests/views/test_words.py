from __future__ import annotations

import pytest

from ccmdesk.client.viewmodels import words
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode

DETAILS = {
    "available": 123_456,
    "next": "2026-11-30",
    "limit": "2027-11-30",
    "execution_on": "2026-11-30",
    "tries_left": 3,
    "incident": "0badcafe",
}


@pytest.mark.parametrize("code", ErrorCode)
def test_every_code_has_a_plain_sentence_that_ends(code, qapp):
    text = words.sentence(Failure(code, DETAILS))
    assert text[0].isupper()
    assert text[-1] in ".»"
    assert "{" not in text
    assert code.value not in text


@pytest.mark.parametrize("code", ErrorCode)
def test_a_server_that_sends_no_details_breaks_no_sentence(code, qapp):
    assert words.sentence(Failure(code, {}))


@pytest.mark.parametrize("details", [{"next": "<b>x</b>"}, {"available": "abc"}, {"tries_left": "many"}, {"next": 7}])
@pytest.mark.parametrize("code", [ErrorCode.DATE_CLOSED, ErrorCode.INSUFFICIENT_FUNDS, ErrorCode.SIGN_IN_FAILED])
def test_a_server_that_sends_nonsense_breaks_no_sentence(code, details, qapp):
    assert "<b>" not in words.sentence(Failure(code, details))

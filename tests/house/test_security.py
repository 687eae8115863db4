"""What docs/security.md claims is proved by tests that exist."""

from __future__ import annotations

import re

import pytest
from house.repository import ROOT

PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(\w[\w/]*\.py)(?:::(\w+))?`")
REQUIREMENT = re.compile(r"^\| ([0-9]+[^|]*) \|[^|]*\| ([^|]*) \|(.*)\|$", re.MULTILINE)
CHAPTERS = {"6", "7", "8", "11", "12", "16"}
ARTICLES = {"4", "5", "6", "7", "8", "9", "13", "14", "15"}


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def missing(page: str) -> list[str]:
    """Tests that a page names and that are not there."""
    absent: list[str] = []
    for path, name in NAMED.findall(page):
        file = next((ROOT / room / path for room in ("tests", "ccmdesk") if (ROOT / room / path).is_file()), None)
        if file is None or (name and not re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE)):
            absent.append(f"{path}::{name}")
    return absent


def test_every_test_that_is_named_exists():
    assert not missing(text())


@pytest.mark.parametrize("page", ["`server/test_none.py`", "`house/test_security.py::test_none`"])
def test_a_test_that_is_gone_is_noticed(page):
    assert missing(page)


def test_every_requirement_has_its_verdict_and_its_reason():
    rows = REQUIREMENT.findall(text())
    assert len(rows) > 100
    for number, verdict, why in rows:
        assert verdict in {"met", "not met", "n/a"}, number
        assert verdict == "n/a" or why.strip(), number


def test_every_chapter_and_article_is_there():
    asvs, _, psd2 = text().partition("## PSD2")
    assert {number.partition(".")[0] for number, _, _ in REQUIREMENT.findall(asvs)} == CHAPTERS
    assert {re.split(r"\W", number)[0] for number, _, _ in REQUIREMENT.findall(psd2)} == ARTICLES

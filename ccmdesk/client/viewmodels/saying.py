"""How the client's words are written down: marked for translation where they stand, chosen when they are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from PySide6.QtCore import QCoreApplication

UNKNOWN: Final = "—"
"""Stands where a server sent no value, or one that makes no sense."""

Details: TypeAlias = Mapping[str, str | int]
Sentence: TypeAlias = Callable[[Details, str], str]
"""Makes a sentence of a failure's details and its incident."""


def tr(text: str) -> str:
    """Translate one of the sentences."""
    return QCoreApplication.translate("Words", text)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation where it is listed (the name that lupdate looks for); PySide6's own is untyped."""
    return text


def say(text: str) -> Sentence:
    """Say a sentence as it is."""
    return lambda _details, _incident: tr(text)


def say_by(name: str, texts: Mapping[str, str], otherwise: str) -> Sentence:
    """Choose the sentence by one of the details."""
    return lambda details, _incident: tr(texts.get(str(details.get(name)), otherwise))


def say_incident(text: str) -> Sentence:
    """Say a sentence with the number that is to be quoted to the bank."""
    return lambda details, incident: tr(text).format(incident or details.get("incident", UNKNOWN))


def say_tries(failed: str, left: str, last: str) -> Sentence:
    """Say that something failed, and how many tries are left (`left` has their number)."""

    def sentence(details: Details, _incident: str) -> str:
        tries = details.get("tries_left")
        if tries == 1:
            return f"{tr(failed)} {tr(last)}"
        return f"{tr(failed)} {tr(left).format(tries if isinstance(tries, int) else UNKNOWN)}"

    return sentence

"""Labels. Every text on a screen is plain: nothing that a server or a file says is ever rendered as rich text."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ccmdesk.client.viewmodels.language import language
from ccmdesk.client.widgets import qt_numbers
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.theme import set_look


def unparted(text: str) -> str:
    """Keep French punctuation with its word: no line begins with « : », and none ends with an opening quote."""
    for mark in ":;?!»":
        text = text.replace(f" {mark}", f"\u202f{mark}")
    return text.replace("« ", "«\u202f")


class PlainLabel(QLabel):
    """A label that never interprets its text. `role` says what it is (title, heading, caption …)."""

    def __init__(self, parent: QWidget | None = None, *, text: str = "", role: str = "") -> None:
        super().__init__(parent)
        self.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
        if role:
            self.setProperty("role", role)
        self._text = ""
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`, with the spaces before French punctuation made unbreakable."""
        self._text = text
        super().setText(unparted(text))

    def text(self) -> str:
        """Return the text as it was given."""
        return self._text

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")


class IconLabel(QLabel):
    """A decorative icon beside a text that says the same: invisible to screen readers."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "", ink: str = "", size: int = 20) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            set_icon(self, name, ink, size)


class AmountLabel(PlainLabel):
    """An amount in cents: right-aligned, tabular figures, narrow no-break spaces; nothing until it has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, role="amount")
        self.setProperty("alignment", qt_numbers.ALIGN_RIGHT)
        self._cents: int | None = None
        self._signed = False

    def cents(self) -> int | None:
        """Return the amount shown, in cents."""
        return self._cents

    def set_amount(self, cents: int | None, *, signed: bool = False) -> None:
        """Show `cents`. `signed` writes the + of incoming money and colours it: the sign says it first."""
        from ccmdesk.core.money import format_amount  # the first page has no amounts

        self._cents, self._signed = cents, signed
        self.setText("" if cents is None else format_amount(cents, language(), signed=signed))
        incoming = signed and cents is not None and cents > 0
        set_look(self, kind="credit" if incoming else "")

    def changeEvent(self, event: QEvent) -> None:
        """Write the amount again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.set_amount(self._cents, signed=self._signed)


class BigAmount(AmountLabel):
    """The amount a page is about: a balance, the amount to confirm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "display")
        self.setProperty("alignment", qt_numbers.ALIGN_LEFT)


class Divider(QFrame):
    """A hairline between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "divider")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

"""Editors for money, secrets and one-time codes. None of them ever blocks or rewrites what is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Property, QEvent, QSize, Signal
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ccmdesk.client.widgets import qt_numbers
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import PlainLabel
from ccmdesk.client.widgets.theme import scaled
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

_CODE_DIGITS: Final = 6
_SPACES: Final = str.maketrans("", "", " \t\r\n\u00a0\u202f\u2009")


class _EditWithTail(QLineEdit):
    """A line edit with a small widget at its right end."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._tail: QWidget | None = None

    def set_tail(self, tail: QWidget) -> None:
        self._tail = tail
        self._place_tail()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tail()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._place_tail()

    def _place_tail(self) -> None:
        tail = getattr(self, "_tail", None)  # Qt sends events from within the constructor
        if tail is None:
            return
        size = tail.sizeHint().boundedTo(QSize(self.width(), self.height() - 6))
        right = 8
        tail.resize(size)
        tail.move(self.width() - size.width() - right, (self.height() - size.height()) // 2)
        margin = size.width() + right - 6
        if self.textMargins().right() != margin:
            self.setTextMargins(0, 0, margin, 0)


class MoneyEdit(_EditWithTail):
    """An amount of euros as people type it. What was typed stays; it is read when the edit is finished.

    Signals: `parsed(int)` with cents, or `refused(KnownError)`; nothing for an empty field.
    """

    parsed = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "money")
        self.setProperty("alignment", qt_numbers.ALIGN_RIGHT)
        self.setProperty("inputMethodHints", qt_numbers.AMOUNT_HINT)
        self.setPlaceholderText("0,00")
        euro = PlainLabel(self, text="€", role="subheading")
        self.set_tail(euro)
        self.editingFinished.connect(self._read)

    def cents(self) -> int:
        """Read the amount, in cents. Raises KnownError (AMOUNT_…), for an empty field AMOUNT_INVALID."""
        from ccmdesk.core.money import parse_amount  # the first page has no amounts

        return parse_amount(self.text())

    def _read(self) -> None:
        if not self.text().strip():
            return
        try:
            cents = self.cents()
        except KnownError as error:
            self.refused.emit(error)
        else:
            self.parsed.emit(cents)


class PasswordEdit(_EditWithTail):
    """A secret, with a button that shows it for as long as it is held down on « Afficher »."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty("inputMethodHints", qt_numbers.SECRET_HINTS)
        self._button = QToolButton(self)
        self._button.setObjectName("showPassword")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._show)
        self._show(False)
        self.set_tail(self._button)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the button the next stop after its field: forms order only the fields."""
        super().showEvent(event)
        if self.nextInFocusChain() is not self._button:
            self.setTabOrder(self, self._button)

    def clear(self) -> None:
        """Forget the secret, and hide the next one. Qt's own `clear` can be undone, once the text is shown."""
        self.setText("")
        self._button.setChecked(False)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self._button.isChecked())

    def _show(self, shown: bool) -> None:  # noqa: FBT001 -- a slot
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        name = self.tr("Masquer le mot de passe") if shown else self.tr("Afficher le mot de passe")
        set_icon(self._button, "eye-off" if shown else "eye", "muted")
        self._button.setAccessibleName(name)
        self._button.setToolTip(name)


class CodeEdit(QLineEdit):
    """A one-time code of six digits, or of `digits` (a property of the form: 8 for a code sent by SMS).

    Spaces typed or pasted are dropped; anything else stays, to be corrected.

    Signal: `completed(str)` once all digits are there.
    """

    completed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits = _CODE_DIGITS
        self.setProperty("role", "code")
        self.setProperty("inputMethodHints", qt_numbers.DIGITS_HINT)
        self.setMaximumWidth(scaled(240))
        self.textChanged.connect(self._tidy)
        self._space_digits()

    def clear(self) -> None:
        """Forget the code: Qt's own `clear` can be undone."""
        self.setText("")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setMaximumWidth(scaled(240))

    def code(self) -> str:
        """Return the digits. Raises KnownError CODE_MALFORMED."""
        text = self.text().translate(_SPACES)
        if not self._is_code(text):
            raise KnownError(ErrorCode.CODE_MALFORMED)
        return text

    def digit_count(self) -> int:
        """Return how many digits the code has."""
        return self._digits

    def set_digit_count(self, count: int) -> None:
        """Wait for a code of another length."""
        self._digits = count

    digits = Property(int, digit_count, set_digit_count)

    def _space_digits(self) -> None:
        from PySide6.QtGui import QFont

        font = self.font()
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 130)
        self.setFont(font)

    def _tidy(self, text: str) -> None:
        bare = text.translate(_SPACES)
        if bare != text:
            self.setText(bare)
        elif self._is_code(bare):
            self.completed.emit(bare)

    def _is_code(self, text: str) -> bool:
        return len(text) == self._digits and text.isascii() and text.isdigit()

"""A day: typed as dd/MM/yyyy, chosen in a calendar, and said in full below the field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Property, QCoreApplication, QDate, QEvent, QLocale, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from ccmdesk.client.widgets.theme import colour

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_SEPARATORS: Final = "/.- "
_WEEKEND: Final = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class DateEdit(QDateEdit):
    """A day. Signals: `dayChanged(date)`; `explained(str)` with the day in full (« mardi 24 novembre 2026 »)."""

    dayChanged = Signal(object)
    explained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moved_on = False
        self._calendar_made = False
        self.setCalendarPopup(True)
        self._follow_language()
        self.dateChanged.connect(self._tell)

    def day(self) -> date:
        """Return the day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show a day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def set_range(self, first: date, last: date) -> None:
        """Limit what the calendar offers; the rules of the bank are checked elsewhere."""
        self.setDateRange(QDate(first.year, first.month, first.day), QDate(last.year, last.month, last.day))

    def explanation_text(self) -> str:
        """Return the day in full."""
        return QLocale().toString(self.date(), "dddd d MMMM yyyy")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a day be typed as people do, « 24/11/2026 », and open the calendar with Alt+Down or F4.

        Qt counts the separator after a full section twice, and opens its calendar by mouse alone.
        """
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self._pop_up()
            return
        typed = event.text()
        if typed.isdigit() and self.lineEdit().hasSelectedText() and self.lineEdit().selectedText() == self.text():
            self.setSelectedSection(QDateEdit.Section.DaySection)
        if typed and typed in _SEPARATORS and self._moved_on:
            self._moved_on = False
            event.accept()
            return
        section = self.currentSection()
        super().keyPressEvent(event)
        self._moved_on = typed.isdigit() and self.currentSection() != section

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have the calendar ready before it pops up."""
        self._make_calendar()
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._follow_language()
            self.explained.emit(self.explanation_text())
        elif event.type() == QEvent.Type.StyleChange and getattr(self, "_calendar_made", False):
            self._dress()

    def _pop_up(self) -> None:
        arrow = QPointF(self.width() - 12, self.height() / 2)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            QCoreApplication.sendEvent(self, QMouseEvent(kind, arrow, self.mapToGlobal(arrow), left, left, none))

    def _make_calendar(self) -> None:
        """Make the calendar when it may be needed: it takes longer (5 ms) than the rest of a form's fields."""
        if not self._calendar_made:
            self._calendar_made = True
            self._dress()

    def _dress(self) -> None:
        self.calendarWidget().setLocale(QLocale())
        dress_calendar(self.calendarWidget())

    def _follow_language(self) -> None:
        self.setLocale(QLocale())
        self.setDisplayFormat("dd/MM/yyyy")
        if self._calendar_made:
            self._dress()

    def _tell(self) -> None:
        self.explained.emit(self.explanation_text())
        self.dayChanged.emit(self.day())

    explanation = Property(str, explanation_text)


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Give a calendar the theme in force: Qt paints its days from formats, not from the style sheet."""
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    head = QTextCharFormat()
    head.setForeground(colour("muted"))
    head.setBackground(colour("surface"))
    calendar.setHeaderTextFormat(head)
    weekend = QTextCharFormat()
    weekend.setForeground(colour("muted"))
    for day in _WEEKEND:
        calendar.setWeekdayTextFormat(day, weekend)

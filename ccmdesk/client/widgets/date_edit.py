"""A day: typed as dd/MM/yyyy, chosen in a calendar, and said in full below the field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Property, QDate, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
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
        """Let a day be typed as people do, « 24/11/2026 »: Qt counts the separator after a full section twice."""
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

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._follow_language()
            self.explained.emit(self.explanation_text())
        elif event.type() == QEvent.Type.StyleChange and self.calendarPopup():
            dress_calendar(self.calendarWidget())

    def _follow_language(self) -> None:
        self.setLocale(QLocale())
        self.setDisplayFormat("dd/MM/yyyy")
        self.calendarWidget().setLocale(QLocale())
        dress_calendar(self.calendarWidget())

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

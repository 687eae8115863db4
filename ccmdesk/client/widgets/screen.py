"""What screens are built on: the page itself, its cards and its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ccmdesk.client.widgets.form_field import FormField
from ccmdesk.client.widgets.icons import refresh_icons
from ccmdesk.client.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from typing import Protocol

    from PySide6.QtGui import QResizeEvent

    class Form(Protocol):
        """What uic generates from a .ui file: its attributes are the widgets, layouts and actions."""

        def setupUi(self, widget: QWidget) -> None:
            """Build the form's widgets into `widget`."""

        def retranslateUi(self, widget: QWidget) -> None:
            """Write the form's texts in the language in force."""


def compose(widget: QWidget, form: Form) -> None:
    """Build `form` into `widget` (a page, a dialog): set its fields up and draw the icons that it names."""
    form.setupUi(widget)
    parts = [part for part in vars(form).values() if isinstance(part, QWidget)]  # searching the children costs 1 ms
    for part in parts:
        if isinstance(part, FormField):
            part.adopt()
    refresh_icons(parts)


class Screen(QFrame):
    """One page. A view subclasses it, composes its form with `compose` and overrides `retranslate`.

    A frame, so that the style sheet paints its ground.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._form: Form | None = None

    def compose(self, form: Form) -> None:
        """Build `form` into this page; its texts are written again when the language changes."""
        self._form = form
        compose(self, form)

    def title(self) -> str:
        """Return the page's title, as in the window's bar and for screen readers (the form's windowTitle)."""
        return self.windowTitle()

    def retranslate(self) -> None:
        """Write again the texts that the form does not hold."""

    def arrange(self) -> None:
        """Lay out anew for the room there is: the window or the size of the text has changed."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self._form is not None:
                self._form.retranslateUi(self)
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange and self._form is not None:
            self.arrange()


class Card(QFrame):
    """A sheet of paper on the desk: groups what belongs together. Lay it out in the form, 24 px inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")


class PageHeader(QWidget):
    """Title of a page, a line under it, and room for its actions on the right (`add_action`).

    Designer: properties `title` and `subtitle`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(self, role="title")
        self._title.setWordWrap(True)
        self._subtitle = PlainLabel(self, role="lead")
        self._subtitle.setWordWrap(True)
        self._subtitle.hide()
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addLayout(texts, 1)

    def title_text(self) -> str:
        """Return the title shown."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Show the page's title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def subtitle_text(self) -> str:
        """Return the line under the title."""
        return self._subtitle.text()

    def set_subtitle(self, subtitle: str) -> None:
        """Show a line under the title; an empty one takes no room."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_action(self, button: QWidget) -> None:
        """Put a button on the right of the title."""
        from PySide6.QtCore import Qt

        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    title = Property(str, title_text, set_title)
    subtitle = Property(str, subtitle_text, set_subtitle)

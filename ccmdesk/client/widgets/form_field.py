"""A field of a form: its label above, the editor, and one line below for help or for what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Property
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ccmdesk.client.widgets import qt_numbers
from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import IconLabel, PlainLabel
from ccmdesk.client.widgets.theme import set_look


class _Line(QWidget):
    """The line below an editor: help, or a mark and what is wrong. Made when there is something to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._message = PlainLabel(self, role="help")
        self._message.setWordWrap(True)
        self._mark = IconLabel(self)
        self._mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._mark.setProperty("alignment", qt_numbers.ALIGN_TOP)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self._message, 1)

    def show_text(self, text: str, *, is_error: bool) -> None:
        """Say `text`; an empty one hides the line."""
        self._message.setText(text)
        if is_error and not self._mark.property("iconName"):
            set_icon(self._mark, "circle-alert", "error", 16)
        self._mark.setVisible(is_error)
        self.setVisible(bool(text))
        set_look(self._message, role="error" if is_error else "help")


class FormField(QWidget):
    """Holds one editor. In a form: a FormField with the editor as its child, alone or in a vertical layout.

    Designer: properties `label` and `help`. The editor's accessible name is the label, its accessible
    description the help or the error.
    """

    def __init__(self, parent: QWidget | None = None, *, label: str = "", editor: QWidget | None = None) -> None:
        super().__init__(parent)
        # spare height belongs to the page: it must not part a label from its editor
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._label = PlainLabel(self, text=label, role="label")
        self._help = ""
        self._error = ""
        self._editor: QWidget | None = None
        self._line: _Line | None = None
        if editor is not None:
            editor.setParent(self)
            self.adopt()

    def adopt(self) -> None:
        """Take the editor found among the children and lay everything out. Called once, by `compose`."""
        layout = self.layout()
        if not isinstance(layout, QBoxLayout):
            layout = QVBoxLayout(self)
        for child in self.children():
            if isinstance(child, QWidget) and child is not self._label:
                self._editor = child
                if layout.indexOf(child) < 0:
                    layout.addWidget(child)
                break
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.insertWidget(0, self._label)
        if self._editor is not None:
            self._label.setBuddy(self._editor)
            explained = getattr(self._editor, "explained", None)
            if explained is not None:
                explained.connect(self.set_help)
                self.set_help(self._editor.property("explanation") or "")
        self._show_line()

    def editor(self) -> QWidget | None:
        """Return the editor, once adopted."""
        return self._editor

    def label_text(self) -> str:
        """Return the visible label."""
        return self._label.text()

    def set_label(self, text: str) -> None:
        """Show another label; it is the editor's accessible name too."""
        self._label.setText(text)
        self._show_line()

    def help_text(self) -> str:
        """Return the help, shown or hidden by an error."""
        return self._help

    def set_help(self, text: str) -> None:
        """Say how to fill the field; an error hides it while it lasts."""
        self._help = text
        self._show_line()

    def error(self) -> str:
        """Return the error shown, or an empty text."""
        return self._error

    def set_error(self, text: str) -> None:
        """Say what is wrong, or with an empty text that nothing is any more."""
        if text and text != self._error:
            announce(self, self.tr("{0} : {1}").format(self._label.text(), text), urgent=True)
        self._error = text
        self._show_line()

    def _show_line(self) -> None:
        text = self._error or self._help
        layout = self.layout()
        if text and self._line is None and isinstance(layout, QBoxLayout):
            self._line = _Line(self)
            layout.addWidget(self._line)
        if self._line is not None:
            self._line.show_text(text, is_error=bool(self._error))
        if self._editor is not None:
            self._editor.setAccessibleName(self._label.text())
            self._editor.setAccessibleDescription(text)
            set_look(self._editor, invalid=bool(self._error))

    label = Property(str, label_text, set_label)
    help = Property(str, help_text, set_help)

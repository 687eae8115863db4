"""What a list shows when it has nothing to list, and a page that could not be read."""

from __future__ import annotations

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.icons import set_icon
from ccmdesk.client.widgets.labels import IconLabel, PlainLabel

_PICTURE = 40


class EmptyState(QWidget):
    """An icon, what is (not) there, what one can do, and optionally the button that does it.

    Designer: properties `icon`, `title`, `text`, `action`. Signal: `actionTriggered`.
    """

    actionTriggered = Signal()
    _ink = "muted"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(self, name="inbox", ink=self._ink, size=_PICTURE)
        self._title = PlainLabel(self, role="subheading")
        self._text = PlainLabel(self, role="muted")
        self._action = QPushButton(self)
        self._action.setObjectName("stateAction")
        self._action.clicked.connect(self.actionTriggered)
        self._action.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 40, 24, 40)
        column.setSpacing(8)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._icon, 0, centre)
        column.addSpacing(4)
        for label in (self._title, self._text):
            label.setAlignment(centre)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self._action, 0, centre)
        column.addStretch(1)

    def set_content(self, title: str, text: str = "", action: str = "", icon: str = "") -> None:
        """Say everything at once; what is empty takes no room, an empty icon keeps the present one."""
        self._set_title(title)
        self._set_text(text)
        self._set_action(action)
        if icon:
            self._set_icon(icon)

    def title_text(self) -> str:
        """Return what is (not) there."""
        return self._title.text()

    def _set_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)

    def _set_text(self, text: str) -> None:
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleDescription(text)

    def _set_action(self, action: str) -> None:
        self._action.setText(action)
        self._action.setVisible(bool(action))

    def _set_icon(self, name: str) -> None:
        set_icon(self._icon, name, self._ink, _PICTURE)

    def _body(self) -> str:
        return self._text.text()

    def _action_text(self) -> str:
        return self._action.text()

    def _icon_name(self) -> str:
        return str(self._icon.property("iconName"))

    title = Property(str, title_text, _set_title)
    text = Property(str, _body, _set_text)
    action = Property(str, _action_text, _set_action)
    icon = Property(str, _icon_name, _set_icon)


class ErrorState(EmptyState):
    """A page that could not be read: what happened, what stays safe, and « Réessayer »."""

    _ink = "error"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set_icon("triangle-alert")

    def show_error(self, title: str, text: str, action: str | None = None) -> None:
        """Show the error; `action` replaces « Réessayer », an empty one removes the button."""
        self.set_content(title, text, self.tr("Réessayer") if action is None else action)
        announce(self, f"{title} {text}", urgent=True)

"""A single widget on the screen, for the tests of the widgets themselves."""

from __future__ import annotations


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    return widget

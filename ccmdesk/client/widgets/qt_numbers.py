"""Values of `Qt`'s enumerations, for `setProperty`: the widgets of the first page do without `Qt` itself.

Looking up `PySide6.QtCore.Qt` makes a hundred enumerations, 17 ms: half of what a start may cost above a bare window.
A test compares these with the real ones.
"""

from __future__ import annotations

from typing import Final

PLAIN_TEXT: Final = 0
"""Qt.TextFormat.PlainText."""
ALIGN_LEFT: Final = 0x81
"""Qt.AlignmentFlag.AlignLeft | AlignVCenter."""
ALIGN_RIGHT: Final = 0x82
"""Qt.AlignmentFlag.AlignRight | AlignVCenter."""
ALIGN_TOP: Final = 0x21
"""Qt.AlignmentFlag.AlignLeft | AlignTop."""
SECRET_HINTS: Final = 0x45
"""Qt.InputMethodHint.ImhHiddenText | ImhNoPredictiveText | ImhNoAutoUppercase."""
DIGITS_HINT: Final = 0x10000
"""Qt.InputMethodHint.ImhDigitsOnly."""
AMOUNT_HINT: Final = 0x20000
"""Qt.InputMethodHint.ImhFormattedNumbersOnly."""
SCROLL_BAR_OFF: Final = 1
"""Qt.ScrollBarPolicy.ScrollBarAlwaysOff."""
NO_FOCUS: Final = 0
"""Qt.FocusPolicy.NoFocus."""

"""`python -m ccmdesk.demo.leash …`: `ccmdesk server …` that ends when whoever started it is gone.

Whoever starts it holds the other end of its standard input: when the demo ends, be it killed or crashed, the input
closes and the server ends too. No server is left behind.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Final

from ccmdesk.server.cli import main

GRACE_SECONDS: Final = 2.0


def _watch() -> None:
    """Wait for the end of the input; then end as a server does, or at once when that takes too long."""
    sys.stdin.buffer.read()
    threading.Timer(GRACE_SECONDS, os._exit, (1,)).start()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_watch, name="leash", daemon=True).start()
    sys.exit(main(sys.argv[1:]))

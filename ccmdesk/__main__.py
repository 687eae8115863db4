"""`python -m ccmdesk`."""

from __future__ import annotations

import sys

from ccmdesk.cli import main

sys.exit(main())

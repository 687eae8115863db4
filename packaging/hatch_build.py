"""Hatch build hook: no wheel without the compiled forms and resources."""

from __future__ import annotations

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FormsBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only in hatchling's own stubs
    """Runs packaging/build_forms.py before the files of a distribution are chosen."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002 -- hatch's signature
        """Compile into the tree; pyproject lists the result as artifacts, since git ignores it."""
        sys.path.insert(0, str(Path(self.root) / "packaging"))
        from build_forms import build  # noqa: PLC0415 -- found beside this file only from now on

        build(Path(self.root))

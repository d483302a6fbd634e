"""Compiles the catalogue when the project is built or installed, so that no binary stands in the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]  # the hook takes no configuration
    """Runs `catalog.py compile` before the files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling before each build, an editable one included."""
        subprocess.run([sys.executable, Path(self.root) / "scripts/catalog.py", "compile"], check=True)

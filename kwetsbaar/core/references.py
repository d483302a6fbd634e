"""Inserts earlier answers in a text: `{id}`, `{item}`, and `{{` for a brace of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kwetsbaar.i18n import msg

REFERENCE: Final = re.compile(r"\{\{|\}\}|\{([A-Za-z][A-Za-z0-9_-]*)\}")
"""A reference, or a doubled brace."""


def references(template: str) -> tuple[str, ...]:
    """Gives the names that `template` refers to, in order, `item` among them."""
    return tuple(found[1] for found in REFERENCE.finditer(template) if found[1])


def insert(template: str, short: Callable[[str], str | None], language: str) -> str:
    """Gives `template` with `short(name)` in place of each `{name}`; None or nothing gives "dit" or "this"."""

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        return short(found[1]) or msg("this").in_language(language)

    return REFERENCE.sub(one, template)

"""Inserts earlier answers in a text: `{id}`, `{item}`, and `{{` for a brace of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kwetsbaar.i18n import msg

REFERENCE: Final = re.compile(r"\{\{|\}\}|\{([A-Za-z][A-Za-z0-9_-]*)\}")
"""A reference, or a doubled brace."""

_BEGINS = re.compile(r"(?:^|[.?!…]\s+|\n)$")
"""The end of a text after which a sentence begins."""


def references(template: str) -> tuple[str, ...]:
    """Gives the names that `template` refers to, in order, `item` among them."""
    return tuple(found[1] for found in REFERENCE.finditer(template) if found[1])


def insert(template: str, short: Callable[[str], str | None], language: str) -> str:
    """Gives `template` with `short(name)` in place of each `{name}`.

    None or nothing gives "dit" or "this", with a capital where a sentence begins with it.
    """

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        if said := short(found[1]):
            return said
        this = msg("this").in_language(language)
        return this.capitalize() if _BEGINS.search(template[: found.start()]) else this

    return REFERENCE.sub(one, template)

"""The guides that come with the program, for who writes packs; each in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.errors import NotFound
from kwetsbaar.i18n import Message, msg
from kwetsbaar.storage import prompts

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Guide:
    """One guide."""

    name: str
    """What it is asked for by."""
    about: Message
    """What it is about, in a few words."""
    files: Mapping[str, str]
    """Its file by language, beside the built-in packs."""

    def text(self, language: str) -> str:
        """Reads it in `language`, "nl" or "en"; raises `NotFound` if it is not where it belongs."""
        return prompts.read(prompts.built_in() / self.files[language]).decode()


GUIDES: Final = (Guide("author", msg("writing prompt packs of your own"), {"en": "README.md", "nl": "README.nl.md"}),)
"""All of them."""


def guide(name: str) -> Guide:
    """Gives the guide called `name`; raises `NotFound` with the nearest name."""
    found = next((each for each in GUIDES if each.name == name), None)
    if found is not None:
        return found
    names = [each.name for each in GUIDES]
    near = nearest(name, names)
    hint = (
        msg("Did you mean ‘{name}’?", name=near) if near else msg("These are there: {names}.", names=", ".join(names))
    )
    raise NotFound(msg("There is no guide called ‘{name}’.", name=shown(name)), hint)

"""The kind `body`: where it is, which word or image comes from there, and whether that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli.plain.kinds.base import given_value, one_line, one_of, so_far
from kwetsbaar.cli.plain.kinds.stages import walk
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

_FITS: Final = {"yes": msg("Yes"), "almost": msg("Almost"), "no": msg("Not quite")}
_ASKS: Final = {
    "place": msg("Where is it?"),
    "image": msg("Stay there for a moment. Which word or image comes from that place?"),
    "fits": msg("Hold it against what you feel. Does it fit?"),
}


def ask(question: Question, talk: Talk) -> Toml | None:
    """Asks the three one after the other. An empty line leaves what was there."""
    given = given_value(question)
    table: dict[str, Toml] = dict(given) if isinstance(given, dict) else {}
    so_far(question, talk)

    def one(part: str) -> None:
        value = _fit(talk) if part == "fits" else one_line(talk, _ASKS[part]) or None
        if value is not None:
            table[part] = value
            talk.begin({**table})

    walk(lambda: ["place", "image", *(["fits"] if "image" in table else [])], one)
    return table


def _fit(talk: Talk) -> str | None:
    talk.say(_ASKS["fits"])
    place = one_of(talk, list(_FITS.values()))
    return None if place is None else list(_FITS)[place]

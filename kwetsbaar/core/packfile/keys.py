"""The names that a pack and a step can have, and the reading of their values."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import kinds
from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.packfile.table import Place
from kwetsbaar.core.shapes import Flag, Id, Line, OneOf, Series, StepName, Whole, Words
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kwetsbaar.core.kinds.base import Shape
    from kwetsbaar.core.packfile.problems import Problems
    from kwetsbaar.core.packfile.table import Table
    from kwetsbaar.i18n import Message

FORMAT: Final = 1
"""The format that this version reads."""

PACK_KEYS: Final[Mapping[str, Shape[object]]] = {
    "format": Whole(FORMAT, FORMAT),
    "title": Words(one_line=True),
    "summary": Words(),
    "audience": OneOf("client", "coach", "anyone"),
    "minutes": Whole(1, 600),
    "care": OneOf("light", "deep"),
    "series": Series(),
    "version": Line(),
    "source": Line(),
    "author": Line(),
    "license": Line(),
}
"""What a pack can say of itself (docs/packs.md)."""

TAGS: Final = ("resource", "protection", "pull", "courage", "why", "loss", "learning", "intention", "supervision")
MEASURES: Final = ("theme", "key_question", "presence", "openness_method", "openness_contact", "openness_self")

STEP_KEYS: Final[Mapping[str, Shape[object]]] = {
    "id": Id(),
    "part": Words(one_line=True),
    "ask": Words(one_line=True),
    "say": Words(),
    "hint": Words(),
    "each": StepName(),
    "timer": Whole(1, 600),
    "tag": OneOf(*TAGS),
    "measure": OneOf(*MEASURES),
    "private": Flag(),
}
"""What every step can say of itself, beside `kind` and `when` (docs/packs.md)."""

KIND_KEYS: Final = {name: {key.name: key for key in kinds.ALL[name].keys} for name in kinds.ALL}
"""What a step of one kind can say of itself."""

COMMON_KEYS: Final = ("kind", "when", *STEP_KEYS)
"""The names that every step can have."""

HEADING_KEYS: Final = ("part", "when", "say")
"""What a heading can say of itself."""

ALL_STEP_KEYS: Final = tuple(
    dict.fromkeys(["kind", "when", *STEP_KEYS, *(key for keys in KIND_KEYS.values() for key in keys)])
)
"""Whatever a step of some kind can say of itself."""

_MEANT: Final = {
    "question": "ask",
    "vraag": "ask",
    "text": "say",
    "tekst": "say",
    "type": "kind",
    "soort": "kind",
    "name": "id",
    "naam": "id",
    "if": "when",
    "als": "when",
    "kop": "part",
    "heading": "part",
    "titel": "title",
    "uitleg": "hint",
    "help": "hint",
    "keuzes": "options",
    "opties": "options",
    "description": "summary",
}

_STEP: Final = frozenset({"step", "steps", "stap", "stappen"})


def value_of(name: str, shape: Shape[object], table: Table, language: str, problems: Problems) -> object:
    """Gives the value under `name` as its shape reads it; None if it is absent or wrong, which has been told."""
    entry = table.entries.get(name)
    if entry is None or entry.raw is None or (entry.broken and not entry.raw):
        return None
    return shape.read(entry.raw, Place(name, entry.line, language, problems, entry.inner))


def report_odd_pack_keys(table: Table, problems: Problems) -> None:
    """Tells of every name in the head that a pack cannot have."""
    for name, entry in table.entries.items():
        if name not in PACK_KEYS:
            problems.error(entry.line, _odd_pack_key(name))


def report_odd_step_keys(table: Table, kind: str | None, problems: Problems) -> None:
    """Tells of every name in a step that such a step cannot have; of an unknown kind (None) every kind's will do."""
    known = known_keys(kind)
    for name, entry in table.entries.items():
        if name not in known:
            problems.error(entry.line, _odd_step_key(name, kind, known))


def known_keys(kind: str | None) -> tuple[str, ...]:
    """Gives the names that a step of this kind can have; None is one that is not known."""
    if kind == "part":
        return HEADING_KEYS
    return ALL_STEP_KEYS if kind is None else (*COMMON_KEYS, *KIND_KEYS[kind])


def _odd_pack_key(name: str) -> Message:
    if name in ALL_STEP_KEYS:
        return msg("‘{name}’ belongs to a step. Is a [[step]] missing above it?", name=name)
    if name.casefold() in _STEP:
        return msg("A step is no list behind a =. It begins with [[step]] on a line by itself.")
    close = meant_in_head(name)
    if close and close in PACK_KEYS:
        return msg("A pack has no ‘{name}’. Do you mean ‘{nearest}’?", name=shown(name), nearest=close)
    if close:
        return msg(
            "A pack has no ‘{name}’. Do you mean ‘{nearest}’, below a [[step]]?", name=shown(name), nearest=close
        )
    return msg("A pack has no ‘{name}’. It can have: {known}.", name=shown(name), known=", ".join(PACK_KEYS))


def _odd_step_key(name: str, kind: str | None, known: tuple[str, ...]) -> Message:
    if name in PACK_KEYS:
        return msg("‘{name}’ belongs at the top of the file, above the first [[step]].", name=name)
    if kind == "part":
        return msg("A heading (part) can have when and say, nothing else. Put ‘{name}’ in a step.", name=shown(name))
    if name in ALL_STEP_KEYS:
        return _of_another_kind(name, kind or "")
    close = meant_in_step(name) or nearest(name, PACK_KEYS)
    if close:
        return msg("A step has no ‘{name}’. Do you mean ‘{nearest}’?", name=shown(name), nearest=close)
    listed = ", ".join(COMMON_KEYS if kind is None else known)
    return msg("A step has no ‘{name}’. This one can have: {known}.", name=shown(name), known=listed)


def _of_another_kind(name: str, kind: str) -> Message:
    owners = ", ".join(owner for owner, keys in KIND_KEYS.items() if name in keys)
    if kind == "say":
        return msg(
            "‘{name}’ goes with a question, of the kind {owners}. This step only has a text to read.",
            name=name,
            owners=owners,
        )
    return msg(
        '‘{name}’ does not go with the kind {kind}, but with {owners}. Is the right kind = "…" there?',
        name=name,
        kind=kind,
        owners=owners,
    )


def may_have(table: Table, name: str) -> bool:
    """Tells whether a part has `name`, perhaps misspelled or on a line that could not be read, which was told then."""
    if name in table.entries or not all(word in ALL_STEP_KEYS or word in PACK_KEYS for word in table.unreadable):
        return True
    meant = meant_in_head if table.kind == "head" else meant_in_step
    odd = (entry for entry in table.entries if entry not in ALL_STEP_KEYS and entry not in PACK_KEYS)
    return name in table.unreadable or any(meant(entry) == name for entry in islice(odd, 20))


@lru_cache(maxsize=256)
def meant_in_head(name: str) -> str | None:
    """Gives the name that the author of an unknown one in the head most likely meant."""
    return _MEANT.get(name.casefold()) or nearest(name, PACK_KEYS) or nearest(name, ALL_STEP_KEYS)


@lru_cache(maxsize=256)
def meant_in_step(name: str) -> str | None:
    """Gives the name that the author of an unknown one in a step most likely meant."""
    return _MEANT.get(name.casefold()) or nearest(name, COMMON_KEYS) or nearest(name, ALL_STEP_KEYS)

"""An unfinished session as a value, and as the TOML text that is kept of it.

A draft holds the pack's whole text, so that it goes on with the questions it was begun with whatever happens to the
file; every answer, those set aside and those begun before a skip among them; and where the person was.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import packfile, toml
from kwetsbaar.core.known import Known
from kwetsbaar.core.session import Given, Place, Session
from kwetsbaar.errors import Damaged
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.toml import Table, Toml

FORMAT: Final = 1

_AS_IT_IS: Final = ("pack_text", "edits_name")
"""What is not cleaned: a pack is when it is read, and a name has to be the file's."""


@dataclass(frozen=True)
class Edits:
    """Which version of a page an edit began from."""

    rev: int
    """Its revision."""
    base: str
    """SHA-256 of its file, in hexadecimal: what the save compares with."""
    id: str = ""
    """The page, where that is not the id of the draft: two drafts can change one page."""
    name: str = ""
    """The name that the page is read by, where that is not its id: it lay beside another text of the same page."""


@dataclass(frozen=True)
class Draft:
    """One unfinished session. Its id becomes the entry's id; of an edit it is the id of the page."""

    id: str
    rev: int
    """How often it was saved; 0 before the first time."""
    created: datetime
    changed: datetime
    session: Session = field(repr=False)
    edits: Edits | None = None
    """For an edit of a page: what it began from."""
    name: str = field(default="", compare=False)
    """The name of its file without the ending, where that is not its id; such a draft lay beside another one."""
    base: str = field(default="", compare=False, repr=False)
    """SHA-256 of its file as it was last saved or read; empty before the first save."""

    @property
    def page_id(self) -> str:
        """The page that it becomes, or that it changes."""
        return self.edits.id if self.edits and self.edits.id else self.id

    @property
    def page_name(self) -> str:
        """What the page that it changes is read by."""
        return self.edits.name if self.edits and self.edits.name else self.page_id

    def with_session(self, session: Session) -> Draft:
        """Gives the draft as it is after a move or an answer."""
        return replace(self, session=session)

    def saved(self, when: datetime) -> Draft:
        """Gives the draft as it is to be saved at `when`: one revision on."""
        return replace(self, rev=self.rev + 1, changed=when.replace(microsecond=0))


class UnreadableDraft(Damaged):
    """The text is no draft that this version can go on with."""


def render(draft: Draft) -> str:
    """Gives the file's text, which ends in a line feed."""
    session = draft.session
    at = session.at
    table: dict[str, Toml | None] = {
        "format": FORMAT,
        "id": draft.id,
        "rev": draft.rev,
        "created": draft.created,
        "changed": draft.changed,
        "lang": session.lang,
        "pack": session.pack.id,
        "at": session.step(at).key if at else None,
        "at_item": at.item if at else None,
        "edits_rev": draft.edits.rev if draft.edits else None,
        "edits_base": draft.edits.base if draft.edits else None,
        "edits_id": (draft.edits.id or None) if draft.edits else None,
        "edits_name": (draft.edits.name or None) if draft.edits else None,
        "pack_text": session.pack.source_text,
        "known": session.known.kept() or None,
        "given": [_given_table(key, item, given) for (key, item), given in session.given.items()],
    }
    return toml.dumps({key: value for key, value in table.items() if value is not None})


def parse(text: str) -> Draft:
    """Reads what `render` wrote; raises `UnreadableDraft` for anything else."""
    try:
        table = {key: value if key in _AS_IT_IS else toml.cleaned(value) for key, value in toml.loads(text).items()}
        return _draft(table, _pack(table))
    except (toml.TomlError, KeyError, TypeError, ValueError):
        raise _unreadable() from None


def _draft(table: Table, pack: Pack) -> Draft:
    rows = table.get("given", [])
    given = dict(_read_given(row) for row in rows) if isinstance(rows, list) else {}
    session = Session(pack, _text(table, "lang"), _place(table, pack), given, Known.read(table.get("known")))
    return Draft(
        id=_text(table, "id"),
        rev=_whole(table, "rev"),
        created=_moment(table, "created"),
        changed=_moment(table, "changed"),
        session=session.go(session.at),
        edits=_edits(table) if "edits_rev" in table else None,
    )


def _edits(table: Table) -> Edits:
    page, name = (_text(table, key) if key in table else "" for key in ("edits_id", "edits_name"))
    return Edits(_whole(table, "edits_rev"), _text(table, "edits_base"), page, name)


def _pack(table: Table) -> Pack:
    reading = packfile.read(_text(table, "pack_text").encode(), _text(table, "pack") + ".toml")
    if reading.pack is None or table.get("format") != FORMAT:
        raise _unreadable()
    return reading.pack


def _place(table: Table, pack: Pack) -> Place | None:
    key, item = table.get("at"), table.get("at_item")
    number = next((n for n, step in enumerate(pack.steps) if step.key == key), None)
    return None if number is None else Place(number, item if isinstance(item, str) else None)


def _given_table(key: str, item: str | None, given: Given) -> Toml:
    table: dict[str, Toml | None] = {
        "key": key,
        "item": item,
        "skipped": given.skipped or None,
        "value": given.value,
    }
    return {name: value for name, value in table.items() if value is not None}


def _read_given(row: Toml) -> tuple[tuple[str, str | None], Given]:
    if not isinstance(row, dict):
        raise _unreadable()
    item = row.get("item")
    key = (_text(row, "key"), item if isinstance(item, str) else None)
    return key, Given(row.get("value"), skipped=row.get("skipped") is True)


def _text(table: Table, key: str) -> str:
    value = table[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _whole(table: Table, key: str) -> int:
    value = table[key]
    if not isinstance(value, int):
        raise TypeError(key)
    return value


def _moment(table: Table, key: str) -> datetime:
    value = table[key]
    if not isinstance(value, datetime):
        raise TypeError(key)
    return value


def _unreadable() -> UnreadableDraft:
    return UnreadableDraft(
        msg("This draft cannot be opened by this version of kwetsbaar."),
        msg("It stays where it is, encrypted. The README in the journal's folder tells how to read it with age."),
    )

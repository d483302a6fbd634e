"""Reads a whole pack file: the way from bytes to a `Pack`, or to everything that is wrong with it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from kwetsbaar.core import care
from kwetsbaar.core.nearest import shown
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.packfile.cut import cut
from kwetsbaar.core.packfile.keys import FORMAT, PACK_KEYS, may_have, report_odd_pack_keys, value_of
from kwetsbaar.core.packfile.languages import first_language, languages_of, texts_of, warn_of_gaps
from kwetsbaar.core.packfile.problems import Problems, TooManyProblems
from kwetsbaar.core.packfile.reach import warn_of_what_never_shows
from kwetsbaar.core.packfile.references import Earlier
from kwetsbaar.core.packfile.source import text_of
from kwetsbaar.core.packfile.steps import StepReader
from kwetsbaar.core.packfile.table import gather
from kwetsbaar.core.shapes import PACK_ID
from kwetsbaar.i18n import msg
from kwetsbaar.text import fold

if TYPE_CHECKING:
    from kwetsbaar.core.packfile.languages import Named
    from kwetsbaar.core.packfile.problems import Problem
    from kwetsbaar.core.packfile.table import Table


_ADDED = re.compile(r"(?:\s*\(\d+\))?(?:\.toml)?(?:\s*\(\d+\))?(?:\.txt)?$", re.IGNORECASE)
"""What stands behind the id in the name of a file that was sent."""


@dataclass(frozen=True)
class Reading:
    """What came of reading a pack file."""

    pack: Pack | None
    """The pack; None if there is an error."""
    problems: tuple[Problem, ...]
    """Errors and warnings, from the top of the file to its end."""


def read(data: bytes, name: str) -> Reading:
    """Reads the pack file `name` (a file name, no path), whose bytes are `data`. Never raises.

    At most `toml.LARGEST` bytes are looked at. A text without a language is in the first language of the title; if
    that has none either, in the first language that stands anywhere in the file, else in Dutch.
    """
    problems = Problems()
    try:
        pack = _pack(data, name, problems)
    except TooManyProblems:
        pack = None
    return Reading(None if problems.any_error else pack, problems.sorted())


def _pack(data: bytes, name: str, problems: Problems) -> Pack | None:
    pack_id = _id(name, problems)
    text = text_of(data, problems)
    if text is None:
        return None
    if not text.strip() and not problems.any_error:
        problems.error(None, msg("The file is empty. If it is just being saved, look again in a moment."))
        return None
    tables = [gather(part, problems) for part in cut(text, problems)]
    if not tables or _is_newer(tables[0], problems):
        return None
    return _Reader(tables, problems).pack(pack_id, data)


def _id(name: str, problems: Problems) -> str:
    stem, dot, suffix = name.rpartition(".")
    if name.lower().endswith(".toml.txt"):
        problems.error(
            None,
            msg(
                "The file is called {name}: Notepad put .txt behind it. "
                "Save it as {wanted}, with File type: All files.",
                name=shown(name),
                wanted=shown(stem),
            ),
        )
    elif not dot or suffix.lower() != "toml":
        problems.error(
            None, msg("The name of the file must end in .toml: {wanted}.", wanted=tidy_name(stem or name) + ".toml")
        )
    elif not PACK_ID.fullmatch(stem):
        problems.error(
            None,
            msg(
                "The name of the file may have letters from a to z, digits, - and _ only. For instance: {wanted}.",
                wanted=tidy_name(stem) + ".toml",
            ),
        )
    return stem


def tidy_name(stem: str) -> str:
    """Gives a name for a pack that is like `stem` and that its file can have."""
    return re.sub(r"[^a-z0-9_]+", "-", fold(stem)[:64]).strip("-_") or "my-pack"


def tidy(name: str) -> str:
    """Gives the id that the pack of the file `name` can have: as it is if it can, else made fit.

    What a mail program or a browser adds, such as .txt or (1), is left out.
    """
    stem = _ADDED.sub("", name)
    return stem if PACK_ID.fullmatch(stem) else tidy_name(stem)


def _is_newer(head: Table, problems: Problems) -> bool:
    """Tells whether the file is of a format to come, of which nothing can be said but that."""
    wanted = head.raw("format")
    if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted <= FORMAT:
        return False
    problems.found = [problem for problem in problems.found if problem.line is None]
    problems.error(
        head.line_of("format"),
        msg("This pack is written for a newer kwetsbaar. This version reads format {format}.", format=FORMAT),
    )
    return True


class _Reader:
    """Makes one pack of the tables of its file."""

    def __init__(self, tables: list[Table], problems: Problems) -> None:
        self.head = tables[0]
        self.parts = [table for table in tables[1:] if table.kind == "step"]
        for above, below in pairwise(tables):
            above.unreadable += [""] if below.kind == "other" else []
        self.problems = problems
        self.language = first_language(tables)
        self.reader = StepReader(self.language, problems, Earlier(self._places(tables[1:])))

    def pack(self, pack_id: str, data: bytes) -> Pack | None:
        """Gives the pack, having told of all its flaws; None if it lacks what every pack needs."""
        values = self._head()
        for number, table in enumerate(self.parts, 1):
            self.reader.read(table, number)
        texts = [*self._head_texts(values), *self.reader.texts]
        languages = languages_of(texts, self.language)
        warn_of_gaps(texts, languages, self.problems)
        if self.problems.any_error:
            return None
        warn_of_what_never_shows(self.reader.steps, self.reader.earlier.lines, self.problems)
        return Pack(
            pack_id,
            steps=care.around(self.reader.steps) if values.get("care") == "deep" else tuple(self.reader.steps),
            sha256=hashlib.sha256(data).hexdigest(),
            source_text=data.decode(),
            languages=languages,
            # every shape gives what the pack's own field of that name holds
            **cast("dict[str, Any]", values),
        )

    def _head(self) -> dict[str, object]:
        report_odd_pack_keys(self.head, self.problems)
        if not may_have(self.head, "title"):
            self.problems.error(1, msg('The pack has no title. Put at the top: title = "text".'))
        if not self.parts:
            self.problems.error(1, msg("The pack has no steps. A step begins with [[step]] on a line by itself."))
        names = [name for name in self.head.entries if name in PACK_KEYS]
        read = {name: value_of(name, PACK_KEYS[name], self.head, self.language, self.problems) for name in names}
        return {name: value for name, value in read.items() if value is not None and name != "format"}

    def _head_texts(self, values: dict[str, object]) -> list[Named]:
        whole = [pair for pair in values.items() if not self.head.entries[pair[0]].broken]
        return [named for pair in whole for named in texts_of(self.head.line_of(pair[0]), [pair])]

    def _places(self, tables: list[Table]) -> dict[str, int]:
        """Gives where each id first stands, having told of ids that stand twice."""
        places: dict[str, int] = {}
        for table in tables:
            step_id = table.id()
            if step_id is None:
                continue
            if step_id in places:
                self.problems.error(
                    table.line_of("id"),
                    msg("The id ‘{id}’ is already there, on line {line}.", id=shown(step_id), line=places[step_id]),
                )
            places.setdefault(step_id, table.line_of("id"))
        return places

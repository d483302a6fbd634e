"""Reads an answers file and walks a session with it, so that a page can be written without a screen.

The file is TOML with one table, `[answers]`, keyed by step id or by the step's number as text; each answer has the
shape that its kind of step checks (`kwetsbaar.core.kinds`). A step that it leaves out is skipped. Nothing in it is
silently dropped: a name that no step has, or an answer to a question that is not asked on this road, is an error. All
errors come at once, each with its line. The text is cut and checked by what reads packs, which also refuses what could
take a parser seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import kinds, toml
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.packfile.cut import MOST_DOTS, cut
from kwetsbaar.core.packfile.problems import Problems, TooManyProblems
from kwetsbaar.core.packfile.source import text_of
from kwetsbaar.core.packfile.table import gather
from kwetsbaar.errors import InvalidFile
from kwetsbaar.i18n import msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.packfile.cut import Part, Statement
    from kwetsbaar.core.packfile.problems import Problem
    from kwetsbaar.core.session import Place, Session
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.i18n import Message

TABLE: Final = "answers"
"""The one table of the file."""

HEAD: Final = "head"
"""What the cutter calls the part above the first bracket line."""

_ITEM, _ANSWER = "item", "answer"


class AnswersErrors(InvalidFile):
    """An answers file has errors; carries all of them."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = shown(file)
        """The file's name."""
        self.problems = tuple(problems)
        super().__init__(
            plural(
                "‘{file}’ was not kept: {n} place needs another look.",
                "‘{file}’ was not kept: {n} places need another look.",
                len(self.problems),
                file=self.file,
            )
        )

    def lines(self) -> tuple[str, ...]:
        """Gives each problem as `file:line: message`, in the order of the file."""
        return tuple(problem.said(self.file) for problem in self.problems)


def answer_all(session: Session, data: bytes, file: str) -> Session:
    """Walks `session` to its end with the answers in `data`, the bytes of the file called `file`.

    Raises `AnswersErrors` with everything that is wrong. Nothing is kept here; the session that comes back is a value.
    """
    problems = Problems()
    try:
        walked = _walked(session, data, problems)
    except TooManyProblems:
        walked = None
    if walked is None or problems.any_error:
        raise AnswersErrors(file, problems.sorted())
    return walked


def _walked(session: Session, data: bytes, problems: Problems) -> Session | None:
    sheet = _sheet(data, session, problems)
    if sheet is None:
        return None
    walk = _Walk(session, sheet, problems)
    walked = walk.to_end()
    walk.look_at_the_rest()
    return walked


# ------------------------------------------------------------------ the file


@dataclass
class _Sheet:
    """The file, read."""

    text: str
    parts: list[Part]
    answers: dict[str, Toml]
    """The table itself."""

    def line(self, *path: str | int) -> int | None:
        """Gives the line on which what `path` names begins; of the nearest thing around it if that is not known."""
        known = (path[:length] for length in range(len(path), 0, -1))
        return next((self.lines[part] for part in known if part in self.lines), None)

    @cached_property
    def lines(self) -> dict[tuple[str | int, ...], int]:
        """Gives the lines of names, and of the items of lists by their number from 0."""
        lines: dict[tuple[str | int, ...], int] = {}
        counts: dict[tuple[str | int, ...], int] = {}
        written = self.text.split("\n")
        for part in self.parts:
            above = () if part.kind == HEAD else _header(written[part.line - 1], counts)
            _note(lines, above, part.line)
            for statement in part.statements:
                _note_statement(lines, above, statement)
        return lines


def _sheet(data: bytes, session: Session, problems: Problems) -> _Sheet | None:
    """Reads the file; None, having told why, if there is no use in going on."""
    if len(data) > toml.LARGEST:
        problems.error(None, msg("The file is too large. Answers are at most {size} KiB.", size=toml.LARGEST // 1024))
        return None
    text = text_of(data, problems)
    if text is None or problems.any_error:
        return None
    parts = cut(text, Problems())  # it looks for [[step]]; what it says of other brackets is not for this file
    if _refused(text, parts, problems):
        return None
    table = _loaded(text, parts, problems)
    return None if table is None else _checked(_Sheet(text, parts, {}), table, session, problems)


def _refused(text: str, parts: list[Part], problems: Problems) -> bool:
    """Tells of every line that could take a parser seconds."""
    if not parts:
        problems.error(None, msg("There are too many lines in this file."))
    written = text.split("\n")
    for part in parts:
        if part.kind != HEAD and _dots(written[part.line - 1]) > MOST_DOTS:
            problems.error(part.line, msg("This name has too many dots."))
        for statement in part.statements:
            if statement.refused:
                problems.error(statement.line, statement.refused)
    return problems.any_error


def _dots(header: str) -> int:
    """Gives at least how many dots the name in a bracket line has; a remark counts only where it may be none."""
    quoted = '"' in header or "'" in header
    return (header if quoted else header.partition("#")[0]).count(".")


def _loaded(text: str, parts: list[Part], problems: Problems) -> dict[str, Toml] | None:
    try:
        return toml.loads(text)
    except toml.TomlError as error:
        for part in parts:
            part.kind = HEAD  # so that nothing is said of a missing [[step]]
            gather(part, problems)
        if not problems.any_error:
            problems.error(error.line, msg("This is not TOML, or the same name stands here twice."))
        return None


def _checked(sheet: _Sheet, table: dict[str, Toml], session: Session, problems: Problems) -> _Sheet | None:
    """Gives the sheet with its table, having told of all that stands beside it."""
    names = _names(session)
    for key in table:
        if key != TABLE:
            problems.error(sheet.line(key), _outside(key, names))
    answers = table.get(TABLE)
    if isinstance(answers, dict):
        sheet.answers = answers
        return sheet
    if answers is not None or not problems.any_error:
        problems.error(sheet.line(TABLE), msg("The answers stand below a line with [answers]."))
    return None


def _outside(key: str, names: dict[str, Step]) -> Message:
    if key in names:
        return msg("‘{name}’ stands outside the answers. Put a line with [answers] above it.", name=key)
    return msg("‘{name}’ does not belong in this file. It holds one table, [answers].", name=shown(key))


def _names(session: Session) -> dict[str, Step]:
    """Gives every step by its id and by its number as text."""
    return {str(step.number): step for step in session.pack.steps if step.number} | dict(session.pack.by_id)


# ------------------------------------------------------------------ where things stand


def _note(lines: dict[tuple[str | int, ...], int], path: tuple[str | int, ...], line: int) -> None:
    for length in range(1, len(path) + 1):
        lines.setdefault(path[:length], line)


def _note_statement(
    lines: dict[tuple[str | int, ...], int], above: tuple[str | int, ...], statement: Statement
) -> None:
    path = above + _path(f"{statement.name} = 0")
    _note(lines, path, statement.line)
    inner = _inline_lines(statement) if path == (TABLE,) else statement.element_lines()
    for name, line in inner.items():
        lines.setdefault((*path, name), line)


def _header(text: str, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """Gives the path of a bracket line, the number of the item included where it begins one of a list."""
    path = _path(text)
    if not text.lstrip().startswith("[["):
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _path(text: str) -> tuple[str | int, ...]:
    """Gives the parts of the one name in a line of TOML."""
    path: list[str | int] = []
    node: Toml = toml.loads(text)
    while isinstance(node, (dict, list)) and node:
        if isinstance(node, dict):
            key, node = next(iter(node.items()))
            path.append(key)
        else:
            node = node[0]
    return tuple(path)


def _inline_lines(statement: Statement) -> dict[str | int, int]:
    """Gives the lines of the names in `answers = { … }`, which a long text can spread over more lines."""
    lines: dict[str | int, int] = {}
    depth, name = 0, None
    for token in statement.written[1:]:
        depth += (token.kind in ("[", "{")) - (token.kind in ("]", "}"))
        if depth == 1 and token.kind in ("text", "bare"):
            name = name or token
        elif depth == 1 and token.kind == "equals" and name:
            lines.setdefault(_path(f"{name.text} = 0")[0], name.line)
        elif depth == 1 and token.kind in ("comma", "{"):
            name = None
    return lines


# ------------------------------------------------------------------ the walk


@dataclass
class _Walk:
    """One walk from where the session is to its end."""

    session: Session
    sheet: _Sheet
    problems: Problems
    reached: set[str] = field(default_factory=set)
    """The names in the file whose step was reached."""
    failed: set[str] = field(default_factory=set)
    """The keys of steps with an answer that cannot be: which steps show below them is not known."""
    rows: dict[str, dict[str, tuple[int, Toml]]] = field(default_factory=dict)
    """For steps that are repeated: by name in the file and by item, where the answer stands and what it is."""

    @cached_property
    def names(self) -> dict[str, Step]:
        """Gives every step by all the names that it can have in the file."""
        return _names(self.session)

    def to_end(self) -> Session:
        """Answers or skips every step that shows."""
        session = self.session
        while session.at is not None:
            session = self._passed(session, session.at)
        return session

    def _passed(self, session: Session, place: Place) -> Session:
        step = session.step(place)
        name = next((name for name in (step.id, str(step.number or "")) if name and name in self.sheet.answers), None)
        if name is None or session.form(place) is None:
            return session.skip()
        self.reached.add(name)
        found = self._found(name, step, place)
        if found is None:
            return session.skip()
        path, value = found
        try:
            return session.answer(value)
        except AnswerError as error:
            self._error(step, (*path, *error.at), error.message)
            return session.skip()

    def _found(self, name: str, step: Step, place: Place) -> tuple[tuple[str | int, ...], Toml] | None:
        """Gives what the file answers at `place`, and where that stands."""
        if step.each is None:
            return (name,), self.sheet.answers[name]
        if name not in self.rows:
            self.rows[name] = dict(self._read_rows(name, step))
        row = self.rows[name].pop(place.item or "", None)
        return None if row is None else ((name, row[0]), row[1])

    def _read_rows(self, name: str, step: Step) -> Iterator[tuple[str, tuple[int, Toml]]]:
        """Gives the answers to a step that is repeated, by item."""
        rows = self.sheet.answers[name]
        if not isinstance(rows, list):
            self._error(step, (name,), msg('Here a list is wanted: [{{ item = "…", answer = … }}].'))
            return
        seen: set[str] = set()
        for number, row in enumerate(rows):
            item = row.get(_ITEM) if isinstance(row, dict) else None
            if not isinstance(row, dict) or set(row) != {_ITEM, _ANSWER} or not isinstance(item, str):
                self._error(step, (name, number), msg('Here {{ item = "…", answer = … }} is wanted.'))
            elif (line := clean_line(item)) in seen:
                self._error(step, (name, number), msg("‘{item}’ is answered twice.", item=shown(line)))
            else:
                seen.add(line)
                yield line, (number, row[_ANSWER])

    # -------------------------------------------------------------- what was not used

    def look_at_the_rest(self) -> None:
        """Tells of every answer that the walk did not use: no text is dropped without a word."""
        shaky = self._shaky()
        for name in self.sheet.answers:
            step = self.names.get(name)
            message = self._unused(name, step, shaky)
            if message:
                self.problems.error(self.sheet.line(TABLE, name), message)
        for name, rows in self.rows.items():
            self._unknown_items(self.names[name], name, rows, shaky)

    def _unused(self, name: str, step: Step | None, shaky: set[str]) -> Message | None:
        if name in self.reached:
            return None
        if step is None:
            return self._no_such_step(name)
        if _asks_nothing(step):
            return msg("Step ‘{name}’ asks nothing, so it takes no answer.", name=name)
        if step.id and step.id in self.reached:
            return msg("‘{name}’ and ‘{id}’ are the same step. Keep one of the two.", name=name, id=step.id)
        if step.key in shaky:
            return None
        return msg("With these answers ‘{name}’ is not asked, so this answer would be lost.", name=name)

    def _no_such_step(self, name: str) -> Message:
        near = nearest(name, (name for name, step in self.names.items() if not _asks_nothing(step)))
        if near:
            return msg("There is no step ‘{name}’. Did you mean ‘{near}’?", name=shown(name), near=near)
        return msg("There is no step ‘{name}’ in this pack.", name=shown(name))

    def _unknown_items(self, step: Step, name: str, rows: dict[str, tuple[int, Toml]], shaky: set[str]) -> None:
        if step.each in shaky:
            return
        for item, (number, _answer) in rows.items():
            message = msg("‘{item}’ is no item of ‘{list}’.", item=shown(item), list=step.each)
            self.problems.error(self.sheet.line(TABLE, name, number), message)

    def _shaky(self) -> set[str]:
        """Gives the keys of steps of which it is not known whether they show, since an answer above them is wrong."""
        shaky = set(self.failed)
        heading: set[str] = set()
        for step in self.session.pack.steps:
            own = {condition.step for condition in step.when}
            if step.kind == "part":
                heading = own
            if (own | heading | {step.each}) & shaky:
                shaky.add(step.key)
        return shaky

    def _error(self, step: Step, path: tuple[str | int, ...], message: Message) -> None:
        self.failed.add(step.key)
        self.problems.error(self.sheet.line(TABLE, *path), message)


def _asks_nothing(step: Step) -> bool:
    return kinds.kind(step.kind).form is None

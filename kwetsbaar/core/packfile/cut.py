"""Cuts a pack file into parts, at its `[[step]]` lines, and each part into its `name = value` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.packfile.tokens import Token, tokens
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.core.packfile.problems import Problems
    from kwetsbaar.i18n import Message

DEEPEST: Final = 8
"""How many brackets may stand in each other. The format needs two."""

MOST_DOTS: Final = 2
"""How many dots a name may have. The format needs one; a parser can take seconds over thousands."""

MOST_STATEMENTS: Final = 10_000
"""How many lines a pack may have, `[[step]]` lines included. A long one has three hundred."""

MOST_TOKENS: Final = 40_000
"""How many pieces one line of it may have."""

MOST_REPAIRS: Final = 8
"""How often reading starts again below a triple quote that does not close."""

_HEADER = re.compile(r"\[\[[ \t]*step[ \t]*\]\]")
_LIKE_A_STEP = re.compile(r"[\[\s]*(?:steps?|stap(?:pen)?)[ \t]*(?:[\]#]|$)", re.IGNORECASE)
_STEP_LINE = re.compile(r"^[ \t]*\[\[[ \t]*step[ \t]*\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_STEP_OR_NAME = r"[ \t]*(?:\[\[?[ \t]*step[ \t]*\]|{unless}[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?[ \t]*=)"
_FRESH = re.compile(_STEP_OR_NAME.format(unless=""))
_FRESH_LINE = re.compile("^" + _FRESH.pattern, re.MULTILINE)
_LINE_END = re.compile(r"\n")
_FRESH_IN_BRACES = re.compile(_STEP_OR_NAME.format(unless=r"(?!(?:id|nl|en|times|every)[ \t]*=)"))
BLANK: Final = frozenset({"space", "comment", "newline"})
"""The kinds of token that mean nothing."""


@dataclass
class Statement:
    """One `name = value` of the file, over one line or more; or whatever stands in its place."""

    tokens: list[Token]
    refused: Message | None = None
    """Why it must not be parsed: it could take seconds."""
    ends_on: int | None = None
    """For a text that its author wrote over more lines between single quotes: the line where it ends."""

    @property
    def line(self) -> int:
        """Gives the line on which it begins."""
        return self.tokens[0].line

    @cached_property
    def equals(self) -> int | None:
        """Gives the index of the token between name and value."""
        return next((n for n, token in enumerate(self.tokens) if token.kind == "equals"), None)

    @cached_property
    def name(self) -> str:
        """Gives what stands before the equals sign; the whole if there is none."""
        return "".join(token.text for token in self.tokens[: self.equals]).strip(" \t\n")

    @cached_property
    def value(self) -> str:
        """Gives what stands behind the equals sign, comments and ends of lines included."""
        return "" if self.equals is None else "".join(token.text for token in self.tokens[self.equals + 1 :])

    @cached_property
    def written(self) -> list[Token]:
        """Gives its tokens without space, comments and ends of lines."""
        return [token for token in self.tokens if token.kind not in BLANK]

    def element_lines(self) -> dict[str | int, int]:
        """Gives, for a value that is a list, the line on which each of its items begins, by number from 0."""
        lines: dict[str | int, int] = {}
        depth, fresh = 0, False
        for token in self.written:
            if depth == 1 and fresh and token.kind not in ("comma", "]"):
                lines[len(lines)] = token.line
                fresh = False
            depth += (token.kind in ("[", "{")) - (token.kind in ("]", "}"))
            fresh = fresh or (depth == 1 and token.kind in ("[", "comma"))
        return lines


@dataclass
class Part:
    """The head of the file, or a step: what stands below one bracket line."""

    line: int
    """The line of its `[[step]]`; 1 for the head."""
    kind: str
    """`head`, `step`, or `other` for a bracket form that the format does not have."""
    statements: list[Statement] = field(default_factory=list)


def cut(text: str, problems: Problems) -> list[Part]:
    """Gives the parts of the file, the head first, having told of every bracket line that is no `[[step]]`.

    None at all if the file has too many lines, which is told.
    """
    parts = [Part(1, "head")]
    statements = _Cutter(text).statements()
    if len(statements) > MOST_STATEMENTS:
        problems.error(
            statements[-1].line, msg("A pack has room for {n} lines. This is one too many.", n=MOST_STATEMENTS)
        )
        return []
    for statement in _joined(statements):
        if statement.tokens[0].kind == "[" and statement.refused is None:
            parts.append(Part(statement.line, _part_kind(statement, problems), _behind(statement)))
        else:
            parts[-1].statements.append(statement)
    return parts


def _part_kind(statement: Statement, problems: Problems) -> str:
    text = "".join(token.text for token in statement.tokens if token.kind != "comment").strip()
    if _HEADER.fullmatch(text):
        return "step"
    if _HEADER.match(text):
        problems.error(statement.line, msg("[[step]] stands on a line by itself. What follows goes on the next line."))
        return "step"
    if _LIKE_A_STEP.match(text):
        problems.error(statement.line, msg("The only bracket form is [[step]]: two brackets, small letters."))
        return "step"
    problems.error(
        statement.line,
        msg(
            "The only bracket form is [[step]]. What belongs to a step stands below it: "
            'ask.nl = "text", options = [ … ].'
        ),
    )
    return "other"


def _behind(statement: Statement) -> list[Statement]:
    """Gives what stands behind a bracket form on its own line, as a statement."""
    closed = [n for n, token in enumerate(statement.tokens) if token.kind == "]"][:2]
    tokens_behind = statement.tokens[closed[-1] + 1 :] if len(closed) > 1 else []
    first = next((n for n, token in enumerate(tokens_behind) if token.kind not in BLANK), None)
    return [] if first is None else [Statement(tokens_behind[first:])]


class _Cutter:
    """Puts tokens together to statements, and finds its way back when a bracket or a quote is missing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: list[Statement] = []
        self.tokens: list[Token] = []
        self.refused: Message | None = None
        self.open: list[str] = []
        """The brackets that are still open."""
        self.at_name = True
        """Whether what comes next is a name rather than a value."""
        self.dots = 0
        """The dots of the name that is being read."""
        self.repairs = 0

    def statements(self) -> list[Statement]:
        """Gives all statements of the text; only one too many if there are too many."""
        position, line = 0, 1
        while position < len(self.text) and len(self.done) <= MOST_STATEMENTS:
            position, line = self._run(position, line)
        return self.done

    def _run(self, position: int, line: int) -> tuple[int, int]:
        """Reads on from `position` until the end or a repair; gives where to go on, and its line."""
        for token in tokens(self.text, position, line):
            again = self._repaired(token) if "\n" in token.text and token.kind != "newline" else None
            if again:
                return again
            self._take(token)
            if self.refused:
                return self._past(token)
            if token.kind == "newline" and self._ends_at(token.end):
                self._end()
                if len(self.done) > MOST_STATEMENTS:
                    break
        self._end()
        return len(self.text), 0

    def _past(self, token: Token) -> tuple[int, int]:
        """Ends a statement that is refused; gives where to go on and its line, without a look at what lies between."""
        found = (_FRESH_LINE if self.open else _LINE_END).search(self.text, token.end)
        position = found.start() if found else len(self.text)
        self._end()
        return position, token.line + self.text.count("\n", token.end - len(token.text), position)

    def _take(self, token: Token) -> None:
        if self.tokens or token.kind not in BLANK:
            self.tokens.append(token)
            self._count(token)

    def _count(self, token: Token) -> None:
        """Keeps count of brackets and dots, and refuses what could take a parser seconds."""
        if token.kind == "bare" and self.at_name:
            self.dots += token.text.count(".")
        if len(self.open) >= DEEPEST and token.kind in ("[", "{"):
            self.refused = msg("There are too many brackets within brackets here. A pack needs two at most: [{{ … }}].")
        if len(self.tokens) > MOST_TOKENS:
            self.refused = msg("There is too much between these brackets.")
        if self.dots > MOST_DOTS and (self.open or token.kind == "equals"):
            self.refused = msg("This name has too many dots. A name has at most one: ask.nl.")
        self._nest(token)

    def _nest(self, token: Token) -> None:
        if token.kind in ("[", "{"):
            self.open.append(token.kind)
        elif token.kind in ("]", "}") and self.open:
            self.open.pop()
        if token.kind in ("[", "{", "comma", "equals"):
            self.at_name = token.kind != "equals" and self.open[-1:] == ["{"]
            self.dots = 0

    def _ends_at(self, position: int) -> bool:
        """Tells whether the statement ends with the line that ends at `position`."""
        if not self.open or (self.tokens and self.tokens[0].kind == "["):
            return True
        fresh = _FRESH_IN_BRACES if self.open[-1] == "{" else _FRESH
        return bool(fresh.match(self.text, position))

    def _end(self) -> None:
        if self.tokens:
            self.done.append(Statement(self.tokens, self.refused))
        self.tokens, self.refused, self.open, self.at_name, self.dots = [], None, [], True, 0

    def _repaired(self, token: Token) -> tuple[int, int] | None:
        """Deals with a long text that swallowed a `[[step]]`, if it is not whole: ends the statement at its first line.

        Gives where to go on and its line; None if nothing was to be repaired.
        """
        start = token.end - len(token.text)
        step = _STEP_LINE.search(self.text, start, token.end)
        whole = token.kind == "text" and not self._junk_after(token)
        if whole or not step or self.repairs >= MOST_REPAIRS:
            return None
        self.repairs += 1
        end = self.text.index("\n", start)
        self._take(Token("endless", self.text[start:end], token.line, end))
        self._end()
        return step.start(), token.line + self.text.count("\n", start, step.start())

    def _junk_after(self, token: Token) -> bool:
        end = self.text.find("\n", token.end)
        rest = self.text[token.end : end if end >= 0 else len(self.text)].strip()
        return bool(rest) and rest[0] not in "#,]}"


def _joined(statements: list[Statement]) -> list[Statement]:
    """Puts a text that its author wrote over more lines between single quotes together again."""
    joined: list[Statement] = []
    skip_to = 0
    for n, statement in enumerate(statements):
        if n < skip_to:
            continue
        last = _last_line(statements, n)
        if last > n:
            statement.ends_on = statements[last].line
            skip_to = last + 1
        joined.append(statement)
    return joined


def _last_line(statements: list[Statement], first: int) -> int:
    opening = statements[first].written[-1]
    if opening.kind != "open" or statements[first].equals is None:
        return first
    for n in range(first + 1, min(first + 20, len(statements))):
        if statements[n].equals is not None or statements[n].tokens[0].kind == "[":
            return first
        if statements[n].name.count(opening.text[0]) % 2:
            return n
    return first

"""Says in plain words what is wrong with a line that is not TOML: above all what Notepad and a hurry do to it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.nearest import shown
from kwetsbaar.core.packfile.cut import BLANK
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kwetsbaar.core.packfile.cut import Statement
    from kwetsbaar.core.packfile.tokens import Token
    from kwetsbaar.core.toml import TomlError
    from kwetsbaar.i18n import Message

Finding = tuple[int, "Message"]
"""A line and what is wrong there."""

_CURLY = re.compile("[“”„‟‘’‚‛«»‹›″′´`]")
_ENDS_CURLY = re.compile("[“”„‟″´«»]\\s*[,\\]}]*\\s*$")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]")
_LETTER = re.compile(r"[^\W\d_]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d")
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*")
_WORDS = frozenset({"true", "false", "inf", "nan"})
_ENDS: Final = frozenset({"text", "]", "}"})
_BEGINS: Final = frozenset({"text", "[", "{"})
_MOST_TOKENS: Final = 5000
"""How much of one broken statement is looked at."""


def findings(statement: Statement, error: TomlError | None = None) -> list[Finding]:
    """Gives what is wrong with a statement that does not parse: at most one finding per line, at least one in all."""
    found: dict[int, Message] = {}
    for line, message in _all(statement):
        found.setdefault(line, message)
    return list(found.items()) or [_last_resort(statement, error)]


def _all(statement: Statement) -> Iterator[Finding]:
    written = statement.written[:_MOST_TOKENS]
    if statement.ends_on:
        yield (
            statement.line,
            msg(
                "This text begins here and ends on line {line}. A text over more lines stands between "
                'three quotes, """, at both ends.',
                line=statement.ends_on,
            ),
        )
        return
    yield from _curly(written)
    if statement.equals is None:
        yield statement.line, _no_equals(statement)
        return
    if not _NAME.fullmatch(statement.name) and not any(token.kind == "text" for token in written[:1]):
        yield statement.line, _bad_name(statement.name)
    before = sum(token.kind not in BLANK for token in statement.tokens[: statement.equals])
    yield from _value(statement, written[before:])


def _curly(written: list[Token]) -> Iterator[Finding]:
    for token in written:
        if (token.kind == "bare" and _CURLY.search(token.text)) or (
            token.kind == "open" and _ENDS_CURLY.search(token.text)
        ):
            yield token.line, msg('Curly quotation marks. Type straight ones: "text".')
        elif token.kind == "bare" and _ODD_SPACE.search(token.text):
            yield token.line, msg("There is an invisible special space here. Type this line anew.")


def _no_equals(statement: Statement) -> Message:
    if not statement.name.strip("; "):
        return _semicolon()
    if statement.name.startswith(("//", ";", "--", "*", "%")):
        return msg("A remark begins with #.")
    if re.match(r"[A-Za-z_.]+[ \t]*:", statement.name):
        return msg("Between a name and its text stands =, not a colon.")
    return msg('There is no = on this line. A line looks like this: ask = "text".')


def _semicolon() -> Message:
    return msg("There is a ; too many at the end of this line.")


def _bad_name(name: str) -> Message:
    if not name:
        return msg('There is no name before the =. A line looks like this: ask = "text".')
    if re.fullmatch(r"[A-Za-z0-9_-]+(?:[ \t]+[A-Za-z0-9_-]+)+", name):
        return msg("Before the = stands one word, with a language behind a dot: ask.nl.")
    return msg('‘{name}’ cannot stand before the =. A line looks like this: ask = "text".', name=shown(name))


def _value(statement: Statement, written: list[Token]) -> Iterator[Finding]:
    equals, value = written[0], written[1:]  # an equals sign beyond what is looked at is none
    if len(equals.text) > 1:
        yield equals.line, msg("One = is enough.")
    if not value:
        yield equals.line, msg("There is nothing behind the =.")
        return
    if value[0].text.startswith(",,") or (value[0].text == "''" and len(value) > 1 and value[1].kind != "comma"):
        yield value[0].line, msg('Two commas or two apostrophes are no quotation mark. Type straight ones: "text".')
        return
    if value[0].kind in ("[", "{"):
        yield from _inside(value)
    else:
        yield from _outside(statement, value)


def _outside(statement: Statement, value: list[Token]) -> Iterator[Finding]:
    """Looks at a value that stands by itself."""
    first, rest = value[0], value[1:]
    if first.kind == "bare":
        yield first.line, _bare(first.text, [token.text for token in rest])
    elif unclosed := _unclosed(first):
        yield first.line, unclosed
    elif rest and all(token.kind == "comma" for token in rest):
        yield rest[0].line, msg("There is a comma too many at the end of this line.")
    elif rest and rest[0].kind in ("]", "}"):
        yield rest[0].line, msg("There is a {bracket} too many here.", bracket=rest[0].kind)
    elif rest and not "".join(token.text for token in rest).strip("; "):
        yield rest[0].line, _semicolon()
    elif rest and first.kind == "text":
        yield rest[0].line, _quote_inside(first)
    elif "\\" in statement.value:
        yield first.line, msg("A backslash in a text is written twice: \\\\.")


def _bare(text: str, rest: list[str]) -> Message:
    word = text.strip()
    if word.lower() in ("true", "false") and not rest:
        return msg("Write {word} in small letters.", word=word.lower())
    if word.lower() in ("yes", "no", "ja", "nee", "on", "off", "aan", "uit") and not rest:
        return msg('Write true for yes, false for no, and a text between quotes: "text".')
    if rest and set("".join(rest)) == {","}:
        return msg("There is a comma too many at the end of this line.")
    if _DATE.match(word):
        return msg("There is no such day or time. If it is a text, put it between quotes.")
    if _LETTER.search(word):
        return msg('A text stands between quotes: "text".')
    return msg('A number is written with digits only, such as 3, and a text between quotes: "text".')


def _unclosed(token: Token) -> Message | None:
    if token.kind == "endless":
        return msg("The three quotes {quote} that begin here never close.", quote=token.text[:3])
    if token.kind == "open":
        return msg("The quotation mark {quote} at the end of the text is missing.", quote=token.text[0])
    return None


def _quote_inside(text: Token) -> Message:
    if text.text[0] == "'":
        return msg("An apostrophe inside a text between ' ' ends it. Put the text between \" \".")
    return msg('A " inside a text ends it. Use ‘ and ’ there, or write \\".')


def _inside(value: list[Token]) -> Iterator[Finding]:
    """Looks at a list or a table, pair of tokens by pair."""
    stack: list[Token] = []
    for token, after in pairwise([*value, None]):
        if token is None:
            continue
        if token.kind in ("[", "{"):
            stack.append(token)
        elif token.kind in ("]", "}"):
            yield from _closing(token, stack)
        if message := _unclosed(token):
            stack = [opened for opened in stack if opened.kind == "[" or opened.line != token.line]
            yield token.line, message
        elif after is not None:
            yield from _pair(token, after, stack)
    for token in stack:
        closing = {"[": "]", "{": "}"}[token.kind]
        yield token.line, msg("The {bracket} that belongs to this {open} is missing.", bracket=closing, open=token.kind)


def _closing(token: Token, stack: list[Token]) -> Iterator[Finding]:
    opening = {"]": "[", "}": "{"}[token.kind]
    if not stack:
        yield token.line, msg("There is a {bracket} too many here.", bracket=token.kind)
    elif stack[-1].kind == opening:
        opened = stack.pop()
        if opened.line != token.line and token.kind == "}":
            yield opened.line, msg("What stands between {{ and }} goes on one line.")
    else:
        wanted = {"[": "]", "{": "}"}[stack.pop().kind]
        yield token.line, msg("Here stands {bracket} where {wanted} belongs.", bracket=token.kind, wanted=wanted)


def _pair(token: Token, after: Token, stack: list[Token]) -> Iterator[Finding]:
    in_table = bool(stack) and stack[-1].kind == "{"
    if not stack and after is not None:
        yield after.line, _after_the_end(after)
    elif token.kind == "comma" and (len(token.text) > 1 or (after.kind == "}" and in_table)):
        yield token.line, msg("There is a comma too many here.")
    elif token.kind in _ENDS and after.kind in _BEGINS:
        yield token.line, msg("A comma is missing here, behind {text}.", text=shown(token.text))
    elif token.kind == "text" and after.kind in ("bare", "open"):
        yield _text_and_bare(token, after, in_table)
    elif after.kind == "bare" and (token.kind == "equals" or not in_table):
        yield from _bare_inside(after)
    elif in_table and after.kind == "equals" and len(after.text) > 1:
        yield after.line, msg("One = is enough.")
    elif in_table and token.kind == "bare" and after.kind in ("comma", "}") and ":" in token.text:
        yield token.line, msg("Between a name and its text stands =, not a colon.")
    elif in_table and token.kind in ("{", "comma") and after.kind in ("text", "open"):
        yield after.line, msg('Between {{ and }} each text has a name before it: nl = "text".')
    elif in_table and token.kind == "bare" and token.text.rstrip().endswith(":"):
        yield token.line, msg("Between a name and its text stands =, not a colon.")


def _after_the_end(after: Token) -> Message:
    if after.kind == "comma":
        return msg("There is a comma too many at the end of this line.")
    if after.kind in ("]", "}"):
        return msg("There is a {bracket} too many here.", bracket=after.kind)
    return msg("There is something behind the end of the list here: {text}.", text=shown(after.text))


def _text_and_bare(token: Token, after: Token, in_table: bool) -> Finding:
    if in_table and re.match(r"(?:id|nl|en)[ \t]*$", after.text):
        return token.line, msg("A comma is missing here, behind {text}.", text=shown(token.text))
    if token.line != after.line:
        return after.line, msg('A text stands between quotes: "text".')
    return token.line, _quote_inside(token)


def _bare_inside(token: Token) -> Iterator[Finding]:
    word = token.text.strip()
    if word not in _WORDS and _LETTER.search(word):
        yield token.line, msg('A text stands between quotes: "text".')


_REASONS: Final = (
    ("Unescaped '\\'", msg("A backslash in a text is written twice: \\\\.")),
    ("Invalid hex", msg("A backslash in a text is written twice: \\\\.")),
    ("Escaped character", msg("A backslash in a text is written twice: \\\\.")),
    ("Duplicate inline", msg("The same name stands twice between {{ and }}. Keep one of the two.")),
    ("Cannot overwrite", msg("The same name stands twice between {{ and }}. Keep one of the two.")),
    ("Cannot mutate", msg("The same name stands twice between {{ and }}. Keep one of the two.")),
    ("Invalid date", msg("There is no such day or time. If it is a text, put it between quotes.")),
)


def _last_resort(statement: Statement, error: TomlError | None) -> Finding:
    line = min(error.line, _height(statement)) if error and error.line else 1
    at = statement.line + line - 1
    for start, message in _REASONS:
        if error and error.reason.startswith(start):
            return at, message
    text = "".join(token.text for token in statement.tokens if token.line == at and token.kind != "newline")
    return at, msg(
        'This line cannot be read: {text}. A line looks like this: ask = "text".',
        text=shown(text or statement.name, 60),
    )


def _height(statement: Statement) -> int:
    last = statement.tokens[-1]
    return last.line + last.text.rstrip("\n").count("\n") - statement.line + 1

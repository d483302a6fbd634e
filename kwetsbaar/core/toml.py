"""The one place that reads and writes TOML, with the limits that keep a hostile file from taking seconds.

`tomllib` walks every part of a dotted key again for each part, so that a line of 40 KB takes seconds, and it recurses
into brackets. A line that begins with a key of many parts is refused before it is parsed; brackets that exhaust the
stack are an error like any other. Packs and answers files are looked through more closely (`kwetsbaar.core.packfile`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final, TypeAlias, cast

import tomli_w

from kwetsbaar.text import clean

Toml: TypeAlias = "str | int | float | bool | datetime | date | time | list[Toml] | dict[str, Toml]"
"""Whatever a TOML value can be. Treated as immutable by all who hold one."""

Table: TypeAlias = Mapping[str, Toml]
"""A TOML table, for reading."""

LARGEST: Final = 256 * 1024
"""The largest file by a person's hand that is parsed, in bytes."""

_MOST_PARTS: Final = 16
"""From so many dots on it is looked for keys of too many parts."""

_DOTTED = re.compile(
    rf"""^[ \t]*\[{{0,2}}(?:[ \t]*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.){{{_MOST_PARTS}}}""", re.MULTILINE
)
"""The beginning of a line whose key has more parts than any file of ours."""

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\."""
_CHAIN = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+){{{_MOST_PARTS}}}")
"""What may be such a key anywhere, in a table within a line too; it may also be a part of a text."""

_TEXTS = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|''' + r"""'''.*?'''|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'|#[^\n]*+""", re.DOTALL
)
"""The texts and comments of a file, and keys in quotation marks."""

DEEPEST: Final = 40
"""How deep a file's tables and lists may lie in each other to be cleaned."""


class TomlError(ValueError):
    """The text is no TOML. `line` counts from 1 and is None when the parser does not know it."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.reason = reason
        """What tomllib says, in English."""
        self.line = line
        """Where it says so."""


def loads(text: str) -> dict[str, Toml]:
    """Parses `text`; raises `TomlError` for whatever is wrong with it, also when it is nested too deep."""
    if text.count(".") >= _MOST_PARTS:
        _refuse_long_keys(text)
    try:
        return cast("dict[str, Toml]", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)$", str(error))
        raise TomlError(str(error), int(found[1]) if found else None) from None
    except (RecursionError, ValueError) as error:  # nested too deep; a date or an integer that Python refuses
        raise TomlError(type(error).__name__, None) from None


def _refuse_long_keys(text: str) -> None:
    if found := _DOTTED.search(text):
        raise TomlError("a key of too many parts", text.count("\n", 0, found.start()) + 1)
    if _CHAIN.search(text) and _CHAIN.search(_TEXTS.sub("x", text)):
        raise TomlError("a key of too many parts", None)


def cleaned(value: Toml, deepest: int = DEEPEST) -> Toml:
    """Gives `value` with every text in it cleaned, keys too; raises `TomlError` if it is nested too deep."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (dict, list)) and not deepest:
        raise TomlError("nested too deep", None)
    if isinstance(value, dict):
        return {clean(key): cleaned(part, deepest - 1) for key, part in value.items()}
    if isinstance(value, list):
        return [cleaned(part, deepest - 1) for part in value]
    return value


def dumps(table: Table) -> str:
    """Writes `table` as TOML; what `loads` reads from it is equal to it."""
    return tomli_w.dumps(dict(table))


def value_of(value: Toml) -> str:
    """Writes one value as it stands behind an equals sign, on one line; tables within it too."""
    if isinstance(value, dict):
        pairs = [dumps({key: 0}).removesuffix("0\n") + value_of(part) for key, part in value.items()]
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(value_of, value))}]"
    return dumps({"x": value}).partition(" = ")[2].rstrip("\n")

"""Pages as other programs read them: one JSON document, markdown with YAML front matter, a page to print.

All of it is plaintext. What only this program understands (questions with their shapes) stands in the JSON document,
from which the same pages can be made again; the others are for reading.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from kwetsbaar.core import markdown, yaml
from kwetsbaar.i18n import full_day, language, msg
from kwetsbaar.text import fold

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.core.yaml import Yaml

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""Whatever a JSON document can hold."""

NAME: Final = "kwetsbaar"
"""Stands in the document, so that it is known for what it is."""

FORMAT: Final = 1
"""The format of the document that is written, and the newest that is read."""

_DAYS: Final = frozenset({"date", "when", "written"})
"""Keys of a table whose text is a day or a moment, wherever they stand."""
_MOMENTS: Final = frozenset({"created", "changed", "when"})
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d(:\d\d(\.\d+)?)?|Z)", re.ASCII)
_LONGEST_NAME: Final = 60


# ------------------------------------------------------------------ JSON


def document(entries: Iterable[Entry], made: datetime) -> dict[str, Json]:
    """Gives the document that holds all of `entries`, in their order. `made` is when, with its offset."""
    rows: list[Json] = [plain(cast("Toml", markdown.table_of(entry))) for entry in entries]
    return {"kwetsbaar": NAME, "format": FORMAT, "made": made.isoformat(), "entries": rows}


def plain(value: Toml) -> Json:
    """Gives a value with days and moments as ISO 8601."""
    if isinstance(value, (date, time)):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def revived(row: Json) -> Toml:
    """Gives what `plain` made a text of: days and moments, where an entry has them.

    That is at the keys `created`, `changed`, `date`, `when` and `written` of a table, and in an answer of the kind
    `revisit`. What looks like a day anywhere else is a text.
    """
    if isinstance(row, list):
        return [revived(item) for item in row if item is not None]
    if not isinstance(row, dict):
        return row if row is not None else ""
    table: dict[str, Toml] = {}
    for key, value in row.items():
        if value is not None:
            is_day = key in _DAYS or (key == "value" and row.get("kind") == "revisit")
            table[key] = _revived(key, value) if is_day or key in _MOMENTS else revived(value)
    return table


def _revived(key: str, value: Json) -> Toml:
    if isinstance(value, str):
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
            if key in _MOMENTS and _MOMENT.fullmatch(value):
                return datetime.fromisoformat(value)
        except ValueError:  # the 31st of February
            return value
    return revived(value)


# ------------------------------------------------------------------ markdown


def note(entry: Entry) -> str:
    """Gives a page as Obsidian and others read it: YAML between two lines of `---`, then markdown."""
    front: dict[str, Yaml] = {
        "title": entry.title,
        "date": entry.created.isoformat(),
        "changed": entry.changed.isoformat(),
        "tags": [_tag(tag) for tag in entry.tags],
        "theme": entry.theme,
        "about": entry.about,
        "pack": entry.pack,
        "lang": entry.lang,
        "received_from": entry.received_from,
        "id": entry.id,
    }
    kept = {name: value for name, value in front.items() if value not in (None, [])}
    return f"---\n{yaml.dumps(kept)}---\n{_without_anchors(markdown.body(entry))}"


def _tag(tag: str) -> str:
    """Gives a tag as Obsidian takes it: without spaces."""
    return "-".join(tag.split())


def _without_anchors(body: str) -> str:
    return re.sub(r"^(### .*) \{#[^{}]+\}$", r"\1", body, flags=re.MULTILINE)


def file_names(entries: Iterable[Entry]) -> list[str]:
    """Gives a name for the file of each: its day and title, with a number where two would be the same."""
    taken: set[str] = set()
    names = []
    for entry in entries:
        stem = f"{entry.created:%Y-%m-%d} {_safe(entry.title)}".strip()
        name = next(name for name in _numbered(stem) if fold(name) not in taken)
        taken.add(fold(name))
        names.append(f"{name}.md")
    return names


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem} {number}"
        number += 1


def _safe(title: str) -> str:
    """Gives a title as it can stand in the name of a file on any system."""
    return re.sub(r"[^\w \-]+", "", title)[:_LONGEST_NAME].strip()


# ------------------------------------------------------------------ a page to print

_STYLE: Final = """
body { max-width: 38rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.6 Georgia, serif }
body { color: #2b2622; background: #faf6ee }
article { break-before: page; margin-bottom: 4rem } article:first-of-type { break-before: auto }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; color: #8f4327 } h3 { font-size: 1rem; margin-bottom: .3rem }
.quiet { color: #6a6055 } .text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
@media print { body { margin: 0; max-width: none; background: none } }
"""


def printable(entries: Iterable[Entry], title: str) -> str:
    """Gives one HTML page with all of `entries`, which needs nothing else and loads nothing."""
    articles = "\n".join(_article(entry) for entry in entries)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return f"""<!doctype html>
<html lang="{html.escape(language())}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{html.escape(title)}</title>
<style>{_STYLE}</style>
<body>
{articles}
</body>
</html>
"""


def _article(entry: Entry) -> str:
    """Gives one page. Every text in it is escaped: nothing that was written is markup."""
    head = [full_day(entry.created.date())]
    if entry.about:
        head.append(entry.about)
    if entry.received_from is not None:
        head.append(str(msg("the words of {who}", who=entry.received_from)))
    lines = [f"<h1>{html.escape(entry.title)}</h1>", f'<p class="quiet">{html.escape(" · ".join(head))}</p>']
    part = None
    for answer in entry.answered():
        if answer.part is not None and answer.part != part:
            lines.append(f"<h2>{html.escape(answer.part)}</h2>")
        part = answer.part
        lines.append(f"<h3>{html.escape(entry.question(answer))}</h3>")
        text = answer.form.markdown(answer.value, entry.lang) if answer.value is not None else ""
        if text:
            lines.append(f'<p class="text">{html.escape(text)}</p>')
    return f'<article lang="{html.escape(entry.lang)}">\n' + "\n".join(lines) + "\n</article>"


def as_text(document: Mapping[str, Json]) -> str:
    """Gives the document as the text of a file."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

"""Reads what other programs wrote: pages with their day, text and tags, and what of it was not understood.

jrnl's own text file and its JSON, Day One's JSON, markdown with YAML, TOML or no front matter, and this program's own
JSON document (`core.exporting`). Pure: files are opened elsewhere, and a moment without an offset gets the one it is
given.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from kwetsbaar.core import exporting, markdown, toml, yaml
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.errors import Damaged
from kwetsbaar.i18n import msg, plural
from kwetsbaar.text import clean, clean_line, first_line

if TYPE_CHECKING:
    from kwetsbaar.i18n import Message

PACK: Final = "imported"
"""Stands for the pack of a page that another program wrote."""

_ASK: Final = msg("As it was in {source}")
_LONGEST_TITLE: Final = 80


@dataclass(frozen=True)
class Foreign:
    """One page as another program had it."""

    source: str
    """The program or format: "jrnl", "Day One", "markdown"."""
    origin: str
    """What tells it apart from every other, so that it is taken in once."""
    created: datetime
    """With its offset, to the second."""
    title: str = field(repr=False)
    text: str = field(repr=False)
    tags: tuple[str, ...] = field(default=(), repr=False)

    def entry(self, id_: str, when: datetime, language: str) -> Entry:
        """Gives it as a page of the journal: one text, as it was."""
        ask = _ASK.in_language(language).replace("{source}", self.source)
        return Entry(
            id=id_,
            rev=1,
            created=self.created,
            changed=when,
            title=self.title,
            lang=language,
            pack=PACK,
            pack_sha256="",
            answers=(Answer("text", "write", ask, WriteForm(), self.text),),
            tags=self.tags,
            import_id=self.origin,
        )


@dataclass(frozen=True)
class Odd:
    """Something that was not understood, and what became of it."""

    where: str = field(repr=False)
    """The file, and the line or the number of the page in it."""
    message: Message


@dataclass
class Found:
    """All that was read."""

    pages: list[Foreign] = field(default_factory=list)
    own: list[Entry] = field(default_factory=list)
    """Pages that this program exported, whole."""
    odd: list[Odd] = field(default_factory=list)

    def note(self, where: str, message: Message) -> None:
        """Notes what was not understood."""
        self.odd.append(Odd(clean_line(where), message))


# ------------------------------------------------------------------ jrnl

_HEAD: Final = re.compile(r"\[(?P<when>[^\]\n]{6,40})\] ?(?P<rest>.*)")
_STAMP: Final = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})(?:[ T](?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?",
    re.ASCII,
)
_TAG: Final = re.compile(r"(?<![\w@])@([\w-]*\w)")
_NOON: Final = 12


def jrnl(text: str, name: str, zone: tzinfo, found: Found) -> None:
    """Reads jrnl's text file: each page begins with `[day time] title`, and goes on to the next that does."""
    begun: tuple[int, datetime, list[str]] | None = None
    for number, line in enumerate(clean(text).split("\n"), 1):
        head = _HEAD.fullmatch(line)
        when = _stamp(head["when"], zone) if head else None
        if head and when:
            _end_jrnl(begun, found)
            begun = number, when, [head["rest"]]
        elif head and _looks_like_a_day(head["when"]):
            found.note(f"{name}:{number}", msg("‘{when}’ is no day that is understood.", when=head["when"]))
            _goes_on(begun, line)
        elif begun:
            _goes_on(begun, line)
        elif line.strip():
            found.note(f"{name}:{number}", msg("This line stands above the first page, and was left out."))
    _end_jrnl(begun, found)


def _goes_on(begun: tuple[int, datetime, list[str]] | None, line: str) -> None:
    if begun:
        begun[2].append(line)


def _end_jrnl(begun: tuple[int, datetime, list[str]] | None, found: Found) -> None:
    if begun:
        _number, when, lines = begun
        title = lines[0].removesuffix(" *").strip()
        text = "\n".join([title, *lines[1:]]).strip()
        found.pages.append(_foreign("jrnl", when, title, text, _TAG.findall(text)))


def _looks_like_a_day(text: str) -> bool:
    return bool(re.match(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", text))


def _stamp(text: str, zone: tzinfo) -> datetime | None:
    """Reads a day, with a time of 24 or twice 12 hours or without one."""
    found = _STAMP.fullmatch(text.strip())
    if not found:
        return None
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"] in "pP" else 0)
    try:
        year, month, day = map(int, found["day"].split("-"))
        moment = datetime(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone)
    except ValueError:
        return None
    return _possible(moment)


def jrnl_json(document: Mapping[str, Any], name: str, zone: tzinfo, found: Found) -> None:
    """Reads what `jrnl --format json` wrote."""
    for number, row in enumerate(_list(document.get("entries")), 1):
        where = f"{name}, {number}"
        if not isinstance(row, dict):
            found.note(where, msg("This is no page."))
            continue
        when = _stamp(f"{row.get('date', '')} {row.get('time', '')}".strip(), zone)
        if when is None:
            found.note(where, msg("This page has no day that is understood, and was left out."))
            continue
        title, body = _text(row.get("title")), _text(row.get("body"))
        tags = [tag.removeprefix("@") for tag in map(_text, _list(row.get("tags")))]
        found.pages.append(_foreign("jrnl", when, title, f"{title}\n{body}".strip(), tags))


# ------------------------------------------------------------------ Day One

_MOMENT: Final = re.compile(r"!\[[^\]\n]*\]\(dayone-moment:[^)\s]*\)\n?")
_ESCAPED: Final = re.compile(r"\\([.!#*_\-+(){}\[\]>|~])")
_KINDS: Final = ("photos", "videos", "audios", "pdfAttachments")


def day_one(document: Mapping[str, Any], name: str, found: Found) -> None:
    """Reads one journal of Day One's JSON. Photos and the like are named as not taken."""
    for number, row in enumerate(_list(document.get("entries")), 1):
        where = f"{name}, {number}"
        if not isinstance(row, dict):
            found.note(where, msg("This is no page."))
            continue
        when = _iso(_text(row.get("creationDate")), _text(row.get("timeZone")))
        if when is None:
            found.note(where, msg("This page has no day that is understood, and was left out."))
            continue
        left = sum(len(_list(row.get(kind))) for kind in _KINDS)
        if left:
            found.note(
                f"{where} ({when.date()})",
                plural("{n} photo or recording was not taken.", "{n} photos or recordings were not taken.", left),
            )
        text = _ESCAPED.sub(r"\1", _MOMENT.sub("", _text(row.get("text")))).strip()
        if not text:
            found.note(f"{where} ({when.date()})", msg("This page has no text, and was left out."))
            continue
        tags = [*map(_text, _list(row.get("tags")))]
        uuid = clean_line(_text(row.get("uuid")))
        page = _foreign("Day One", when, first_line(text).lstrip("# "), text, tags)
        found.pages.append(page if not uuid else _named(page, f"dayone {uuid}"))


def _named(page: Foreign, origin: str) -> Foreign:
    return Foreign(page.source, origin, page.created, page.title, page.text, page.tags)


def _iso(text: str, zone: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return _possible(moment.astimezone(ZoneInfo(zone)))
    except (ValueError, OSError, KeyError, OverflowError):  # a zone that this device does not know
        return _possible(moment)


# ------------------------------------------------------------------ markdown

_DAYS: Final = ("date", "created", "created_at", "datum")
_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)", re.ASCII)


def note(text: str, name: str, zone: tzinfo, written: datetime, found: Found) -> None:
    """Reads one file of markdown, called `name`; `written` is when the file was, for one that says no day itself."""
    front, body = _front(clean(text), name, found)
    when = next((moment for key in _DAYS if (moment := _moment(front.get(key), zone))), None)
    when = when or _day_in(name, zone) or _possible(written) or datetime.fromtimestamp(0, zone)
    stem = name.replace("\\", "/").rpartition("/")[2].partition(".md")[0]
    heading = re.match(r"\s*# +(.+)", body)
    title = clean_line(_word(front.get("title"))) or (heading[1].strip() if heading else "") or stem
    if not body.strip():
        found.note(name, msg("This file has no text, and was left out."))
        return
    found.pages.append(_foreign("markdown", when, title, body.strip("\n"), _tags(front.get("tags"))))


def _front(text: str, name: str, found: Found) -> tuple[Mapping[str, Any], str]:
    """Gives the front matter, and what stands below it; one that cannot be read stays where it is, in the text."""
    for fence, read in (("---", yaml.loads), ("+++", toml.loads)):
        whole = re.match(rf"{re.escape(fence)}[ \t]*\n(.*?\n)?{re.escape(fence)}[ \t]*(?:\n|\Z)", text, re.DOTALL)
        if whole:
            try:
                if len(whole[1] or "") > yaml.LARGEST:
                    raise yaml.YamlError("too large")
                return read(whole[1] or "a: 1" if fence == "---" else whole[1] or ""), text[whole.end() :]
            except (yaml.YamlError, toml.TomlError):
                found.note(name, msg("The lines at its top cannot be read, and stay in the text."))
                return {}, text
    return {}, text


def _moment(value: object, zone: tzinfo) -> datetime | None:
    if isinstance(value, datetime):
        return _possible(value if value.tzinfo else value.replace(tzinfo=zone))
    if isinstance(value, date):
        return _possible(datetime.combine(value, time(), zone))
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return _stamp(value, zone)
    return _possible(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _day_in(name: str, zone: tzinfo) -> datetime | None:
    for found in reversed([*_IN_NAME.finditer(name)]):
        try:
            return _possible(datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone))
        except ValueError:
            continue
    return None


def _tags(value: object) -> list[str]:
    if isinstance(value, str):
        return re.split(r"[,\s]+", value)
    return [word for tag in _list(value) if isinstance(tag, (str, int)) and (word := _word(tag))]


def _word(value: object) -> str:
    """Gives a value as text; nothing for none, for a list or a table, and for a number too long to be written out."""
    if value is None or isinstance(value, (list, dict)):
        return ""
    try:
        return str(value)
    except ValueError:  # Python writes no number of more than 4,300 digits, which hexadecimal ones can have
        return ""


# ------------------------------------------------------------------ our own


def own(document: Mapping[str, Any], name: str, found: Found) -> None:
    """Reads what `export --format json` wrote; raises `Damaged` if it is of a newer format."""
    form = document.get("format")
    if not isinstance(form, int) or form > exporting.FORMAT:
        raise Damaged(msg("{name} was written by a newer version of kwetsbaar.", name=clean_line(name)))
    for number, row in enumerate(_list(document.get("entries")), 1):
        try:
            table = exporting.revived(row)
            found.own.append(markdown.entry_of(table if isinstance(table, dict) else {}))
        except Damaged as error:
            found.note(f"{name}, {number}", error.message)
        except RecursionError:
            found.note(f"{name}, {number}", msg("This page is nested too deep."))


def is_own(document: Mapping[str, Any]) -> bool:
    """Tells whether a JSON document is one that this program wrote."""
    return document.get("kwetsbaar") == exporting.NAME


def is_day_one(document: Mapping[str, Any]) -> bool:
    """Tells whether a JSON document looks like a journal of Day One."""
    rows = _list(document.get("entries"))
    return any(isinstance(row, dict) and "creationDate" in row for row in rows)


def parsed(text: str) -> Mapping[str, Any] | None:
    """Gives a JSON document that is a table; None for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


# ------------------------------------------------------------------ what all share


def _foreign(source: str, when: datetime, title: str, text: str, tags: Sequence[str]) -> Foreign:
    cleaned = clean(text)
    kept = tuple(dict.fromkeys(tag for each in tags if (tag := clean_line(each).lstrip("#@"))))
    said = f"{source}\0{when.isoformat()}\0{cleaned}"
    origin = (
        f"{source.lower().replace(' ', '')} {hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
    )
    short = first_line(clean_line(title), _LONGEST_TITLE) or first_line(cleaned, _LONGEST_TITLE)
    return Foreign(source, origin, when.replace(microsecond=0), short, cleaned, kept)


def _possible(moment: datetime) -> datetime | None:
    """Gives a moment that is in the calendar everywhere; None for one at its very ends."""
    try:
        moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return clean(value) if isinstance(value, str) else ""


def texts(found: Found) -> Iterator[str]:
    """Gives what was found in a few words each, for a look before it is taken in."""
    for page in found.pages:
        yield f"{page.created.date()}  {page.title}"
    for entry in found.own:
        yield f"{entry.created.date()}  {entry.title}"

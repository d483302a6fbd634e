"""An entry written as markdown and read back is the same entry, whatever a person wrote."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import markdown
from kwetsbaar.core.entry import Answer, Entry, Sharing
from kwetsbaar.core.feelingwords import Feeling
from kwetsbaar.core.kinds.body import FITS, BodyForm
from kwetsbaar.core.kinds.choice import ChoiceForm, Choosable
from kwetsbaar.core.kinds.feelings import FeelingsForm
from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.core.kinds.pause import PauseForm
from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.core.kinds.voices import VoicesForm
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.core.toml import Toml
from kwetsbaar.text import clean, clean_line, is_clean

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=timezone(timedelta(hours=1)))

HOSTILE = [
    "### echt? {#can_i}",
    "+++",
    "+++\n# weg\n+++",
    "\\# al ontsnapt",
    "   \\\\#",
    "    # vier spaties",
    "\u2028 en \u2029",
    "een\r\ntwee\rdrie",
    "👩‍👧‍👦 ❤️",
    "שלום \u202eomgekeerd\u202c",
    "<!-- kwetsbaar entry -->",
    "\n\nwit eromheen\n\n\n",
    "```\n# code\n```",
    "\"\"\"\n'''",
    "{leap} {{ }} {#x}",
    "\x1b]0;titel\x07\x9b31m",
    "\t# tab",
    "#",
    "",
]

texts = st.one_of(st.text(), st.sampled_from(HOSTILE), st.lists(st.sampled_from(HOSTILE)).map("\n".join)).map(clean)
lines = texts.map(clean_line)
names = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
ids = st.one_of(names, st.integers(1, 40).map(str))
some_lines = st.none() | lines


def tables(**parts: st.SearchStrategy[Toml]) -> st.SearchStrategy[Toml]:
    """Gives tables in which each part may be left out."""
    return st.fixed_dictionaries({}, optional=parts)


own_feelings = st.lists(st.builds(Feeling, names, lines.filter(bool)), max_size=3, unique_by=lambda word: word.id)
feelings = st.builds(
    lambda own, intensity, body, items: (
        (form := FeelingsForm(tuple(own), intensity, body)),
        form.check(
            [{"word": form.offered[n % len(form.offered)].id if n else {"other": "zo"}, **more} for n, more in items]
        ),
    ),
    own_feelings,
    st.booleans(),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 300), tables(intensity=st.integers(0, 10), place=lines)), max_size=5),
)
voices = st.builds(
    lambda named, centre: VoicesForm(8).check(
        {"voices": [{"name": name, **more} for name, more in named.items()], "centre": centre}
    ),
    st.dictionaries(
        lines.filter(bool),
        tables(role=st.sampled_from(["protector", "unheard"]), says=texts, guards=lines, needs=lines),
        max_size=4,
    ),
    texts,
)


bodies = tables(place=lines.filter(bool), image=lines.filter(bool), fits=st.sampled_from([*FITS])).map(BodyForm().check)
INNER: dict[str, st.SearchStrategy[tuple[object, object]]] = {
    "feelings": feelings,
    "body": st.tuples(st.just(BodyForm()), bodies),
    "voices": st.tuples(st.just(VoicesForm(8)), voices),
}


def answers_of(kind: str) -> st.SearchStrategy[tuple[object, object]]:
    """Gives pairs of a form and an answer that it takes."""
    if kind in INNER:
        return INNER[kind]
    match kind:
        case "write":
            return st.tuples(st.builds(WriteForm, st.integers(0, 20), texts), texts)
        case "scale":
            return st.tuples(st.builds(ScaleForm, low_name=lines, high_name=lines), st.integers(0, 10))
        case "list":
            filled = st.lists(lines.filter(bool), unique=True, max_size=6)
            return st.tuples(st.just(ListForm()), filled)
        case "pause":
            return st.tuples(st.builds(PauseForm, breath=st.none() | st.just((4, 6))), st.just(True))
    options = st.lists(st.builds(Choosable, names, lines.filter(bool)), min_size=1, unique_by=lambda option: option.id)

    def chosen(options: list[Choosable]) -> st.SearchStrategy[tuple[object, object]]:
        one = st.sampled_from([option.id for option in options])
        own = st.builds(lambda words: {"other": words}, lines.filter(bool))
        form = ChoiceForm(tuple(options), other=True)
        many = ChoiceForm(tuple(options), many=True, other=True)
        several = st.lists(one, unique=True).map(lambda ids: many.check([*ids]))
        return st.tuples(st.just(form), st.one_of(one, own)) | st.tuples(st.just(many), several)

    return options.flatmap(chosen)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    kind = draw(st.sampled_from(["write", "write", "scale", "list", "pause", "choice", "feelings", "body", "voices"]))
    form, value = draw(answers_of(kind))
    return Answer(
        key=draw(ids),
        kind=kind,
        ask=draw(texts),
        form=form,  # type: ignore[arg-type]  # each pair above fits
        value=draw(st.sampled_from([value, value, None])),  # type: ignore[arg-type]  # as above
        item=draw(some_lines),
        part=draw(some_lines),
        tag=draw(st.none() | st.just("courage")),
        measure=draw(st.none() | st.just("theme")),
        private=draw(st.booleans()),
        more=draw(st.just({}) | st.just({"later": "kept", "deep": {"a": [1, 2]}})),
    )


entries = st.builds(
    Entry,
    id=st.just("0" * 26),
    rev=st.integers(1, 99),
    created=st.just(WHEN),
    changed=st.datetimes(timezones=st.just(UTC)),
    title=lines,
    lang=st.sampled_from(["nl", "en"]),
    pack=names,
    pack_sha256=st.just("a" * 64),
    answers=st.lists(answers(), max_size=6).map(tuple),
    pack_version=some_lines,
    theme=some_lines,
    about=some_lines,
    tags=st.lists(lines).map(tuple),
    hidden=st.booleans(),
    shared=st.lists(st.builds(Sharing, lines, st.just(WHEN), st.lists(names).map(tuple)), max_size=2).map(tuple),
    received_from=some_lines,
    import_id=some_lines,
    more=st.just({}) | st.just({"colour": [{"of": "x"}], "later": "y"}),
)


@given(entries)
def test_an_entry_survives_being_written_and_read(entry: Entry) -> None:
    text = markdown.render(entry)
    assert is_clean(text)
    assert text.endswith("\n")
    assert markdown.parse(text) == entry
    assert markdown.render(markdown.parse(text)) == text
    assert markdown.entry_of(markdown.table_of(entry)) == entry


@given(texts)
def test_no_line_of_a_person_is_a_heading(text: str) -> None:
    escaped = markdown.escape(text)
    assert not any(
        line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) < 4 for line in escaped.split("\n")
    )
    assert markdown.unescape(escaped) == text


@given(st.text())
def test_whatever_stands_in_a_file_has_a_named_error(text: str) -> None:
    with contextlib.suppress(markdown.Unreadable):
        markdown.parse(text)


@given(entries, st.data())
def test_a_damaged_file_has_a_named_error(entry: Entry, data: st.DataObject) -> None:
    text = markdown.render(entry)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    with contextlib.suppress(markdown.Unreadable):
        markdown.parse(text[:start] + data.draw(st.text(max_size=5)) + text[end:])


def write(key: str, text: str, ask: str = "Wat?", **rest: object) -> Answer:
    return Answer(key=key, kind="write", ask=ask, form=WriteForm(), value=text, **rest)  # type: ignore[arg-type]  # tests name fields


def entry(*answers: Answer) -> Entry:
    return Entry("0" * 26, 1, WHEN, WHEN, "Titel", "nl", "proef", "f" * 64, answers)


def test_the_page_reads_well_by_itself() -> None:
    page = entry(
        write("leap", "overstap naar zzp", "Welke keuze houdt je bezig?"),
        Answer("tension", "scale", "Hoeveel spanning?", ScaleForm(), 7, part="Nu"),
        Answer("can_i", "choice", "Kan ik {leap} aan?", ChoiceForm((Choosable("no", "Nee"),)), "no", part="Nu"),
        Answer("have", "list", "Wat heb je al?", ListForm(), ["vrienden", "# tijd"], part="Daarna"),
        Answer("5", "pause", "Adem.", PauseForm(), True, part="Daarna"),
        Answer("felt", "write", "Waar zit het?", WriteForm()),
    )
    assert markdown.body(page) == (
        "# Titel\n\n### Welke keuze houdt je bezig? {#leap}\n\noverstap naar zzp\n\n## Nu\n\n"
        "### Hoeveel spanning? {#tension}\n\n7 van 10\n\n### Kan ik overstap naar zzp aan? {#can_i}\n\nNee\n\n"
        "## Daarna\n\n### Wat heb je al? {#have}\n\n- vrienden\n- # tijd\n\n### *Adem.* {#5}\n"
    )


def test_repeated_steps_are_numbered() -> None:
    page = entry(
        write("help", "oma", "{item}: wie?", item="geld"), write("help", "niemand", "{item}: wie?", item="tijd")
    )
    assert "### geld: wie? {#help-1}\n\noma\n\n### tijd: wie? {#help-2}\n\nniemand\n" in markdown.body(page)
    assert markdown.parse(markdown.render(page)) == page


def test_a_step_called_like_a_repetition_is_no_trouble() -> None:
    page = entry(write("a", "een", item="x"), write("a-1", "twee"), write("a", "drie", item="y"))
    assert markdown.parse(markdown.render(page)) == page


def test_an_answer_of_a_later_version_is_kept_and_shown() -> None:
    ours = markdown.render(entry(write("x", "hallo", "Wat zie je? " * 12)))
    text = ours.replace('kind = "write"', 'kind = "hologram"\nvalue = { depth = 3 }\nlens = "wide"')
    text = text.replace("hallo", "- depth: 3")
    page = markdown.parse(text)
    assert page.answers[0].more == {"lens": "wide"}
    assert markdown.parse(markdown.render(page)) == page


@pytest.mark.parametrize("change", [
    ('format = 1', 'format = 2'), ('rev = 1', 'rev = "een"'), ('title = "Titel"\n', ''), ('{#x}', '{#y}'),
    ('kind = "write"', 'kind = 3'), ('+++\n', '---\n'), ('tags = []', 'tags = 4'),
])  # fmt: skip
def test_what_is_not_as_it_should_be_is_said(change: tuple[str, str]) -> None:
    text = markdown.render(entry(write("x", "hallo")))
    assert change[0] in text
    with pytest.raises(markdown.Unreadable) as error:
        markdown.parse(text.replace(*change))
    assert error.value.message.in_language("nl") != error.value.message.in_language("en")

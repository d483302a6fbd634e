"""Pages with outer answers, whatever a person wrote: written, read back, and changed by nobody on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import editing, markdown
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.kinds.base import Form
from kwetsbaar.core.kinds.client import ClientForm
from kwetsbaar.core.kinds.letgo import STATUSES, LetgoForm
from kwetsbaar.core.kinds.outcome import HAPPENED, OutcomeForm
from kwetsbaar.core.kinds.revisit import RevisitForm
from kwetsbaar.core.kinds.risks import WILLINGNESS, RisksForm
from kwetsbaar.core.kinds.share import ShareForm
from kwetsbaar.core.known import KnownRisk
from kwetsbaar.core.toml import Toml
from kwetsbaar.text import clean, clean_line, is_clean

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)
REFS = [f"{'0' * 26}#r{n}" for n in (1, 2, 3)]

texts = st.text(max_size=30) | st.sampled_from(
    ["# kop", "a | b \\| c", "+++", "### x {#y}", "“{x}”", "een\ntwee", "\u2028"]
)
lines = texts.map(clean_line).filter(bool)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


def rows(**parts: st.SearchStrategy[Toml]) -> st.SearchStrategy[dict[str, Toml]]:
    first, *rest = parts
    return st.fixed_dictionaries({first: parts[first]}, optional={name: parts[name] for name in rest})


def by(name: str, row: st.SearchStrategy[dict[str, Toml]], most: int = 4) -> st.SearchStrategy[list[dict[str, Toml]]]:
    return st.lists(row, max_size=most, unique_by=lambda row: str(row[name]))


risk = rows(
    text=lines,
    chance=st.integers(0, 100),
    willing=st.sampled_from(WILLINGNESS),
    handle=st.integers(0, 10),
    date=days,
    status=st.just("never"),
)
item = rows(item=lines, thanks=lines, status=st.sampled_from(STATUSES))
outcome = rows(
    risk=st.sampled_from(REFS),
    happened=st.sampled_from(HAPPENED),
    coped=st.integers(0, 10),
    note=texts.map(clean).map(str.strip).filter(bool),
)
told = rows(who=lines, what=st.lists(st.sampled_from(["a", "b"]), min_size=1, unique=True), first=lines, when=days)
known = st.lists(lines, min_size=3, max_size=3).map(lambda said: tuple(map(KnownRisk, REFS, said)))
parts = st.tuples(lines, lines).map(lambda said: (("a", said[0]), ("b", said[1])))
alias = lines.filter(lambda line: not {"/", "\\", "\u2028"} & set(line) and len(line) <= 40)

answered: st.SearchStrategy[tuple[str, Form, Toml]] = st.one_of(
    st.tuples(
        st.just("risks"),
        st.just(RisksForm()) | st.just(RisksForm(("chance",), 9, "3 weeks")),
        st.lists(risk, max_size=5),
    ),
    st.tuples(st.just("letgo"), st.just(LetgoForm()), by("item", item)),
    st.tuples(
        st.just("revisit"),
        st.builds(RevisitForm, st.sampled_from(["", "q0"]), st.just("2 months")),
        days | st.just("never"),
    ),
    st.tuples(st.just("share"), parts.map(ShareForm), told | st.just("nobody")),
    st.tuples(st.just("client"), st.just(ClientForm()), alias),
    st.tuples(st.just("outcome"), known.map(OutcomeForm), by("risk", outcome, 3)),
)


def page(given_: list[tuple[str, Form, Toml]]) -> Entry:
    answers = [
        Answer(f"q{n}", kind, "Wat?", form.narrowed(form.check(value)), form.check(value))
        for n, (kind, form, value) in enumerate(given_)
    ]
    return Entry("0" * 26, 1, WHEN, WHEN, "Titel", "nl", "proef", "f" * 64, tuple(answers))


@given(st.lists(answered, max_size=4))
def test_a_page_survives_being_written_and_read(given_: list[tuple[str, Form, Toml]]) -> None:
    entry = page(given_)
    text = markdown.render(entry)
    assert is_clean(text)
    assert markdown.parse(text) == entry


@given(st.lists(answered, min_size=1, max_size=4))
def test_a_page_whose_questions_are_asked_again_is_the_same(given_: list[tuple[str, Form, Toml]]) -> None:
    entry = page(given_)
    session = editing.session_of(entry)
    again = editing.with_answers(entry, session)
    assert [answer.form for answer in again.answers] == [answer.form for answer in entry.answers]
    for before, after in zip(entry.answers, again.answers, strict=True):
        assert before.kind == "risks" or before.value == after.value  # risks may get a closing day of this very page

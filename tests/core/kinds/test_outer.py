"""The outer kinds: what each answer may be, how it reads, and what of it a page keeps."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.kinds.base import AnswerError, Form
from kwetsbaar.core.kinds.client import ClientForm
from kwetsbaar.core.kinds.letgo import LetgoForm
from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.revisit import RevisitForm
from kwetsbaar.core.kinds.risks import RisksForm, numbered, retexted
from kwetsbaar.core.kinds.share import ShareForm
from kwetsbaar.core.known import Alias, Known, KnownRisk
from kwetsbaar.core.pack import Condition
from kwetsbaar.core.toml import Toml

DAY = date(2026, 12, 20)
PAGE = "0" * 26
REF = f"{PAGE}#r1"
RISK: dict[str, Toml] = {
    "id": "r1",
    "text": "Geen opdracht",
    "chance": 60,
    "willing": "not_yet",
    "handle": 4,
    "date": DAY,
}
OUTCOME = OutcomeForm((KnownRisk(REF, "Geen opdracht", DAY), KnownRisk(f"{PAGE}#r2", "Roekeloos")))
SHARE = ShareForm((("leap", "Welke keuze?"), ("why", "Waarom?")))
CLIENT = ClientForm((Alias("Beuk", "langer zwijgen"), Alias("Els")))

TAKEN: list[tuple[Form, Toml, Toml]] = [
    (RisksForm(), [RISK], [RISK]),
    (RisksForm(), [{"text": " a\nb "}, {"text": ""}, {}], [{"id": "r1", "text": "a b"}]),
    (RisksForm(), [{"text": "a"}, {"id": "r4", "text": "b"}], [{"id": "r5", "text": "a"}, {"id": "r4", "text": "b"}]),
    (RisksForm(), [{"id": "r2", "text": "a"}, {"id": "r2", "text": "b"}], [{"id": "r2", "text": "a"}, {"id": "r3", "text": "b"}]),  # noqa: E501
    (RisksForm(), [{"id": "x", "text": "a", "status": "never"}], [{"id": "r1", "text": "a", "status": "never"}]),
    (RisksForm(after="3 weeks", day=DAY), [{"text": "a"}], [{"id": "r1", "text": "a", "date": DAY}]),
    (RisksForm(), [], []),
    (LetgoForm(), [{"item": "thuis", "thanks": "rust", "status": "let_go"}, {"item": " "}], [{"item": "thuis", "thanks": "rust", "status": "let_go"}]),  # noqa: E501
    (RevisitForm(), DAY, DAY),
    (RevisitForm(), "never", "never"),
    (ShareForm(), "nobody", "nobody"),
    (ShareForm(), {}, {}),
    (SHARE, {"who": " Sam ", "what": ["why", "leap", "why"], "when": DAY}, {"who": "Sam", "what": ["leap", "why"], "when": DAY}),  # noqa: E501
    (SHARE, {"who": "Sam", "what": [], "first": ""}, {"who": "Sam"}),
    (CLIENT, "beuk ", "Beuk"),
    (CLIENT, "Wilg-2", "Wilg-2"),
    (OUTCOME, [{"risk": REF, "happened": "partly", "coped": 7, "note": "ja\nnee "}], [{"risk": REF, "happened": "partly", "coped": 7, "note": "ja\nnee"}]),  # noqa: E501
    (OutcomeForm(), [{"risk": REF}], [{"risk": REF}]),
]  # fmt: skip

REFUSED: list[tuple[Form, Toml, tuple[str | int, ...]]] = [
    (RisksForm(), "x", ()),
    (RisksForm(), ["x"], (0,)),
    (RisksForm(), [{"text": "a"}, {"chance": 3}], (1,)),
    (RisksForm(), [{"text": "a", "chance": 101}], (0, "chance")),
    (RisksForm(), [{"text": "a", "chance": True}], (0, "chance")),
    (RisksForm(), [{"text": "a", "willing": "ja"}], (0, "willing")),
    (RisksForm(), [{"text": "a", "handle": 11}], (0, "handle")),
    (RisksForm(), [{"text": "a", "date": "2026-12-20"}], (0, "date")),
    (RisksForm(), [{"text": "a", "date": datetime(2026, 12, 20, 1, 1)}], (0, "date")),  # noqa: DTZ001 - as in a file
    (RisksForm(), [{"text": "a", "chanse": 3}], (0,)),
    (RisksForm(), [{"text": 3}], (0, "text")),
    (RisksForm(), [{"text": "x" * 10_001}], (0, "text")),
    (RisksForm(most=1), [{"text": "a"}, {"text": "b"}], ()),
    (LetgoForm(), [{"item": "a"}, {"item": "a"}], (1,)),
    (LetgoForm(), [{"thanks": "a"}], (0,)),
    (LetgoForm(), [{"item": "a", "status": "gone"}], (0, "status")),
    (LetgoForm(), [{"item": f"{n}"} for n in range(101)], ()),
    (RevisitForm(), "2026-12-20", ()),
    (RevisitForm(), datetime(2026, 12, 20, 1, 1), ()),  # noqa: DTZ001 - as in a file
    (ShareForm(), "iedereen", ()),
    (SHARE, {"what": ["leap"]}, ()),
    (SHARE, {"who": "Sam", "what": ["lep"]}, ("what",)),
    (SHARE, {"who": "Sam", "what": "leap"}, ("what",)),
    (SHARE, {"who": "Sam", "when": "morgen"}, ("when",)),
    (CLIENT, "Beuk/Els", ()),
    (CLIENT, "Beuk\\Els", ()),
    (CLIENT, "Be\x1buk", ()),
    (CLIENT, "Be\nuk", ()),
    (CLIENT, "x" * 41, ()),
    (CLIENT, 3, ()),
    (OUTCOME, [{"risk": f"{PAGE}#r9", "happened": "no"}], (0, "risk")),
    (OUTCOME, [{"happened": "no"}], (0,)),
    (OUTCOME, [{"risk": REF, "happened": "maybe"}], (0, "happened")),
    (OUTCOME, [{"risk": REF, "coped": -1}], (0, "coped")),
    (OUTCOME, [{"risk": REF}, {"risk": REF}], (1,)),
    (OutcomeForm(), [{"risk": "../../x#r1"}], (0, "risk")),
]


@pytest.mark.parametrize(("form", "given_", "kept"), TAKEN)
def test_what_fits_is_taken_in_its_canonical_shape(form: Form, given_: Toml, kept: Toml) -> None:
    assert form.check(given_) == kept
    assert form.check(kept) == kept


@pytest.mark.parametrize(("form", "given_", "at"), REFUSED)
def test_what_does_not_fit_is_refused_in_both_languages_and_says_where(
    form: Form, given_: Toml, at: tuple[str | int, ...]
) -> None:
    with pytest.raises(AnswerError) as error:
        form.check(given_)
    assert error.value.at == at
    assert error.value.message.in_language("nl") != error.value.message.in_language("en")


@pytest.mark.parametrize(
    ("form", "value", "short", "markdown"),
    [
        (
            RisksForm(),
            [RISK, {"id": "r2", "text": "a | b\\"}],
            "Geen opdracht en a | b\\",
            "| Risico | Kans nu | Bereid? | Aan te kunnen | Terugkijken |\n| --- | ---: | --- | ---: | --- |\n"
            "| Geen opdracht | 60% | nog niet | 4 | 20 dec 2026 |\n| a \\| b\\\\ |  |  |  |  |",
        ),
        (RisksForm(), [{"id": "r1", "text": "a"}], "a", "| Risico |\n| --- |\n| a |"),
        (
            LetgoForm(),
            [{"item": "thuis", "thanks": "rust", "status": "let_go"}, {"item": "b", "status": "not_yet"}, {"item": "c"}],  # noqa: E501
            "thuis, b en c",
            "- [x] thuis · rust · losgelaten\n- [ ] b · nog niet\n- [ ] c",
        ),
        (RevisitForm(), DAY, "20 dec 2026", "20 dec 2026"),
        (RevisitForm(), "never", "geen dag", "geen dag"),
        (SHARE, "nobody", "niemand", "Niemand, voor nu."),
        (SHARE, {"who": "Sam", "what": ["why"], "first": "Hoi", "when": DAY}, "Sam", "Sam · ‘Waarom?’ · “Hoi” · 20 dec 2026"),  # noqa: E501
        (CLIENT, "Beuk", "Beuk", "Beuk"),
        (
            OUTCOME,
            [{"risk": REF, "happened": "partly", "coped": 7, "note": "één\ntwee"}],
            "Geen opdracht: het gebeurde deels",
            "- Geen opdracht · het gebeurde deels · aan te kunnen: 7 van 10\n  één\n  twee",
        ),
    ],
)  # fmt: skip
def test_an_answer_reads_well(form: Form, value: Toml, short: str, markdown: str) -> None:
    assert form.short(value, "nl") == short
    assert form.markdown(value, "nl") == markdown


@pytest.mark.parametrize(
    "form",
    [
        RisksForm(), RisksForm(("chance",), 3, "3 weeks"), LetgoForm(), RevisitForm("fears", "1 month"), ShareForm(),
        SHARE, ClientForm(), OUTCOME, OutcomeForm(), OutcomeForm(()),
    ],
)  # fmt: skip
def test_an_entry_keeps_the_whole_form(form: Form) -> None:
    assert type(form).read(form.kept()) == form


@pytest.mark.parametrize("kind", [RisksForm, LetgoForm, RevisitForm, ShareForm, ClientForm, OutcomeForm])
@pytest.mark.parametrize("odd", [{}, {"rate": 3, "most": [], "after": 1, "about": [], "parts": "x", "risks": [3]}])
def test_an_odd_entry_gives_the_plainest_form(kind: type[Form], odd: dict[str, Toml]) -> None:
    assert kind.read(odd).kept() is not None


def fits(form: Form, value: Toml, word: str) -> bool:
    return form.fits(value, Condition("x", frozenset({word})))


def test_the_words_of_when() -> None:
    form, row = RisksForm(), {"text": "a"}
    assert fits(form, [{**row, "willing": "no"}], "unwilling")
    assert fits(form, [{**row, "willing": "not_yet"}], "undecided")
    assert not fits(form, [{**row, "willing": "yes"}], "unwilling")
    assert fits(OUTCOME, [{"risk": REF, "happened": "partly"}], "happened")
    assert fits(OUTCOME, [{"risk": REF, "happened": "no"}], "not_happened")
    assert not fits(OUTCOME, [{"risk": REF, "happened": "unclear"}], "happened")


def test_a_page_keeps_only_what_an_answer_speaks_of() -> None:
    assert OUTCOME.narrowed([{"risk": REF}]).kept() == {
        "risks": [{"ref": REF, "text": "Geen opdracht", "written": DAY}]
    }
    assert SHARE.narrowed({"who": "Sam", "what": ["why"]}).kept() == {"parts": [{"id": "why", "label": "Waarom?"}]}
    assert SHARE.narrowed("nobody").kept() == {}


def test_days_are_seen_from_today() -> None:
    known = Known(today=date(2026, 11, 29))
    assert RevisitForm("x", "3 weeks").knowing(known).proposed == DAY
    assert RisksForm(after="3 weeks").knowing(known).day == DAY
    assert RevisitForm("x", "3 weeks").proposed is None


def test_of_the_risks_only_those_of_the_steps_that_are_meant() -> None:
    risks = (KnownRisk("a", "a", step="fears"), KnownRisk("b", "b", step="other"), KnownRisk("c", "c"))
    assert OutcomeForm(about=("fears",)).knowing(Known(risks=risks)).risks == risks[:1]
    assert OutcomeForm().knowing(Known(risks=risks)).risks == risks


# ------------------------------------------------------------------ texts that change under what was said of them


def rows(*texts: str) -> list[dict[str, Toml]]:
    return numbered([{"text": text, "chance": n} for n, text in enumerate(texts)])


def chances(before: list[dict[str, Toml]], *texts: str) -> list[Toml | None]:
    return [row.get("chance") for row in retexted(before, texts)]


def test_what_was_said_stays_with_its_text() -> None:
    before = rows("a", "b", "c")
    assert chances(before, "c", "a") == [2, 0]
    assert chances(before, "a", "nieuw", "b", "c") == [0, None, 1, 2]
    assert chances(before, "a", "b, anders gezegd", "c") == [0, 1, 2]
    assert [row["id"] for row in numbered(retexted(before, ["a", "b anders", "d", "c"]))] == ["r1", "r2", "r4", "r3"]


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_no_text_that_stays_loses_what_was_said(before: list[str], after: list[str]) -> None:
    old = rows(*before)
    new = retexted(old, after)
    assert [row["text"] for row in new] == after
    for row in old:
        if row["text"] in after:
            assert row in new
    ids = [row["id"] for row in numbered(new)]
    assert len(set(map(str, ids))) == len(ids)

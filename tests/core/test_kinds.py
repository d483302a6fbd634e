"""Each kind that can be walked: what it takes, what it refuses, how it reads, and what an entry keeps of it."""

from __future__ import annotations

import pytest

from kwetsbaar.core import kinds
from kwetsbaar.core.kinds.base import AnswerError, Form
from kwetsbaar.core.kinds.choice import ChoiceForm, Choosable
from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.core.kinds.pause import PauseForm
from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.core.pack import Condition
from kwetsbaar.core.toml import Toml

ROADS = (Choosable("yes", "Ja"), Choosable("no", "Nee"), Choosable("not_yet", "Weet ik nog niet"))
ONE = ChoiceForm(ROADS)
OWN = ChoiceForm(ROADS, other=True)
MANY = ChoiceForm(ROADS, many=True, other=True)

TAKEN: list[tuple[Form, Toml, Toml]] = [
    (WriteForm(), "a\r\nb\x1b[31m", "a\nb[31m"),
    (WriteForm(), "", ""),
    (ONE, "no", "no"),
    (OWN, {"other": " zo\nmaar "}, {"other": "zo maar"}),
    (MANY, ["not_yet", "yes", "yes"], ["yes", "not_yet"]),
    (MANY, [{"other": "iets"}, "no"], ["no", {"other": "iets"}]),
    (MANY, [], []),
    (ScaleForm(), 0, 0),
    (ScaleForm(-5, 5), -5, -5),
    (ListForm(), [" geld ", "", "tijd", "geld"], ["geld", "tijd"]),
    (ListForm(1), ["geld", "geld"], ["geld"]),
    (PauseForm(), True, True),
]
REFUSED: list[tuple[Form, Toml]] = [
    (WriteForm(), 3),
    (WriteForm(), ["a"]),
    (ONE, "Ja"),
    (ONE, ["yes"]),
    (ONE, {"other": "x"}),
    (ONE, True),
    (OWN, {"other": " "}),
    (OWN, {"other": "x", "more": 1}),
    (OWN, {"other": 3}),
    (MANY, "yes"),
    (MANY, ["yes", "maybe"]),
    (MANY, [{"other": "a"}, {"other": "b"}]),
    (ScaleForm(), 11),
    (ScaleForm(), -1),
    (ScaleForm(), 5.0),
    (ScaleForm(), True),
    (ListForm(), "geld"),
    (ListForm(), ["geld", 3]),
    (ListForm(1), ["geld", "tijd"]),
    (ListForm(), ["x" + str(n) for n in range(101)]),
    (PauseForm(), False),
    (PauseForm(), 60),
]


@pytest.mark.parametrize(("form", "given", "kept"), TAKEN)
def test_what_fits_is_taken_in_its_canonical_shape(form: Form, given: Toml, kept: Toml) -> None:
    assert form.check(given) == kept
    assert form.check(kept) == kept


@pytest.mark.parametrize(("form", "given"), REFUSED)
def test_what_does_not_fit_is_refused_in_both_languages(form: Form, given: Toml) -> None:
    with pytest.raises(AnswerError) as error:
        form.check(given)
    assert error.value.message.in_language("nl") != error.value.message.in_language("en")


@pytest.mark.parametrize(
    ("form", "value", "short", "markdown"),
    [
        (WriteForm(), "\n  De baan.\nEn meer", "De baan", "\n  De baan.\nEn meer"),
        (ONE, "not_yet", "Weet ik nog niet", "Weet ik nog niet"),
        (ONE, "gone", "gone", "gone"),
        (MANY, ["yes", "no", {"other": "rust!"}], "Ja, Nee en rust", "- Ja\n- Nee\n- rust!"),
        (ScaleForm(), 7, "7", "7 van 10"),
        (ListForm(), ["geld", "tijd"], "geld en tijd", "- geld\n- tijd"),
        (PauseForm(), True, "", ""),
    ],
)
def test_an_answer_reads_well(form: Form, value: Toml, short: str, markdown: str) -> None:
    assert form.short(value, "nl") == short
    assert form.markdown(value, "nl") == markdown


@pytest.mark.parametrize(
    "form",
    [
        WriteForm(), WriteForm(3, "Als …, dan …"), ONE, OWN, MANY, ScaleForm(), ScaleForm(1, 7, "niet", "wel"),
        ListForm(), ListForm(4), PauseForm(), PauseForm(45, (4, 6)),
    ],
)  # fmt: skip
def test_an_entry_keeps_the_whole_form(form: Form) -> None:
    assert type(form).read(form.kept()) == form


@pytest.mark.parametrize("form", [WriteForm, ChoiceForm, ScaleForm, ListForm, PauseForm])
@pytest.mark.parametrize(
    "odd", [{}, {"options": 3, "min": "x", "most": [], "breath": ["a"], "lines": True, "start": 1}]
)
def test_an_odd_entry_gives_the_plainest_form(form: type[Form], odd: dict[str, Toml]) -> None:
    assert form.read(odd).kept() is not None


def test_numbers_are_compared() -> None:
    form = ScaleForm()
    for low, high, fitting in ((7, None, [7, 8, 9, 10]), (None, 3, [0, 1, 2, 3]), (4, 6, [4, 5, 6]), (0, 0, [0])):
        condition = Condition("x", low=low, high=high)
        assert [value for value in range(11) if form.fits(value, condition)] == fitting
    assert not form.fits(5, Condition("x", frozenset({"5"})))


def test_options_are_compared() -> None:
    condition = Condition("x", frozenset({"yes", "no"}))
    assert ONE.fits("yes", condition)
    assert not ONE.fits("not_yet", condition)
    assert MANY.fits(["not_yet", "no"], condition)
    assert not MANY.fits([{"other": "yes"}], condition)


def test_what_stands_in_the_field_to_begin_with_is_no_answer() -> None:
    form = WriteForm(start="Als …, dan …")
    assert form.is_empty("Als …, dan … \n")
    assert not form.is_empty("Als het regent, dan …")
    assert not ScaleForm().is_empty(0)


def test_every_kind_is_registered_once_under_its_own_name() -> None:
    assert {name for name, kind in kinds.ALL.items() if kind.name != name} == set()
    cannot_be_walked = {name for name, kind in kinds.ALL.items() if not kind.walkable}
    assert not cannot_be_walked
    assert len(kinds.ALL) == 17

"""Feelings, body and voices: what they take and refuse, how they read, and what an entry keeps of them."""

from __future__ import annotations

import pytest

from kwetsbaar.core.feelingwords import Feeling
from kwetsbaar.core.kinds.base import AnswerError, Form
from kwetsbaar.core.kinds.body import BodyForm
from kwetsbaar.core.kinds.feelings import FeelingsForm
from kwetsbaar.core.kinds.voices import VoicesForm
from kwetsbaar.core.pack import Condition
from kwetsbaar.core.toml import Toml

OWN = FeelingsForm((Feeling("grey", "grijs", ("grey",)), Feeling("blue", "blauw")), intensity=True)
ROW: Toml = [{"word": "angry", "intensity": 8, "place": "keel"}, {"word": {"other": "grijzig"}}, {"word": "angry"}]
TABLE: Toml = {
    "voices": [
        {
            "name": "de criticus",
            "role": "protector",
            "says": "Dit\nwordt niets.",
            "guards": "mijn naam",
            "needs": "rust",
        },
        {"name": "het kind", "role": "unheard"},
    ],
    "centre": "Ik hoor jullie.",
}

TAKEN: list[tuple[Form, Toml, Toml]] = [
    (FeelingsForm(), [{"word": "angry"}], [{"word": "angry"}]),
    (FeelingsForm(), [{"word": "Boos", "intensity": 0}], [{"word": "angry", "intensity": 0}]),
    (FeelingsForm(), [{"word": "geirriteerd"}, {"word": "fed up"}], [{"word": "irritated"}, {"word": "fed_up"}]),
    (FeelingsForm(), [{"word": {"other": " zo\nmaar "}, "place": " "}], [{"word": {"other": "zo maar"}}]),
    (FeelingsForm(), [], []),
    (OWN, [{"word": "grey", "intensity": 10}], [{"word": "grey", "intensity": 10}]),
    (OWN, [{"word": "GRIJS"}], [{"word": "grey"}]),
    (FeelingsForm.read({}), [{"word": "of_a_later_version"}], [{"word": "of_a_later_version"}]),
    (BodyForm(), {"place": " keel\n", "image": "", "fits": "almost"}, {"place": "keel", "fits": "almost"}),
    (BodyForm(), {}, {}),
    (VoicesForm(), {"voices": [{"name": " a ", "says": "  "}], "centre": ""}, {"voices": [{"name": "a"}]}),
    (VoicesForm(), {}, {}),
    (VoicesForm(2), TABLE, TABLE),
]
REFUSED: list[tuple[Form, Toml, tuple[str | int, ...]]] = [
    (FeelingsForm(), "angry", ()),
    (FeelingsForm(), ["angry"], (0,)),
    (FeelingsForm(), [{"word": "angry"}, {"word": "angri"}], (1, "word")),
    (FeelingsForm(), [{"word": "qqqqq"}], (0, "word")),
    (FeelingsForm(), [{"intensity": 3}], (0, "word")),
    (FeelingsForm(), [{"word": "sad", "intensity": 11}], (0, "intensity")),
    (FeelingsForm(), [{"word": "sad", "intensity": True}], (0, "intensity")),
    (FeelingsForm(), [{"word": "sad", "place": 3}], (0, "place")),
    (FeelingsForm(), [{"word": "sad", "strength": 3}], (0,)),
    (FeelingsForm(), [{"word": {"other": " "}}], (0, "word")),
    (FeelingsForm(), [{"word": {"own": "x"}}], (0, "word")),
    (FeelingsForm(), [{"word": "sad"}] * 101, ()),
    (OWN, [{"word": "angry"}], (0, "word")),
    (BodyForm(), "keel", ()),
    (BodyForm(), {"plaats": "keel"}, ()),
    (BodyForm(), {"place": 3}, ("place",)),
    (BodyForm(), {"image": "steen", "fits": "maybe"}, ("fits",)),
    (BodyForm(), {"fits": True}, ("fits",)),
    (VoicesForm(), [], ()),
    (VoicesForm(), {"voice": []}, ()),
    (VoicesForm(), {"voices": {}}, ("voices",)),
    (VoicesForm(), {"voices": ["a"]}, ("voices", 0)),
    (VoicesForm(), {"voices": [{"says": "x"}]}, ("voices", 0)),
    (VoicesForm(), {"voices": [{"name": " "}]}, ("voices", 0)),
    (VoicesForm(), {"voices": [{"name": "a"}, {"name": "a"}]}, ("voices", 1)),
    (VoicesForm(), {"voices": [{"name": "a", "role": "critic"}]}, ("voices", 0, "role")),
    (VoicesForm(), {"voices": [{"name": "a", "says": 3}]}, ("voices", 0, "says")),
    (VoicesForm(1), {"voices": [{"name": "a"}, {"name": "b"}]}, ("voices",)),
    (VoicesForm(), {"centre": 3}, ("centre",)),
]


@pytest.mark.parametrize(("form", "given", "kept"), TAKEN)
def test_what_fits_is_taken_in_its_canonical_shape(form: Form, given: Toml, kept: Toml) -> None:
    assert form.check(given) == kept
    assert form.check(kept) == kept


@pytest.mark.parametrize(("form", "given", "at"), REFUSED)
def test_what_does_not_fit_is_refused_in_both_languages_where_it_stands(
    form: Form, given: Toml, at: tuple[str | int, ...]
) -> None:
    with pytest.raises(AnswerError) as error:
        form.check(given)
    assert error.value.message.in_language("nl") != error.value.message.in_language("en")
    assert error.value.at == at


@pytest.mark.parametrize(
    ("form", "value", "short", "markdown"),
    [
        (FeelingsForm(), ROW, "boos en grijzig", "1. boos (8, keel) → 2. grijzig → 3. boos"),
        (FeelingsForm(), [{"word": "sad", "intensity": 0}], "verdrietig", "1. verdrietig (0)"),
        (FeelingsForm.read({}), [{"word": "of_later"}], "of_later", "1. of_later"),
        (OWN, [{"word": "grey"}], "grijs", "1. grijs"),
        (
            BodyForm(),
            {"place": "keel", "image": "een steen.", "fits": "yes"},
            "een steen",
            "keel: een steen. – het past",
        ),
        (BodyForm(), {"place": "keel"}, "keel", "keel"),
        (BodyForm(), {"image": "steen", "fits": "no"}, "steen", "steen – het past niet helemaal"),
        (
            VoicesForm(),
            TABLE,
            "de criticus en het kind",
            "de criticus:\n\n> Dit\n> wordt niets.\n>\n> Bewaakt: mijn naam\n>\n> Heeft nodig: rust\n\nhet kind\n\n"
            "Het midden:\n\n> Ik hoor jullie.",
        ),
    ],
)
def test_an_answer_reads_well(form: Form, value: Toml, short: str, markdown: str) -> None:
    assert form.short(value, "nl") == short
    assert form.markdown(value, "nl") == markdown


def test_feelings_are_called_by_the_language_of_the_page() -> None:
    assert FeelingsForm(language="nl").markdown(ROW, "en") == "1. angry (8, keel) → 2. grijzig → 3. angry"


@pytest.mark.parametrize(
    "form", [FeelingsForm(), FeelingsForm(intensity=True, body=True), OWN, BodyForm(), VoicesForm(), VoicesForm(4)]
)
def test_an_entry_keeps_the_whole_form(form: Form) -> None:
    assert type(form).read(form.kept()) == form


@pytest.mark.parametrize("form", [FeelingsForm, BodyForm, VoicesForm])
@pytest.mark.parametrize(
    "odd", [{}, {"words": 3, "intensity": "x", "body": [], "most": "a"}, {"words": [3, {"id": 4}]}]
)
def test_an_odd_entry_gives_the_plainest_form(form: type[Form], odd: dict[str, Toml]) -> None:
    assert form.read(odd).kept() == {}


def test_words_for_when_and_items() -> None:
    assert FeelingsForm().fits(ROW, Condition("x", frozenset({"sad", "angry"})))
    assert not FeelingsForm().fits(ROW, Condition("x", frozenset({"grijzig"})))
    assert FeelingsForm(language="en").items(ROW) == ("angry", "grijzig")
    assert VoicesForm().items(TABLE) == ("de criticus", "het kind")
    assert VoicesForm().is_empty(VoicesForm().check({"centre": " "}))

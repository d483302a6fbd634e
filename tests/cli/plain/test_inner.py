"""Feelings, body and voices in plain lines."""

from __future__ import annotations

import pytest

from kwetsbaar.i18n import set_language
from tests.cli.plain.lines import Sitting

FEEL = '[[step]]\nid = "a"\nkind = "feelings"\nask = "Wat voel je?"\n'
ALL = f"{FEEL}intensity = true\nbody = true\n"
BODY = '[[step]]\nid = "a"\nkind = "body"\nask = "Waar?"\n'
VOICES = '[[step]]\nid = "a"\nkind = "voices"\nmost = 3\nask = "Wie?"\n'
KEEP = "1"


@pytest.fixture(autouse=True)
def _dutch() -> None:
    set_language("nl")


def test_feelings_by_their_words_in_either_language_and_own_ones(sitting: Sitting) -> None:
    assert sitting.with_pack(FEEL, "Boos", "sad", "xqzw", "", KEEP) == 0
    assert sitting.kept() == {"a": [{"word": "angry"}, {"word": "sad"}, {"word": {"other": "xqzw"}}]}
    assert "boosheid, angst, verdriet" in sitting.said.replace("\n", " ")


def test_a_part_of_a_word_or_a_family_offers_words(sitting: Sitting) -> None:
    assert sitting.with_pack(FEEL, "woed", "1", "boosheid", "geërgerd", "zzz", "woed", "2", "", KEEP) == 0
    assert sitting.kept() == {
        "a": [{"word": "furious"}, {"word": "annoyed"}, {"word": {"other": "zzz"}}, {"word": {"other": "woed"}}]
    }
    assert "1. woedend\n2. ‘woed’, je eigen woord\n" in sitting.said


def test_strength_and_place_one_at_a_time_and_back(sitting: Sitting) -> None:
    typed = ("boos", "bang", "", "8", "keel", "", "/terug", "11", "5", "", KEEP)
    assert sitting.with_pack(ALL, *typed) == 0
    assert sitting.kept() == {
        "a": [{"word": "angry", "intensity": 8, "place": "keel"}, {"word": "afraid", "intensity": 5}]
    }


def test_feelings_left_in_the_middle_lie_ready(sitting: Sitting) -> None:
    sitting.with_pack(ALL, "boos", "", "8")
    assert sitting.drafted() == {"a": [{"word": "angry", "intensity": 8}]}


def test_body(sitting: Sitting) -> None:
    assert sitting.with_pack(BODY, "keel", "een steen", "9", "bijna", KEEP) == 0
    assert sitting.kept() == {"a": {"place": "keel", "image": "een steen", "fits": "almost"}}
    assert sitting.with_pack(BODY, "keel", "", KEEP) == 0
    assert sitting.kept() == {"a": {"place": "keel"}}
    assert sitting.with_pack(BODY, "keel", "/terug", "buik", "", KEEP) == 0
    assert sitting.kept() == {"a": {"place": "buik"}}


def test_voices_in_turn_and_the_centre_last(sitting: Sitting) -> None:
    names, said = ("criticus", "helper", ""), ("nee\nnooit", "", "mijn naam", "", "ja", "", "", "")
    unheard, centre = ("kind", "mag ik?", "", "", ""), ("ik hoor jullie", "")
    assert sitting.with_pack(VOICES, *names, *said, *unheard, *centre, KEEP) == 0
    assert sitting.kept() == {
        "a": {
            "voices": [
                {"name": "criticus", "role": "protector", "says": "nee\nnooit", "guards": "mijn naam"},
                {"name": "helper", "role": "protector", "says": "ja"},
                {"name": "kind", "role": "unheard", "says": "mag ik?"},
            ],
            "centre": "ik hoor jullie",
        }
    }
    order = [
        sitting.said.index(said)
        for said in ("Wat zegt ‘criticus’?", "nauwelijks aan het woord", "Wat zegt ‘kind’?", "midden")
    ]
    assert order == sorted(order)


def test_voices_in_the_middle_go_on_where_they_were(sitting: Sitting) -> None:
    sitting.with_pack(VOICES, "criticus", "", "nee", "")
    assert sitting.drafted() == {"a": {"voices": [{"name": "criticus", "role": "protector", "says": "nee"}]}}
    assert sitting.with_pack(VOICES, "1", "", "naam", "rust", "", "hier", "", KEEP) == 0
    assert sitting.kept() == {
        "a": {
            "voices": [{"name": "criticus", "role": "protector", "says": "nee", "guards": "naam", "needs": "rust"}],
            "centre": "hier",
        }
    }


def test_the_other_language_in_the_middle_loses_nothing(sitting: Sitting) -> None:
    text = FEEL.replace('ask = "Wat voel je?"', 'ask.nl = "Wat voel je?"\nask.en = "What do you feel?"')
    assert sitting.with_pack(text, "boos", "/taal", "sad", "", KEEP) == 0
    assert sitting.kept() == {"a": [{"word": "angry"}, {"word": "sad"}]}


def test_what_is_private_and_how_long_is_said(sitting: Sitting) -> None:
    sitting.with_pack('[[step]]\nask = "Wat?"\nprivate = true\ntimer = 3\n', "", KEEP)
    assert "buiten wat je deelt" in sitting.said
    assert "ongeveer 3 minuten" in sitting.said


def test_who_leaves_a_careful_pack_in_the_middle_is_brought_back_to_here(sitting: Sitting) -> None:
    assert sitting.with_pack('care = "deep"\n[[step]]\nid = "a"\nask = "Wat?"\n', "3", "iets", "", "/genoeg") == 0
    assert "Hoe zwaar is het nu voor je?" in sitting.said
    assert "voel je voeten op de" in sitting.said.split("Bewaard.")[1]

"""What a person chose for this device."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import toml
from kwetsbaar.journal import Places
from kwetsbaar.journal.preferences import IDLE_MINUTES, Preferences


def test_nothing_chosen_is_nothing(places: Places) -> None:
    assert Preferences.load(places) == Preferences()


def test_what_was_chosen_comes_back(places: Places, tmp_path: Path) -> None:
    chosen = Preferences().with_(language="nl", theme="night", journal=tmp_path / "dagboek")
    chosen.save(places)
    assert Preferences.load(places) == chosen
    assert places.settings.stat().st_mode & 0o077 == 0


def test_unknown_keys_survive_and_odd_values_count_for_nothing(places: Places) -> None:
    places.settings.parent.mkdir(parents=True)
    places.settings.write_text('language = "fr"\ntheme = 3\nidle = 15\n')
    assert Preferences.load(places) == Preferences()
    Preferences(language="en").save(places)
    assert "idle = 15" in places.settings.read_text()


def test_a_broken_file_is_set_aside(places: Places) -> None:
    places.settings.parent.mkdir(parents=True)
    places.settings.write_text("language = nl = 3")
    assert Preferences.load(places) == Preferences()
    Preferences(theme="night").save(places)
    assert Preferences.load(places).theme == "night"
    assert "nl = 3" in places.settings.with_suffix(".toml.broken").read_text()


def test_everything_that_can_be_set_comes_back(places: Places, tmp_path: Path) -> None:
    chosen = Preferences().with_(
        language="en",
        theme="paper",
        journal=tmp_path / "é",
        idle_minutes=240,
        audience="both",
        packs=(tmp_path / "a", tmp_path / "b"),
        motion=False,
        focus=True,
    )
    chosen.save(places)
    assert Preferences.load(places) == chosen
    chosen.with_(motion=True, focus=False, packs=()).save(places)
    assert Preferences.load(places) == Preferences("en", "paper", tmp_path / "é", 240, "both")


def test_what_has_its_default_is_not_written(places: Places) -> None:
    Preferences(language="nl").save(places)
    assert places.settings.read_text() == 'language = "nl"\n'


def test_none_leaves_it_as_it_is() -> None:
    chosen = Preferences(theme="night", idle_minutes=5)
    assert chosen.with_(theme=None, idle_minutes=None) == chosen


@pytest.mark.parametrize(
    "odd",
    [
        {"language": "fr"},
        {"theme": ""},
        {"idle_minutes": 0},
        {"idle_minutes": 241},
        {"idle_minutes": True},
        {"audience": "everyone"},
        {"journal": Path("a\0b")},
        {"packs": (Path("a"), Path("a"))},
        {"motion": "no"},
        {"focus": "yes"},
    ],
)
def test_what_is_not_allowed_cannot_be_set(odd: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(odd))):
        Preferences(**odd)


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in fields(Preferences)]),
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=9) | st.lists(st.text(max_size=3)),
    )
)
def test_any_values_in_the_file_are_read(places: Places, table: dict[str, Any]) -> None:
    places.settings.parent.mkdir(parents=True, exist_ok=True)
    places.settings.write_text(toml.dumps({key: value for key, value in table.items() if value is not None}))
    found = Preferences.load(places)
    assert found.idle_minutes in IDLE_MINUTES
    found.save(places)
    assert Preferences.load(places) == found

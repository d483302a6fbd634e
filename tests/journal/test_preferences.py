"""What a person chose for this device."""

from __future__ import annotations

from pathlib import Path

from kwetsbaar.journal import Places
from kwetsbaar.journal.preferences import Preferences


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

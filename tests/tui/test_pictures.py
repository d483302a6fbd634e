"""A few steady pictures: home, two questions and a page, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from kwetsbaar import i18n
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.preferences import Preferences
from tests.tui.conftest import Opened, settle, shown, write


class TextPicture(SingleFileSnapshotExtension):
    """One text file for each picture, to be read in a diff."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextPicture)


WALK = ("p", *["down"] * 11, "enter")
"""To `kan-ik-het-aan`."""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param((), id="home"),
        pytest.param((*WALK, "ctrl+n", *"een stap", "escape"), id="write"),
        pytest.param((*WALK, "ctrl+n", "ctrl+n", "7"), id="scale"),
        pytest.param(("a", "enter"), id="page"),
    ],
)
async def test_a_screen_looks_as_it_did(
    *,
    opened: Opened,
    journal: Journal,
    places: Places,
    picture: SnapshotAssertion,
    keys: tuple[str, ...],
    language: str,
) -> None:
    replace(Preferences.load(places), language=language).save(places)
    i18n.set_language(language)
    write(journal, places, "Vandaag, op de trap.\n\n# geen kop [/oops]", None, "rust")
    async with opened((80, 24)) as pilot:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert shown(pilot) == picture

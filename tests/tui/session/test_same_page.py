"""The same session on the screen, in plain lines and from a file of answers gives the same page."""

from __future__ import annotations

import pytest

from kwetsbaar import i18n
from kwetsbaar.core import keeping
from kwetsbaar.core.answers import answer_all
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.journal import Journal
from tests.cli.plain.lines import Sitting
from tests.tui.session.host import NOW, pack, seated

FEELINGS = 'id = "a"\nkind = "feelings"\nintensity = true\nbody = true\nask = "Wat voel je?"'
BODY = 'id = "a"\nkind = "body"\nask = "Waar?"'
VOICES = 'id = "a"\nkind = "voices"\nmost = 3\nask = "Wie?"'


@pytest.mark.parametrize(
    ("step", "keys", "lines", "answers"),
    [
        (
            FEELINGS,
            ["boos\n", "grmbl\n", "\n", "8\n", "keel\n", "\n", "\n"],
            ["boos", "grmbl", "", "8", "keel", "", ""],
            'a = [{ word = "angry", intensity = 8, place = "keel" }, { word = { other = "grmbl" } }]',
        ),
        (
            BODY,
            ["keel\n", "een steen\n", "2", "\n"],
            ["keel", "een steen", "2"],
            'a = { place = "keel", image = "een steen", fits = "almost" }',
        ),
        (
            VOICES,
            ["criticus\n\n", "nee", "^", "naam\n", "\n", "kind\n\n", "^", "\n", "\n", "ik hoor jullie", "^"],
            ["criticus", "", "nee", "", "naam", "", "kind", "", "", "", "", "ik hoor jullie", ""],
            'a.centre = "ik hoor jullie"\na.voices = [{ name = "criticus", role = "protector", says = "nee", '
            'guards = "naam" }, { name = "kind", role = "unheard" }]',
        ),
    ],
    ids=["feelings", "body", "voices"],
)
async def test_the_same_page_three_ways(
    *,
    journal: Journal,
    capsys: pytest.CaptureFixture[str],
    step: str,
    keys: list[str],
    lines: list[str],
    answers: str,
) -> None:
    i18n.set_language("nl")
    begun = Session.begin(pack(step), "nl")
    wanted = keeping.entry_of(answer_all(begun, f"[answers]\n{answers}\n".encode(), "a.toml"), id_="0" * 26, when=NOW)
    async with seated(Draft("a" * 26, 0, NOW, NOW, begun)) as seat:
        for typed in keys:
            await (seat.press("ctrl+n") if typed == "^" else seat.type(typed))
        assert seat.session.at_end
        on_screen = keeping.entry_of(seat.session, id_="0" * 26, when=NOW)
    sitting = Sitting(journal, capsys)
    assert sitting.hold(begun.pack, *lines, "1") == 0
    in_lines = journal.reading.page(sitting.data.strip()).entry
    assert in_lines
    assert on_screen == wanted
    assert in_lines.answers == wanted.answers

"""In the middle of every kind: another language, leaving and coming back, and a lock. Nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Static

from kwetsbaar.core import kinds
from kwetsbaar.core.draft import Draft, parse, render
from kwetsbaar.core.toml import Toml
from tests.tui.session.host import Recorder, Seat, seated
from tests.tui.session.test_outer_kinds import (
    CLIENT,
    LAST,
    LETGO,
    NEXT,
    OUTCOME,
    REF,
    REVISIT,
    RISKS,
    SHARE,
    THEME,
    knowing,
)

ASK = 'ask.nl = "Wat is er?"\nask.en = "What is it?"'
CHOICE = f'kind = "choice"\nother = true\n{ASK}\noptions = [{{ id = "yes", nl = "Ja", en = "Yes" }}]'


async def again(seat: Seat) -> Draft:
    """Gives the draft as it is read after leaving."""
    await seat.press("ctrl+q")
    recorder = seat.screen._saver._save.__self__  # type: ignore[attr-defined]  # the recorder of this test
    await seat.until(lambda: seat.app.results)
    assert isinstance(recorder, Recorder)
    return parse(render(recorder.saved[-1]))


# ------------------------------------------------------------------ halfway, for each kind

HALFWAY = [
    (ASK, [*"hoi", "enter"], "hoi\n"),
    (CHOICE, ["2", *"hoi"], {"other": "hoi"}),
    (f'kind = "scale"\n{ASK}', ["7"], 7),
    (f'kind = "list"\n{ASK}', [*"geld", "enter", *"da"], ["geld", "da"]),
    (
        f'kind = "feelings"\nintensity = true\n{ASK}',
        [*"boos", "enter", "enter", "8"],
        [{"word": "angry", "intensity": 8}],
    ),
    (f'kind = "feelings"\n{ASK}', [*"hoi"], [{"word": {"other": "hoi"}}]),
    (f'kind = "body"\n{ASK}', [*"keel", "enter", *"hoi"], {"place": "keel", "image": "hoi"}),
    (
        f'kind = "voices"\n{ASK}',
        [*"geld", "enter", "enter", *"hoi"],
        {"voices": [{"name": "geld", "role": "protector", "says": "hoi"}]},
    ),
    (RISKS, ["g", "e", "l", "d", "enter", "enter", "3", "0"], [{"id": "r1", "text": "geld", "chance": 30}]),
    (LETGO, ["a", "enter", "enter", "d", "a", "n", "k"], [{"item": "a", "thanks": "dank"}]),
    (SHARE, ["S", "a", "m", "enter", "h", "o", "i"], {"who": "Sam", "first": "hoi"}),
    (REVISIT, ["2"], date(2026, 12, 4)),
    (OUTCOME, ["1", "enter", "3", "enter", "z", "o"], [{"risk": f"{REF}#r1", "happened": "no", "note": "zo"}]),
    (CLIENT, ["1"], "Beuk"),
    (CLIENT, ["3", "W", "/"], "W/"),
    (REVISIT, ["6", *"ooit"], "ooit"),
    (SHARE, ["S", "enter", "enter", "6", *"ooit"], {"who": "S", "when": "ooit"}),
    (OUTCOME, ["1"], [{"risk": f"{REF}#r1"}]),
]
"""What is done in the middle of a kind, and what stands there then: also what cannot be an answer yet."""


def test_every_kind_is_left_halfway() -> None:
    """A pause holds nothing that could be lost, and going on with another pack is no answer."""
    named = {step.split('kind = "')[1].split('"')[0] if "kind" in step else "write" for step, _keys, _value in HALFWAY}
    assert named == set(kinds.WRITABLE) - {"pause", "next"}


@pytest.mark.parametrize(("step", "keys", "value"), HALFWAY)
async def test_halfway_nothing_is_lost(step: str, keys: list[str], value: Toml) -> None:
    """Not by another language, nor by leaving; and a lock then leaves no text behind."""
    async with seated(knowing(step, LAST)) as seat:
        await seat.press(*keys)
        asked, focus = seat.ask, seat.app.focused
        await seat.press("ctrl+t")
        assert seat.ask != asked
        assert seat.app.focused is focus
        assert seat.value == value
        left = await again(seat)
    async with seated(left) as seat:
        assert seat.value == value
        widget = seat.answer
        seat.screen.empty_texts()
        await seat.settle()
        said = " ".join(str(text.render()) for text in widget.query(Static))
        assert not any(word in said for word in ("geld", "dank", "hoi", "Geen werk", "Beuk", "zwijgen", "ooit"))
        assert getattr(widget, "rows", []) == []


async def test_a_hundred_items_are_not_lost() -> None:
    async with seated(knowing(f'kind = "list"\n{ASK}', LAST)) as seat:
        await seat.paste("\n".join(f"zorg {n}" for n in range(100)))
        await seat.press("ctrl+t")
        left = await again(seat)
    async with seated(left) as seat:
        assert isinstance(seat.value, list)
        assert [part for item in seat.value for part in str(item).split("; ")] == [f"zorg {n}" for n in range(100)]


async def test_at_the_packs_to_go_on_with_another_language_and_leaving_lose_nothing() -> None:
    async with seated(knowing(THEME, NEXT)) as seat:
        await seat.press("x", "ctrl+n", "1", "ctrl+t")
        left = await again(seat)
    assert left.session.question()
    assert left.session.given["theme", None].value == "x"

"""`look-back` and `due` on a real small journal, whose figures are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.cli.lookback import _leads
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.page import Page
from tests.cli.conftest import Quick
from tests.conftest import Clock
from tests.journal.test_due import OUTCOME, keep, pack
from tests.journal.test_journal import write
from tests.journal.test_looking_back import coach


@pytest.fixture
def journal(here: Path, quick: Quick, places: Places, clock: Clock) -> Journal:
    journal = Journal(here / "journal", quick.keyring, places, clock)
    journal.reading.load()
    return journal


@pytest.fixture
def pages(journal: Journal, clock: Clock) -> list[Page]:
    """Gives four pages: two with fears, one that looks back on some of them, and one of a coach."""
    first = keep(journal, {"who": "Wilg", "fears": [{"text": "geld", "chance": 80, "handle": 3}, {"text": "alleen"}]})
    clock.forward(days=50)
    second = keep(journal, {"fears": [{"text": "ruis", "chance": 10, "handle": 5}], "look": clock().date()})
    outcomes = [
        {"risk": f"{first.name}#r1", "happened": "yes", "coped": 2, "note": "mijn zus"},
        {"risk": f"{first.name}#r2", "happened": "no"},
    ]
    third = keep(journal, {"back": outcomes}, pack(OUTCOME, "terug"))  # type: ignore[dict-item]  # as TOML has it
    last = keep(journal, {"who": "Eik", "try": "stil zijn", "steps": ["bellen", "schrijven"]}, coach())
    return [first, second, third, last]


def given(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("pages")
def test_the_figures_of_the_risks_are_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    found = given(capsys, "look-back", "risks")
    assert {key: found[key] for key in ("view", "written", "looked_back", "open", "happened", "coping")} == {
        "view": "risks",
        "written": 3,
        "looked_back": 2,
        "open": 1,
        "happened": {"yes": 1, "partly": 0, "no": 1, "unclear": 0},
        "coping": {"harder": 1, "lighter": 0, "as_thought": 0, "unsaid": 0},
    }
    assert [risk["text"] for risk in found["risks"]] == ["ruis", "geld", "alleen"]
    assert main(["--lang", "nl", "look-back", "risks"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Je schreef 3 risico’s op; op 2 keek je terug: 1 niet gebeurd, 1 wel." in said
    assert "mijn zus" in said


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("filters", "written"),
    [
        ([], 3),
        (["--since", "2026-12-01"], 1),
        (["--until", "2026-11-30"], 2),
        (["--since", "2026-11-22", "--until", "2026-11-22"], 2),
        (["--about", "WILG"], 2),
        (["--about", "wilg", "--about", "eik"], 2),
        (["--pack", "alles"], 3),
        (["--pack", "coach"], 0),
        (["--since", "2027-06-01"], 0),
    ],
)
def test_which_pages(capsys: pytest.CaptureFixture[str], filters: list[str], written: int) -> None:
    found = given(capsys, "look-back", "risks", *filters)
    assert found["written"] == written


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["risk"], 4, "Did you mean ‘risks’?"),
        (["risks", "--about", "wigl"], 4, "Did you mean ‘wilg’?"),
        (["risks", "--tag", "werk"], 4, "No page has the tag ‘werk’."),
        (["risks", "--pack", "vrij"], 4, "It can be: alles, "),
        (["risks", "--since", "gisteren"], 2, "2026-12-20"),
        (["risks", "--leave-out", "x"], 2, "without a view"),
        (["--mark", "x", "someday"], 2, "taken"),
        (["--same", "a", "b", "c"], 4, "There is no page"),
    ],
)
def test_what_is_not_there_is_said_kindly(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert main(["look-back", *arguments]) == code
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


@pytest.mark.usefixtures("pages")
def test_every_view_as_text_and_as_data(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    listed = given(capsys, "look-back")
    assert [view["view"] for view in listed] == [view.name for view in journal.looking_back.views]
    for view in journal.looking_back.views:
        assert given(capsys, "look-back", view.name)["view"] == view.name
        assert main(["look-back", view.name]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == str(view.title)
        assert max(map(len, lines)) <= 80


def test_what_became_of_something(journal: Journal, pages: list[Page], capsys: pytest.CaptureFixture[str]) -> None:
    name = pages[3].name
    assert main(["look-back", "--mark", name[:8], "taken"]) == 4
    assert "--item: bellen; schrijven" in capsys.readouterr().err
    found = given(capsys, "look-back", "--mark", name, "taken", "--item", "Schr")
    assert found == {"id": name, "key": "steps", "item": "schrijven", "state": "taken"}
    assert main(["look-back", "--mark", name, "tried"]) == 0
    assert "Kept: tried." in capsys.readouterr().err
    answers = {answer["key"]: answer["status"] for answer in given(capsys, "show", name)["answers"]}
    assert answers == {"who": None, "try": "tried", "steps": {"schrijven": "taken"}}
    assert [row["rev"] for row in given(capsys, "history", name)] == [3, 2, 1]
    assert main(["look-back", "--mark", pages[0].name, "tried"]) == 4
    assert "nothing on this page" in capsys.readouterr().err


def test_leaving_out_and_letting_in(pages: list[Page], capsys: pytest.CaptureFixture[str]) -> None:
    name = pages[0].name
    assert given(capsys, "look-back", "--leave-out", name) == {"id": name, "hidden": True}
    assert given(capsys, "look-back", "risks")["written"] == 1
    assert given(capsys, "show", name)["hidden"] is True
    assert main(["look-back", "--leave-out", name]) == 0  # as it was: nothing new is saved
    assert main(["look-back", "--let-in", name]) == 0
    capsys.readouterr()
    assert given(capsys, "look-back", "risks")["written"] == 3
    assert [row["rev"] for row in given(capsys, "history", name)] == [3, 2, 1]


def test_the_same_question(journal: Journal, places: Places, clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("een", "twee"):
        page = write(journal, places, text, "rust")
        clock.forward(days=1)
    keys = given(capsys, "look-back", "--same", page.name)
    assert [row["key"] for row in keys] == ["1", "2"]
    found = given(capsys, "look-back", "--same", page.name, "1")
    assert [answer["text"] for answer in found["answers"]] == ["een", "twee"]
    assert main(["look-back", "--same", page.name[:8], "1"]) == 0
    out = capsys.readouterr().out
    assert out.index("een") < out.index("twee")
    assert main(["look-back", "--same", page.name, "nergens"]) == 4
    assert main(["look-back", "--same", page.name, "1", "2"]) == 2


@pytest.mark.parametrize(("option", "left"), [("--later", 1), ("--never", 0)])
def test_putting_off(
    journal: Journal, clock: Clock, capsys: pytest.CaptureFixture[str], option: str, left: int
) -> None:
    page = keep(journal, {"fears": [{"text": "x"}], "look": clock().date().replace(year=2020)})
    assert [row["id"] for row in given(capsys, "due")] == [page.name]
    assert main(["due", option, page.name[:8], "--in", "2 weeks"]) == 0
    capsys.readouterr()
    assert given(capsys, "due") == []
    assert main(["due", option, page.name]) == 4
    clock.forward(days=999)
    journal.reading.load()
    assert len(journal.due.ready()) == left


@pytest.mark.usefixtures("pages")
def test_days_take_one_width_and_no_line_ends_in_a_space(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "look-back", "risks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    rows = [line for line in lines if line.endswith("]")]
    assert len(rows) == 3
    assert len({line.index(text) for line, text in zip(rows, ("ruis", "geld", "alleen"), strict=True)}) == 1


def test_a_day_of_one_digit_stands_below_the_ones_of_a_longer_one() -> None:
    assert _leads(["22 Nov 2026", "3 Nov 2026", ""]) == ["22 Nov 2026  ", " 3 Nov 2026  ", " " * 13]
    assert _leads(["3 Nov 2026", "4 Nov 2026"]) == ["3 Nov 2026  ", "4 Nov 2026  "]
    assert _leads(["", ""]) == ["", ""]

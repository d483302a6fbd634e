"""The same session on the screen, in plain lines and from a file of answers gives the same page but for its id."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from kwetsbaar import i18n
from kwetsbaar.core import keeping, kinds
from kwetsbaar.core.answers import answer_all
from kwetsbaar.core.entry import Entry
from kwetsbaar.journal import Journal
from tests.cli.plain.lines import Sitting, pack_of
from tests.tui.session.host import NOW, pack, seated

WRITE = 'id = "a"\nask = "Wat raakte je?"'
OTHER = 'id = "b"\nask = "En dan?"'


@dataclass(frozen=True)
class Way:
    """One session, gone three ways. `^` is Ctrl+N on the screen; `{ref}` in the answers is a risk of before."""

    kind: str
    steps: tuple[str, ...]
    screen: tuple[str, ...]
    plain: tuple[str, ...]
    answers: str


def step(kind: str, more: str = "", *, id_: str = "a") -> str:
    return f'id = "{id_}"\nkind = "{kind}"\nask = "Wat?"\n{more}'


OPTIONS = 'options = [{ id = "yes", nl = "Ja" }, { id = "no", nl = "Nee" }, { id = "both", nl = "Allebei" }]\n'

WAYS = (
    Way("write", (WRITE,), ("een blik\nen stilte", "^"), ("een blik", "en stilte", ""), 'a = "een blik\\nen stilte"'),
    Way("choice", (step("choice", OPTIONS),), ("2\n",), ("2",), 'a = "no"'),
    Way(
        "choice",
        (step("choice", f"many = true\nother = true\n{OPTIONS}"),),
        ("1", "3", "4", "anders", "^"),
        ("1, 3, anders",),
        'a = ["yes", "both", { other = "anders" }]',
    ),
    Way("scale", (step("scale"),), ("7\n",), ("7",), "a = 7"),
    Way("list", (step("list"),), ("een\ntwee\n\n",), ("een", "twee", ""), 'a = ["een", "twee"]'),
    Way(
        "list",
        (step("list"), 'id = "b"\neach = "a"\nask = "{item}: wie?"'),
        ("een\ntwee\n\n", "Sam", "^", "^"),
        ("een", "twee", "", "Sam", "", ""),
        'a = ["een", "twee"]\nb = [{ item = "een", answer = "Sam" }]',
    ),
    Way(
        "feelings",
        (step("feelings", "intensity = true\nbody = true"),),
        ("boos\n", "grmbl\n", "\n", "8\n", "keel\n", "\n", "\n"),
        ("boos", "grmbl", "", "8", "keel", "", ""),
        'a = [{ word = "angry", intensity = 8, place = "keel" }, { word = { other = "grmbl" } }]',
    ),
    Way(
        "body",
        (step("body"),),
        ("keel\n", "een steen\n", "2", "\n"),
        ("keel", "een steen", "2"),
        'a = { place = "keel", image = "een steen", fits = "almost" }',
    ),
    Way(
        "voices",
        (step("voices", "most = 3"),),
        ("criticus\n\n", "nee", "^", "naam\n", "\n", "kind\n\n", "^", "\n", "\n", "ik hoor jullie", "^"),
        ("criticus", "", "nee", "", "naam", "", "kind", "", "", "", "", "ik hoor jullie", ""),
        'a.centre = "ik hoor jullie"\na.voices = [{ name = "criticus", role = "protector", says = "nee", '
        'guards = "naam" }, { name = "kind", role = "unheard" }]',
    ),
    Way(
        "risks",
        (step("risks"), step("revisit", 'about = "a"\nafter = "3 weeks"', id_="b")),
        ("geen werk\nalleen\n\n", "60\n3\n4\n", "^", "1\n", "^", "\n", "1\n"),
        ("geen werk", "alleen", "", "60", "3", "4", "", "1", "", "1"),
        'a = [{ text = "geen werk", chance = 60, willing = "not_yet", handle = 4 }, { text = "alleen", '
        'willing = "yes" }]\nb = 2026-12-13',
    ),
    Way(
        "letgo",
        (step("letgo"),),
        ("de trap\nmijn plek\n\n", "negen jaar\n", "1\n", "\n", "2\n", "\n"),
        ("de trap", "mijn plek", "", "negen jaar", "1", "", "2"),
        'a = [{ item = "de trap", thanks = "negen jaar", status = "let_go" }, { item = "mijn plek", '
        'status = "take_along" }]',
    ),
    Way(
        "share",
        (WRITE, step("share", id_="b")),
        ("zzp", "^", "Sam\n", "1", "\n", "Ik hik ergens tegenaan.\n", "2\n", "\n"),
        ("zzp", "", "Sam", "1", "Ik hik ergens tegenaan.", "2"),
        'a = "zzp"\nb = { who = "Sam", what = ["a"], first = "Ik hik ergens tegenaan.", when = 2026-11-29 }',
    ),
    Way("share", (WRITE, step("share", id_="b")), ("x", "^", "+"), ("x", "", "1"), 'a = "x"\nb = "nobody"'),
    Way("revisit", (step("revisit", 'after = "3 weeks"'),), ("6", "20 december\n"), ("20 december",), "a = 2026-12-20"),
    Way("revisit", (step("revisit", 'after = "3 weeks"'),), ("7\n",), ("geen dag",), 'a = "never"'),
    Way(
        "outcome",
        (step("outcome"),),
        ("1\n", "2\n", "7\n", "Het werd krap.\n", "\n"),
        ("1", "2", "7", "Het werd krap."),
        'a = [{ risk = "{ref}", happened = "partly", coped = 7, note = "Het werd krap." }]',
    ),
    Way("pause", (WRITE, step("pause", "seconds = 5", id_="b")), ("x", "^", "\n"), ("x", "", ""), 'a = "x"\nb = true'),
    Way("client", (step("client"), OTHER), ("Beuk\n", "x", "^"), ("Beuk", "x", ""), 'a = "Beuk"\nb = "x"'),
    Way("next", (WRITE, 'kind = "next"\npacks = ["vrij"]'), ("x", "^", "2", "\n"), ("x", "", "2"), 'a = "x"'),
)  # fmt: skip


def test_there_is_a_way_for_every_kind() -> None:
    assert {way.kind for way in WAYS} == set(kinds.WRITABLE)


@pytest.mark.parametrize("way", WAYS, ids=[f"{way.kind}-{n}" for n, way in enumerate(WAYS)])
async def test_the_same_page_three_ways(journal: Journal, capsys: pytest.CaptureFixture[str], way: Way) -> None:
    i18n.set_language("nl")
    sitting = Sitting(journal, capsys)
    ref = _a_risk_of_before(sitting)
    draft = journal.writing.begin(pack(*way.steps), "nl")

    answers = f"[answers]\n{way.answers.replace('{ref}', ref)}\n".encode()
    from_file = keeping.entry_of(answer_all(draft.session, answers, "a.toml"), id_="0" * 26, when=NOW)

    async with seated(draft) as seat:
        for typed in way.screen:
            match typed:
                case "^":
                    await seat.press("ctrl+n")
                case "+":
                    await seat.press("down", "enter")
                case _:
                    await seat.type(typed)
        assert seat.session.at_end
        on_screen = keeping.entry_of(seat.session, id_="0" * 26, when=NOW)

    assert sitting.hold(draft.session.pack, *way.plain, "1") == 0
    in_lines = journal.reading.page(sitting.data.strip()).entry
    assert in_lines
    assert from_file.answers[0].value is not None
    assert on_screen == from_file
    assert _without_id_and_times(in_lines) == from_file


def _a_risk_of_before(sitting: Sitting) -> str:
    """Keeps a page with a risk, and gives where it is written."""
    risk = '[[step]]\nid = "fears"\nkind = "risks"\nrate = "chance"\nask = "Wat vrees je?"\n'
    assert sitting.hold(pack_of(risk), "geen werk", "", "60", "1") == 0
    return f"{sitting.data.strip()}#r1"


def _without_id_and_times(entry: Entry) -> Entry:
    return replace(entry, id="0" * 26, created=NOW, changed=NOW)

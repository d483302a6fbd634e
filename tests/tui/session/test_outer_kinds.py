"""The outer kinds on the screen: by keyboard, in another language halfway, left halfway, changed afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from textual.widgets import Static

from kwetsbaar.core.draft import Draft
from kwetsbaar.core.known import Alias, Known, KnownPack, KnownRisk
from kwetsbaar.core.toml import Toml
from kwetsbaar.tui.session.kinds.days import DayRows
from kwetsbaar.tui.session.kinds.rounds import Overview, Rounds
from kwetsbaar.tui.session.kinds.rows import CHOSEN, ChoiceRow
from tests.tui.session.host import Seat, begun, seated

TODAY = date(2026, 11, 27)
REF = "0" * 26
RISKS = 'kind = "risks"\nid = "fears"\nask.nl = "Wat vrees je?"\nask.en = "What do you fear?"'
LETGO = 'kind = "letgo"\nask.nl = "Wat laat je?"\nask.en = "What do you leave?"'
SHARE = 'kind = "share"\nask.nl = "Wie mag dit horen?"\nask.en = "Who may hear this?"'
REVISIT = 'kind = "revisit"\nafter = "3 weeks"\nask.nl = "Wanneer?"\nask.en = "When?"'
OUTCOME = 'kind = "outcome"\nask.nl = "Hoe liep het?"\nask.en = "How did it go?"'
CLIENT = 'kind = "client"\nask.nl = "Over wie?"\nask.en = "About whom?"'
NEXT = 'kind = "next"\npacks = ["vrij", "drie-minuten"]'
THEME = 'id = "theme"\nask.nl = "Waarover?"\nask.en = "About what?"'
LAST = 'ask = "En dan?"'

KNOWN = Known(
    TODAY,
    risks=(KnownRisk(f"{REF}#r1", "Geen werk", TODAY, TODAY), KnownRisk(f"{REF}#r2", "Alleen", TODAY)),
    aliases=(Alias("Beuk", "langer zwijgen"), Alias("Els")),
    packs=(KnownPack("vrij", {"nl": "Vrije bladzijde", "en": "Free page"}),),
)


def knowing(*steps: str, lang: str = "en", known: Known = KNOWN) -> Draft:
    draft = begun(*steps, lang=lang)
    return draft.with_session(replace(draft.session, known=known))


def at_risks(seat: Seat) -> Rounds:
    return seat.screen.query_one(Rounds)


def line(seat: Seat, selector: str) -> str:
    found = seat.screen.query(selector).first(Static)
    return str(found.render()) if found.display else ""


def marks(seat: Seat) -> list[str]:
    rows = [row for row in seat.screen.query(ChoiceRow) if all(node.display for node in row.ancestors_with_self)]
    return [str(row._label.render()) for row in rows if str(row._mark.render()) == CHOSEN]


def overview(seat: Seat) -> str:
    return "\n".join(str(row._label.render()) for row in seat.screen.query_one(Overview).rows)


async def lines(seat: Seat, text: str) -> None:
    """Types lines one after the other, each when the one before has had its effect."""
    for said in text.split("\n")[:-1]:
        await seat.type(said)
        await seat.press("enter")
    await seat.type(text.rpartition("\n")[2])


# ------------------------------------------------------------------ risks


async def test_all_texts_first_and_then_one_thing_at_a_time() -> None:
    async with seated(knowing(RISKS, LAST)) as seat:
        await lines(seat, "Geen werk\nAlleen\n\n")
        assert line(seat, ".rounds--item") == "1 of 2   Geen werk"
        assert line(seat, ".rounds--ask") == "How likely do you think it is, for now?"
        await seat.press("enter")  # nothing was chosen, so nothing is taken
        assert line(seat, ".rounds--ask").startswith("How likely")
        await seat.press("6", "0", "enter", "down", "down", "down", "enter", "4", "enter")
        assert line(seat, ".rounds--item") == "2 of 2   Alleen"
        await seat.press("right", "right", "enter", "1", "enter", "1", "0", "enter")
        assert "60%  willing: not yet · could handle it: 4 of 10" in overview(seat)
        assert "55%  willing: yes · could handle it: 10 of 10" in overview(seat)
        await seat.press("enter")
        assert seat.ask == "En dan?"
        assert seat.given("fears") == [
            {"id": "r1", "text": "Geen werk", "chance": 60, "willing": "not_yet", "handle": 4},
            {"id": "r2", "text": "Alleen", "chance": 55, "willing": "yes", "handle": 10},
        ]


async def test_a_day_that_is_none_stays_until_it_is_passed_by() -> None:
    async with seated(knowing(SHARE, LAST)) as seat:
        await seat.type("Sam\n\n6ooit")
        await seat.press("ctrl+n")
        assert line(seat, ".rounds--ask") == "When would you tell it?"
        assert seat.text("#note") == "Which day is that?"
        await seat.press("ctrl+r", "ctrl+n")
        assert seat.value == {"who": "Sam", "when": "ooit"}
        await seat.press("ctrl+o", "enter")
        assert seat.ask == "En dan?"
        assert seat.given("1") == {"who": "Sam"}


@pytest.mark.parametrize(
    ("step", "typed", "value"),
    [
        (RISKS, "Geen werk\n\n60\n2\n4\n\n", [
            {"id": "r1", "text": "Geen werk", "chance": 60, "willing": "no", "handle": 4}
        ]),
        (LETGO, "de trap\nmijn plek\n\nNegen jaar.\n1\nDe zon.\n2\n\n", [
            {"item": "de trap", "thanks": "Negen jaar.", "status": "let_go"},
            {"item": "mijn plek", "thanks": "De zon.", "status": "take_along"},
        ]),
        (SHARE, "Sam\nIk hik ergens tegenaan.\n2\n\n", {
            "who": "Sam", "first": "Ik hik ergens tegenaan.", "when": date(2026, 12, 4)
        }),
        (OUTCOME, "1\n1\n7\nZo ging het.\n\n", [
            {"risk": f"{REF}#r1", "happened": "yes", "coped": 7, "note": "Zo ging het."}
        ]),
        ('kind = "list"\nask.nl = "Wat?"\nask.en = "What?"', "een\ntwee\n\n", ["een", "twee"]),
    ],
    ids=["risks", "letgo", "share", "outcome", "list"],
)  # fmt: skip
async def test_keys_that_come_all_at_once_land_where_they_belong(step: str, typed: str, value: Toml) -> None:
    async with seated(knowing(step, LAST)) as seat:
        await seat.type(f"{typed}dan dit")
        assert seat.ask == "En dan?"
        assert seat.field.text == "dan dit"
        assert next(iter(seat.session.given.values())).value == value


async def test_back_goes_one_thing_back_and_skip_passes_one_by() -> None:
    async with seated(knowing(THEME, RISKS, LAST)) as seat:
        await seat.press("ctrl+n")
        await lines(seat, "Geen werk\n\n30")
        await seat.press("ctrl+n", "ctrl+o", "ctrl+r", "ctrl+r")
        assert line(seat, ".rounds--ask").startswith("How likely")
        assert seat.value == [{"id": "r1", "text": "Geen werk", "chance": 30}]
        await seat.press("ctrl+r")
        assert seat.field.text.strip() == "Geen werk"
        await seat.press("ctrl+r")
        assert seat.ask == "About what?"
        await seat.press("ctrl+n")  # where something is still open
        assert line(seat, ".rounds--ask").startswith("Are you willing")


async def test_a_text_that_is_changed_keeps_what_was_said_of_it() -> None:
    async with seated(knowing(RISKS, LAST)) as seat:
        await lines(seat, "Geen werk\n\n30")
        await seat.press("ctrl+r", "backspace")
        await seat.type(" in het voorjaar")
        await seat.press("ctrl+n")
        assert seat.value == [{"id": "r1", "text": "Geen werk in het voorjaar", "chance": 30}]


async def test_one_can_be_changed_from_the_overview() -> None:
    filled: Toml = [
        {"text": "a", "chance": 10, "willing": "yes", "handle": 1},
        {"text": "b", "chance": 20, "willing": "no", "handle": 2},
    ]
    draft = knowing(RISKS, LAST)
    async with seated(draft.with_session(draft.session.put(filled))) as seat:
        assert "b\n" in overview(seat)
        await seat.press("down", "down", "enter")
        assert line(seat, ".rounds--item") == "2 of 2   b"
        await seat.press("9", "enter", "ctrl+n", "ctrl+n", "enter")
        assert seat.given("fears") == [
            {"id": "r1", "text": "a", "chance": 10, "willing": "yes", "handle": 1},
            {"id": "r2", "text": "b", "chance": 9, "willing": "no", "handle": 2},
        ]


async def test_only_what_the_author_rates_is_asked_and_the_author_may_set_the_day() -> None:
    async with seated(knowing(f'{RISKS}\nrate = "willing"\nafter = "1 week"', LAST)) as seat:
        await lines(seat, "a\n\n1\n\n")
        assert seat.given("fears") == [{"id": "r1", "text": "a", "willing": "yes", "date": date(2026, 12, 4)}]


async def test_a_hundred_items_can_be_taken_over() -> None:
    items: Toml = [f"zorg {n}" for n in range(100)]
    draft = knowing('kind = "list"\nid = "all"\nask = "Wat?"', f'{RISKS}\nfrom = "all"', LAST)
    async with seated(draft.with_session(draft.session.answer(items))) as seat:
        await seat.press("end", "space", "home", "space", "enter")
        assert line(seat, ".rounds--item").endswith("   zorg 99")
        await seat.press("ctrl+n")
        assert [row["text"] for row in at_risks(seat).rows] == ["zorg 99", "zorg 0"]
        await seat.press("ctrl+r", "ctrl+r", "down", "space", "ctrl+n")
        assert [row["text"] for row in at_risks(seat).rows] == ["zorg 99"]


async def test_more_than_there_is_room_for_is_told() -> None:
    async with seated(knowing(f"{RISKS}\nmost = 2", LAST)) as seat:
        await lines(seat, "a\nb\n")
        assert any("2 is plenty here" in str(how.render()) for how in seat.screen.query(".how").results(Static))
        await seat.press("enter")
        assert line(seat, ".rounds--ask").startswith("How likely")


async def test_without_a_text_it_is_skipped() -> None:
    async with seated(knowing(RISKS, LAST)) as seat:
        await seat.press("ctrl+n")
        assert seat.ask == "En dan?"
        assert seat.given("fears") is None


# ------------------------------------------------------------------ letting go


async def test_each_is_thanked_and_may_go_or_stay() -> None:
    async with seated(knowing(LETGO, LAST)) as seat:
        await lines(seat, "de trap\nmijn plek\n\nNegen jaar.\n1\n\n2\n")
        assert "Negen jaar. · let go" in overview(seat)
        assert "comes along" in overview(seat)
        await seat.press("enter")
        assert seat.given("1") == [
            {"item": "de trap", "thanks": "Negen jaar.", "status": "let_go"},
            {"item": "mijn plek", "status": "take_along"},
        ]


# ------------------------------------------------------------------ sharing


async def test_who_which_part_the_first_sentence_and_when() -> None:
    async with seated(knowing(THEME, SHARE, LAST)) as seat:
        await seat.type("zzp")
        await seat.press("ctrl+n")
        await lines(seat, "Sam\n")
        assert line(seat, ".rounds--ask") == "Which part would you tell?"
        await seat.press("1", "enter")
        await lines(seat, "Ik hik ergens tegenaan.\n")
        assert line(seat, ".rounds--ask") == "When would you tell it?"
        assert (
            str(seat.screen.query_one(DayRows)._rows.rows[0]._label.render())
            == "tomorrow      Saturday 28 November 2026"
        )
        await seat.press("2", "enter", "enter")
        assert seat.ask == "En dan?"
        assert seat.given("2") == {
            "who": "Sam",
            "what": ["theme"],
            "first": "Ik hik ergens tegenaan.",
            "when": date(2026, 12, 4),
        }


async def test_nobody_is_an_answer_too() -> None:
    async with seated(knowing(THEME, SHARE, LAST)) as seat:
        await seat.press("ctrl+n", "down", "enter")
        assert seat.given("2") == "nobody"
        await seat.press("ctrl+r")
        assert marks(seat) == ["nobody, for now"]
        await seat.press("up")
        await seat.type("Sam")
        assert seat.value == {"who": "Sam"}


async def test_without_a_name_it_is_skipped() -> None:
    async with seated(knowing(SHARE, LAST)) as seat:
        await seat.press("ctrl+n")
        assert seat.ask == "En dan?"
        assert seat.given("1") is None


# ------------------------------------------------------------------ a day


async def test_what_is_proposed_stands_first_and_is_not_chosen_beforehand() -> None:
    async with seated(knowing(REVISIT, LAST)) as seat:
        assert marks(seat) == []
        await seat.press("enter")
        assert seat.ask == "When?"
        assert seat.text("#note").startswith("An arrow or a digit points at one")
        await seat.press("1")
        assert seat.text("#note") == ""
        assert marks(seat) == ["in 3 weeks    Friday 18 December 2026"]
        await seat.press("enter")
        assert seat.given("1") == date(2026, 12, 18)


async def test_a_day_in_own_words_is_read_as_it_is_written() -> None:
    async with seated(knowing(REVISIT, LAST)) as seat:
        await seat.press("6")
        await seat.type("ooit")
        await seat.press("ctrl+n")
        assert seat.ask == "When?"
        assert seat.text("#note") == "Which day is that?"
        for _ in "ooit":
            await seat.press("backspace")
        await seat.type("2 januari")
        assert "Saturday 2 January 2027" in str(seat.screen.query_one(DayRows)._meant.render())
        await seat.press("ctrl+t")
        assert "zaterdag 2 januari 2027" in str(seat.screen.query_one(DayRows)._meant.render())
        await seat.press("enter")
        assert seat.given("1") == date(2027, 1, 2)
        await seat.press("ctrl+r")
        assert seat.field.text == "zaterdag 2 januari 2027"
        await seat.press("down", "enter")
        assert seat.given("1") == "never"


# ------------------------------------------------------------------ outcomes


async def test_one_chooses_which_to_look_at_and_what_came_of_each() -> None:
    async with seated(knowing(OUTCOME, LAST)) as seat:
        await seat.press("1", "2", "enter")
        assert line(seat, ".rounds--item") == "1 of 2   Geen werk"
        await seat.press("2", "enter", "7", "enter")
        await lines(seat, "Het werd krap.\n")
        await seat.press("3", "enter")
        assert line(seat, ".rounds--ask") == "If you like: how did it go?"  # who was spared has nothing to cope with
        await seat.press("enter", "enter")
        assert seat.given("1") == [
            {"risk": f"{REF}#r1", "happened": "partly", "coped": 7, "note": "Het werd krap."},
            {"risk": f"{REF}#r2", "happened": "no"},
        ]


async def test_who_was_spared_after_all_had_nothing_to_handle() -> None:
    async with seated(knowing(OUTCOME, LAST)) as seat:
        await seat.press("1", "enter", "1", "enter", "7", "ctrl+r", "3")
        assert seat.value == [{"risk": f"{REF}#r1", "happened": "no"}]
        await seat.press("1")
        assert seat.value == [{"risk": f"{REF}#r1", "happened": "yes", "coped": 7}]


async def test_a_risk_that_is_taken_back_stays_ready() -> None:
    async with seated(knowing(OUTCOME, LAST)) as seat:
        await seat.press("1", "2", "1", "enter", "1", "enter", "ctrl+n", "ctrl+n", "ctrl+n")
        assert seat.given("1") == [{"risk": f"{REF}#r2", "happened": "yes"}]


async def test_with_nothing_of_before_there_is_a_kind_word() -> None:
    async with seated(knowing(OUTCOME, LAST, known=Known(TODAY))) as seat:
        assert "nothing of before" in "".join(str(text.render()) for text in seat.answer.query(Static))
        await seat.press("ctrl+n")
        assert seat.ask == "En dan?"


# ------------------------------------------------------------------ a client


async def test_choosing_an_alias_shows_what_was_meant_and_one_key_hides_it() -> None:
    async with seated(knowing(CLIENT, LAST)) as seat:
        assert line(seat, ".client--meant") == ""
        await seat.press("down", "enter")
        assert line(seat, ".client--meant") == "Last time you meant to try: langer zwijgen"
        await seat.press("h")
        assert line(seat, ".client--meant") == ""
        await seat.press("enter")
        assert seat.given("1") == "Beuk"
        await seat.press("ctrl+r", "2", "enter")
        assert seat.given("1") == "Els"


async def test_an_alias_with_a_slash_is_refused_kindly_and_is_not_lost() -> None:
    async with seated(knowing(CLIENT, LAST)) as seat:
        await seat.press("3")
        await seat.type("Beuk/Els")
        await seat.press("ctrl+n")
        assert seat.ask == "About whom?"
        assert seat.text("#note") == "An alias has no slash in it. A space or a dash is fine."
        assert seat.field.text == "Beuk/Els"
        for _ in "/Els":
            await seat.press("backspace")
        assert line(seat, ".client--meant").endswith("langer zwijgen")
        await seat.press("enter")
        assert seat.given("1") == "Beuk"


async def test_a_first_alias_is_simply_written() -> None:
    async with seated(knowing(CLIENT, LAST, known=Known(TODAY))) as seat:
        await lines(seat, "Wilg\n")
        assert seat.given("1") == "Wilg"


# ------------------------------------------------------------------ going on


async def test_another_pack_begins_when_this_one_is_kept() -> None:
    async with seated(knowing(THEME, NEXT)) as seat:
        await seat.type("zzp")
        await seat.press("ctrl+n", "ctrl+t")
        assert "Vrije bladzijde" in str(seat.screen.query(ChoiceRow).first()._label.render())
        await seat.press("down", "enter", "enter")
        await seat.until(lambda: seat.app.results)
        assert getattr(seat.app.results[0], "then", None) == "vrij"


async def test_enough_is_enough() -> None:
    async with seated(knowing(THEME, NEXT)) as seat:
        await seat.type("zzp")
        await seat.press("ctrl+n", "1", "down", "enter", "enter")
        await seat.until(lambda: seat.app.results)
        assert getattr(seat.app.results[0], "then", None) == ""

"""A coach's own work: presence in time, what pulled, three levels that stay three, lessons and questions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.lookback.blocks import Bars, Block, Heading, Items, Plot, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.practice import LEVELS
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.states import STATES
from kwetsbaar.core.lookback.views import coach
from kwetsbaar.core.query import Where
from kwetsbaar.text import fold
from tests.core.lookback.made import ASKED, IDS, TODAY, WORDS, fact, journals, newest_first, record

A, B, C, D = IDS[:4]


def scale(value: int, measure: str = "presence", low: int = 0, high: int = 10) -> Fact:
    return fact("scale", {"value": value, "low": low, "high": high}, measure=measure)


def pulled(*choices: str | dict[str, str], labels: dict[str, str] | None = None) -> Fact:
    chosen_: list[Any] = [*choices]
    return fact("choice", chosen_, tag="pull", labels=labels or {})


def chose(id_: str, measure: str, label: str) -> Fact:
    return fact("choice", id_, measure=measure, labels={id_: label})


def asks(text: str, state: str = "") -> Fact:
    return fact("write", text, key="to_ask", tag="supervision", states={"": state} if state else {})


def figures(*records: Record, asked: Asked = ASKED) -> coach.Figures:
    return coach.look(newest_first(records), asked)


def blocks(found: coach.Figures, kind: type[Block], language: str = "nl") -> list[Any]:
    return [block for block in coach.shown(found, language) if isinstance(block, kind)]


def said(found: coach.Figures, language: str = "nl") -> list[str]:
    return [block.text.replace("\u00a0", " ") for block in blocks(found, Say, language)]


class TestTheSentence:
    @pytest.mark.parametrize(
        ("abouts", "en", "nl"),
        [
            (
                [""],
                "You looked back on 1 session: 1 without an alias.",
                "Je keek terug op 1 gesprek: 1 zonder schuilnaam.",
            ),
            (
                ["de jas", "De Jas", "de tas", ""],
                "You looked back on 4 sessions: 3 with 2 aliases and 1 without an alias.",
                "Je keek terug op 4 gesprekken: 3 met 2 schuilnamen en 1 zonder schuilnaam.",
            ),
            (
                ["de jas"],
                "You looked back on 1 session: 1 with 1 alias.",
                "Je keek terug op 1 gesprek: 1 met 1 schuilnaam.",
            ),
        ],
    )
    def test_it_says_the_figures(self, abouts: list[str], en: str, nl: str) -> None:
        found = figures(*(record(name, scale(5), about=about) for name, about in zip(IDS, abouts, strict=False)))
        assert (coach.sentence(found, "en"), coach.sentence(found, "nl")) == (en, nl)

    def test_with_a_filter_it_is_about_that_alias(self) -> None:
        pages = [record(A, scale(5), about="de jas"), record(B, scale(3), about="de tas")]
        found = figures(*pages, asked=Asked(TODAY, Where(about=("de jas",))))
        assert coach.sentence(found, "nl") == "Je keek terug op 1 gesprek met de jas."
        assert coach.sentence(found, "en") == "You looked back on 1 session with de jas."
        assert "Per schuilnaam" not in [heading.text for heading in blocks(found, Heading)]

    def test_with_a_filter_the_alias_is_not_said_with_each_row(self) -> None:
        found = figures(record(A, asks("hoe dan?"), about="de jas"), asked=Asked(TODAY, Where(about=("de jas",))))
        assert [item.tail for item in blocks(found, Items)[0].items] == ["nog open"]

    def test_with_a_filter_on_more_it_is_about_all_of_those(self) -> None:
        pages = [record(A, scale(5), about="de jas"), record(B, scale(3), about="de tas"), record(C, scale(3))]
        found = figures(*pages, asked=Asked(TODAY, Where(about=("de jas", "de tas"))))
        assert coach.sentence(found, "nl") == "Je keek terug op 2 gesprekken: 2 met 2 schuilnamen."
        assert "Per schuilnaam" in [heading.text for heading in blocks(found, Heading)]

    @pytest.mark.parametrize(("language", "begins"), [("nl", "Voor coaches: hier"), ("en", "For coaches: here")])
    def test_without_sessions_it_says_what_would_fill_it(self, language: str, begins: str) -> None:
        (nothing,) = coach.shown(figures(), language)
        assert isinstance(nothing, Say)
        assert nothing.text.startswith(begins)

    def test_a_lesson_of_somebody_who_is_no_coach_is_none_of_it(self) -> None:
        lesson = fact("write", "dat het meeviel", tag="learning")
        assert figures(record(A, lesson)).practice.pages == 0
        assert figures(record(A, lesson, about="de jas")).practice.pages == 1
        assert figures(record(A, lesson, scale(5))).practice.pages == 1


class TestPresence:
    def test_it_is_a_line_in_time_with_its_numbers_as_text(self) -> None:
        found = figures(record(A, scale(3), ago=20), record(B, scale(8), ago=10), record(C, scale(5)))
        (plot,) = blocks(found, Plot)
        assert plot.points == ((0, 3), (10, 8), (20, 5))
        assert (plot.low, plot.high, plot.joined) == ((0, 0), (20, 10), True)
        assert "Je gaf het 3 keer een getal, van 0 tot 10; ze liggen tussen 3 en 8." in said(found)
        assert "2 nov 2026: 3 · 12 nov 2026: 8 · 22 nov 2026: 5" in said(found)
        assert "You gave it a number 3 times, from 0 to 10; they lie between 3 and 8." in said(found, "en")

    def test_one_number_is_no_line(self) -> None:
        found = figures(record(A, scale(3)))
        assert not blocks(found, Plot)
        assert "Je gaf het 1 keer een getal, van 0 tot 10: 3." in said(found)

    def test_the_same_each_time(self) -> None:
        assert "Je gaf het 2 keer een getal, van 0 tot 10: steeds 3." in said(
            figures(record(A, scale(3)), record(B, scale(3), ago=1))
        )

    def test_scales_that_differ_are_put_side_by_side_and_it_is_said(self) -> None:
        found = figures(record(A, scale(3, low=1, high=5), ago=4), record(B, scale(10)))
        (plot,) = blocks(found, Plot)
        assert plot.points == ((0, 50), (4, 100))
        assert plot.up_ticks == ((0, "0%"), (100, "100%"))
        texts = said(found)
        assert "Je gaf het 2 keer een getal, op schalen die verschillen." in texts
        assert any(text.startswith("Niet elke vraag heeft dezelfde schaal.") for text in texts)
        assert "18 nov 2026: 3 (1 tot 5) · 22 nov 2026: 10 (0 tot 10)" in texts

    def test_a_scale_of_one_number_can_be_shown(self) -> None:
        same = figures(record(A, scale(3, low=3, high=3), ago=4), record(B, scale(3, low=3, high=3)))
        mixed = figures(record(A, scale(3, low=3, high=3), ago=4), record(B, scale(3)))
        assert not blocks(same, Plot)
        assert blocks(mixed, Plot)

    def test_many_numbers_are_bounded_and_it_is_said(self) -> None:
        found = figures(*(record(f"{n:026d}", scale(n % 11), ago=n) for n in range(coach.MOST_DRAWN + 10)))
        (plot,) = blocks(found, Plot)
        assert len(plot.points) == coach.MOST_DRAWN
        text = next(text for text in said(found) if text.startswith("De laatste 12, van 70:"))
        assert text.endswith("In het plaatje staan de laatste 60.")

    def test_what_is_no_scale_is_no_number(self) -> None:
        found = figures(record(A, fact("write", "best", measure="presence")))
        assert found.practice.presence == ()


LABELS = {"silence": "Een stilte", "helping": "Willen helpen", "nothing": "Niets"}


class TestPulls:
    def test_they_count_by_option_and_are_said_in_the_language_of_the_interface(self) -> None:
        dutch = record(A, pulled("silence", "helping", labels=LABELS), lang="nl", ago=1)
        english = record(B, pulled("silence", labels={"silence": "A silence"}), lang="en", ago=2)
        found = figures(dutch, english)
        (bars,) = blocks(found, Bars)
        assert [(bar.label, bar.value) for bar in bars.bars] == [("Een stilte", 2), ("Willen helpen", 1)]
        (bars,) = blocks(found, Bars, "en")
        assert [bar.label for bar in bars.bars] == ["A silence", "Willen helpen"]
        assert "Je schreef dit 2 keer op. Wat terugkwam: ‘Een stilte’." in said(found)
        assert "You wrote this down 2 times. What came back: ‘A silence’." in said(found, "en")

    def test_words_of_one_s_own_count_whatever_their_capitals(self) -> None:
        found = figures(record(A, pulled({"other": "De kraan"})), record(B, pulled({"other": "de kraan"}), ago=1))
        assert [(bar.label, bar.value) for bar in blocks(found, Bars)[0].bars] == [("De kraan", 2)]
        assert coach.data(found)["pulls"] == [{"choice": {"other": "De kraan"}, "label": "De kraan", "times": 2}]

    def test_nothing_is_counted_and_is_no_pull_that_came_back(self) -> None:
        nothing = [record(name, pulled("nothing", labels=LABELS), ago=n) for n, name in enumerate(IDS[:2])]
        found = figures(*nothing)
        assert [(bar.label, bar.value) for bar in blocks(found, Bars)[0].bars] == [("Niets", 2)]
        assert "Je schreef dit 2 keer op." in said(found)

    def test_when_none_came_back_it_is_said(self) -> None:
        found = figures(record(A, pulled("silence")), record(B, pulled("helping")))
        assert "Je schreef dit 2 keer op. Het was steeds iets anders." in said(found)


class TestOpenness:
    def test_the_three_levels_stay_three(self) -> None:
        page = record(
            A,
            scale(5, "openness_method"),
            chose("said", "openness_contact", "Uitgesproken"),
            chose("none", "openness_self", "Nee"),
        )
        found = figures(page)
        headings = [heading.text for heading in blocks(found, Heading)]
        assert headings == ["Open over je werkwijze", "Open in het contact", "Open over je privéleven"]
        assert {*LEVELS} < coach.data(found).keys()
        assert not {"openness"} & coach.data(found).keys()

    def test_what_was_not_asked_is_left_out(self) -> None:
        found = figures(record(A, chose("said", "openness_contact", "Uitgesproken")))
        assert [heading.text for heading in blocks(found, Heading)] == ["Open in het contact"]
        assert "Je antwoordde hier 1 keer op." in said(found)


class TestLists:
    def test_questions_have_a_state_and_can_be_marked(self) -> None:
        pages = [
            record(A, asks("hoe dan?"), about="de jas"),
            record(B, asks("en nu?", "brought"), ago=1),
            record(C, asks("wie?", "done"), ago=2),
        ]
        found = figures(*pages)
        assert "Je schreef 3 vragen op: 1 staat nog open, 1 bracht je in, 1 is afgerond." in said(found)
        assert "You wrote down 3 questions: 1 is still open, 1 you brought in, 1 is done." in said(found, "en")
        items = blocks(found, Items)[0].items
        assert [(item.text, item.tail, item.state) for item in items] == [
            ("hoe dan?", "nog open · de jas", "open"),
            ("en nu?", "ingebracht", "brought"),
            ("wie?", "afgerond", "done"),
        ]
        assert {(item.tag, item.key) for item in items} == {("supervision", "to_ask")}

    def test_there_is_a_row_for_each_alias(self) -> None:
        pages = [record(f"{n:026d}", scale(n), about="De Jas" if n else "de jas", ago=n) for n in range(8)]
        found = figures(*pages, record(D, pulled("x"), about="de tas", ago=99))
        items = blocks(found, Items)[-1].items
        assert [(item.text, item.tail) for item in items] == [
            ("de jas", "8 gesprekken · aanwezig: …, 5, 4, 3, 2, 1, 0"),
            ("de tas", "1 gesprek"),
        ]

    def test_lessons_are_bounded_and_it_is_said(self) -> None:
        lesson = fact("write", "luisteren", tag="learning")
        found = figures(*(record(f"{n:026d}", lesson, about="de jas", ago=n) for n in range(coach.MOST_LEARNED + 1)))
        assert "De laatste 50, van 51." in said(found)
        assert len(blocks(found, Items)[0].items) == coach.MOST_LEARNED


# ------------------------------------------------------------------ any journal


def facts(name: str) -> st.SearchStrategy[list[Fact]]:
    number = st.builds(
        scale, st.integers(1, 5), st.sampled_from(["presence", "openness_method"]), high=st.sampled_from([5, 10])
    )
    pull = st.builds(
        lambda ids, own: pulled(*ids, *own, labels=dict.fromkeys(ids, "label")),
        st.lists(st.sampled_from(["silence", "helping", "nothing"]), unique=True, max_size=3),
        st.lists(st.fixed_dictionaries({"other": st.sampled_from(["Kraan", "kraan"])}), max_size=1),
    )
    level = st.builds(
        chose,
        st.sampled_from(["said", "held_back"]),
        st.sampled_from(["openness_contact", "openness_self"]),
        st.just("x"),
    )
    lesson = st.builds(lambda text: fact("write", text, tag="learning"), WORDS)
    question = st.builds(asks, WORDS, st.sampled_from(["", "brought", "done"]))
    return st.lists(st.one_of(number, pull, level, lesson, question), max_size=4)


def chosen(pages: list[Record], wanted: Any) -> dict[str, int]:
    """Counts what was chosen in the answers that are wanted."""
    counts: dict[str, int] = {}
    for page in pages:
        for each in page.facts:
            value: Any = each.value
            if wanted(each) and each.kind == "choice":
                for one in value if isinstance(value, list) else [value]:
                    name = fold(one["other"]) if isinstance(one, dict) else one
                    counts[name] = counts.get(name, 0) + 1
    return counts


def counted(rows: Any) -> dict[str, int]:
    return {
        fold(row["choice"]["other"]) if isinstance(row["choice"], dict) else row["choice"]: row["times"] for row in rows
    }


@given(journals(facts, most=6), st.sampled_from(["", "eik", "wilg"]))
def test_the_figures_are_what_counting_by_hand_gives_and_add_up(records: list[Record], alias: str) -> None:
    found = coach.look(records, Asked(TODAY, Where(about=(alias,)) if alias else Where()))
    told: Any = coach.data(found)
    only_learning = [page for page in records if {each.tag for each in page.facts} <= {"learning"}]
    pages = [
        page
        for page in records
        if page.facts and (page.about or page not in only_learning) and (not alias or fold(page.about) == alias)
    ]
    assert told["pages"] == len(pages)
    by_alias = {name: [page for page in pages if fold(page.about) == name] for name in ("eik", "wilg")}
    assert {fold(each["about"]): each["pages"] for each in told["clients"]} == {
        name: len(of_it) for name, of_it in by_alias.items() if of_it
    }
    assert found.practice.without == sum(not page.about for page in pages)
    for name, rows in (("presence", told["presence"]), ("openness_method", told["openness_method"]["numbers"])):
        values: list[Any] = [each.value for page in reversed(pages) for each in page.facts if each.measure == name]
        assert sorted((row["value"], row["high"]) for row in rows) == sorted((v["value"], v["high"]) for v in values)
        assert [row["written"] for row in rows] == sorted(row["written"] for row in rows)
    assert counted(told["pulls"]) == chosen(pages, lambda each: each.tag == "pull")
    for level in LEVELS:
        assert counted(told[level]["chosen"]) == chosen(pages, lambda each, level=level: each.measure == level)
    lessons = [each.value for page in pages for each in page.facts if each.tag == "learning"]
    assert [row["text"] for row in told["learned"]] == lessons
    states = [each.states.get("", "open") for page in pages for each in page.facts if each.tag == "supervision"]
    assert told["supervision"]["states"] == {state: states.count(state) for state in STATES["supervision"]}
    assert sum(told["supervision"]["states"].values()) == len(told["supervision"]["questions"])
    for language in ("nl", "en"):
        assert isinstance(coach.shown(found, language)[0], Say)

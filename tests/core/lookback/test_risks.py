"""What came of the risks: figures that add up, and sentences that say them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.kinds.outcome import HAPPENED
from kwetsbaar.core.lookback.blocks import Bars, Plot, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.views import risks
from kwetsbaar.core.query import Where
from tests.core.lookback.made import ASKED, IDS, TODAY, WORDS, fact, journals, newest_first, record

A, B = IDS[:2]
NUMBERS = st.none() | st.integers(0, 10)


def feared(*rows: dict[str, Any]) -> Fact:
    return fact("risks", [{"id": f"r{n}", "text": "geen werk", **row} for n, row in enumerate(rows, 1)])


def told(*rows: dict[str, Any]) -> Fact:
    return fact("outcome", [*rows])


def figures(*records: Record, asked: Asked = ASKED) -> risks.Figures:
    return risks.look(newest_first(records), asked)


def came(*outcomes: str, **row: Any) -> risks.Figures:
    """Gives the figures of so many risks with these outcomes, told yesterday."""
    written = record(A, feared(*[{"chance": 50, "handle": 4}] * len(outcomes)), ago=30)
    rows = [{"risk": f"{A}#r{n}", "happened": word, **row} for n, word in enumerate(outcomes, 1) if word]
    return figures(written, record(B, told(*rows), ago=1))


class TestTheSentence:
    @pytest.mark.parametrize(
        ("outcomes", "more", "en", "nl"),
        [
            (
                ("no", "no", "partly", "yes", ""),
                {},
                "You wrote down 5 risks; you looked back on 4: 2 did not happen, 1 happened a little, 1 did happen. "
                "When it happened: 2 times without two numbers to compare.",
                "Je schreef 5 risico’s op; op 4 keek je terug: 2 niet gebeurd, 1 een beetje, 1 wel. "
                "Toen het gebeurde: 2 keer zonder twee cijfers om te vergelijken.",
            ),
            (
                ("yes", "yes"),
                {"coped": 2},
                "You wrote down 2 risks; you looked back on 2: 2 did happen. "
                "When it happened: 2 times harder than you thought.",
                "Je schreef 2 risico’s op; op 2 keek je terug: 2 wel. Toen het gebeurde: 2 keer zwaarder dan gedacht.",
            ),
            (
                ("",),
                {},
                "You wrote down 1 risk. How it went is not known yet.",
                "Je schreef 1 risico op. Hoe het liep, is nog niet bekend.",
            ),
            (
                ("unclear",),
                {},
                "You wrote down 1 risk; you looked back on 1: 1 is unclear.",
                "Je schreef 1 risico op; op 1 keek je terug: 1 onduidelijk.",
            ),
            (
                ("yes",),
                {"coped": 4},
                "You wrote down 1 risk; you looked back on 1: 1 did happen. When it happened: once as you thought.",
                "Je schreef 1 risico op; op 1 keek je terug: 1 wel. Toen het gebeurde: 1 keer zoals gedacht.",
            ),
        ],
    )
    def test_it_says_the_figures(self, outcomes: tuple[str, ...], more: dict[str, int], en: str, nl: str) -> None:
        found = came(*outcomes, **more)
        assert (risks.sentence(found, "en"), risks.sentence(found, "nl")) == (en, nl)

    def test_harder_and_easier_are_told_alike(self) -> None:
        written = record(A, feared({"handle": 4}, {"handle": 4}), ago=9)
        rows = [{"risk": f"{A}#r{n}", "happened": "yes", "coped": coped} for n, coped in ((1, 1), (2, 9))]
        found = figures(written, record(B, told(*rows), ago=1))
        assert risks.sentence(found, "nl").endswith("Toen het gebeurde: 1 keer zwaarder, 1 keer lichter dan gedacht.")

    def test_without_risks_it_says_what_would_fill_it(self) -> None:
        (said,) = risks.shown(figures(), "nl")
        assert isinstance(said, Say)
        assert said.text.startswith("Hier zie je later")


class TestWhatCounts:
    def test_of_more_outcomes_the_last_one_counts(self) -> None:
        older = record(B, told({"risk": f"{A}#r1", "happened": "no"}), ago=5)
        newer = record(IDS[2], told({"risk": f"{A}#r1", "happened": "partly"}), ago=1)
        assert figures(record(A, feared({}), ago=9), older, newer).came["partly"] == 1

    def test_an_outcome_of_a_risk_that_is_not_there_counts_for_nothing(self) -> None:
        found = figures(record(B, told({"risk": f"{A}#r1", "happened": "no"})))
        assert (found.written, found.looked) == (0, 0)

    def test_a_filter_is_about_the_page_of_the_risk(self) -> None:
        pages = [
            record(A, feared({}), ago=9, pack="x"),
            record(B, told({"risk": f"{A}#r1", "happened": "no"}), ago=1, pack="is-het-gebeurd"),
        ]
        assert figures(*pages, asked=Asked(TODAY, Where(packs=("x",)))).came["no"] == 1
        assert figures(*pages, asked=Asked(TODAY, Where(packs=("is-het-gebeurd",)))).written == 0


class TestPictures:
    def test_there_is_a_plot_from_ten_outcomes_on(self) -> None:
        nine, ten = came(*["no"] * 9), came(*["no"] * 9, "yes")
        assert not any(isinstance(block, Plot) for block in risks.shown(nine, "nl"))
        (plot,) = [block for block in risks.shown(ten, "nl") if isinstance(block, Plot)]
        assert plot.points == ((50, 10),)

    def test_what_is_unclear_is_in_no_plot(self) -> None:
        assert came(*["unclear"] * 12).bands == ()

    def test_on_the_day_that_something_happened_there_is_no_chart(self) -> None:
        written = record(A, feared({}), ago=9)
        today = figures(written, record(B, told({"risk": f"{A}#r1", "happened": "yes"})))
        assert not any(isinstance(block, Bars | Plot) for block in risks.shown(today, "nl"))
        later = figures(written, record(B, told({"risk": f"{A}#r1", "happened": "yes"}), ago=1))
        assert any(isinstance(block, Bars) for block in risks.shown(later, "nl"))


# ------------------------------------------------------------------ any journal


def facts(name: str) -> st.SearchStrategy[list[Fact]]:
    risk = st.fixed_dictionaries(
        {"text": WORDS},
        optional={"chance": st.integers(0, 100), "handle": st.integers(0, 10), "willing": st.just("no")},
    )
    row = st.fixed_dictionaries(
        {
            "risk": st.builds("{}#r{}".format, st.sampled_from(IDS), st.integers(1, 3)),
            "happened": st.sampled_from(HAPPENED),
        },
        optional={"coped": st.integers(0, 10), "note": WORDS},
    )
    rows = st.lists(risk, max_size=3).map(lambda rows: feared(*rows))
    outcomes = st.lists(row, max_size=6, unique_by=lambda row: row["risk"]).map(lambda rows: told(*rows))
    return st.lists(st.one_of(rows, outcomes), max_size=1)


def rows(fact: Fact) -> list[dict[str, Any]]:
    value: Any = fact.value
    return [*value]


@given(journals(facts))
def test_the_figures_are_what_counting_by_hand_gives(records: list[Record]) -> None:
    found = risks.data(risks.look(records, ASKED))
    last: dict[str, dict[str, Any]] = {}
    for page in sorted(records, key=lambda page: (page.created, page.name)):
        for each in page.facts:
            if each.kind == "outcome":
                last.update({row["risk"]: row for row in rows(each)})
    counts = dict.fromkeys(HAPPENED, 0)
    coping = dict.fromkeys(("harder", "lighter", "as_thought", "unsaid"), 0)
    written = 0
    for page in records:
        for each in page.facts:
            for risk in rows(each) if each.kind == "risks" else []:
                written += 1
                row = last.get(f"{page.name}#{risk['id']}")
                if row is None:
                    continue
                counts[row["happened"]] += 1
                if row["happened"] in ("yes", "partly"):
                    thought, was = risk.get("handle"), row.get("coped")
                    if thought is None or was is None:
                        coping["unsaid"] += 1
                    elif thought == was:
                        coping["as_thought"] += 1
                    else:
                        coping["harder" if was < thought else "lighter"] += 1
    assert (found["written"], found["happened"], found["coping"]) == (written, counts, coping)
    assert found["looked_back"] == sum(counts.values())
    assert found["open"] == written - sum(counts.values())


@given(journals(facts))
def test_every_figure_adds_up(records: list[Record]) -> None:
    found = risks.look(records, ASKED)
    assert found.written == found.open + sum(found.came.values())
    assert found.coped.total == found.came["yes"] + found.came["partly"]
    assert 0 <= found.resting <= found.open
    for language in ("nl", "en"):
        assert risks.shown(found, language)

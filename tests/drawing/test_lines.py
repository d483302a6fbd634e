"""Pictures as lines: never wider than asked, each figure as text, readable without colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kwetsbaar.core.lookback.blocks import Bar, Bars, Block, Grid, Heading, Item, Items, Pair, Pairs, Plot, Say
from kwetsbaar.drawing.lines import cut, drawn, wrapped

WIDTHS = [40, 60, 72, 80]

LABELS = st.text(st.sampled_from("abé 漢字👩\u200d👧🌧️ñ"), min_size=1, max_size=60) | st.sampled_from(
    ["boos", "Willen dat mijn cliënt tevreden is", "de 👩‍👩‍👧 van hiernaast", "漢" * 50]
)
COUNTS = st.integers(0, 3) | st.integers(0, 10_000)


def text(block: Block, width: int) -> list[str]:
    return ["".join(span.text for span in line) for line in drawn(block, width)]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows, columns = (tuple(draw(st.lists(LABELS, min_size=1, max_size=16))) for _ in range(2))
    same = draw(st.booleans())
    columns = rows if same else columns
    cells = tuple(tuple(draw(st.integers(0, 40)) for _ in columns) for _ in rows)
    return Grid(rows, columns, cells)


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    before, after = draw(st.integers(0, 10)), draw(st.integers(0, 10))
    return Pair(draw(LABELS), before, after, f"gedacht {before}, gebleken {after}")


BARS = st.lists(st.builds(Bar, LABELS, COUNTS, st.just("") | LABELS, st.booleans()), max_size=12).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Say, LABELS),
    st.builds(Heading, LABELS),
    st.builds(Bars, BARS),
    st.lists(pairs(), max_size=8).map(lambda rows: Pairs(tuple(rows))),
    grids(),
)


@given(BLOCKS, st.sampled_from([*WIDTHS, 1, 2, 7, 20]))
def test_no_line_is_wider_than_asked(block: Block, width: int) -> None:
    widest = max(2, width)  # a letter of two cells does not fit one
    assert all(cell_len(line) <= widest for line in text(block, width))


@given(st.builds(Bars, BARS), st.sampled_from(WIDTHS))
def test_every_bar_has_its_number_and_is_as_long_as_it_says(bars: Bars, width: int) -> None:
    lines = text(bars, width)
    assert len(lines) == len(bars.bars)
    lengths = []
    for bar, line in zip(bars.bars, lines, strict=True):
        shape = "░" if bar.quiet else "█"
        assert re.search(rf"(?:{shape} |(?<![█░]) ){bar.value}(?: ·|…|$| )", line), line
        lengths.append((bar.value, line.count("█") + line.count("░")))
    lengths.sort()
    assert [length for _value, length in lengths] == sorted(length for _value, length in lengths)
    assert all(bool(value) == bool(length) for value, length in lengths)


def test_a_count_of_one_does_not_look_like_much() -> None:
    (line,) = text(Bars((Bar("boos", 1),)), 80)
    assert line == "boos  ████ 1"


def test_what_is_left_over_has_another_shape() -> None:
    came, rest = text(Bars((Bar("gebeurd", 2), Bar("nog open", 2, quiet=True))), 80)
    assert came == "gebeurd   ████████ 2"
    assert rest == "nog open  ░░░░░░░░ 2"


def test_more_about_a_bar_stands_after_its_number() -> None:
    (line,) = text(Bars((Bar("de notuliste", 3, "2 keer als eerste"),)), 60)
    assert line == "de notuliste  ████████████ 3 · 2 keer als eerste"


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 12), st.data(), st.sampled_from(WIDTHS))
def test_every_count_of_a_grid_stands_in_its_row(
    rows: int, columns: int, long: int, data: st.DataObject, width: int
) -> None:
    cells = tuple(tuple(data.draw(st.integers(0, 40)) for _ in range(columns)) for _ in range(rows))
    lines = text(Grid(tuple(f"r{n}" for n in range(rows)), tuple(f"k{n}" * long for n in range(columns)), cells), width)
    for number, counts in enumerate(cells):
        mine = [line.split()[1:] for line in lines if line.split()[:1] == [f"r{number}"]]
        assert [said for part in mine for said in part] == [str(count) if count else "·" for count in counts]


FAMILIES = ("boosheid", "angst", "verdriet", "schaamte", "kwetsbaarheid", "rust")
CELLS = tuple(tuple(int(row == column) * 12 for column in range(6)) for row in range(6))


def test_a_grid_names_its_columns_where_that_fits() -> None:
    head, first, *_rest = text(Grid(FAMILIES, FAMILIES, CELLS), 72)
    assert head.split() == [*FAMILIES]
    assert first.split() == ["boosheid", "12", *"·····"]
    assert len(_rest) == 5
    assert first.index("12") + 2 == head.index("boosheid") + len("boosheid")


@pytest.mark.parametrize("width", [40, 60])
def test_a_grid_numbers_its_columns_where_it_is_narrow(width: int) -> None:
    head, first, *rest = text(Grid(FAMILIES, FAMILIES, CELLS), width)
    assert head.split() == [*"123456"]
    assert first.split() == ["1", "boosheid", "12", *"·····"]
    assert len(rest) == 5


def test_columns_that_are_no_rows_are_named_below() -> None:
    names = tuple(f"een lange naam nummer {letter}" for letter in "abcd")
    lines = text(Grid(("boos", "bang"), names, ((1, 0, 0, 0), (0, 0, 0, 2))), 40)
    assert lines[0].split() == [*"1234"]
    assert lines[-4:] == [f"{n} {name}" for n, name in enumerate(names, 1)]


def test_columns_that_do_not_fit_come_below() -> None:
    rows, columns = ("boos",), tuple(f"kolom {n}" for n in range(30))
    lines = text(Grid(rows, columns, (tuple(range(30)),)), 40)
    counts = " ".join(line.removeprefix("boos") for line in lines if line.startswith("boos")).split()
    assert counts == ["·", *map(str, range(1, 30))]


@given(pairs(), st.sampled_from(WIDTHS))
def test_a_pair_says_both_numbers(pair: Pair, width: int) -> None:
    said = " ".join(text(Pairs((pair,)), width))
    assert pair.said in said
    assert said.count("●") == 1
    assert said.count("○") == int(round(pair.before) != round(pair.after))


def test_pairs_stand_below_each_other_where_it_is_narrow() -> None:
    pair = Pair("Rotopmerking in de vergadering", 3, 7, "gedacht 3, gebleken 7")
    assert text(Pairs((pair,)), 72) == ["Rotopmerking in de vergadering  ···○───●···  gedacht 3, gebleken 7"]
    assert text(Pairs((pair,)), 40) == [pair.label, "···○───●···  gedacht 3, gebleken 7"]
    assert text(Pairs((pair,)), 30) == [pair.label, "···○───●···", pair.said]


def test_a_long_name_of_a_pair_is_shown_whole() -> None:
    pair = Pair("Na een half jaar heb ik minder dan acht cliënten", 3, 7, "gedacht 3, gebleken 7")
    assert text(Pairs((pair,)), 72) == [pair.label, "···○───●···  gedacht 3, gebleken 7"]


def test_hundreds_of_rows_are_all_there() -> None:
    bars = Bars(tuple(Bar(f"woord {n}", n) for n in range(500)))
    names = tuple(f"rij {n}" for n in range(300))
    assert len(text(bars, 72)) == 500
    assert len(text(Grid(names, ("a", "b"), ((1, 2),) * 300), 72)) == 301


@pytest.mark.parametrize(
    "block", [Bars(()), Pairs(()), Grid((), (), ()), Plot((), "x", "y"), Items((Item("gisteren", "boos"),))]
)
@pytest.mark.parametrize("width", [1, *WIDTHS])
def test_where_there_is_nothing_nothing_is_drawn(block: Block, width: int) -> None:
    assert text(block, width) == []


# ------------------------------------------------------------------ plots

PRESENT = Plot(
    ((0, 3), (90, 9), (200, 5)),
    across="van 1 jan 2026 tot 20 jul 2026",
    up="hoe aanwezig",
    high=(200, 10),
    up_ticks=((0, "0"), (10, "10")),
    joined=True,
)
LIKELY = Plot(
    ((10, 0), (50, 50), (90, 100)),
    across="hoe waarschijnlijk het leek",
    up="hoe vaak het kwam",
    across_ticks=((0, "0%"), (50, "50%"), (100, "100%")),
    up_ticks=((0, "0%"), (100, "100%")),
    diagonal="zo vaak als het leek",
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("plot", [PRESENT, LIKELY])
def test_a_plot_has_its_points_and_says_its_axes(plot: Plot, width: int) -> None:
    lines = text(plot, width)
    assert all(cell_len(line) <= width for line in lines)
    assert sum(line.count("●") for line in lines) == len(plot.points)
    assert lines[0] == plot.up
    assert any(line.strip() == plot.across for line in lines)
    assert all(any(said in line for line in lines) for _place, said in (*plot.across_ticks, *plot.up_ticks))
    assert not plot.diagonal or lines[-1].endswith(plot.diagonal)
    assert all(lines)


@given(
    st.lists(st.tuples(st.floats(0, 400), st.integers(-5, 5)), min_size=1, max_size=60, unique_by=lambda at: at[0]),
    st.sampled_from(WIDTHS),
    st.booleans(),
)
def test_any_points_fit(points: list[tuple[float, float]], width: int, joined: bool) -> None:
    plot = Plot(tuple(sorted(points)), "漢字", "een lange naam " * 9, low=(0, -5), high=(400, 5), joined=joined)
    lines = text(plot, width)
    assert all(cell_len(line) <= width for line in lines)
    assert 1 <= sum(line.count("●") for line in lines) <= len(points)


# ------------------------------------------------------------------ lines


@given(st.text(st.sampled_from("ab 漢👩🌧️\n"), max_size=80), st.integers(2, 80))
def test_wrapping_loses_no_word(words: str, width: int) -> None:
    lines = wrapped(words, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_what_is_short_between_dots_stays_together_and_a_dot_begins_no_line() -> None:
    told = "het gebeurde deels · leek 40% kans · gedacht 5, gebleken 2"
    assert wrapped(told, 50) == ["het gebeurde deels · leek 40% kans ·", "gedacht 5, gebleken 2"]
    assert wrapped("2 keer als beschermer · Bewaakt: mijn stoel bij het raam · Heeft nodig: tijd", 56) == [
        "2 keer als beschermer · Bewaakt: mijn stoel bij het",
        "raam · Heeft nodig: tijd",
    ]


@given(LABELS, st.integers(0, 80))
def test_cutting_keeps_within_bounds(label: str, width: int) -> None:
    said = cut(label, width)
    assert cell_len(said) <= width
    assert said == label or not said or said.endswith("…")

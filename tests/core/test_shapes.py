"""How values in a pack file must look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.core.pack import Option, Text
from kwetsbaar.core.shapes import (
    Flag,
    Id,
    Line,
    ManyOf,
    OneOf,
    Options,
    PackNames,
    Pair,
    Series,
    Span,
    StepName,
    StepNames,
    Whole,
    Words,
)

if TYPE_CHECKING:
    from kwetsbaar.core.kinds.base import Shape
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.i18n import Message


@dataclass
class Here:
    """A place that remembers what was said at it and within it."""

    name: str = "name"
    language: str = "nl"
    heard: list[str] = field(default_factory=list)

    def report(self, message: Message) -> None:
        self.heard.append(f"{self.name}: {message.in_language('en')}")

    def within(self, part: str | int) -> Here:
        return Here(f"{self.name}.{part}", self.language, self.heard)


@pytest.mark.parametrize(
    ("shape", "raw", "value"),
    [
        (Words(), " a\nb ", Text({"nl": "a\nb"})),
        (Words(one_line=True), " a\nb ", Text({"nl": "a b"})),
        (Words(), {"en": "b", "nl": "a"}, Text({"nl": "a", "en": "b"})),
        (Line(), " a ", "a"),
        (Whole(1, 3), 3, 3),
        (Flag(), False, False),
        (OneOf("a", "b"), "b", "b"),
        (ManyOf("a", "b"), ["b", "a", "b"], ("b", "a")),
        (ManyOf("a", "b"), "a", ("a",)),
        (Id(), "a-1_B", "a-1_B"),
        (StepName(), "a", "a"),
        (StepNames(), "a", ("a",)),
        (StepNames(), ["a", "b", "a"], ("a", "b")),
        (PackNames(), ["kan-ik-het-aan", "3"], ("kan-ik-het-aan", "3")),
        (Span(), "1 days", "1 day"),
        (Span(), " 3  Week ", "3 weeks"),
        (Pair(1, 9), [4, 6], (4, 6)),
        (Series(), {"times": 4, "every": "1 day"}, (4, "1 day")),
        (Options(), ["Ja"], (Option("Ja", Text({"nl": "Ja"})),)),
        (Options(), [{"id": "a", "en": "A"}], (Option("a", Text({"en": "A"})),)),
    ],
)
def test_reads(shape: Shape[object], raw: Toml, value: object) -> None:
    here = Here()
    assert shape.read(raw, here) == value
    assert here.heard == []


@pytest.mark.parametrize(
    ("shape", "raw"),
    [
        (Words(), 3),
        (Words(), ""),
        (Words(), "  "),
        (Words(), {"nl": ""}),
        (Words(), {"fr": "a"}),
        (Words(), {"nl": {"x": "a"}}),
        (Line(), ""),
        (Line(), 1),
        (Whole(1, 3), 4),
        (Whole(1, 3), True),
        (Whole(1, 3), 2.0),
        pytest.param(Whole(1, 3), 10**5000, id="huge"),
        (Whole(1, 1), 2),
        (Flag(), 1),
        (Flag(), "true"),
        (OneOf("a"), "A b"),
        (OneOf("a"), ["a"]),
        (ManyOf("a"), []),
        (ManyOf("a"), ["a", 3]),
        (Id(), "1"),
        (Id(), "é"),
        (Id(), "answered"),
        (Id(), "a\n"),
        (StepName(), ["a"]),
        (StepName(), ""),
        (StepNames(), [["a"]]),
        (PackNames(), "a.toml"),
        (PackNames(), "../a"),
        (Span(), "0 days"),
        (Span(), "3 weken"),
        (Span(), "٣ weeks"),
        (Span(), 3),
        (Pair(1, 9), [4, 10]),
        (Pair(1, 9), [True, 4]),
        (Pair(1, 9), [4, 5, 6]),
        (Series(), "1 day"),
        (Series(), {"times": 4, "every": "1 day", "more": 1}),
        (Options(), []),
        (Options(), ["a", ""]),
        (Options(), ["a", "a"]),
        (Options(), [{"id": "a", "nl": "A"}, "a"]),
        (Options(), [{"id": "a b", "nl": "A"}]),
        (Options(), [{"id": "skipped", "nl": "A"}]),
        (Options(), {"id": "a", "nl": "A"}),
    ],
)
def test_refuses_and_says_so(shape: Shape[object], raw: Toml) -> None:
    here = Here()
    assert shape.read(raw, here) is None
    assert len(here.heard) == 1


def test_says_where_in_the_value() -> None:
    here = Here("options")
    Options().read(["a", {"id": "b"}, "a"], here)
    assert [line.split(":")[0] for line in here.heard] == ["options.1", "options.2"]


def test_shapes_are_declarations() -> None:
    assert Whole(1, 3) == Whole(1, 3)
    assert OneOf("a", "b").words == ("a", "b")
    assert hash(ManyOf("a")) == hash(ManyOf("a"))

"""What changed between two versions of a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import keeping, packfile
from kwetsbaar.core.difference import Run, differences, runs
from kwetsbaar.core.entry import Entry
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

PACK = b"""
title = "Proef"
[[step]]
ask = "Een?"
[[step]]
id = "two"
kind = "list"
ask = "Twee?"
[[step]]
each = "two"
ask = "Waarom {item}?"
"""


def entry(*values: Toml | None) -> Entry:
    pack = packfile.read(PACK, "proef.toml").pack
    assert pack
    session = Session.begin(pack, "nl")
    for value in values:
        session = session.skip() if value is None else session.answer(value)
    return keeping.entry_of(session, id_="0" * 26, when=datetime(2026, 11, 22, tzinfo=UTC))


def shown(before: str, after: str) -> str:
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(marks[run.how].format(run.text) for run in runs(before, after))


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("", "", ""),
        ("gelijk", "gelijk", "gelijk"),
        ("", "nieuw", "[+nieuw]"),
        ("weg", "", "[-weg]"),
        ("ik was bang daar", "ik was blij daar", "ik was [-bang ][+blij ]daar"),
        ("een twee drie", "een drie", "een [-twee ]drie"),
        ("een\ntwee\ndrie\n", "een\ndrie\nvier\n", "een\n[-twee\n]drie\n[+vier\n]"),
        ("a b\nc d\ne f", "a x\nc d\ne y", "a [-b\n][+x\n]c d\ne [-f][+y]"),
    ],
)
def test_words(before: str, after: str, marked: str) -> None:
    assert shown(before, after) == marked


def whole(before: str, after: str) -> tuple[Run, ...]:
    found = runs(before, after)
    assert "".join(run.text for run in found if run.how != "new") == before
    assert "".join(run.text for run in found if run.how != "gone") == after
    assert all(run.text for run in found)
    assert all(one.how != other.how for one, other in pairwise(found))
    return found


@given(st.text("ab \n", max_size=80), st.text("ab \n", max_size=80))
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    assert all(run.how == "same" for run in whole(before, after)) == (before == after)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text(before: str, after: str) -> None:
    whole(before, after)


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
def test_a_long_text_with_far_changes_is_compared_in_part(between: str) -> None:
    words = [f"woord{n}" for n in range(20_000)]
    changed = [word + "!" if n in {10, 10_000, 19_990} else word for n, word in enumerate(words)]
    found = whole(between.join(words), between.join(changed))
    assert found[0].how == found[-1].how == "same"
    whole(between.join(words), between.join(reversed(words)))
    whole(between.join("x" if n % 2 else word for n, word in enumerate(words)), between.join("x" * 20_000))


def test_one_long_paragraph_is_compared_word_by_word() -> None:
    words = [f"woord{n % 300}" for n in range(900)]
    changed = [word + "!" if n in {10, 880} else word for n, word in enumerate(words)]
    assert len(whole(" ".join(words), " ".join(changed))) == 7


def test_paragraphs_of_a_long_text_are_compared_word_by_word() -> None:
    lines = [f"regel {n} met een paar woorden erin" for n in range(400)]
    changed = [line.replace("paar", "handvol") if n in {5, 200, 390} else line for n, line in enumerate(lines)]
    found = whole("\n".join(lines), "\n".join(changed))
    assert [run.text for run in found if run.how != "same"] == ["paar ", "handvol "] * 3


def test_answers_that_changed_came_or_went() -> None:
    before, after = entry("bang", ["a", "b"], "om a", "om b"), entry("blij", ["a"], "om a")
    one, two, gone = differences(before, after)
    assert (one.question, one.before, one.after) == ("Een?", "bang", "blij")
    assert (two.before, two.after) == ("- a\n- b", "- a")
    assert (gone.question, gone.item, gone.before, gone.after) == ("Waarom b?", "b", "om b", None)
    assert gone.runs == (Run("gone", "om b"),)


def test_a_skipped_answer_is_none() -> None:
    (change,) = differences(entry(None, None), entry("toch", None))
    assert (change.before, change.after, change.runs) == (None, "toch", (Run("new", "toch"),))


def test_the_same_is_no_difference() -> None:
    page = entry("bang", ["a"], "om a")
    assert differences(page, replace(page, rev=2, tags=("x",))) == ()

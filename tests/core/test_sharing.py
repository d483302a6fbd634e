"""What leaves of a page: what was chosen, and of the rest not a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.core import kinds, sharing
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.kinds.client import ClientForm
from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.share import ShareForm
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.core.sharing import Shared, parse, render, shared
from kwetsbaar.text import is_clean
from tests.core.test_markdown import entries, texts

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)
SECRET = "het geheim van de zolder"


def write(key: str, value: str | None, ask: str = "Vraag?", **more: object) -> Answer:
    return replace(Answer(key, "write", ask, WriteForm(), value), **more)  # type: ignore[arg-type]


def page(*answers: Answer) -> Entry:
    return Entry("0" * 26, 1, WHEN, WHEN, "Titel", "nl", "p", "a" * 64, answers)


class TestMasking:
    def test_an_inserted_answer_that_was_not_chosen_is_dots(self) -> None:
        entry = page(write("theme", SECRET), write("next", "ja", ask="Wat heb je nodig bij {theme}?"))
        body = shared(entry, [1]).body
        assert SECRET not in body
        assert "### Wat heb je nodig bij …?" in body
        assert SECRET in shared(entry, [0, 1]).body

    def test_one_that_was_skipped_says_nothing(self) -> None:
        entry = page(write("theme", None), write("next", "ja", ask="Wat bij {theme}?"))
        assert "### Wat bij dit?" in shared(entry, [1]).body

    def test_an_item_of_a_list_that_was_not_chosen_is_dots(self) -> None:
        listed = Answer("needed", "list", "Wat?", ListForm(), [SECRET])
        about = write("helpers", "mijn zus", ask="{item}: wie helpt?", item=SECRET)
        assert SECRET not in shared(page(listed, about), [1]).body
        assert SECRET in shared(page(listed, about), [0, 1]).body

    def test_a_heading_holds_nothing_that_was_not_chosen(self) -> None:
        entry = page(write("theme", SECRET), write("next", "ja", part=f"Over {SECRET}"))
        assert "## Over …" in shared(entry, [1]).body

    def test_an_answer_that_quotes_other_questions_quotes_them_masked(self) -> None:
        told = Answer(
            "tell",
            "share",
            "Wie?",
            ShareForm((("heavy", f"Wat is er zwaar aan {SECRET}?"),)),
            {"who": "Sam", "what": ["heavy"]},
        )
        entry = page(write("theme", SECRET), write("heavy", "alles", ask="Wat is er zwaar aan {theme}?"), told)
        body = shared(entry, [2]).body
        assert SECRET not in body
        assert "‘Wat is er zwaar aan …?’" in body

    def test_a_heading_about_one_item_of_several_holds_none_of_it(self) -> None:
        listed = Answer("needed", "list", "Wat?", ListForm(), ["Jo", SECRET])
        about = [write("helpers", "hulp", item=item, part=f"Over {item}, jonger") for item in ("Jo", SECRET)]
        body = shared(page(listed, *about), [1, 2]).body
        assert SECRET not in body
        assert "Jo" not in body.replace("jonger", "")
        assert "## Over …, jonger" in body

    def test_a_client_that_is_chosen_by_its_place_does_not_leave_either(self) -> None:
        entry = page(
            Answer("client", "client", "Over wie?", ClientForm(), "Wilg"), write("a", "b", ask="Wat bij {client}?")
        )
        assert "Wilg" not in render(shared(entry, [0, 1]))

    def test_no_id_of_a_page_or_a_step_leaves_with_what_quotes_it(self) -> None:
        ref = "0" * 26 + "#r1"
        happened = Answer("back", "outcome", "Hoe?", OutcomeForm(), [{"risk": ref, "happened": "no"}])
        told = Answer("tell", "share", "Wie?", ShareForm(), {"who": "Sam", "what": ["secret_step"]})
        body = shared(page(happened, told), [0, 1]).body
        assert "#r1" not in body
        assert "secret_step" not in body
        assert body.count("…") == 2

    def test_what_is_private_is_not_proposed(self) -> None:
        entry = page(write("a", "x"), write("b", "y", private=True), write("c", None))
        assert sharing.proposed(entry) == {0}

    def test_the_alias_of_a_client_never_leaves(self) -> None:
        client = Answer("client", "client", "Over wie?", kinds.ALL["client"].form.read({}), "Wilg")  # type: ignore[union-attr]
        entry = replace(page(client, write("a", "x")), about="Wilg")
        assert "Wilg" not in render(shared(entry, [0, 1]))


@settings(max_examples=30)
@given(entries, st.sets(st.integers(0, 5)))
def test_a_text_that_was_not_chosen_does_not_leave(entry: Entry, chosen: set[int]) -> None:
    mark = "zzqx-geheim-zzqx"
    answers = tuple(
        replace(answer, value=mark) if answer.kind == "write" and n not in chosen else answer
        for n, answer in enumerate(entry.answers)
    )
    text = render(shared(replace(entry, answers=answers), chosen, sender="Sam"))
    assert mark not in text
    assert is_clean(text)
    assert "id = " not in text.split("+++")[1]


class TestTheFile:
    def test_it_reads_by_itself(self) -> None:
        text = render(shared(page(write("a", "eerste\n# geen kop", ask="Wat?")), [0], sender="Sam"))
        assert text.endswith("# Titel\n\n### Wat?\n\neerste\n\\# geen kop\n")

    @given(texts, st.sampled_from(["", "Sam"]), st.booleans())
    def test_what_was_sealed_is_read_again(self, body: str, sender: str, dated: bool) -> None:
        made = Shared("Titel", body.strip("\n"), "nl", date(2026, 11, 22) if dated else None, sender)
        assert parse(render(made)) == made

    @pytest.mark.parametrize(
        "text", ["", "# \n", "gewoon een brief", "+++\nkapot\n+++\nx", "+++\n", "\x1b[31m# x\n\u202e"]
    )
    def test_whatever_was_sealed_is_text(self, text: str) -> None:
        found = parse(text)
        assert is_clean(found.title + found.body + found.sender)

    def test_a_letter_without_our_front_matter_is_shown_whole(self) -> None:
        assert parse("Lieve Kim,\n\ndag") == Shared("", "Lieve Kim,\n\ndag", "")


def test_a_title_and_a_sender_are_no_longer_than_a_line() -> None:
    long = "x" * 100_000
    assert len(parse(f'+++\nfrom = "{long[:9000]}"\n+++\n# {long}\n\nhoi').sender) == 200
    found = parse(f"# {long}\n\nhoi")
    assert (len(found.title), long in found.body) == (200, True)


def test_front_matter_that_is_far_too_large_is_not_parsed() -> None:
    text = "+++\n" + "a = 1\n" * 20_000 + "+++\nhoi"
    assert parse(text).body == text

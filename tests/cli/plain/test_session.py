"""A whole session in plain lines: moving, saving, resuming, and how it ends."""

from __future__ import annotations

import errno
import os

import pytest

from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.i18n import set_language
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from tests.cli.plain.lines import Sitting, Typed, pack_of

THREE = "".join(f'[[step]]\nid = "{id_}"\nask.nl = "Vraag {id_}?"\nask.en = "Question {id_}?"\n' for id_ in "abc")
KEEP = "1"
ROADS = """
[[step]]
id = "road"
kind = "choice"
ask = "Welke weg?"
options = ["links", "rechts"]
[[step]]
part = "Links"
when = { road = "links" }
[[step]]
id = "left"
ask = "Wat ligt er links?"
[[step]]
part = "Slot"
[[step]]
id = "end"
ask = "En nu?"
"""


def test_the_page_is_the_one_that_the_same_answers_give_elsewhere(sitting: Sitting, places: Places) -> None:
    pack = Packs(places).get("drie-minuten")
    assert sitting.hold(pack, "een zin", "", "rust", "", "", KEEP) == 0
    plain = sitting.journal.reading.page(sitting.data.strip()).entry
    session = Session.begin(pack, "en").answer("een zin").answer("rust").skip()
    other = sitting.journal.writing.keep(sitting.journal.writing.begin(pack, "en").with_session(session)).entry
    assert plain
    assert other
    assert (plain.answers, plain.title, plain.lang) == (other.answers, other.title, other.lang)
    assert not sitting.journal.writing.drafts().drafts


def test_only_the_id_is_data_and_nothing_steers_the_terminal(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "\x1b[31m\x9b5A\x07een", "", "/back", "", "", "", KEEP) == 0
    assert len(sitting.data.split()) == 1
    assert not set(sitting.said) & set(map(chr, [*range(10), *range(11, 32), *range(127, 160)]))
    assert "So far:\n[31m5Aeen\n" in sitting.said


def test_the_words_are_told_once_and_each_is_explained(sitting: Sitting) -> None:
    set_language("nl")
    assert sitting.with_pack(THREE, "/woorden", "/help", "een", "", "", "", KEEP) == 0
    assert sitting.said.count("Je kunt altijd /terug, /overslaan of /genoeg typen.") == 1
    assert sitting.said.count("/herhaal: de vraag nog een keer") == 2


def test_someone_to_talk_to_is_one_word_away(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "/iemand", "/enough") == 0
    assert "0800-0113" in sitting.said


def test_back_skip_and_roads(sitting: Sitting) -> None:
    typed = ["/back", "1", "bomen", "", "/terug", "/terug", "2", "/back", "1", "", "verder", "", KEEP]
    assert sitting.with_pack(ROADS, *typed) == 0
    assert "This is the first question." in sitting.said
    assert sitting.kept() == {"road": "links", "left": "bomen", "end": "verder"}


def test_the_heading_is_said_when_it_is_another_one(sitting: Sitting) -> None:
    assert sitting.with_pack(ROADS, "1", "", "", "1") == 0
    assert sitting.said.count("\nLinks\n") == 1
    assert sitting.said.count("\nSlot\n") == 1


def test_what_is_begun_survives_going_back_skipping_and_the_other_language(sitting: Sitting) -> None:
    typed = ["een", "/back", "/taal", "twee", "", "b1", "/skip", "/terug", "", "", KEEP]
    assert sitting.with_pack(THREE, *typed) == 0
    assert "Vraag a?" in sitting.said
    assert "Tot nu toe:\neen\n" in sitting.said
    assert sitting.kept() == {"a": "een\ntwee", "b": "b1", "c": None}


def test_again_says_the_question_and_how_it_is_answered_again(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "/again", "een", "/again", "/anew", "twee", "", "", "", KEEP) == 0
    assert sitting.said.count("Question a?") == 4
    assert sitting.said.count("Write as many lines") == 3
    assert sitting.kept()["a"] == "twee"


def test_a_slip_in_a_word_is_no_line(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "/trug", "/usr/bin", "", "", "", KEEP) == 0
    assert "Did you mean /back?" in sitting.said
    assert sitting.kept()["a"] == "/usr/bin"


def test_earlier_answers(sitting: Sitting, places: Places) -> None:
    pack = Packs(places).get("drie-minuten")
    assert sitting.hold(pack, "/earlier", "een zin", "", "", "", KEEP) == 0
    assert "this is the first time" in sitting.said
    assert sitting.hold(pack, "/eerder", "/enough") == 0
    assert "22 Nov 2026:\neen zin\n" in sitting.said


HEAVY = """
[[step]]
id = "helps"
kind = "list"
tag = "resource"
ask = "What helps?"
[[step]]
id = "sure"
kind = "choice"
measure = "key_question"
ask = "Can I?"
options = [{ id = "yes", en = "Yes" }, { id = "not_yet", en = "Not yet" }]
[[step]]
id = "then"
ask = "And then?"
"""


def test_after_a_not_yet_a_word_tells_what_helped_before(sitting: Sitting) -> None:
    offer = "/helped tells what helped you before"
    assert sitting.with_pack(HEAVY, "my sister", "the garden", ".", "yes", "so", ".", KEEP) == 0
    assert offer not in sitting.said
    assert sitting.with_pack(HEAVY, "/skip", "not yet", "/back", "not yet", "/hielp", "/enough") == 0
    assert sitting.said.count(offer) == 1
    assert sitting.said.index(offer) < sitting.said.index("– my sister\n– the garden\n")


# ------------------------------------------------------------------ saving


def test_each_answer_is_saved_and_a_pasted_text_once(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[object] = []
    save = sitting.journal.writing.save_draft

    def noted(draft: Draft) -> Draft:
        saved.append([given.value for given in draft.session.given.values()])
        return save(draft)

    monkeypatch.setattr(sitting.journal.writing, "save_draft", noted)
    assert sitting.with_pack(THREE, "een\ntwee\n\ndrie", "", "/enough") == 0
    assert saved[0] == ["een\ntwee\n\ndrie"]
    assert len(saved) <= 3
    assert sitting.drafted() == {"a": "een\ntwee\n\ndrie"}


@pytest.mark.parametrize("code", [0, 130, 143])
def test_whoever_is_gone_finds_it_back(sitting: Sitting, code: int) -> None:
    assert sitting.with_pack(THREE, typed=Typed(["een", "", "half"], code=code)) == code
    assert sitting.drafted() == {"a": "een", "b": "half"}
    assert "Saved. It lies ready, if you like." in sitting.said


def test_who_gave_nothing_leaves_nothing(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, typed=Typed([], code=130)) == 130
    assert sitting.with_pack(THREE, "", "/enough") == 0
    assert sitting.with_pack(THREE, "een", "", "/back", "/anew", "/enough") == 0
    assert not sitting.journal.writing.drafts().drafts


def test_it_goes_on_where_it_was(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "een", "", "/genoeg") == 0
    assert sitting.with_pack(THREE, "", "1", "twee", "", "", KEEP) == 0
    assert "You began this before, on 22 Nov 2026, 20:33" in sitting.said
    assert "Question a?" not in sitting.said
    assert sitting.kept() == {"a": "een", "b": "twee", "c": None}


def test_beginning_anew_leaves_the_draft(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "een", "", "/enough") == 0
    assert sitting.with_pack(THREE, "2", "anders", "", "", "", KEEP) == 0
    assert sitting.kept()["a"] == "anders"
    assert sitting.drafted() == {"a": "een"}


@pytest.mark.parametrize("typed", [["/enough"], []])
def test_who_has_enough_at_once_leaves_the_draft_too(sitting: Sitting, typed: list[str]) -> None:
    assert sitting.with_pack(THREE, "een", "", "/enough") == 0
    assert sitting.with_pack(THREE, *typed) == 0
    assert sitting.drafted() == {"a": "een"}


# ------------------------------------------------------------------ the end


def test_not_keeping_is_asked_twice(sitting: Sitting) -> None:
    typed = ["een", "", "", "", "", "2", "1", "2", "2"]
    assert sitting.with_pack(THREE, *typed) == 0
    assert not sitting.data
    assert not sitting.journal.writing.drafts().drafts


@pytest.mark.parametrize("back", ["3", "/back", "terug"])
def test_back_from_the_end(sitting: Sitting, back: str) -> None:
    assert sitting.with_pack(THREE, "een", "", "", "", back, "drie", "", KEEP) == 0
    assert sitting.kept() == {"a": "een", "b": None, "c": "drie"}


def test_nothing_written(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "", "", "", "2", "", "1") == 0
    assert "You wrote nothing down." in sitting.said


def test_only_begun(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "half", "/skip", "", "", "1") == 0
    assert "No question has an answer now." in sitting.said
    (draft,) = sitting.journal.writing.drafts().drafts
    assert draft.session.given["a", None].value == "half"


def test_leaving_at_the_end_keeps_the_draft(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "een", "", "", "", "/enough") == 0
    assert sitting.drafted() == {"a": "een"}


def test_the_other_language_at_the_end(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "een", "", "", "", "/language", "bewaren", KEEP) == 0
    assert "Wil je dit bewaren?" in sitting.said


# ------------------------------------------------------------------ a disk that takes nothing


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Makes a disk that is full while the list holds anything."""
    is_full = [True]
    write = os.write

    def written(fd: int, data: bytes) -> int:
        if is_full and os.fstat(fd).st_nlink and b"age-encryption" in bytes(data[:32]):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(fd, data)

    monkeypatch.setattr(os, "write", written)
    return is_full


def test_a_full_disk_is_told_and_nothing_is_lost(sitting: Sitting, full: list[bool]) -> None:
    assert sitting.with_pack(THREE, "een", "", "/enough", "2") == 1
    assert "What you wrote since the last save stands nowhere else." in sitting.said
    assert sitting.with_pack(THREE, typed=Typed(["een"], code=130)) == 1
    full.clear()
    assert sitting.with_pack(THREE, "een", "", "/enough") == 0
    assert sitting.drafted() == {"a": "een"}


def test_keeping_on_a_full_disk_asks_again(sitting: Sitting, full: list[bool], journal: Journal) -> None:
    full.clear()

    class Freed(Typed):
        def line(self) -> str:
            line = super().line()
            full[:] = [True] * (line == "1" and len(self.texts) == 1)
            return line

    assert sitting.with_pack(THREE, typed=Freed(["een", "", "", "", "1", "1"])) == 0
    assert sitting.kept() == {"a": "een", "b": None, "c": None}


def test_a_line_that_the_terminal_cut_is_told(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, typed=Typed(["een", "", "/enough"], cut=True)) == 0
    assert "That line was longer than the terminal takes." in sitting.said


def test_a_pack_in_one_language_speaks_it(sitting: Sitting) -> None:
    assert sitting.hold(pack_of('[[step]]\nask.nl = "Wat raakte je?"\n'), "/taal", "/enough") == 0
    assert sitting.said.count("Wat raakte je?") == 2


def test_a_pack_that_asks_for_care_names_the_words_that_one_types_here(sitting: Sitting) -> None:
    pack = 'care = "deep"\n' + THREE
    assert sitting.with_pack(pack, "4", "een", "", "/skip", "/skip", "", "9", "", KEEP) == 0
    said = " ".join(sitting.said.split())
    assert "If it gets too much, stop: /enough keeps what stands there." in said
    assert "under /someone are people who listen." in said
    assert "‘Enough for now’" not in said
    assert "‘Someone to talk to’" not in said


def test_a_real_name_is_said_before_it_is_asked_whether_to_keep_it(sitting: Sitting) -> None:
    assert sitting.with_pack(THREE, "met jan", "", "", "", "", KEEP) == 0
    assert "real name" not in sitting.said
    sitting.journal.forgetting.note_names("Wilg", ("Jan",))
    assert sitting.with_pack(THREE, "met jan", "", "", "", "", KEEP) == 0
    said = "Your text has a real name in it: ‘jan’ (Wilg), at ‘Question a?’."
    assert sitting.said.index(said) < sitting.said.index("Would you like to keep this?")
    assert sitting.kept() == {"a": "met jan", "b": None, "c": None}

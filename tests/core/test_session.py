"""The walk through a pack: answering, skipping, going back, and answers that are set aside and come back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import draft as drafts
from kwetsbaar.core import keeping, markdown, packfile
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.session import Question, Session
from kwetsbaar.core.toml import Toml

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)

ROADS = """
title.nl = "Wegen"
title.en = "Roads"
[[step]]
say.nl = "Welkom."
say.en = "Welcome."
[[step]]
id = "topic"
measure = "theme"
ask.nl = "Waarover?"
ask.en = "About what?"
[[step]]
id = "size"
kind = "scale"
ask.nl = "Hoe groot is {topic}?"
ask.en = "How big is {topic}?"
[[step]]
kind = "pause"
when = { size = ">= 7" }
say.nl = "Adem."
say.en = "Breathe."
[[step]]
id = "road"
kind = "choice"
ask.nl = "Welke weg?"
ask.en = "Which road?"
options = [ { id = "left", nl = "Links", en = "Left" }, { id = "right", nl = "Rechts", en = "Right" } ]
[[step]]
part.nl = "Links"
part.en = "Left"
when = { road = "left" }
[[step]]
id = "things"
kind = "list"
ask.nl = "Welke dingen?"
ask.en = "Which things?"
[[step]]
id = "helper"
each = "things"
ask.nl = "{item}: wie helpt?"
ask.en = "{item}: who helps?"
[[step]]
part.nl = "Rechts"
part.en = "Right"
when = { road = "right" }
[[step]]
id = "why"
ask.nl = "Wat trekt je?"
ask.en = "What draws you?"
[[step]]
part.nl = "Einde"
part.en = "End"
[[step]]
when = { road = "skipped" }
id = "rest"
ask.nl = "Rust?"
ask.en = "Rest?"
[[step]]
when = { why = "answered" }
id = "after"
ask.nl = "En {why}?"
ask.en = "And {why}?"
"""


def pack(text: str = ROADS) -> Pack:
    reading = packfile.read(text.encode(), "proef.toml")
    assert reading.pack, [str(problem.message) for problem in reading.problems]
    return reading.pack


GO_ON: Toml = "(go on)"


def walk(session: Session, *values: Toml | None) -> Session:
    """Answers from where the session is; None skips, and a text to read is passed with GO_ON."""
    for value in values:
        match value:
            case "(go on)":
                session = session.next()
            case None:
                session = session.skip()
            case answer:
                session = session.answer(answer)
    return session


def here(session: Session) -> Question:
    """Gives what is shown now."""
    question = session.question()
    assert question
    return question


def asks(session: Session) -> list[str]:
    shown = (session.question(place) for place in session.path)
    return [question.ask or question.say or "" for question in shown if question]


def start() -> Session:
    return Session.begin(pack(), "nl")


def test_a_text_to_read_comes_first_and_asks_nothing() -> None:
    session = start()
    question = session.question()
    assert question
    assert (question.say, question.form, question.part) == ("Welkom.", None, None)
    assert session.at_start
    with pytest.raises(ValueError, match="nothing is asked"):
        session.put("x")


def test_earlier_answers_are_inserted() -> None:
    session = walk(start(), GO_ON, "De baan.\nEn meer.")
    question = session.question()
    assert question
    assert question.ask == "Hoe groot is De baan?"


def test_a_skipped_answer_is_inserted_as_this() -> None:
    session = walk(start(), GO_ON, None)
    question = session.question()
    assert question
    assert question.ask == "Hoe groot is dit?"
    assert here(session.in_language("en")).ask == "How big is this?"


@pytest.mark.parametrize(("size", "pauses"), [(6, False), (7, True), (10, True)])
def test_a_number_opens_a_step(size: int, *, pauses: bool) -> None:
    session = walk(start(), GO_ON, "x", size)
    assert ("Adem." in asks(session)) is pauses


def test_the_left_road_repeats_for_each_item() -> None:
    session = walk(start(), GO_ON, "x", 3, "left", ["geld", "tijd"], "oma", None)
    assert session.at_end
    entry = keeping.entry_of(session, id_="0" * 26, when=WHEN)
    assert [(a.key, a.item, a.value, a.part) for a in entry.answers][3:] == [
        ("things", None, ["geld", "tijd"], "Links"),
        ("helper", "geld", "oma", "Links"),
        ("helper", "tijd", None, "Links"),
    ]
    assert entry.question(entry.answers[4]) == "geld: wie helpt?"
    assert (entry.title, entry.theme, entry.created) == ("Wegen", "x", WHEN)
    assert markdown.parse(markdown.render(entry)) == entry


def test_a_road_not_taken_is_set_aside_and_comes_back() -> None:
    left = walk(start(), GO_ON, "x", 3, "left", ["geld"], "oma")
    road = next(place for place in left.path if left.step(place).id == "road")
    right = walk(left.go(road), "right", "vrijheid", "ja")
    assert right.at_end
    kept = {answer.key for answer in keeping.entry_of(right, id_="0" * 26, when=WHEN).answers}
    assert kept == {"topic", "size", "road", "why", "after"}
    again = right.go(road).answer("left")
    assert [a.value for a in keeping.entry_of(again, id_="0" * 26, when=WHEN).answers][-2:] == [["geld"], "oma"]
    assert "after" not in {answer.key for answer in keeping.entry_of(again, id_="0" * 26, when=WHEN).answers}


def test_an_item_that_goes_takes_its_answer_along_and_brings_it_back() -> None:
    session = walk(start(), GO_ON, "x", 3, "left", ["geld", "tijd"], "oma", "zus")
    things = next(place for place in session.path if session.step(place).id == "things")
    fewer = session.go(things).answer(["tijd"])
    assert [a.value for a in keeping.entry_of(fewer, id_="0" * 26, when=WHEN).answers][-1] == "zus"
    back = fewer.go(things).answer(["tijd", "geld"])
    assert [a.value for a in keeping.entry_of(back, id_="0" * 26, when=WHEN).answers][-2:] == ["zus", "oma"]


def test_this_begins_a_sentence_with_a_capital() -> None:
    text = 'title.en = "x"\n[[step]]\nid = "a"\nask.en = "A?"\n[[step]]\nask.en = "{a}. {a} and {a}?"\n'
    assert here(Session.begin(pack(text), "en").skip()).ask == "This. This and this?"


def test_skipping_is_not_answering_with_nothing() -> None:
    skipped = walk(start(), GO_ON, "x", 3, None)
    assert asks(skipped)[-1] == "Rust?"
    unseen = walk(start(), GO_ON, "x", 3)
    assert "Rust?" not in asks(unseen)


def test_going_on_with_an_empty_text_is_a_skip() -> None:
    session = walk(start(), GO_ON, "  \n ")
    assert session.given == {("topic", None): session.given["topic", None]}
    assert session.given["topic", None].skipped


def test_what_was_begun_before_a_skip_stays_in_the_draft_and_out_of_the_page() -> None:
    session = start().next().put("half").skip()
    given = session.given["topic", None]
    assert (given.value, given.skipped, given.answered) == ("half", True, False)
    assert keeping.entry_of(session, id_="0" * 26, when=WHEN).answers[0].skipped
    assert keeping.nothing_given(session)


def test_back_goes_to_the_step_before_and_stops_at_the_first() -> None:
    session = walk(start(), GO_ON, "x", 8)
    assert here(session).say == "Adem."
    assert here(session.back()).ask == "Hoe groot is x?"
    first = session.back().back().back().back()
    assert first.at_start
    assert first.back() == first


def test_changing_a_number_takes_a_later_step_away_under_ones_feet() -> None:
    session = walk(start(), GO_ON, "x", 8)
    calmer = session.back().put(2)
    assert here(calmer.go(session.at)).ask == "Welke weg?"


@pytest.mark.parametrize("road", ["left", "right", None])
def test_the_line_moves_forward_on_every_road(road: str | None) -> None:
    session, seen = start(), [0.0]
    while not session.at_end:
        match here(session).kind:
            case "choice" if road:
                session = session.answer(road)
            case "list":
                session = session.answer(["een", "twee", "drie"])
            case "scale":
                session = session.answer(9)
            case "write":
                session = session.answer("x")
            case _:
                session = session.skip()
        seen.append(session.progress)
    assert seen == sorted(set(seen))
    assert seen[-1] == 1.0


def test_another_language_keeps_the_answers() -> None:
    session = walk(start(), GO_ON, "x", 3, "left", ["geld"])
    english = session.in_language("en")
    assert here(english).ask == "geld: who helps?"
    assert english.given == session.given
    assert session.in_language("fr").lang == "nl"


def test_an_answer_that_does_not_fit_is_refused_and_nothing_changes() -> None:
    session = walk(start(), GO_ON, "x")
    wrongs: list[Toml] = [11, -1, "7", True, [7]]
    for wrong in wrongs:
        with pytest.raises(AnswerError):
            session.answer(wrong)


@given(st.data())
def test_any_walk_can_be_kept_put_away_and_gone_on_with(data: st.DataObject) -> None:
    session = start()
    for _ in range(data.draw(st.integers(0, 25))):
        question = session.question()
        move = data.draw(st.sampled_from(["answer", "answer", "answer", "skip", "back", "next", "language"]))
        if move == "answer" and question and question.form:
            session = session.answer(data.draw(values(question.kind)))
        elif move == "language":
            session = session.in_language(data.draw(st.sampled_from(["nl", "en"])))
        else:
            session = {"skip": session.skip, "back": session.back}.get(move, session.next)()
        assert session.at is None or session.at in session.path
        assert 0 <= session.progress <= 1
    entry = keeping.entry_of(session, id_="0" * 26, when=WHEN)
    assert markdown.parse(markdown.render(entry)) == entry
    draft = Draft("0" * 26, 3, WHEN, WHEN, session)
    assert drafts.parse(drafts.render(draft)) == draft


def values(kind: str) -> st.SearchStrategy[Toml]:
    match kind:
        case "scale":
            return st.integers(0, 10)
        case "choice":
            return st.sampled_from(["left", "right"])
        case "list":
            return st.lists(st.sampled_from(["geld", "tijd", "# rust", "een {item}", "tijd"]), max_size=3).map(list)
        case "pause":
            return st.just(True)
    return st.text(max_size=20)


def test_a_draft_that_is_none_has_a_named_error() -> None:
    draft = drafts.render(Draft("0" * 26, 3, WHEN, WHEN, start()))
    for text in (
        "",
        "x = [",
        draft.replace("format = 1", "format = 9"),
        draft.replace("[[step]]", "[step]"),
        "rev = 1",
    ):
        with pytest.raises(drafts.UnreadableDraft):
            drafts.parse(text)

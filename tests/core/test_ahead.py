"""What a page wants looked back on: days that are set, moved, put off and done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import again, draft, editing, markdown, packfile
from kwetsbaar.core.ahead import Ahead, ahead_of, put_off
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.entry import Entry
from kwetsbaar.core.keeping import entry_of
from kwetsbaar.core.known import Alias, Known, KnownPack, KnownRisk
from kwetsbaar.core.pack import Pack
from kwetsbaar.core.session import Place, Session
from kwetsbaar.core.toml import Toml

WHEN = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)
TODAY = WHEN.date()
DAY, LATER = date(2026, 12, 20), date(2027, 1, 10)
PAGE, OLD = "0" * 26, "1" * 26

STEPS = """
title.nl = "Alles"
title.en = "All"
[[step]]
id = "who"
kind = "client"
ask = "Wie?"
[[step]]
id = "theme"
measure = "theme"
ask = "Waarover?"
[[step]]
id = "fears"
kind = "risks"
ask = "Wat vrees je?"
[[step]]
id = "can_i"
kind = "choice"
measure = "key_question"
ask = "Kan ik {theme} aan?"
options = [{ id = "yes", nl = "Ja" }, { id = "no", nl = "Nee" }]
[[step]]
id = "needed"
kind = "list"
ask = "Wat wil je weten?"
[[step]]
kind = "revisit"
id = "ask"
about = "can_i"
ask = "Wanneer weer?"
[[step]]
kind = "revisit"
id = "look"
about = "fears"
ask = "Wanneer terugkijken?"
[[step]]
kind = "revisit"
id = "read"
ask = "Wanneer teruglezen?"
[[step]]
id = "back"
kind = "outcome"
ask = "Hoe liep het?"
[[step]]
id = "tell"
kind = "share"
ask = "Wie mag het horen?"
[[step]]
id = "try"
tag = "intention"
ask = "Wat probeer je?"
[[step]]
kind = "next"
packs = ["vrij", "weg"]
"""

KNOWN = Known(
    TODAY,
    risks=(KnownRisk(f"{OLD}#r1", "toen", TODAY, DAY), KnownRisk(f"{OLD}#r2", "ook toen", step="fears")),
    aliases=(Alias("Beuk", "zwijgen"),),
    packs=(KnownPack("vrij", {"nl": "Vrij", "en": "Free"}),),
)

ALL: dict[str, Toml] = {
    "who": "beuk",
    "theme": "zzp",
    "fears": [{"text": "a"}, {"text": "b", "date": LATER}],
    "can_i": "no",
    "needed": ["geld", "{rust}"],
    "ask": DAY,
    "look": DAY,
    "read": LATER,
    "back": [{"risk": f"{OLD}#r1", "happened": "no"}, {"risk": f"{OLD}#r2"}],
    "tell": {"who": "Sam", "what": ["theme", "can_i"]},
    "try": "zwijgen",
}


def pack() -> Pack:
    reading = packfile.read(STEPS.encode(), "alles.toml")
    assert reading.pack, [str(problem) for problem in reading.problems]
    return reading.pack


def walked(answers: dict[str, Toml], known: Known = KNOWN) -> Session:
    session = Session.begin(pack(), "nl", known)
    while session.at is not None:
        value = answers.get(session.step(session.at).key)
        session = session.skip() if value is None else session.answer(value)
    return session


def page(answers: dict[str, Toml] = ALL, known: Known = KNOWN) -> Entry:
    return entry_of(walked(answers, known), id_=PAGE, when=WHEN)


def value(entry: Entry, key: str) -> Toml | None:
    return next(answer.value for answer in entry.answers if answer.key == key)


def days(entry: Entry) -> list[Toml | None]:
    fears = value(entry, "fears")
    assert isinstance(fears, list)
    return [row.get("date") for row in fears if isinstance(row, dict)]


def test_a_closing_day_is_for_the_risks_without_one() -> None:
    assert days(page()) == [DAY, LATER]
    assert days(page({**ALL, "look": "never"})) == [None, LATER]


def test_what_a_page_wants_and_what_it_did() -> None:
    assert ahead_of(page()) == Ahead(
        risks=(("r1", DAY), ("r2", LATER)), again=(("can_i", DAY), ("", LATER)), done=(f"{OLD}#r1",), intends=True
    )
    assert ahead_of(replace(page(), hidden=True)) == Ahead(done=(f"{OLD}#r1",))
    assert not ahead_of(page({"theme": "zzp"}))


def test_a_question_that_was_skipped_does_not_come_back_but_its_page_does() -> None:
    assert ahead_of(page({"ask": DAY})).again == (("", DAY),)


_REFS = st.sampled_from([f"{OLD}#r1", f"{OLD}#can_i"])
_DAYS = st.dates()
_AHEADS = st.builds(
    Ahead,
    st.lists(st.tuples(st.sampled_from(["r1", "r2"]), st.none() | _DAYS)).map(tuple),
    st.lists(st.tuples(st.sampled_from(["can_i", ""]), _DAYS)).map(tuple),
    st.lists(_REFS).map(tuple),
    st.booleans(),
)


@given(_AHEADS)
def test_an_index_can_keep_it(ahead: Ahead) -> None:
    assert Ahead.unpacked(ahead.packed()) == ahead


def test_putting_off_gives_other_days_or_none() -> None:
    entry = put_off(page(), ["r1"], LATER)
    assert days(entry) == [LATER, LATER]
    never = put_off(entry, ["r2", "can_i"], None)
    assert ahead_of(never).risks == (("r1", LATER),)
    assert ahead_of(never).again == (("", LATER),)
    assert value(never, "ask") == "never"
    assert ahead_of(put_off(never, [""], None)).again == ()
    assert markdown.parse(markdown.render(never)) == never


def test_the_page_is_about_the_client_and_its_outer_answers_survive_the_file() -> None:
    entry = page()
    assert entry.about == "Beuk"
    assert markdown.parse(markdown.render(entry)) == entry
    assert [answer.key for answer in entry.answers if answer.kind == "next"] == []
    back = next(answer for answer in entry.answers if answer.key == "back")
    assert back.form.markdown(back.value or [], "nl") == "- toen · het gebeurde niet\n- ook toen"


def test_a_draft_keeps_what_was_known() -> None:
    begun = Draft(PAGE, 1, WHEN, WHEN, walked({"who": "Beuk", "fears": [{"text": "a"}]}))
    read = draft.parse(draft.render(begun))
    assert read == begun
    assert read.session.known == KNOWN


def test_what_is_odd_in_a_draft_is_not_known() -> None:
    assert Known.read({"risks": [3, {"text": "x"}], "aliases": 4, "packs": [{}], "parts": [], "today": "x"}) == Known()
    assert Known.read(KNOWN.kept()) == KNOWN


# ------------------------------------------------------------------ packs to go on with


def test_packs_that_are_there_are_offered_and_without_any_nothing_is_asked() -> None:
    session = Session.begin(pack(), "nl", KNOWN).go(Place(len(pack().steps) - 1))
    question = session.question()
    assert question
    assert question.onward == (("vrij", "Vrij"),)
    assert [session.step(place).kind for place in Session.begin(pack(), "nl").path][-1] != "next"


# ------------------------------------------------------------------ changing a page


def change(entry: Entry, number: int, to: Toml | None) -> Entry:
    session = editing.session_of(entry)
    place = editing.place_of(session, number)
    assert place
    session = session.go(place)
    return editing.with_answers(entry, session.skip() if to is None else session.answer(to))


def number(key: str) -> int:
    return next(n for n, answer in enumerate(page().answers) if answer.key == key)


def test_every_outer_answer_can_be_changed() -> None:
    entry = page()
    session = editing.session_of(entry)
    assert all(editing.place_of(session, n) for n in range(len(entry.answers)))
    assert editing.with_answers(entry, session) == entry


def test_another_closing_day_moves_the_risks_that_had_it() -> None:
    moved = change(page(), number("look"), LATER)
    assert days(moved) == [LATER, LATER]
    assert days(change(page(), number("look"), "never")) == [None, LATER]
    assert ahead_of(change(page(), number("ask"), LATER)).again[0] == ("can_i", LATER)


def test_another_alias_is_whom_it_is_about() -> None:
    assert change(page(), number("who"), "Els").about == "Els"
    assert change(page(), number("who"), None).about is None
    assert change(replace(page({**ALL, "who": "Els"}), about="Wilg"), number("try"), "niets").about == "Wilg"


def test_an_outcome_can_be_changed_and_names_the_same_risk() -> None:
    changed = change(page(), number("back"), [{"risk": f"{OLD}#r1", "happened": "yes", "coped": 3}])
    assert "het gebeurde · aan te kunnen: 3 van 10" in markdown.body(changed)


# ------------------------------------------------------------------ asked again


def test_first_what_one_wanted_to_know_then_the_bare_question() -> None:
    made = again.pack_of(page(), "can_i")
    assert made
    session = Session.begin(made, "nl", Known(TODAY, again=f"{PAGE}#can_i", theme="zzp", about="Beuk"))
    first = session.question()
    assert first
    assert first.say == "Dit schreef je op 22 nov 2026 op.\n\nWat wil je weten?\n– geld\n– {rust}"
    session = session.next()
    second = session.question()
    assert second
    assert (second.ask, second.hint, second.key) == ("Kan ik zzp aan?", None, "can_i")
    session = session.answer("yes").answer("rustiger").answer(LATER)
    entry = entry_of(session, id_=OLD, when=WHEN + timedelta(days=30))
    assert (entry.pack, entry.theme, entry.about) == ("alles", "zzp", "Beuk")
    assert entry.answers[0].measure == "key_question"
    assert ahead_of(entry) == Ahead(again=(("can_i", LATER),), done=(f"{PAGE}#can_i",))
    assert markdown.parse(markdown.render(entry)) == entry
    assert ahead_of(editing.with_answers(entry, editing.session_of(entry))).done == (f"{PAGE}#can_i",)


def test_who_wanted_to_know_nothing_is_asked_at_once() -> None:
    made = again.pack_of(page({"can_i": "no", "ask": DAY}), "can_i")
    assert made
    assert made.steps[0].kind == "choice"
    assert again.pack_of(page(), "nowhere") is None


def test_the_road_ends_where_the_question_comes_back() -> None:
    assert [answer.key for answer in again.road_of(page(), "can_i")] == ["can_i", "needed"]
    assert again.road_of(page(), "nowhere") == ()

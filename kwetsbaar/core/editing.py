"""Changing a page answer by answer: its questions asked again, with what was given, and the answers put back.

A page keeps each question with its shape, so it can be asked again when its pack is gone. The questions become a small
pack of their own, and an edit is a session through it: it is drafted, resumed and gone back in like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import ahead, keeping, kinds, packfile, toml
from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.share import ShareForm
from kwetsbaar.core.kinds.unknown import UnknownForm
from kwetsbaar.core.known import Known
from kwetsbaar.core.session import Given, GivenKey, Place, Session
from kwetsbaar.core.shapes import StepName, StepNames

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.toml import Toml

_LOCALIZED: Final = ("low", "high", "start")
"""The parameters of a kind that are texts."""

_OPTIONS: Final = ("options", "words")
"""The parameters of a kind that are lists of what can be chosen."""


def session_of(entry: Entry) -> Session:
    """Gives a session that asks every question of `entry` again, each with the answer that was given."""
    text = "\n".join(_lines(entry))
    reading = packfile.read(text.encode(), f"{entry.pack or 'page'}.toml")
    if reading.pack is None:
        raise ValueError("a page whose questions cannot be asked again")
    given: dict[GivenKey, Given] = {
        (_id(n), None): Given(answer.value, skipped=answer.skipped) for n, answer in _asked(entry)
    }
    session = Session(reading.pack, entry.lang, given=given, known=_known(entry))
    return session.go(Place(0))


def place_of(session: Session, number: int) -> Place | None:
    """Gives where `session` asks the answer with this place in the page's list, from 0; None if it cannot change."""
    return next((place for place in session.path if session.step(place).id == _id(number)), None)


def answer_at(entry: Entry, session: Session) -> Answer | None:
    """Gives the answer of `entry` that `session` asks anew where it is; None past its end."""
    step = session.step(session.at) if session.at is not None else None
    return next((answer for number, answer in _asked(entry) if step and step.id == _id(number)), None)


def with_answers(entry: Entry, session: Session) -> Entry:
    """Gives `entry` with the answers that `session` holds; all else of it stays."""
    answers = [*entry.answers]
    for number, answer in _asked(entry):
        given = session.given.get((_id(number), None))
        answers[number] = replace(answer, value=given.value if given is not None and given.answered else None)
    changed = _followed(entry, tuple(answers))
    before, after = keeping.theme_of(entry.answers, entry.lang), keeping.theme_of(changed.answers, entry.lang)
    return changed if before == after else replace(changed, theme=after)


def _followed(entry: Entry, answers: tuple[Answer, ...]) -> Entry:
    """Gives `entry` with other answers, and with what follows from them: days to look back on, whom it is about."""
    for before, after in zip(entry.answers, answers, strict=True):
        answers = ahead.redated(answers, before, after)
    answers = ahead.dated(answers)
    was, is_now = keeping.about_of(entry.answers), keeping.about_of(answers)
    return replace(entry, answers=answers, about=entry.about if was == is_now else is_now)


def _known(entry: Entry) -> Known:
    """Gives what the page itself still knows of what its questions were about."""
    risks = [
        risk for answer in entry.answers if isinstance(answer.form, OutcomeForm) for risk in answer.form.risks or ()
    ]
    parts = {_id(n): answer.form.parts for n, answer in _asked(entry) if isinstance(answer.form, ShareForm)}
    return Known(risks=tuple(risks), parts=parts)


def _asked(entry: Entry) -> list[tuple[int, Answer]]:
    """Gives the answers that can be changed, each with its place in the list."""
    return [
        (number, answer)
        for number, answer in enumerate(entry.answers)
        if answer.kind != "pause" and not isinstance(answer.form, UnknownForm)
    ]


def _id(number: int) -> str:
    return f"a{number}"


def _lines(entry: Entry) -> Iterator[str]:
    """Gives the small pack, line by line."""
    yield said("title", entry.title or entry.pack, entry.lang)
    part = None
    if not _asked(entry):  # a pack has at least one step
        yield from ("[[step]]", said("say", "…", entry.lang))
    for number, answer in _asked(entry):
        if answer.part and answer.part != part:
            yield from ("[[step]]", said("part", answer.part, entry.lang))
        part = answer.part
        yield from asked_bare(entry, answer, _id(number))


def asked_bare(entry: Entry, answer: Answer, id_: str) -> Iterator[str]:
    """Gives the lines of the step `id_` of a pack that asks the question of `answer` by itself."""
    yield from ("[[step]]", f'id = "{id_}"', f'kind = "{answer.kind}"')
    yield said("ask", entry.question(answer) or "…", entry.lang)
    for key, value in _parameters(answer):
        yield _parameter(key, value, entry.lang)


def _parameters(answer: Answer) -> Iterator[tuple[str, Toml]]:
    """Gives what a pack can say of such a question. Steps that it named are called otherwise here."""
    keys = {key.name: key for key in kinds.kind(answer.kind).keys}
    for name, value in answer.form.kept().items():
        if name in keys and not isinstance(keys[name].shape, (StepName, StepNames)):
            yield name, value


def _parameter(key: str, value: Toml, language: str) -> str:
    if key in _LOCALIZED and isinstance(value, str):
        return f"{key}.{language} = {_inline(value)}"
    if key in _OPTIONS and isinstance(value, list):
        return f"{key} = [{', '.join(_option(row, language) for row in value if isinstance(row, dict))}]"
    return f"{key} = {_inline(value)}"


def _option(row: dict[str, Toml], language: str) -> str:
    if row["id"] == row["label"]:
        return _inline(row["label"])
    return f"{{ id = {_inline(row['id'])}, {language} = {_inline(row['label'])} }}"


def said(key: str, text: str, language: str) -> str:
    """Gives the line of a text that may refer to nothing: its braces are its own."""
    return f"{key}.{language} = {_inline(text.replace('{', '{{').replace('}', '}}'))}"


def _inline(value: Toml) -> str:
    return toml.dumps({"x": value}).removeprefix("x = ").rstrip("\n").replace("\n", " ")

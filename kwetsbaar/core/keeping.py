"""Turns a finished session into an entry: what was answered, what was skipped, and nothing that was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.session import Place, Session


def entry_of(session: Session, *, id_: str, when: datetime) -> Entry:
    """Makes the first revision of the entry `id_`; `when` has an offset, and is cut to the second."""
    moment = when.replace(microsecond=0)
    answers = tuple(_answers(session))
    return Entry(
        id=id_,
        rev=1,
        created=moment,
        changed=moment,
        title=clean_line(session.pack.title.in_language(session.lang)),
        theme=theme_of(answers, session.lang),
        lang=session.lang,
        pack=session.pack.id,
        pack_version=session.pack.version,
        pack_sha256=session.pack.sha256,
        answers=answers,
    )


def nothing_given(session: Session) -> bool:
    """Tells whether no question that shows has an answer: then there is nothing to keep."""
    return not any(answer.value is not None and answer.kind != "pause" for answer in _answers(session))


def anything_given(session: Session) -> bool:
    """Tells whether a person gave anything at all, also what is set aside or was begun before a skip.

    A pause that was there is no text: it alone is not worth a file.
    """
    return any(given.value is not None and given.value is not True for given in session.given.values())


def theme_of(answers: tuple[Answer, ...], language: str) -> str | None:
    """Gives what a person called the matter: the answer that measures the theme, in a few words."""
    shorts = (a.form.short(a.value, language) for a in answers if a.measure == "theme" and a.value is not None)
    return next(shorts, None) or None


def _answers(session: Session) -> Iterator[Answer]:
    for place in session.path:
        answer = _answer(session, place)
        if answer is not None:
            yield answer


def _answer(session: Session, place: Place) -> Answer | None:
    given, form, step = session.given_at(place), session.form(place), session.step(place)
    template = step.ask or step.say
    if given is None or form is None:
        return None
    return Answer(
        key=step.key,
        kind=step.kind,
        ask=template.in_language(session.lang) if template else "",
        form=form,
        value=given.value if given.answered else None,
        item=place.item,
        part=session.part(place),
        tag=step.tag,
        measure=step.measure,
        private=step.private,
    )

"""Turns a finished session into an entry: what was answered, what was skipped, and nothing that was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kwetsbaar.core.ahead import AGAIN, dated
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.session import Place, Session
    from kwetsbaar.core.toml import Toml


def entry_of(session: Session, *, id_: str, when: datetime) -> Entry:
    """Makes the first revision of the entry `id_`; `when` has an offset, and is cut to the second."""
    moment = when.replace(microsecond=0)
    answers = dated(tuple(_answers(session)))
    return Entry(
        id=id_,
        rev=1,
        created=moment,
        changed=moment,
        title=clean_line(session.pack.title.in_language(session.lang)),
        theme=theme_of(answers, session.lang) or session.known.theme or None,
        lang=session.lang,
        pack=session.pack.id,
        pack_version=session.pack.version,
        pack_sha256=session.pack.sha256,
        about=about_of(answers) or session.known.about or None,
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


def about_of(answers: tuple[Answer, ...]) -> str | None:
    """Gives the alias of the client that it is about: the first that a person gave."""
    return next((str(a.value) for a in answers if a.kind == "client" and a.value is not None), None)


def _answers(session: Session) -> Iterator[Answer]:
    for place in session.path:
        answer = _answer(session, place)
        if answer is not None:
            yield answer


def _answer(session: Session, place: Place) -> Answer | None:
    given, form, step = session.given_at(place), session.form_here(place), session.step(place)
    template = step.ask or step.say
    if given is None or form is None:
        return None
    value = given.value if given.answered else None
    return Answer(
        key=step.key,
        kind=step.kind,
        ask=template.in_language(session.lang) if template else "",
        form=form.narrowed(value),
        value=value,
        item=place.item,
        part=session.part(place),
        tag=step.tag,
        measure=step.measure,
        private=step.private,
        more=_again(session, step.key),
    )


def _again(session: Session, key: str) -> dict[str, Toml]:
    """Gives which earlier answer this is asked again for, if it is."""
    ref = session.known.again
    return {AGAIN: ref} if ref.partition("#")[2] == key else {}

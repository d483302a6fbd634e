"""When to offer what helped a person before: after a no or a not yet to the key question. It never comes by itself."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.lookback.views.question import MEASURE, NO, NOT_YET

if TYPE_CHECKING:
    from kwetsbaar.core.session import Place, Session

_AFTER: Final = (NO, NOT_YET)


def is_offered(session: Session) -> bool:
    """Tells whether the person is past a key question that they answered with no or not yet."""
    return any(_is_heavy(session, place) for place in takewhile(lambda place: place != session.at, session.path))


def _is_heavy(session: Session, place: Place) -> bool:
    given = session.given_at(place)
    if given is None or not given.answered or session.step(place).measure != MEASURE:
        return False
    return bool({*_AFTER} & _chosen(given.value))


def _chosen(value: object) -> set[str]:
    return {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}

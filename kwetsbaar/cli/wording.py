"""Makes argparse speak Dutch.

argparse says everything through Python's own gettext, which asks the environment for the language. So while it is at
work the environment names ours, and gettext looks in our catalogue. What argparse can say stands here, in its own
words, so that the catalogue knows of it; some of it differs from one version of Python to the next.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kwetsbaar.i18n import LOCALE, language, msg, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOMAIN: Final = "kwetsbaar"
_ASKED: Final = "LANGUAGE"

SAID_BY_ARGPARSE: Final = (
    msg("usage: "),
    msg("options"),
    msg("positional arguments"),
    msg("show this help message and exit"),
    msg("argument %(argument_name)s: %(message)s"),
    msg("unrecognized arguments: %s"),
    msg("the following arguments are required: %s"),
    msg("one of the arguments %s is required"),
    msg("not allowed with argument %s"),
    msg("ignored explicit argument %r"),
    msg("expected one argument"),
    msg("expected at most one argument"),
    msg("expected at least one argument"),
    plural("expected %s argument", "expected %s arguments", 1),
    msg("ambiguous option: %(option)s could match %(matches)s"),
    msg("unexpected option string: %s"),
    msg("invalid choice: %(value)r (choose from %(choices)s)"),
    msg("invalid %(type)s value: %(value)r"),
)
"""Not said from here: argparse finds them in the catalogue."""


@contextmanager
def own_language() -> Iterator[None]:
    """While this lasts, argparse speaks the language of the interface."""
    before = os.environ.get(_ASKED), gettext.textdomain()
    os.environ[_ASKED] = language()
    gettext.bindtextdomain(_DOMAIN, str(LOCALE))
    gettext.textdomain(_DOMAIN)
    try:
        yield
    finally:
        gettext.textdomain(before[1])
        os.environ.pop(_ASKED)
        if before[0] is not None:
            os.environ[_ASKED] = before[0]

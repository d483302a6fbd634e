"""The one service: who opens this folder knows what kwetsbaar does.

`Journal` is an open journal; `reading` and `writing` are what one does with it. `packs` is the shelf of packs,
`preferences` what a person chose for this device, `answering` a session from a file. The names here are loaded when
they are first asked for, so that a command that needs no keys does not wait for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kwetsbaar.journal.journal import Created, Journal
    from kwetsbaar.storage.entries import State
    from kwetsbaar.storage.places import Places

__all__ = ["Created", "Journal", "Places", "State"]

_HOMES = {
    "Created": "kwetsbaar.journal.journal",
    "Journal": "kwetsbaar.journal.journal",
    "Places": "kwetsbaar.storage.places",
    "State": "kwetsbaar.storage.entries",
}


def __getattr__(name: str) -> object:
    """Loads one of `__all__` from where it lives."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)

"""The one service: who opens this folder knows what kwetsbaar does.

`Journal` is an open journal; `reading` and `writing` are what one does with it. `packs` is the shelf of packs,
`preferences` what a person chose for this device, `answering` a session from a file.
"""

from kwetsbaar.journal.journal import Created, Journal
from kwetsbaar.storage.entries import State
from kwetsbaar.storage.places import Places

__all__ = ["Created", "Journal", "Places", "State"]

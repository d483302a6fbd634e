"""What the id of an entry looks like."""

from __future__ import annotations

import re
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base32 in lower case: no i, l, o and u, so that an id can be read aloud."""

ID_LENGTH: Final = 26
"""Letters of an id: 128 bits, five to a letter."""

ID_PATTERN: Final = re.compile(rf"[0-7][{ALPHABET}]{{25}}")
"""What an id looks like; to be used with `fullmatch`."""


def is_id(text: str) -> bool:
    """Tells whether `text` is an id, and so safe as a part of a file's name."""
    return ID_PATTERN.fullmatch(text) is not None

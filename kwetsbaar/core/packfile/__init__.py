"""Reads a pack file: every flaw of it at once, each with its line and in words for its author, or else a `Pack`.

The way of a file: bytes become text (`source`), text becomes tokens (`tokens`) and these are cut into parts and lines
(`cut`); each line is parsed by itself, so that one broken line hides no other, and what does not parse gets a sentence
(`sentences`); the lines of a part become a table (`table`); the tables become a pack (`rules`, `steps`, `references`,
`languages`).
"""

from kwetsbaar.core.packfile.problems import PackErrors, Problem
from kwetsbaar.core.packfile.rules import Reading, read, tidy
from kwetsbaar.core.packfile.walking import unwalkable

__all__ = ["PackErrors", "Problem", "Reading", "read", "tidy", "unwalkable"]

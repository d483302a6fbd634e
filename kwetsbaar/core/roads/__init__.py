"""The roads of a pack: every row of steps that some answers lead along, and how long it takes to walk them.

Nobody walks here: invented answers (`examples`) go through the session itself (`walk`), each step takes so many
seconds (`minutes`), and what the steps ask of each other makes a tree (`tree`).
"""

from kwetsbaar.core.roads.minutes import Estimate
from kwetsbaar.core.roads.walk import Roads, roads_of

__all__ = ["Estimate", "Roads", "roads_of"]

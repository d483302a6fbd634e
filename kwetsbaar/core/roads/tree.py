"""The steps of a pack as a tree: what always comes, and below each condition what comes only if it is met.

A step hangs below all that must hold for it to show, also what the steps that it asks about must have for themselves.
The order is that of the file, which is the order of a walk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kwetsbaar.core.pack import Condition, Pack, Step

Node: TypeAlias = "Step | Branch"
"""A step, or what comes on one condition."""


@dataclass
class Branch:
    """What comes only if all of `conditions` are met."""

    conditions: tuple[Condition, ...]
    nodes: list[Node] = field(default_factory=list)
    """In the order of the file."""


def tree_of(pack: Pack) -> Branch:
    """Gives the tree of the pack's own steps; its root asks nothing."""
    root = Branch(())
    open_: list[Branch] = [root]
    for step, sets in _asked(pack).items():
        shared = _shared(open_, sets)
        del open_[shared + 1 :]
        for conditions in sets[shared:]:
            branch = Branch(conditions)
            open_[-1].nodes.append(branch)
            open_.append(branch)
        open_[-1].nodes.append(pack.steps[step])
    return root


_Sets: TypeAlias = "tuple[tuple[Condition, ...], ...]"
"""Conditions in the order in which they are met on the way, those of one `when` together."""


def _shared(open_: list[Branch], sets: _Sets) -> int:
    """Gives how many of the branches that are open the step lies in, from the root on."""
    count = 0
    for branch, conditions in zip(open_[1:], sets, strict=False):
        if branch.conditions != conditions:
            break
        count += 1
    return count


def _asked(pack: Pack) -> Mapping[int, _Sets]:
    """Gives for each step of the author's, by its place in the pack from 0, all that must hold for it to show."""
    asked: dict[int, _Sets] = {}
    by_id: dict[str, _Sets] = {}
    heading: _Sets = ()
    for place, step in enumerate(pack.steps):
        if step.number == 0:
            continue
        above = () if step.kind == "part" else heading
        sets = _joined(step, above, by_id)
        heading = sets if step.kind == "part" else heading
        asked[place] = sets
        by_id[step.key] = sets
    return asked


def _joined(step: Step, heading: _Sets, by_id: Mapping[str, _Sets]) -> _Sets:
    """Puts together what the heading asks, what the steps that are asked about ask, and what the step itself asks."""
    sources = [name for name in (*(condition.step for condition in step.when), step.each) if name]
    inherited = [conditions for name in sources for conditions in by_id.get(name, ())]
    own = [step.when] if step.when else []
    return tuple(dict.fromkeys([*heading, *inherited, *own]))

"""The command `packs map`: the roads of a pack as a tree, one line a step."""

from __future__ import annotations

import re
import shutil
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.layout import width
from kwetsbaar.core.packfile import PackErrors, unwalkable
from kwetsbaar.core.packfile.reach import wanted as said
from kwetsbaar.core.roads import roads_of
from kwetsbaar.core.roads.saying import summary
from kwetsbaar.core.roads.tree import Branch, tree_of
from kwetsbaar.i18n import _, enumerate_words, language
from kwetsbaar.journal.authoring import SUFFIX
from kwetsbaar.journal.packs import check
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kwetsbaar.core.pack import Condition, Pack, Step
    from kwetsbaar.core.roads.tree import Node
    from kwetsbaar.journal.packs import Packs

NARROWEST: Final = 40
"""Cells that a line has at least, however narrow the terminal."""

WIDEST: Final = 120

_ASIDE = re.compile(r"\s+")


def run(packs: Packs, wanted: str, *, json: bool) -> int:
    """Shows a pack of the shelf, or one in a file; raises `NotFound`, `PackErrors`."""
    _show(_pack(packs, wanted), json=json)
    return exits.DONE


def _pack(packs: Packs, wanted: str) -> Pack:
    """Gives the pack with this id, or the one in this file: what ends in .toml or has a slash in it is a file."""
    path = Path(wanted).expanduser()
    if path.suffix != SUFFIX and path.name == wanted and not path.is_file():
        return packs.get(wanted)
    reading = check(path)
    if reading.pack is None:
        raise PackErrors(path.name, reading.problems)
    if odd := unwalkable(reading.pack):
        raise PackErrors(path.name, (odd,))
    return reading.pack


def _show(pack: Pack, *, json: bool) -> None:
    """Prints the tree with a line on its roads above it; as JSON the same as one document."""
    roads = roads_of(pack, language())
    if json:
        talk.document(documents.of_map(pack, tree_of(pack), roads))
        return
    size = min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)
    lang = pack.language(language())
    head = [clean_line(pack.title.in_language(lang)), str(summary(roads)), ""]
    talk.data("\n".join([*(_cut(line, size) for line in head), *_lines(tree_of(pack).nodes, "", lang, size)]))


def _lines(nodes: Sequence[Node], before: str, lang: str, size: int) -> Iterator[str]:
    """Gives the lines of some nodes; `before` is what hangs down from above."""
    groups = [list(group) for _kind, group in groupby(nodes, lambda node: isinstance(node, Branch))]
    for group in groups:
        for place, node in enumerate(group):
            if isinstance(node, Branch):
                last = place == len(group) - 1
                yield _cut(f"{before}{'└─' if last else '├─'} {_asked(node.conditions)}", size)
                yield from _lines(node.nodes, before + ("   " if last else "│  "), lang, size)
            else:
                yield _cut(before + _step(node, lang), size)


def _step(step: Step, lang: str) -> str:
    """Gives one step: its number, its id, what it is and what it says."""
    text = _said(step, lang)
    if step.kind == "part":
        return f"{step.number:>2} ── {text} ──"
    names = " ".join(filter(None, (step.id, f"({_('for each of {list}', list=step.each)})" if step.each else "")))
    return f"{step.number:>2} {step.kind:<8} {names + ': ' if names else ''}{text}"


def _said(step: Step, lang: str) -> str:
    """Gives what a step says, on one line; of one that says nothing the packs that it names."""
    text = next((text for text in (step.part, step.ask, step.say) if text), None)
    if text is not None:
        return _ASIDE.sub(" ", clean_line(text.in_language(lang)))
    packs = step.params.get("packs", ())
    return ", ".join(map(str, packs)) if isinstance(packs, tuple) else ""


def _asked(conditions: tuple[Condition, ...]) -> str:
    return enumerate_words([_("{name} is {wanted}", name=asked.step, wanted=said(asked)) for asked in conditions])


def _cut(line: str, size: int) -> str:
    """Gives as much of a line as fits."""
    if width(line) <= size:
        return line
    while width(line) > size - 1:
        line = line[:-1]
    return line.rstrip() + "…"

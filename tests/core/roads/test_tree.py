"""The tree of a pack: every step once, in the order of the file, below what must hold for it."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from kwetsbaar.core.pack import Step
from kwetsbaar.core.roads.tree import Branch, tree_of
from tests.core.roads.packs import pack_of, texts


def steps_in(branch: Branch, above: tuple[object, ...] = ()) -> Iterator[tuple[Step, tuple[object, ...]]]:
    for node in branch.nodes:
        if isinstance(node, Branch):
            yield from steps_in(node, (*above, *node.conditions))
        else:
            yield node, above


@given(texts())
@settings(max_examples=60)
def test_every_step_is_in_it_once_below_all_that_it_asks(text: str) -> None:
    pack = pack_of(text)
    found = [*steps_in(tree_of(pack))]
    assert [step.number for step, _above in found] == [step.number for step in pack.steps]
    for step, above in found:
        assert set(step.when) <= set(above)


def test_what_extra_care_adds_is_not_in_it() -> None:
    pack = pack_of('title = "T"\ncare = "deep"\n[[step]]\nask = "x"\n')
    assert [step.number for step, _above in steps_in(tree_of(pack))] == [1]


def test_a_step_hangs_below_what_the_step_that_it_asks_about_needs() -> None:
    pack = pack_of(
        'title = "T"\n[[step]]\nid = "a"\nkind = "choice"\nask = "x"\noptions = ["no", "yes"]\n'
        '[[step]]\nid = "b"\nkind = "choice"\nask = "x"\noptions = ["now"]\nwhen = { a = "no" }\n'
        '[[step]]\nask = "x"\nwhen = { b = "now" }\n[[step]]\nask = "x"\n'
    )
    depths = [len(above) for _step, above in steps_in(tree_of(pack))]
    assert depths == [0, 1, 2, 0]

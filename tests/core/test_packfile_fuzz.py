"""Packs with bytes and lines changed at random, and random TOML: nothing unnamed, and what is taken can be walked.

What must hold stands beside the longer run, in `scripts/fuzz_packs.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import fuzz_packs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.core.kinds import WRITABLE
from kwetsbaar.core.packfile.keys import ALL_STEP_KEYS, PACK_KEYS
from kwetsbaar.core.toml import Toml, value_of

SEEDS = fuzz_packs.seeds()
LARGE = [data for data in SEEDS if len(data) > 1500]
BITS = st.one_of(st.binary(max_size=4), st.sampled_from(fuzz_packs.PIECES).map(str.encode))


def test_there_are_many_to_begin_with() -> None:
    assert len(SEEDS) > 200
    assert len(LARGE) >= 15


@given(
    st.sampled_from(SEEDS + LARGE * 5),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), BITS), min_size=1, max_size=4),
)
@settings(max_examples=150)
def test_bytes_changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    for where, length, put in changes:
        start = int(where * len(data))
        data = data[:start] + put + data[start + length :]
    fuzz_packs.hold(data)


@given(st.sampled_from(LARGE), st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 6))
@settings(max_examples=100)
def test_lines_swapped_dropped_doubled_and_taken_from_another(
    one: bytes, other: bytes, draw: Random, times: int
) -> None:
    lines = one.split(b"\n")
    for _ in range(times):
        here, there = (draw.randrange(len(lines)) for _ in range(2))
        match draw.randrange(4):
            case 0:
                lines[here], lines[there] = lines[there], lines[here]
            case 1 if len(lines) > 1:
                del lines[here]
            case 2:
                lines.insert(there, lines[here])
            case _:
                taken = other.split(b"\n")
                lines.insert(here, taken[there % len(taken)])
    fuzz_packs.hold(b"\n".join(lines))


IDS = st.sampled_from(["a", "b", "c", "item", "1a"])
WORDS = st.one_of(
    IDS, st.sampled_from(["x", "{a}", "{b", "{item}", ">= 3", "4..6", "yes", "answered", "3 weeks", "risk", *WRITABLE])
)
SCALARS = st.one_of(WORDS, st.integers(-3, 12), st.booleans(), st.dates())
OPTIONS: st.SearchStrategy[Toml] = st.lists(
    st.one_of(WORDS, st.fixed_dictionaries({"id": WORDS, "nl": WORDS})), max_size=3
)
VALUES: st.SearchStrategy[Toml] = st.one_of(
    SCALARS, OPTIONS, st.dictionaries(st.one_of(IDS, st.sampled_from(["nl", "en"])), SCALARS, max_size=2)
)
LIKELY: dict[str, st.SearchStrategy[Toml]] = {
    "id": IDS,
    "kind": st.sampled_from(WRITABLE),
    "ask": WORDS,
    "say": WORDS,
    "each": IDS,
    "options": OPTIONS,
    "when": st.dictionaries(IDS, st.one_of(WORDS, st.lists(WORDS, max_size=2)), max_size=2),
}
STEP_KEYS = st.one_of(st.sampled_from([*LIKELY]), st.sampled_from(ALL_STEP_KEYS))


@st.composite
def tables(draw: st.DrawFn, names: st.SearchStrategy[str]) -> str:
    chosen = draw(st.lists(names, max_size=5, unique=True))
    return "".join(f"{name} = {value_of(draw(LIKELY.get(name, VALUES)))}\n" for name in chosen)


@given(tables(st.sampled_from(list(PACK_KEYS))), st.lists(tables(STEP_KEYS), max_size=5))
@settings(max_examples=150)
def test_random_toml(head: str, steps: list[str]) -> None:
    fuzz_packs.hold(f"{head}\n[[step]]\n{'[[step]]'.join(f'{chr(10)}{step}' for step in steps)}".encode())


@given(st.lists(tables(st.sampled_from(["id", "kind", "ask", "when", "each"])), min_size=1, max_size=6))
@settings(max_examples=150)
def test_random_steps_below_a_title(steps: list[str]) -> None:
    fuzz_packs.hold(('title = "T"\n' + "".join(f'[[step]]\nask = "x"\n{step}' for step in steps)).encode())


def test_what_holds_is_really_asserted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_packs, "is_clean", lambda _text: False)
    with pytest.raises(AssertionError):
        fuzz_packs.hold(b'title = "T"\n[[step]]\naks = "x"\n')


def test_without_atheris_the_long_run_says_so() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.modules['atheris'] = None; import fuzz_packs; sys.exit(fuzz_packs.main([]))",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(fuzz_packs.__file__).parent,
    )
    assert done.returncode == 2
    assert "not installed" in done.stderr

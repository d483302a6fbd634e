"""`SECURITY.md` promises only what a test holds, and names it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?!promise \||---)(?P<promise>.*) \| (?P<tests>[^|]*) \|$", re.MULTILINE)
NAMED = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)`")


def test_every_promise_names_tests_that_there_are() -> None:
    rows = ROW.findall((ROOT / "SECURITY.md").read_text())
    assert len(rows) > 10
    for promise, tests in rows:
        named = NAMED.findall(tests)
        assert named, promise
        assert not re.sub(r"[, ]", "", NAMED.sub("", tests)), promise
        for file, test in named:
            assert test in functions_of(ROOT / file), f"{file}::{test}"


def functions_of(path: Path) -> set[str]:
    """Gives the names of the functions in a file, those in classes too."""
    found = ast.walk(ast.parse(path.read_text()))
    return {node.name for node in found if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}

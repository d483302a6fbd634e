"""What the tests of plain lines share."""

from __future__ import annotations

import pytest

from kwetsbaar.journal import Journal
from tests.cli.plain.lines import Sitting


@pytest.fixture
def sitting(journal: Journal, capsys: pytest.CaptureFixture[str]) -> Sitting:
    return Sitting(journal, capsys)

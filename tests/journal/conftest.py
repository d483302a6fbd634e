"""What the tests of the service share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _quick_keys(little_work: None) -> None:
    """Derives keys with little work: what is tested here is what a journal does once it is open."""

"""Answers of a kind that has a way of its own to be read."""

from __future__ import annotations

from kwetsbaar.core.entry import Answer
from kwetsbaar.core.kinds.voices import VoicesForm
from kwetsbaar.core.toml import Toml
from kwetsbaar.tui.told import TOLD


def test_voices_are_read_without_marks_and_never_as_markup() -> None:
    value: Toml = {
        "voices": [{"name": "[b]De strenge", "says": "> Doe het niet.\n\nNee.", "needs": "rust"}, {"name": "De bange"}],
        "centre": "Ik hoor jullie.",
    }
    said = TOLD["voices"](Answer("inner", "voices", "Wie?", VoicesForm(), value))
    assert said.plain == (
        "[b]De strenge\n> Doe het niet.\n\nNee.\nNeeds: rust\n\nDe bange\n\nThe centre:\nIk hoor jullie."
    )

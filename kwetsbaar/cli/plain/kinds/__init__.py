"""The kinds in plain lines: one module for each, registered here once by the kind's name. See `base` for the rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from kwetsbaar.cli.plain.kinds import (
    body,
    choice,
    client,
    feelings,
    letgo,
    list_,
    next_,
    outcome,
    pause,
    revisit,
    risks,
    say,
    scale,
    share,
    voices,
    write,
)

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

Ask: TypeAlias = "Callable[[Question, Talk], Toml | None]"

ASK: Final[Mapping[str, Ask]] = {
    "write": write.ask,
    "choice": choice.ask,
    "scale": scale.ask,
    "list": list_.ask,
    "feelings": feelings.ask,
    "body": body.ask,
    "voices": voices.ask,
    "pause": pause.ask,
    "risks": risks.ask,
    "letgo": letgo.ask,
    "share": share.ask,
    "revisit": revisit.ask,
    "outcome": outcome.ask,
    "client": client.ask,
    "next": next_.ask,
    "say": say.ask,
    "part": say.ask,
}
"""By the kind's name. A heading with a text is read like any text."""

"""Runs one command: reads the arguments, hands them to the module of the command, and turns errors into words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kwetsbaar.cli import arguments as reading
from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.setting import Setting
from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import msg, set_language

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.journal import Places

T = TypeVar("T")


@dataclass(frozen=True)
class OpenApp:
    """A wish for the app, which this face may not open itself."""

    folder: Path
    places: Places
    start_pack: str | None = None
    """The pack to begin with."""
    demo: bool = False
    """Whether it is to be the demo journal; then `folder` plays no part."""
    debug: bool = False


Outcome = int | OpenApp
"""An exit code, or that the app is to be opened."""


def run(arguments: Sequence[str]) -> Outcome:
    """Runs the command that `arguments` ask for."""
    talk.prepare()
    return guarded(lambda: _commanded(arguments))


def guarded(command: Callable[[], T]) -> T | int:
    """Gives what `command` gives; an error is told and becomes its exit code."""
    try:
        outcome = command()
        talk.flush()
    except KwetsbaarError as error:
        talk.error(error)
        return exits.code(error)
    except BrokenPipeError:  # who read our output had enough of it
        talk.abandon()
        return exits.DONE
    return outcome


def _commanded(given: Sequence[str]) -> Outcome:
    setting = Setting()
    set_language(setting.language(reading.asked_language(given)))
    arguments = reading.parse(given)
    return exits.DONE if arguments is None else _dispatched(arguments, setting)


def _dispatched(arguments: Arguments, setting: Setting) -> Outcome:
    """Runs the command. Each imports only what it needs."""
    match arguments.command:
        case "init":
            from kwetsbaar.cli.init import run as command
        case "write" if arguments.answers is not None:
            from kwetsbaar.cli.write import run as command
        case "write" if arguments.plain:
            from kwetsbaar.cli.plain.command import run as command
        case "list" | "show" | "search" | "history":
            from kwetsbaar.cli.pages import run as command
        case "passphrase" | "recovery" | "rekey" | "accept":
            from kwetsbaar.cli.keys import run as command
        case "drafts":
            from kwetsbaar.cli.drafts import run as command
        case "due":
            from kwetsbaar.cli.due import run as command
        case "packs":
            from kwetsbaar.cli.packs import run as command
        case "help-lines":
            from kwetsbaar.cli.helplines import run as command
        case _:
            return _app(arguments, setting)
    return command(arguments, setting)


def _app(arguments: Arguments, setting: Setting) -> OpenApp:
    """Gives the wish for the app, for `write` at the pack; `UsageError` if there is no screen to show it on."""
    if not talk.has_screen():
        raise UsageError(
            msg("The app needs a terminal, and this is none."),
            msg("In plain lines: kwetsbaar write PACK --plain. From a script: kwetsbaar write PACK --answers FILE."),
        )
    start = None
    if arguments.command == "write":
        from kwetsbaar.journal.packs import FREE_PAGE, Packs

        start = Packs(setting.places).get(arguments.pack or FREE_PAGE).id
    demo = arguments.command == "demo"
    if demo:
        talk.say(msg("The demo journal is being made, a moment…"))
    return OpenApp(setting.folder(arguments), setting.places, start, demo, arguments.debug)

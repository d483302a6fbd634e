"""Runs one command: reads the arguments, hands them to the module of the command, and turns errors into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar, cast

from kwetsbaar.cli import arguments as reading
from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.setting import Setting
from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import msg, set_language

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.i18n import Message
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
    preview: Path | None = None
    """The pack file to try out; then no journal plays a part."""


Outcome = int | OpenApp
"""An exit code, or that the app is to be opened."""

Run: TypeAlias = "Callable[[Arguments, Setting], int]"
"""What a module of this package has for its commands."""

_MODULES: Final[Mapping[str, str]] = {
    "init": "init",
    **dict.fromkeys(("list", "show", "search", "history"), "pages"),
    **dict.fromkeys(("passphrase", "recovery", "rekey", "accept"), "keys"),
    **dict.fromkeys(("delete", "restore", "purge"), "deleting"),
    "check": "check",
    "repair": "repair",
    "backup": "backup",
    "drafts": "drafts",
    "due": "due",
    "look-back": "lookback",
    **dict.fromkeys(("share", "open"), "sharing"),
    "people": "people",
    "export": "exporting",
    "import": "importing",
    "forget": "forgetting",
    "packs": "packs",
    "guide": "guide",
    "help-lines": "helplines",
}
"""The module of each command but `write` and what opens the app."""


_OTHERWISE: Final = msg(
    "In plain lines: kwetsbaar write PACK --plain. From a script: kwetsbaar write PACK --answers FILE."
)


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
    """Runs the command. Only the module that holds it is imported."""
    name = _module(arguments)
    if name is None:
        return _app(arguments, setting)
    run = cast("Run", import_module(f"kwetsbaar.cli.{name}").run)
    return run(arguments, setting)


def _module(arguments: Arguments) -> str | None:
    """Gives the module of a command; None for what is done in the app."""
    if arguments.command == "packs" and arguments.packs_command == "preview":
        return None
    if arguments.command == "write":
        return "write" if arguments.answers is not None else "plain.command" if arguments.plain else None
    return _MODULES.get(arguments.command) if arguments.command else None


def _app(arguments: Arguments, setting: Setting) -> OpenApp:
    """Gives the wish for the app, for `write` at the pack; `UsageError` if there is no screen to show it on."""
    if arguments.command == "packs":
        return _preview(arguments, setting)
    _needs_screen(_OTHERWISE)
    start = None
    if arguments.command == "write":
        from kwetsbaar.journal.packs import FREE_PAGE, Packs

        start = Packs.of(setting.places).get(arguments.pack or FREE_PAGE).id
    demo = arguments.command == "demo"
    if demo:
        talk.say(msg("The demo journal is being made, a moment…"))
    return OpenApp(setting.folder(arguments), setting.places, start, demo, arguments.debug)


def _preview(arguments: Arguments, setting: Setting) -> OpenApp:
    """Gives the wish for the preview of a file; `NotFound` if there is none that can be read."""
    from kwetsbaar.journal.packs import check

    (file,) = arguments.files
    check(file)
    _needs_screen(msg("kwetsbaar packs check FILE tells what is wrong with a pack, if anything is."))
    return OpenApp(setting.folder(arguments), setting.places, debug=arguments.debug, preview=file)


def _needs_screen(otherwise: Message) -> None:
    if not talk.has_screen():
        raise UsageError(msg("The app needs a terminal, and this is none."), otherwise)

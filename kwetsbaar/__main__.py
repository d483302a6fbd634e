"""Where kwetsbaar starts: it chooses a face, and is the last to catch what went wrong."""

from __future__ import annotations

import os
import sys

from kwetsbaar import __version__


def main(argv: list[str] | None = None) -> int:
    """Runs kwetsbaar with `argv`, by default that of the process, and gives the exit code (`kwetsbaar.cli.exits`)."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:  # answered before anything heavy is imported
        sys.stdout.write(f"kwetsbaar {__version__}\n")
        return 0
    os.umask(0o077)
    if argv is None:  # a process of its own
        from kwetsbaar.storage import process

        process.close_off()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        from kwetsbaar.cli import exits

        return exits.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one crash handler: nothing of a page may reach the terminal
        from kwetsbaar.cli import crash

        return crash.tell(error, debug="--debug" in arguments)


def _run(arguments: list[str]) -> int:
    from kwetsbaar.cli import running

    outcome = running.run(arguments)
    return outcome if isinstance(outcome, int) else running.guarded(lambda: _opened(outcome))


def _opened(wanted: OpenApp) -> int:
    """Opens the app. It is imported only now, when the language is known and a screen is wanted."""
    from kwetsbaar import tui

    if wanted.preview is not None:
        return tui.run_preview(wanted.preview, wanted.places, debug=wanted.debug)
    if wanted.demo:
        return tui.run_demo(wanted.places, debug=wanted.debug)
    return tui.run(wanted.folder, wanted.places, start_pack=wanted.start_pack, debug=wanted.debug)


TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    from kwetsbaar.cli.running import OpenApp

if __name__ == "__main__":
    sys.exit(main())

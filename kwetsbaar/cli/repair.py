"""The command `repair`: puts right what `check` found, in the way that was asked for or the one that keeps most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.errors import KwetsbaarError, NotFound, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.journal.care import Kind
from kwetsbaar.journal.repairing import Remedy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.care import Finding

_DONE: Final[Mapping[Remedy, Message]] = {
    Remedy.OWN_NAME: msg("{file}: it has its own name now, or lies beside its page."),
    Remedy.HISTORY: msg("{file}: the newest earlier version that can be read was put back."),
    Remedy.OTHER: msg("{file}: it was taken from the other copy."),
    Remedy.ASIDE: msg("{file}: it lies in the trash now."),
    Remedy.ACCEPT: msg("{file}: this device holds it for right from now on."),
}


def run(arguments: Arguments, setting: Setting) -> int:
    """Puts right what can be; the code tells whether something is left."""
    from kwetsbaar.journal.care import is_harmless

    if arguments.set_aside and not arguments.id:
        raise UsageError(msg("Say what is to be set aside."), msg("kwetsbaar check shows what there is."))
    with opened(arguments, setting) as journal:
        findings = _meant(journal, arguments.id)
        done = [(finding, *_repaired(journal, finding, arguments)) for finding in findings]
    if arguments.json:
        talk.document([_document(finding, how, error) for finding, how, error in done])
    elif not done:
        talk.say(msg("There is nothing to put right."))
    left = [finding for finding, how, _error in done if how is None and not is_harmless(finding)]
    return exits.DAMAGED if left else exits.DONE


def _meant(journal: Journal, beginning: str) -> Sequence[Finding]:
    """Gives what is to be put right; a page or file about which nothing is odd is `NotFound`."""
    report = journal.care.check(read_all=True)
    found = [
        finding
        for finding in report.findings
        if finding.kind is not Kind.JOURNAL  # which is the sum of others
        and any(name.startswith(beginning) for name in (finding.id, finding.name, finding.file))
    ]
    if beginning and not found:
        raise NotFound(
            msg("There is nothing odd about ‘{id}’.", id=beginning), msg("kwetsbaar check shows what there is.")
        )
    return found


def _repaired(journal: Journal, finding: Finding, arguments: Arguments) -> tuple[Remedy | None, KwetsbaarError | None]:
    """Gives what was done, or why nothing was."""
    possible = journal.repairing.remedies(finding)
    how = next((each for each in _wanted(arguments) if each in possible), None)
    if how is None:
        _tell(finding, None, possible, json=arguments.json)
        return None, None
    try:
        journal.repairing.repair(finding, how, arguments.other)
    except KwetsbaarError as error:
        if not arguments.json:
            talk.error(error)
        return None, error
    _tell(finding, how, possible, json=arguments.json)
    return how, None


def _wanted(arguments: Arguments) -> tuple[Remedy, ...]:
    if arguments.other is not None:
        return (Remedy.OTHER,)
    if arguments.set_aside:
        return (Remedy.ASIDE,)
    return (Remedy.ACCEPT,) if arguments.accept else (Remedy.OWN_NAME, Remedy.HISTORY)


def _tell(finding: Finding, how: Remedy | None, possible: Sequence[Remedy], *, json: bool) -> None:
    from kwetsbaar.journal.care import said

    if json:
        return
    if how is not None:
        template = _DONE[how]
        talk.say(msg(template.text, file=finding.label))
        return
    talk.complain(said(finding))
    ways = ", ".join(_OPTIONS[each] for each in possible if each in _OPTIONS)
    if ways:
        talk.hint(msg("What can be done: {ways}.", ways=ways))


_OPTIONS: Final[Mapping[Remedy, str]] = {
    Remedy.OTHER: "--from DIR",
    Remedy.ASIDE: "--set-aside",
    Remedy.ACCEPT: "--accept",
}


def _document(finding: Finding, how: Remedy | None, error: KwetsbaarError | None) -> documents.Json:
    from kwetsbaar.journal.care import said

    return {
        **documents.of_finding(finding, str(said(finding)), []),
        "done": how.value if how else None,
        "error": str(error) if error else None,
    }

"""The command `check`: everything that is not as it should be, each thing in a sentence, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.i18n import moment, msg, plural

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.care import Finding, Report


def run(arguments: Arguments, setting: Setting) -> int:
    """Looks the journal over and tells what there is."""
    from kwetsbaar.journal.care import is_harmless, said

    with opened(arguments, setting) as journal:
        with talk.counting() as count:
            report = journal.care.check(read_all=arguments.read_all, progress=count)
        if arguments.json:
            talk.document([_document(journal, finding) for finding in report.findings])
        else:
            for finding in report.findings:
                (talk.say if is_harmless(finding) else talk.complain)(said(finding))
            _sum_up(report, read_all=arguments.read_all)
    return exits.DONE if all(map(is_harmless, report.findings)) else exits.DAMAGED


def _document(journal: Journal, finding: Finding) -> documents.Json:
    from kwetsbaar.journal.care import said

    remedies = [remedy.value for remedy in journal.repairing.remedies(finding)]
    return documents.of_finding(finding, str(said(finding)), remedies)


def _sum_up(report: Report, *, read_all: bool) -> None:
    """Says how much was read, and what a person can do next."""
    if report.backup:
        talk.say(msg("This is a backup, last made on {moment}.", moment=moment(report.backup.astimezone())))
        if report.behind:
            talk.say(
                plural(
                    "{n} page was written or changed since.", "{n} pages were written or changed since.", report.behind
                )
            )
    if report.findings:
        talk.hint(msg("kwetsbaar repair puts right what can be; kwetsbaar repair --help shows the other ways."))
    else:
        talk.say(plural("{n} file was read, and all is well.", "{n} files were read, and all is well.", report.read))
    if not read_all:
        talk.hint(msg("With --read-all every earlier version is read too."))

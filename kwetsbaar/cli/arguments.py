"""The commands and options as a person types them, read into one typed value."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from kwetsbaar import __version__
from kwetsbaar.cli.wording import own_language
from kwetsbaar.core.days import SPANS
from kwetsbaar.core.lookback.states import STATES
from kwetsbaar.errors import UsageError
from kwetsbaar.i18n import LANGUAGES, _, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - it has no public name

Command = Literal[
    "init",
    "write",
    "list",
    "show",
    "search",
    "history",
    "drafts",
    "due",
    "look-back",
    "share",
    "open",
    "people",
    "export",
    "import",
    "forget",
    "packs",
    "passphrase",
    "recovery",
    "rekey",
    "accept",
    "delete",
    "restore",
    "purge",
    "drafts",
    "packs",
    "check",
    "repair",
    "backup",
    "demo",
    "guide",
    "help-lines",
]


class Arguments(argparse.Namespace):
    """What was typed. What does not belong to the command that was given has its value here."""

    command: Command | None = None
    """None opens the app."""
    packs_command: Literal["list", "check", "new", "map", "schema", "preview", "copy", "take"] = "list"
    journal: Path | None = None
    passphrase_file: Path | None = None
    recovery_file: Path | None = None
    lang: str | None = None
    debug: bool = False
    json: bool = False
    recovery_out: Path | None = None
    no_recovery: bool = False
    new_passphrase_file: Path | None = None
    test: bool = False
    over_newer: bool = False
    pack: str | None = None
    answers: Path | None = None
    plain: bool = False
    id: str = ""
    words: Sequence[str] = ()
    files: Sequence[Path] = ()
    trash: bool = False
    yes: bool = False
    read_all: bool = False
    folder: Path = Path()
    other: Path | None = None
    set_aside: bool = False
    accept: bool = False
    title: str = ""
    audience: str = ""
    languages: str = ""
    asks: Sequence[str] = ()
    fork: bool = False
    view: str = ""
    to: str = ""
    steps: str | None = None
    out: Path | None = None
    sealed_with: Path | None = None
    sender: str = ""
    no_date: bool = False
    preview: bool = False
    with_names: bool = False
    format: Literal["markdown", "json", "html"] | None = None
    supervision: bool = False
    source: str | None = None
    dry_run: bool = False
    identity: Path | None = None
    file: Path = Path()
    keep: bool = False
    people_command: Literal["list", "show", "add", "remove", "address", "aliases", "alias"] = "list"
    alias: str = ""
    names: Sequence[str] | None = None
    keep_until: str | None = None
    keep_learning: bool = False
    name: str = ""
    address: str = ""
    since: date | None = None
    until: date | None = None
    packs: Sequence[str] = ()
    about: Sequence[str] = ()
    tag: Sequence[str] = ()
    same: Sequence[str] = ()
    mark: Sequence[str] = ()
    item: str = ""
    leave_out: str = ""
    let_in: str = ""
    later: str = ""
    never: str = ""
    span: str = ""


class Parser(argparse.ArgumentParser):
    """argparse, but its complaints are errors of ours."""

    def error(self, message: str) -> NoReturn:
        """Raises what argparse would print before it ends the process."""
        raise UsageError(msg("{said}", said=message), msg("{command} --help shows how.", command=self.prog))


def parse(arguments: Sequence[str]) -> Arguments | None:
    """Reads the arguments; None if they asked for help, which was given. Raises `UsageError`."""
    with own_language():
        try:
            return _parser().parse_args(arguments, namespace=Arguments())
        except SystemExit:  # only after --help and --version, since `error` does not end the process
            return None


def asked_language(arguments: Sequence[str]) -> str | None:
    """Gives what `--lang` says, before anything else is read: errors and help are to be in that language already."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            wanted = value if equals else "".join(arguments[place + 1 : place + 2])
            return wanted if wanted in LANGUAGES else None
    return None


# ------------------------------------------------------------------ the whole


def _parser() -> Parser:
    parser = Parser(
        prog="kwetsbaar",
        description=_("A private journal. Without a command the app opens."),
        epilog=_environment(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_options(parser)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), dest="command")
    for add in _COMMANDS:
        add(commands)
    return parser


def _environment() -> str:
    lines = (
        _("environment:"),
        "  KWETSBAAR_JOURNAL, KWETSBAAR_PASSPHRASE_FILE, KWETSBAAR_LANG, NO_COLOR",
        "  KWETSBAAR_PASSPHRASE_COMMAND  " + _("a command; the first line that it prints is the passphrase"),
    )
    return "\n".join(lines)


def _add_options(parser: Parser) -> None:
    path = _("PATH")
    parser.add_argument("--journal", metavar=path, type=_path, help=_("the folder of the journal"))
    parser.add_argument(
        "--passphrase-file", metavar=path, type=_path, help=_("a file whose first line is the passphrase")
    )
    parser.add_argument(
        "--recovery-file",
        metavar=path,
        type=_path,
        help=_("a file with the recovery words, in place of the passphrase"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=_("the language: Dutch or English"))
    parser.add_argument(
        "--debug", action="store_true", help=_("tell all of an unexpected error, texts of yours included")
    )
    parser.add_argument("--version", action="version", version=f"kwetsbaar {__version__}", help=_("show the version"))


def _path(text: str) -> Path:
    try:
        if text:
            return Path(text).expanduser()
    except RuntimeError:  # "~name" of someone who is not there
        pass
    raise argparse.ArgumentTypeError(_("this is no path"))


# ------------------------------------------------------------------ the commands


def _add(commands: Commands, name: str, help_: str, *, json: bool = True) -> Parser:
    parser = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
    if json:
        parser.add_argument("--json", action="store_true", help=_("one JSON document in place of lines"))
    return parser


def _add_init(commands: Commands) -> None:
    _add_way_of_words(_add(commands, "init", _("make a journal"), json=False))


def _add_way_of_words(parser: Parser) -> None:
    group = parser.add_mutually_exclusive_group()
    _add_recovery_out(group)
    group.add_argument("--no-recovery", action="store_true", help=_("make no recovery words"))


def _add_recovery_out(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--recovery-out", metavar=_("PATH"), type=_path, help=_("write the recovery words to this new file")
    )


def _add_new_passphrase(parser: Parser) -> None:
    parser.add_argument(
        "--new-passphrase-file",
        metavar=_("PATH"),
        type=_path,
        help=_("a file whose first line is the new passphrase"),
    )


def _add_write(commands: Commands) -> None:
    parser = _add(commands, "write", _("write a page"), json=False)
    parser.add_argument(
        "pack", metavar=_("PACK"), nargs="?", help=_("the pack to write with; without it the free page")
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--plain", action="store_true", help=_("in plain lines, for a screen reader or a terminal that can only print")
    )
    way.add_argument(
        "--answers",
        metavar=_("FILE"),
        type=_path,
        help=_("take the answers from this TOML file, - for standard input; prints the id of the page"),
    )


def _add_list(commands: Commands) -> None:
    parser = _add(commands, "list", _("list the pages, the newest first"))
    parser.add_argument("--trash", action="store_true", help=_("list what lies in the trash"))


def _add_show(commands: Commands) -> None:
    _add_id(_add(commands, "show", _("show a page")))


def _add_search(commands: Commands) -> None:
    parser = _add(commands, "search", _("find the pages in which all these words stand"))
    parser.add_argument("words", metavar=_("WORD"), nargs="+", help=_("what to look for"))


def _add_history(commands: Commands) -> None:
    _add_id(_add(commands, "history", _("list the versions of a page, the newest first")))


def _add_delete(commands: Commands) -> None:
    _add_id(_add(commands, "delete", _("move a page to the trash")))


def _add_restore(commands: Commands) -> None:
    parser = _add(commands, "restore", _("put a page back from the trash"))
    parser.add_argument("id", metavar="ID", help=_("what it is called in the trash, as list --trash shows it"))


def _add_purge(commands: Commands) -> None:
    parser = _add(commands, "purge", _("delete for good: all of the trash, or one page with its earlier versions"))
    parser.add_argument("id", metavar="ID", nargs="?", default="", help=_("a page, or something in the trash"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))


def _add_check(commands: Commands) -> None:
    parser = _add(commands, "check", _("tell everything that is not as it should be, in a backup too"))
    parser.add_argument("--read-all", action="store_true", help=_("read every byte, of earlier versions too"))


def _add_repair(commands: Commands) -> None:
    parser = _add(commands, "repair", _("put right what check found; nothing that can be read is lost"))
    parser.add_argument(
        "id", metavar="ID", nargs="?", default="", help=_("the id or the file that check named; without it everything")
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--from", dest="other", metavar=_("DIR"), type=_path, help=_("take it from another copy, such as a backup")
    )
    group.add_argument("--set-aside", action="store_true", help=_("move the file to the trash"))
    group.add_argument("--accept", action="store_true", help=_("it is well as it is"))


def _add_backup(commands: Commands) -> None:
    parser = _add(commands, "backup", _("copy the journal, as it is locked, to another folder"))
    parser.add_argument("folder", metavar=_("DIR"), type=_path, help=_("a new folder, or the one of a backup before"))


def _add_drafts(commands: Commands) -> None:
    _add(commands, "drafts", _("list the unfinished pages"))


def _add_due(commands: Commands) -> None:
    parser = _add(commands, "due", _("list what lies ready to be looked back on"))
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--later", metavar="ID", default="", help=_("let what this page asks lie ready again later"))
    group.add_argument("--never", metavar="ID", default="", help=_("do not ask again what this page asks"))
    parser.add_argument("--in", dest="span", choices=SPANS, default=SPANS[0], help=_("how much later"))


def _add_look_back(commands: Commands) -> None:
    parser = _add(commands, "look-back", _("see what your pages together say; without VIEW the list of views"))
    parser.add_argument("view", metavar=_("VIEW"), nargs="?", default="", help=_("what to look at"))
    _add_filter(parser)


def _add_filter(parser: Parser) -> None:
    for name, help_ in (("--since", _("only pages from this day on")), ("--until", _("only pages up to this day"))):
        parser.add_argument(name, metavar=_("DATE"), type=_day, help=help_)
    for name, dest, value, help_ in (
        ("--pack", "packs", _("PACK"), _("only pages written with this pack")),
        ("--about", "about", _("ALIAS"), _("only pages about this client")),
        ("--tag", "tag", _("TAG"), _("only pages with this tag")),
    ):
        parser.add_argument(name, dest=dest, metavar=value, action="append", default=[], help=help_)
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--same", metavar=("ID", "KEY"), nargs="+", default=[], help=_("every answer to the same question as this one")
    )
    way.add_argument("--mark", metavar=("ID", _("STATE")), nargs=2, default=[], help=_mark_help())
    way.add_argument("--leave-out", metavar="ID", default="", help=_("leave a page out of all looking back"))
    way.add_argument("--let-in", metavar="ID", default="", help=_("let such a page count again"))
    parser.add_argument(
        "--item", metavar=_("TEXT"), default="", help=_("with --mark: how the item begins that is meant")
    )


def _mark_help() -> str:
    states = "; ".join(f"{tag}: {', '.join(known)}" for tag, known in STATES.items())
    return _("say what became of something ({states})", states=states)


def _add_export(commands: Commands) -> None:
    parser = _add(commands, "export", _("take your pages out, as plain text"), json=False)
    parser.add_argument(
        "--format",
        choices=("markdown", "json", "html"),
        help=_("a folder of markdown, one JSON document, or a page to print"),
    )
    parser.add_argument("--out", metavar=_("PATH"), type=_path, help=_("the new file or folder"))
    parser.add_argument(
        "--supervision",
        action="store_true",
        help=_("for supervision: aliases, weeks in place of days, nothing that is private"),
    )
    parser.add_argument("--preview", action="store_true", help=_("show exactly what would leave, and write nothing"))
    parser.add_argument("--with-names", action="store_true", help=_("real names that you noted may leave too"))
    _add_filter(parser)


def _add_import(commands: Commands) -> None:
    parser = _add(commands, "import", _("bring in pages that another program wrote"))
    parser.add_argument("file", metavar=_("PATH"), type=_path, help=_("a file, a zip of Day One, a folder of markdown"))
    parser.add_argument(
        "--from", dest="source", choices=("jrnl", "dayone", "markdown", "kwetsbaar"), help=_("what wrote it")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("tell what would be brought in, and save nothing"))
    parser.add_argument(
        "--identity", metavar=_("PATH"), type=_path, help=_("a file with the age key of pages that are encrypted")
    )
    _add_sealed_with(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("a day is written as 2026-12-20")) from None


def _add_share(commands: Commands) -> None:
    parser = _add(commands, "share", _("seal a page, or a part of it, for someone"), json=False)
    _add_id(parser)
    parser.add_argument("--to", metavar=_("NAME"), default="", help=_("the person who can open it"))
    parser.add_argument(
        "--steps",
        metavar="A,B",
        help=_("the answers that leave, by the names that show --json tells; else all but the private ones"),
    )
    parser.add_argument("--out", metavar=_("FILE"), type=_path, help=_("the new file, such as page.md.age"))
    _add_sealed_with(parser)
    parser.add_argument("--from", dest="sender", metavar=_("NAME"), default="", help=_("what you want to be called"))
    parser.add_argument("--no-date", action="store_true", help=_("leave out on which day it was written"))
    parser.add_argument("--preview", action="store_true", help=_("show exactly what would leave, and write nothing"))
    parser.add_argument("--with-names", action="store_true", help=_("real names that you noted may leave too"))


def _add_sealed_with(parser: Parser) -> None:
    parser.add_argument(
        "--sealed-with",
        metavar=_("PATH"),
        type=_path,
        help=_("a file whose first line is the passphrase for this page, agreed on by voice"),
    )


def _add_open(commands: Commands) -> None:
    parser = _add(commands, "open", _("read a page that someone sealed for you"))
    parser.add_argument("file", metavar=_("FILE"), type=_path, help=_("what you were given"))
    _add_sealed_with(parser)
    parser.add_argument("--keep", action="store_true", help=_("keep it, as the words of someone else"))


def _add_people(commands: Commands) -> None:
    parser = _add(commands, "people", _("whom you share with, and your own address"), json=False)
    below = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), dest="people_command", required=True)
    _add(below, "list", _("list who there is"))
    _add_name(_add(below, "show", _("show one person, and what went there")))
    add = _add(below, "add", _("keep someone with the address that they gave you"), json=False)
    _add_name(add)
    add.add_argument("address", metavar=_("ADDRESS"), help=_("what begins with age1"))
    _add_name(_add(below, "remove", _("remove someone"), json=False))
    _add(below, "address", _("show your own address, to give away"))
    _add(below, "aliases", _("list your clients by their aliases, and how long their pages are kept"))
    alias = _add(below, "alias", _("note the real names of a client, and until when their pages are kept"))
    _add_alias(alias)
    alias.add_argument(
        "--name",
        dest="names",
        metavar=_("NAME"),
        action="append",
        help=_(
            "a real name, to be seen before it is kept or leaves; in place of those before, an empty one forgets them"
        ),
    )
    alias.add_argument("--until", dest="keep_until", metavar=_("DATE"), help=_("the last day, or never"))


def _add_alias(parser: Parser) -> None:
    parser.add_argument("alias", metavar=_("ALIAS"), help=_("what you call this client"))


def _add_forget(commands: Commands) -> None:
    parser = _add(commands, "forget", _("delete everything about a client for good"))
    _add_alias(parser)
    parser.add_argument(
        "--keep-learning", action="store_true", help=_("keep what you learned, loosened from this client")
    )
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))


def _add_name(parser: Parser) -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("what you call this person"))


def _add_packs(commands: Commands) -> None:
    parser = _add(commands, "packs", _("list the packs, or write one of your own"), json=False)
    below = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), dest="packs_command", required=True)
    _add(below, "list", _("list the packs that there are"))
    check = _add(below, "check", _("tell everything that is wrong with a pack"))
    check.add_argument("files", metavar=_("FILE"), type=_path, nargs="+", help=_("a pack file"))
    _add_workbench(below)
    _add_authoring(below)


def _add_authoring(below: Commands) -> None:
    new = _add(below, "new", _("begin a pack of your own; asks a few questions"), json=False)
    new.add_argument("name", metavar=_("NAME"), help=_("the name of its file, without .toml"))
    new.add_argument("--title", metavar=_("TEXT"), help=_("what it is called"))
    new.add_argument("--for", dest="audience", choices=("client", "coach", "anyone"), help=_("for whom it is"))
    new.add_argument("--in", dest="languages", choices=("nl", "en", "both"), help=_("the language of its questions"))
    new.add_argument(
        "--ask",
        dest="asks",
        metavar=_("TEXT"),
        action="append",
        help=_("a question; may be given more than once. In both languages: Dutch | English"),
    )
    new.add_argument("--fork", action="store_true", help=_("end with a choice between two roads, as an example"))
    new.add_argument(
        "--out", metavar=_("PATH"), type=_path, help=_("a folder or a new file, in place of your own folder of packs")
    )
    map_ = _add(below, "map", _("show the roads of a pack as a tree"))
    map_.add_argument("pack", metavar=_("PACK|FILE"), help=_("a pack that there is, or a pack file"))
    _add(below, "schema", _("print the format of packs as a JSON Schema, for an editor"), json=False)


def _add_workbench(below: Commands) -> None:
    preview = _add(below, "preview", _("try a pack out while you write it; nothing is saved"), json=False)
    preview.add_argument("files", metavar=_("FILE"), type=_path, nargs=1, help=_("a pack file"))
    copy = _add(below, "copy", _("make a version of your own of a pack"), json=False)
    copy.add_argument("pack", metavar=_("PACK"), help=_("the pack to copy"))
    _add_as(copy)
    take = _add(below, "take", _("take in a pack that somebody gave you; it shows its questions first"), json=False)
    take.add_argument("files", metavar=_("FILE"), type=_path, nargs=1, help=_("a pack file"))
    _add_as(take)
    take.add_argument("--yes", action="store_true", help=_("do not ask"))


def _add_as(parser: Parser) -> None:
    parser.add_argument("--as", dest="name", metavar=_("NAME"), default="", help=_("under another name"))


def _add_guide(commands: Commands) -> None:
    parser = _add(commands, "guide", _("read a guide; without NAME it lists them"), json=False)
    parser.add_argument("name", metavar=_("NAME"), nargs="?", default="", help=_("the guide to read"))


def _add_passphrase(commands: Commands) -> None:
    _add_new_passphrase(_add(commands, "passphrase", _("choose another passphrase"), json=False))


def _add_recovery(commands: Commands) -> None:
    parser = _add(commands, "recovery", _("make new recovery words, or test those on paper"), json=False)
    group = parser.add_mutually_exclusive_group()
    _add_recovery_out(group)
    group.add_argument("--test", action="store_true", help=_("test whether the words on paper open the journal"))


def _add_rekey(commands: Commands) -> None:
    parser = _add(
        commands, "rekey", _("write everything with a new key, a new passphrase and new recovery words"), json=False
    )
    _add_new_passphrase(parser)
    _add_way_of_words(parser)
    parser.add_argument(
        "--over-newer",
        action="store_true",
        help=_("go on with an older keyring, because the newest one is lost for good"),
    )


def _add_accept(commands: Commands) -> None:
    _add_id(_add(commands, "accept", _("accept a page that was written with an earlier key"), json=False))


def _add_demo(commands: Commands) -> None:
    _add(commands, "demo", _("try everything in a throw-away journal of invented pages"), json=False)


def _add_help_lines(commands: Commands) -> None:
    _add(commands, "help-lines", _("someone to talk to: numbers and addresses"))


def _add_id(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the id of the page, or as much of its beginning as is unique"))


_COMMANDS = (
    _add_init,
    _add_write,
    _add_list,
    _add_show,
    _add_search,
    _add_history,
    _add_delete,
    _add_restore,
    _add_purge,
    _add_drafts,
    _add_due,
    _add_look_back,
    _add_share,
    _add_open,
    _add_people,
    _add_export,
    _add_import,
    _add_forget,
    _add_packs,
    _add_passphrase,
    _add_recovery,
    _add_rekey,
    _add_accept,
    _add_check,
    _add_repair,
    _add_backup,
    _add_demo,
    _add_guide,
    _add_help_lines,
)

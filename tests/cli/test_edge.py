"""The edge itself: exit codes, crashes, columns, opening the app."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar import errors, tui
from kwetsbaar.__main__ import main
from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.arguments import asked_language, parse
from kwetsbaar.cli.layout import SHORTEST, columns, short_ids, width
from kwetsbaar.cli.setting import Setting
from kwetsbaar.core.answers import AnswersErrors
from kwetsbaar.core.packfile import PackErrors
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Places
from kwetsbaar.journal.preferences import Preferences
from tests.cli.conftest import Terminal

# ------------------------------------------------------------------ exit codes


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.KwetsbaarError, 1),
        (errors.NotSaved, 1),
        (errors.Busy, 1),
        (errors.UsageError, 2),
        (errors.WrongPassphrase, 3),
        (errors.NotFound, 4),
        (errors.Damaged, 5),
        (errors.InvalidFile, 6),
        (errors.Refused, 7),
    ],
)
def test_every_error_has_its_code(error: type[KwetsbaarError], code: int) -> None:
    assert exits.code(error(msg("Something."))) == code


def test_errors_of_files_are_told_line_by_line() -> None:
    assert exits.code(PackErrors("a.toml", ())) == exits.code(AnswersErrors("a.toml", ())) == 6
    assert exits.code(KeyboardInterrupt()) == 130


# ------------------------------------------------------------------ crashes


def crash(secret: str) -> None:
    raise ValueError(secret)


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Setting, "language", lambda *_given: crash("mijn geheim"))


@pytest.mark.usefixtures("crashing")
def test_a_crash_tells_where_and_never_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("kwetsbaar: error: This should not have happened (ValueError).\n")
    assert "  kwetsbaar/cli/running.py:" in printed.err
    assert "geheim" not in printed.err
    assert str(Path.home()) not in printed.err


@pytest.mark.usefixtures("crashing")
def test_a_crash_tells_all_when_that_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--debug", "list"]) == 1
    assert "ValueError: mijn geheim" in capsys.readouterr().err


def test_being_interrupted_is_no_crash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(self: Setting, asked: str | None) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Setting, "language", interrupted)
    assert main(["list"]) == 130
    assert "Traceback" not in capsys.readouterr().err


# ------------------------------------------------------------------ the app


class Opened:
    """Stands in for the app and remembers how it was opened."""

    def __init__(self) -> None:
        self.calls: list[tuple[Path, str | None, bool]] = []

    def __call__(self, folder: Path, places: Places, *, start_pack: str | None, debug: bool) -> int:
        self.calls.append((folder, start_pack, debug))
        return 0


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> Opened:
    terminal.screen = True
    opened = Opened()
    monkeypatch.setattr(tui, "run", opened)
    return opened


@pytest.mark.parametrize(
    ("arguments", "pack"),
    [([], None), (["write"], "vrij"), (["write", "drie-minuten"], "drie-minuten")],
)
def test_the_app_is_opened(app: Opened, arguments: list[str], pack: str | None) -> None:
    assert main(["--journal", "there", *arguments]) == 0
    assert app.calls == [(Path("there"), pack, False)]


def test_the_app_is_not_opened_for_a_pack_that_is_not_there(app: Opened) -> None:
    assert main(["write", "nergens"]) == 4
    assert app.calls == []


def test_an_error_that_leaves_the_app_is_told(
    app: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_given: object, **_more: object) -> int:
        raise errors.Refused(msg("Something."))

    monkeypatch.setattr(tui, "run", refused)
    assert main([]) == 7
    assert capsys.readouterr().err == "kwetsbaar: error: Something.\n"


def test_the_journal_lies_where_the_option_or_the_environment_or_the_preferences_say(
    app: Opened, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main([])
    Preferences(journal=tmp_path / "chosen", language="nl").save(places)
    main([])
    monkeypatch.setenv("KWETSBAAR_JOURNAL", "~/named")
    main([])
    main(["--journal", "~/typed"])
    home = Path.home()
    folders = [folder for folder, _pack, _debug in app.calls]
    assert folders == [places.default_journal, tmp_path / "chosen", home / "named", home / "typed"]


def test_the_language_that_was_chosen_goes_before_the_locale(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    Preferences(language="nl").save(places)
    assert main(["packs", "list"]) == 0
    assert "Vrije bladzijde" in capsys.readouterr().out


# ------------------------------------------------------------------ arguments, and what is written


@given(st.lists(st.sampled_from(["list", "--lang", "nl", "--lang=en", "--json", "search", "x", "-", "--", "\x1b", ""])))
def test_arguments_are_understood_or_refused(arguments: list[str]) -> None:
    assert asked_language(arguments) in (None, "nl", "en")
    with suppress(errors.UsageError):
        parse(arguments)


def test_what_argparse_says_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    assert parse(["list"])
    done = subprocess.run(["sh", "-c", "echo $LANGUAGE"], capture_output=True, text=True, check=True)
    assert done.stdout == "fr\n"


@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), min_size=1, max_size=5))
def test_columns_are_aligned(rows: list[list[str]]) -> None:
    bare = [[f"a{text}b".replace("\n", "") for text in row] for row in rows]
    wide = max(width(row[0]) for row in bare)
    for line, row in zip(columns(bare).split("\n"), bare, strict=True):
        assert line.startswith(row[0] + " " * (wide - width(row[0])) + "  " + row[1])


def test_wide_and_narrow_characters_are_counted() -> None:
    assert [width(text) for text in ("é", "e\u0301", "日本", "a\u200d")] == [1, 1, 4, 1]


@given(st.sets(st.text("01", min_size=8, max_size=12), max_size=20))
def test_a_short_id_belongs_to_one_page(names: set[str]) -> None:
    for name, short in short_ids(names).items():
        assert name.startswith(short)
        assert len(short) >= SHORTEST
        assert short == name or [other for other in names if other.startswith(short)] == [name]


def test_nothing_that_is_said_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    odd = "a\x1b[31m\x9b\u202eb\x07"
    talk.data(odd)
    talk.document({"key": [odd]})
    talk.error(KwetsbaarError(msg("{odd}", odd=f"{odd}\nkwetsbaar: hint: not ours"), msg("{odd}", odd=odd)))
    printed = capsys.readouterr()
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(printed.out + printed.err)
    assert len(printed.err.splitlines()) == 2

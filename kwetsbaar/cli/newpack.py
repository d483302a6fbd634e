"""The command `packs new`: asks a few questions and writes the beginning of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.core.packfile.languages import NAMES
from kwetsbaar.core.packfile.starter import Starter, written
from kwetsbaar.errors import UsageError
from kwetsbaar.i18n import LANGUAGES, language, msg
from kwetsbaar.journal import authoring
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.i18n import Message

BOTH: Final = "both"
AUDIENCES: Final = ("client", "coach", "anyone")
_YES: Final = frozenset({"yes", "y", "ja", "j"})
_BETWEEN: Final = "|"
"""What stands between the Dutch and the English of a text that is given with the command."""

_MOST: Final = 100
"""How many questions are asked for."""


def run(arguments: Arguments, setting: Setting) -> int:
    """Writes the file and prints where it is. All questions are asked before anything is written."""
    path = authoring.place_of(arguments.name, arguments.out, setting.places)
    starter = _given(arguments, path) if arguments.asks else _asked(arguments, path)
    authoring.write(path, written(starter, language()), setting.places)
    _told(path, replaces=authoring.replaces_built_in(path, setting.places))
    return exits.DONE


def _told(path: Path, *, replaces: bool) -> None:
    shown = clean_line(str(path))
    talk.data(shown)
    talk.say(msg("This is your pack. Open it in any editor for plain text."))
    if replaces:
        talk.say(msg("There is a built-in pack with this name; yours goes before it."))
    talk.hint(msg("Try it out while you change it: kwetsbaar packs preview {path}", path=shown))


# ------------------------------------------------------------------ given with the command


def _given(arguments: Arguments, path: Path) -> Starter:
    codes = _codes(arguments.languages or language())
    title = arguments.title or _BETWEEN.join([_title_of(path)] * len(codes))
    return Starter(
        _parted(title, codes),
        [_parted(ask, codes) for ask in arguments.asks],
        arguments.audience or "anyone",
        arguments.fork,
    )


def _parted(text: str, codes: Sequence[str]) -> Mapping[str, str]:
    """Gives a text by language; raises `UsageError` if there is not one for each."""
    texts = [_line(part) for part in text.split(_BETWEEN)] if len(codes) > 1 else [_line(text)]
    if len(texts) != len(codes) or not all(texts):
        raise UsageError(
            msg("This text is not there in each language: ‘{text}’.", text=clean_line(text)),
            msg('Give it as "Dutch | English", or choose one language with --in.') if len(codes) > 1 else None,
        )
    return dict(zip(codes, texts, strict=True))


def _codes(wanted: str) -> tuple[str, ...]:
    return LANGUAGES if wanted == BOTH else (wanted,)


def _title_of(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ").strip().capitalize() or path.stem


def _line(text: str) -> str:
    return clean_line(text.replace("\ufeff", ""))


# ------------------------------------------------------------------ asked on the terminal


def _asked(arguments: Arguments, path: Path) -> Starter:
    if not talk.has_terminal():
        raise UsageError(
            msg("There is no terminal to ask the questions of the pack on."),
            msg('Give them with the command: --ask "What touched you?" --ask "What did you need?"'),
        )
    codes = _codes(arguments.languages or _chosen(_LANGUAGE, (*LANGUAGES, BOTH), language()))
    audience = arguments.audience or _chosen(_AUDIENCE, AUDIENCES, "anyone")
    if arguments.title:
        title = _parted(arguments.title, codes)
    else:
        title = {code: _text(_title_asked(code, codes)) or _title_of(path) for code in codes}
    questions = _questions(codes)
    fork = arguments.fork or talk.ask(_FORK).casefold() in _YES
    return Starter(title, questions, audience, fork)


_LANGUAGE: Final = msg("In which language are the questions? 1 Dutch, 2 English, 3 both")
_AUDIENCE: Final = msg("For whom is it? 1 clients, 2 coaches, 3 everyone")
_FORK: Final = msg("End with a choice between two roads, to see how that is done? (yes/no)")


def _chosen(question: Message, values: Sequence[str], default: str) -> str:
    """Gives the value with the number, or the word itself, that was typed; Enter alone gives `default`."""
    number = values.index(default) + 1
    for _attempt in range(3):
        said = talk.ask(msg("{question} [{number}]", question=question, number=number)).casefold()
        if not said:
            return default
        if said in values:
            return said
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(values):
            return values[int(said) - 1]
        talk.say(msg("Type a number from 1 to {n}.", n=len(values)))
    raise UsageError(msg("Nothing was made."))


def _questions(codes: Sequence[str]) -> list[Mapping[str, str]]:
    questions: list[Mapping[str, str]] = []
    talk.say(msg("Now the questions, one by one. An empty line ends them."))
    for number in range(1, _MOST + 1):
        question = _question(number, codes)
        if question is None:
            break
        questions.append(question)
    if not questions:
        raise UsageError(msg("A pack has at least one question. Nothing was made."))
    return questions


def _question(number: int, codes: Sequence[str]) -> Mapping[str, str] | None:
    """Gives one question in each language; None for an empty line. What is left out in one is said in the other."""
    first = _text(_question_asked(number, codes[0], codes))
    if not first:
        return None
    others = {code: _text(_question_asked(number, code, codes)) or first for code in codes[1:]}
    return {codes[0]: first, **others}


def _question_asked(number: int, code: str, codes: Sequence[str]) -> Message:
    if len(codes) == 1:
        return msg("Question {number}:", number=number)
    return msg("Question {number}, in {language}:", number=number, language=NAMES[code])


def _title_asked(code: str, codes: Sequence[str]) -> Message:
    return (
        msg("What is it called in {language}?", language=NAMES[code]) if len(codes) > 1 else msg("What is it called?")
    )


def _text(question: Message) -> str:
    return _line(talk.ask(question))

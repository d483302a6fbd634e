"""A whole pack for reading before it is taken in: who it is for, and every text of every road, with when it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kwetsbaar.core import feelingwords
from kwetsbaar.core.references import REFERENCE
from kwetsbaar.i18n import Message, enumerate_words, msg, plural
from kwetsbaar.text import first_line

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Condition, Pack, Step, Text

Style: TypeAlias = Literal["fact", "heading", "when", "ask", "text", "quiet"]

_SHORT: Final = 40
"""Letters of a question by which another one is named."""

_FOR: Final = {"client": msg("For clients"), "coach": msg("For coaches")}
_ANYONE: Final = msg("For everyone")

_OTHER: Final = msg("words of your own")

_ASKED: Final = {
    "write": msg("in your own words"),
    "list": msg("a list"),
    "body": msg("a place in the body"),
    "voices": msg("inner voices, one after the other"),
    "risks": msg("risks, each with what is asked about it"),
    "letgo": msg("what to let go of"),
    "share": msg("who may hear it"),
    "revisit": msg("a day to come back to it"),
    "outcome": msg("what came of earlier risks"),
    "client": msg("about whom: an alias"),
    "next": msg("another pack to go on with"),
    "pause": msg("a pause"),
}

_WORDS: Final = {
    "answered": msg("answered"),
    "skipped": msg("skipped"),
    "unwilling": msg("a risk that is not worth it"),
    "undecided": msg("a risk that is undecided"),
    "happened": msg("something that happened"),
    "not_happened": msg("something that did not happen"),
}


@dataclass(frozen=True)
class Told:
    """One line of it, which may be long."""

    style: Style
    text: str
    first: bool = False
    """Whether a step begins with it."""


def recite(pack: Pack, language: str) -> tuple[Told, ...]:
    """Gives all of `pack` in `language`, from top to bottom."""
    return tuple(_Reciter(pack, pack.language(language), language).lines())


class _Reciter:
    def __init__(self, pack: Pack, language: str, ours: str) -> None:
        self._pack = pack
        self._language = language
        self._ours = ours

    def lines(self) -> Iterator[Told]:
        if self._pack.summary:
            yield Told("text", self._text(self._pack.summary))
        yield from (Told("fact", fact) for fact in self._facts())
        for step in self._pack.steps:
            if step.line:  # what extra care adds is the program's own
                for number, told in enumerate(self._step(step)):
                    yield replace(told, first=number == 0)

    def _facts(self) -> Iterator[str]:
        pack = self._pack
        minutes = plural("{n} minute", "{n} minutes", pack.minutes) if pack.minutes else None
        count = plural("{n} question", "{n} questions", sum(s.ask is not None for s in pack.steps if s.line))
        yield self._joined(_FOR.get(pack.audience, _ANYONE), count, minutes)
        tongues = {"nl": msg("Dutch"), "en": msg("English")}
        spoken = [self._say(tongues[code]) if code in tongues else code for code in pack.languages]
        yield self._say(msg("Written in: {languages}.", languages=enumerate_words(spoken, self._ours)))
        if pack.care == "deep":
            yield self._say(msg("With extra care: it asks how heavy it is before and after, and ends in quiet."))
        if pack.series:
            yield self._say(msg("A series of {times} times.", times=pack.series[0]))
        yield self._say(msg("Author: {name}", name=pack.author or msg("not said")))
        yield self._say(msg("Licence: {name}", name=pack.license or msg("not said")))
        if pack.source:
            yield self._say(msg("Source: {name}", name=pack.source))
        if pack.version:
            yield self._say(msg("Version: {name}", name=pack.version))

    def _step(self, step: Step) -> Iterator[Told]:
        if step.part:
            yield Told("heading", self._text(step.part))
        if step.when:
            yield Told("when", self._say(msg("Only if {conditions}.", conditions=self._conditions(step))))
        if step.each:
            yield Told("when", self._say(msg("For each of {question}.", question=self._named(step.each))))
        if step.ask:
            yield Told("ask", self._text(step.ask))
        if step.say:
            yield Told("text", self._text(step.say))
        if step.hint:
            yield Told("quiet", self._text(step.hint))
        yield from (Told("quiet", line) for line in self._answer(step))

    # -------------------------------------------------------------- how it is answered

    def _answer(self, step: Step) -> Iterator[str]:
        if step.kind in {"say", "part"}:
            return
        if said := self._asked(step):
            yield f"→ {self._say(said)}"
        yield from (f"○ {option.label.in_language(self._language)}" for option in step.options())
        words = ", ".join(option.label.in_language(self._language) for option in step.options("words"))
        start = step.text("start", self._language)
        yield from filter(None, (words, start))
        if step.flag("other"):
            yield f"○ {self._say(_OTHER)}"
        if step.timer:
            yield self._say(plural("for about {n} minute", "for about {n} minutes", step.timer))
        if step.private:
            yield self._say(msg("left out of what is shared"))

    def _asked(self, step: Step) -> Message | None:
        match step.kind:
            case "choice":
                return msg("one or more of these") if step.flag("many") else msg("one of these")
            case "scale":
                return self._scale(step)
            case "feelings":
                return msg("feelings out of these") if step.options("words") else msg("feelings")
        return _ASKED.get(step.kind)

    def _scale(self, step: Step) -> Message:
        low, high = (step.text(end, self._language) for end in ("low", "high"))
        least, most = step.whole("min", 0), step.whole("max", 10)
        return msg(
            "a number from {least} to {most}",
            least=f"{least} ({low})" if low else least,
            most=f"{most} ({high})" if high else most,
        )

    # -------------------------------------------------------------- when it shows

    def _conditions(self, step: Step) -> str:
        return enumerate_words([self._condition(condition) for condition in step.when], self._ours)

    def _condition(self, condition: Condition) -> str:
        return f"{self._named(condition.step)}: {self._number(condition) or self._any_of(condition)}"

    def _number(self, condition: Condition) -> str:
        low, high = condition.low, condition.high
        if low is not None and high is not None:
            return self._say(msg("from {low} to {high}", low=low, high=high))
        if low is not None:
            return self._say(msg("{low} or more", low=low))
        return self._say(msg("{high} or less", high=high)) if high is not None else ""

    def _any_of(self, condition: Condition) -> str:
        said, *others = sorted(self._word(condition.step, word) for word in condition.words) or [""]
        for other in others:
            said = self._say(msg("{one} or {other}", one=said, other=other))
        return said

    def _word(self, name: str, word: str) -> str:
        step = self._pack.by_id[name]
        for option in (*step.options(), *step.options("words")):
            if option.id == word:
                return f"‘{option.label.in_language(self._language)}’"
        if step.kind == "feelings" and word in (known := feelingwords.labels(self._language)):
            return f"‘{known[word]}’"
        return self._say(_WORDS[word]) if word in _WORDS else word

    def _named(self, name: str) -> str:
        step = self._pack.by_id[name]
        said = step.ask or step.say
        text = first_line(self._text(said)) if said else name
        return f"‘{text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + '…'}’"

    # -------------------------------------------------------------- words

    def _text(self, text: Text) -> str:
        """Gives a text with dots where an earlier answer will stand."""
        return REFERENCE.sub(
            lambda found: found[0][0] if found[1] is None else "…", text.in_language(self._language)
        ).strip()

    def _say(self, message: Message) -> str:
        return message.in_language(self._ours)

    def _joined(self, *parts: Message | None) -> str:
        return " · ".join(self._say(part) for part in parts if part is not None)

"""The kind `voices`: names first, then each voice in turn, who was hardly heard, and the centre last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, one_line, so_far
from kwetsbaar.cli.plain.kinds.list_ import more_items, taken_over
from kwetsbaar.cli.plain.kinds.stages import walk
from kwetsbaar.cli.plain.kinds.write import more_lines
from kwetsbaar.core.kinds.voices import PROTECTOR, UNHEARD, VoicesForm, voices_of
from kwetsbaar.i18n import Message, enumerate_words, msg

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

_PARTS = ("says", "guards", "needs")


def ask(question: Question, talk: Talk) -> Toml | None:
    """Lets them speak. What was given before stays, and what is open is asked."""
    so_far(question, talk)
    asking = _Asking(question, talk)
    walk(asking.stages, asking.one)
    return asking.value()


class _Asking:
    """One answer that grows."""

    def __init__(self, question: Question, talk: Talk) -> None:
        given = given_value(question)
        self._talk = talk
        self._most = form_of(question, VoicesForm).most
        self._offered = question.offered
        self._voices = [dict(voice) for voice in voices_of(given)]
        self._centre = str(given.get("centre", "")) if isinstance(given, dict) else ""
        self._before = {(part, str(voice["name"])) for voice in self._voices for part in voice}

    def value(self) -> dict[str, Toml]:
        """Gives the answer as far as it is given."""
        voices: list[Toml] = [{**voice} for voice in self._voices]
        centre: dict[str, Toml] = {"centre": self._centre} if self._centre else {}
        return {**({"voices": voices} if voices else {}), **centre}

    def stages(self) -> list[tuple[str, str]]:
        """Gives what is asked, as it follows from who there are."""
        unheard = self._named(UNHEARD)
        protectors = [name for name in map(_name, self._voices) if name not in unheard]
        hardly = [(UNHEARD, "")] if len(protectors) < self._most else []
        return [(PROTECTOR, ""), *self._parts(protectors), *hardly, *self._parts(unheard), ("centre", "")]

    def one(self, stage: tuple[str, str]) -> None:
        """Asks one of them."""
        part, name = stage
        if part in (PROTECTOR, UNHEARD):
            self._ask_names(part)
        elif part == "centre":
            self._talk.say(_centre([_name(voice) for voice in self._voices]))
            self._centre = more_lines(self._talk, self._centre, self._note_centre)
        elif part == "says":
            self._talk.say(msg("What does ‘{voice}’ say?", voice=name))
            said = self._voice(name).get("says", "")
            self._note(name, part, more_lines(self._talk, str(said), lambda text: self._note(name, part, text)))
        else:
            self._note(name, part, one_line(self._talk, _asked(part, name)))

    # -------------------------------------------------------------- inside

    def _ask_names(self, role: str) -> None:
        if role == UNHEARD:
            self._talk.say(msg("Who has hardly been heard yet?"))
        names = [_name(voice) for voice in self._voices]
        offered = [name for name in self._offered if name not in names]
        if role == PROTECTOR and offered and len(names) < self._most:
            for name in taken_over(offered, self._talk)[: self._most - len(names)]:
                self._add(name, role)
            self._talk.begin(self.value())

        def begun(items: list[str]) -> Toml:
            self._add(items[-1], role)
            return self.value()

        more_items(self._talk, [_name(voice) for voice in self._voices], self._most, begun)

    def _add(self, name: str, role: str) -> None:
        voice: dict[str, Toml] = {"name": name, "role": role}
        place = len(self._voices) if role == UNHEARD else len(self._voices) - len(self._named(UNHEARD))
        self._voices.insert(place, voice)

    def _note(self, name: str, part: str, text: str) -> None:
        if text.strip():
            self._voice(name)[part] = text
            self._talk.begin(self.value())

    def _note_centre(self, text: str) -> None:
        self._centre = text
        self._talk.begin(self.value())

    def _voice(self, name: str) -> dict[str, Toml]:
        return next(voice for voice in self._voices if _name(voice) == name)

    def _named(self, role: str) -> list[str]:
        return [_name(voice) for voice in self._voices if voice.get("role") == role]

    def _parts(self, names: list[str]) -> list[tuple[str, str]]:
        every = [(part, name) for name in names for part in _PARTS]
        return [stage for stage in every if stage not in self._before]


def _name(voice: dict[str, Toml]) -> str:
    return str(voice["name"])


def _asked(part: str, name: str) -> Message:
    if part == "guards":
        return msg("What does ‘{voice}’ want to guard for you?", voice=name)
    return msg("What does ‘{voice}’ need?", voice=name)


def _centre(names: list[str]) -> Message:
    if names:
        return msg("Back to the centre. You heard {voices}. What do you notice now?", voices=enumerate_words(names))
    return msg("Back to the centre. What do you notice now?")

"""What each key of a pack means, in a sentence: for an editor that shows it where the key is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kwetsbaar.i18n import Message, msg

ABOUT: Final[Mapping[str, Message]] = {
    "format": msg("The format of the file: 1."),
    "title": msg("What the pack is called. In two languages: title.nl and title.en."),
    "summary": msg("One sentence on what it does, shown in the list."),
    "audience": msg("For whom it is: client, coach or anyone."),
    "minutes": msg("How many minutes it takes, roughly."),
    "care": msg("deep adds a check-in before it and a quiet way out at its end."),
    "series": msg("To be walked more often: how many times, and how far apart."),
    "version": msg("Your own version of it."),
    "source": msg("Where the idea comes from."),
    "author": msg("Who wrote it."),
    "license": msg("Under which terms others may use it."),
    "kind": msg("How the question is answered. Without it a step with an ask is a text to write."),
    "id": msg("The name of the step, if another one refers to it."),
    "part": msg("A heading. With a when it governs all steps until the next heading."),
    "ask": msg("The question. {{id}} in it inserts an earlier answer."),
    "say": msg("A text to read. {{id}} in it inserts an earlier answer."),
    "hint": msg("A quiet line of help below the question."),
    "when": msg('Only show this step after some answer: {{ my_step = "yes" }}.'),
    "each": msg("Ask this for every item of an earlier list; {{item}} in a text is that item."),
    "timer": msg("Minutes, shown softly. Nothing is cut off."),
    "tag": msg("What looking back collects the answer as."),
    "measure": msg("What looking back follows the answer as."),
    "private": msg("Left out when a page is shared."),
    "lines": msg("How many lines of room there are to begin with."),
    "start": msg("The beginning of a sentence, to go on with."),
    "options": msg("What can be chosen: texts, or tables with an id and a text per language."),
    "many": msg("Whether more than one may be chosen."),
    "other": msg("Whether words of one's own are welcome."),
    "min": msg("The lowest number; 0 if it is not there."),
    "max": msg("The highest number; 10 if it is not there."),
    "low": msg("What the lowest number means."),
    "high": msg("What the highest number means."),
    "most": msg("How many there is room for."),
    "from": msg("Earlier lists whose items are offered here."),
    "words": msg("The feelings to choose from; without it the list of kwetsbaar itself."),
    "intensity": msg("Whether it is asked how strong each feeling is."),
    "body": msg("Whether it is asked where in the body each feeling is."),
    "rate": msg("What is asked of each risk: chance, willing, handle."),
    "after": msg("How long from now to look back: 3 weeks."),
    "about": msg("Which earlier steps it is about."),
    "seconds": msg("How long the pause is; 60 if it is not there."),
    "breath": msg("Seconds to breathe in and out: [4, 6]."),
    "packs": msg("Packs to go on with, by the names of their files without .toml."),
}
"""By the name of the key."""

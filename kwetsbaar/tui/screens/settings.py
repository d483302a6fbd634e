"""Settings: what a person chose for this device, each in its own row and saved at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from textual import on
from textual.message import Message as TextualMessage
from textual.widgets import Input, OptionList, Static

from kwetsbaar.i18n import Message, _, msg, plural
from kwetsbaar.text import clean_line
from kwetsbaar.tui.commands import LOOKS
from kwetsbaar.tui.frame import FramedScreen, Said, key
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.rows import Row, Rows, align
from kwetsbaar.tui.screens.audience import AUDIENCE_NAMES

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal.preferences import Preferences
    from kwetsbaar.tui.returning import Way

Value: TypeAlias = "str | int | bool"

_IDLE: Final = (5, 10, 15, 30, 60)
"""Minutes that can be chosen here; the file takes others as well."""
_JOURNAL: Final = "journal"
_PACKS: Final = "packs"
_OPENING: Final = "opening"


@dataclass(frozen=True)
class Setting:
    """One row whose value is one of a few."""

    name: str
    """As in `Preferences`."""
    label: Message
    values: Mapping[Any, Message]
    """How each value is called."""
    default: Value
    """What it is as long as nothing was chosen."""

    def value(self, preferences: Preferences) -> Value:
        """Gives what it is now."""
        found = getattr(preferences, self.name)
        return self.default if found is None else found

    def changed(self, preferences: Preferences, step: int) -> Preferences:
        """Gives the preferences with the value that comes next, or before; past the last is the first."""
        values = list(self.values)
        now = self.value(preferences)
        value: Any = values[(values.index(now) + step) % len(values)] if now in values else self.default
        return replace(preferences, **{self.name: value})

    def row(self, preferences: Preferences) -> Row:
        """Gives its row."""
        value = self.value(preferences)
        called = self.values.get(value) or plural("after {n} minute", "after {n} minutes", int(value))
        return Row(self.name, str(self.label), str(called))


_YES_NO: Final[Mapping[Any, Message]] = {True: msg("yes"), False: msg("no")}

_SETTINGS: Final = {
    "look": (
        Setting("language", msg("Language"), {"nl": Message("Nederlands"), "en": Message("English")}, "en"),
        Setting("theme", msg("Colours"), LOOKS, "paper"),
        Setting("motion", msg("Things may move"), _YES_NO, default=True),
    ),
    "use": (
        Setting("audience", msg("For whom you write"), AUDIENCE_NAMES, "self"),
        Setting("focus", msg("Only question and text"), _YES_NO, default=False),
        Setting(
            "idle_minutes",
            msg("Locks when nobody is there"),
            {n: plural("after {n} minute", "after {n} minutes", n) for n in _IDLE},
            15,
        ),
    ),
}
_GROUPS: Final = {
    "look": msg("How it looks"),
    "use": msg("How it works"),
    "opening": msg("What opens it"),
    "folders": msg("Where things lie"),
}
_ALL: Final = {setting.name: setting for group in _SETTINGS.values() for setting in group}


class SettingsScreen(FramedScreen[None]):
    """Enter or the arrows change a row. What was changed goes to the app, which does it, saves it and says so."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "step_up", msg("Back")),
        key("right", "change(1)", msg("Change"), show=False),
        key("left", "change(-1)", msg("Change back"), show=False),
    ]

    class Changed(TextualMessage):
        """A person wants it otherwise."""

        def __init__(self, screen: SettingsScreen, preferences: Preferences, more: Message | None = None) -> None:
            super().__init__()
            self.screen = screen
            self.preferences = preferences
            self.more = more
            """What there is to say after "Saved."."""

    def __init__(
        self,
        current: Callable[[], Preferences],
        folder: Path,
        *,
        with_folders: bool = True,
        opening: Callable[[], str] | None = None,
    ) -> None:
        """Takes how it stands with what opens the journal, if one is open."""
        super().__init__()
        self._opening = opening
        self._current = current
        self._folder = folder
        self._with_folders = with_folders
        self._changing = ""

    # -------------------------------------------------------------- laying out

    def compose_column(self) -> ComposeResult:
        """Lays out three lists, and a field for what is typed."""
        for name, label in _GROUPS.items():
            if {"folders": self._with_folders, "opening": self._opening is not None}.get(name, True):
                yield Static(str(label), classes="heading", markup=False)
                yield Rows(self._rows(name), id=f"settings-{name}")
        yield Static(id="settings-ask", classes="quiet", markup=False)
        yield Input(id="settings-path", select_on_focus=False)

    def way_back(self) -> Way:
        """Gives the rows; a path that is being typed is not kept."""
        return ToScreen("settings")

    def on_mount(self) -> None:
        """Shows what is chosen now."""
        self.set_texts()
        self._hide_field()
        self.call_after_refresh(lambda: align(self.query(Rows)))

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Settings")

    async def language_changed(self) -> None:
        """Says it anew, at the same row."""
        focused = self.focused.id if self.focused else None
        rows = self.focused.highlighted if isinstance(self.focused, Rows) else None
        said = str(self.query_one("#frame-say", Said).content)
        await super().language_changed()
        self._hide_field()
        align(self.query(Rows))
        for found in self.query(Rows):
            if found.id == focused:
                found.focus()
                found.highlighted = rows
        self.say(said, kind="good")

    def on_screen_resume(self) -> None:
        """Shows what opens the journal by now, since a person comes back from there."""
        for rows in self.query("#settings-opening").results(Rows):
            rows.show(self._rows("opening"))

    def show(self) -> None:
        """Shows what is chosen by now."""
        for rows in self.query(Rows):
            rows.show(self._rows((rows.id or "").removeprefix("settings-")))
        align(self.query(Rows))

    def _rows(self, group: str) -> list[Row]:
        now = self._current()
        if group == "opening":
            said = self._opening() if self._opening else ""
            return [Row(_OPENING, _("Passphrase, recovery words"), said)]
        if group != "folders":
            return [setting.row(now) for setting in _SETTINGS[group]]
        packs = [Row(f"{_PACKS}{n}", _("Folder with packs"), _shown(path)) for n, path in enumerate(now.packs)]
        return [
            Row(_JOURNAL, _("Your journal"), _shown(now.journal or self._folder)),
            *packs,
            Row(f"{_PACKS}{len(now.packs)}", _("Folder with packs"), _("one more…") if now.packs else _("add one…")),
        ]

    # -------------------------------------------------------------- changing

    def action_change(self, step: int) -> None:
        """Gives the row with the focus its next value."""
        rows = self.focused
        if isinstance(rows, Rows) and rows.highlighted is not None:
            self._change(rows.rows[rows.highlighted].id, step)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        name = event.option_id or ""
        if name in _ALL:
            self._change(name, 1)
        elif name == _OPENING:
            self.app.call_later(self.app.run_action, "app.opening")
        else:
            self._ask(name)

    def _change(self, name: str, step: int) -> None:
        setting = _ALL.get(name)
        if setting is not None:
            now = self._current()
            self.post_message(self.Changed(self, setting.changed(now, step)))

    # -------------------------------------------------------------- folders

    def _ask(self, name: str) -> None:
        now = self._current()
        self._changing = name
        field, line = self.query_one(Input), self.query_one("#settings-ask", Static)
        if name == _JOURNAL:
            field.value = str(now.journal or self._folder)
            line.update(_("The folder of your journal, from the next time on. Enter saves it."))
        else:
            place = int(name.removeprefix(_PACKS))
            field.value = str(now.packs[place]) if place < len(now.packs) else ""
            line.update(_("A folder with packs of your own or of others. Enter saves it; empty takes it away."))
        self.say("")
        field.display = line.display = True
        field.focus(scroll_visible=False)
        self.call_after_refresh(self.query_one("#frame-body").scroll_end, animate=False)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self.run_worker(self._take(event.value.strip()), exclusive=True)

    async def _take(self, typed: str) -> None:
        try:
            path = Path(typed).expanduser().absolute() if typed else None
        except RuntimeError:  # "~name" of someone who is not there
            self.say(_("This is no path."), kind="warn")
            return
        now, more = self._current(), None
        if self._changing == _JOURNAL:
            changed = replace(now, journal=path)
            more = await asyncio.to_thread(_about, path or self._folder)
        else:
            place = int(self._changing.removeprefix(_PACKS))
            packs = [*now.packs[:place], *([path] if path else []), *now.packs[place + 1 :]]
            changed = replace(now, packs=tuple(dict.fromkeys(packs)))
            if path is not None and not await asyncio.to_thread(path.is_dir):
                more = msg("That folder is not there yet.")
        self._hide_field()
        self.query_one("#settings-folders", Rows).focus()
        self.post_message(self.Changed(self, changed, more))

    def action_step_up(self) -> None:
        """Leaves the field as it was, or goes back."""
        if self.query_one(Input).display:
            self._hide_field()
            self.query_one("#settings-folders", Rows).focus()
        else:
            self.dismiss()

    def _hide_field(self) -> None:
        self.query_one(Input).display = self.query_one("#settings-ask").display = False


def _about(folder: Path) -> Message:
    """Says what comes of another folder for the journal."""
    from kwetsbaar.journal import Journal

    if Journal.exists(folder):
        return msg("From the next time on it opens the journal that lies there.")
    return msg("There is no journal there yet; the next time you begin one. This one stays where it is.")


def _shown(path: Path) -> str:
    return clean_line(str(path))

import pytest
from textual.app import App

from kwetsbaar import i18n
from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.keybar import HELP_LINES, Item, KeyBar, fitting, is_ours, spoken, written
from kwetsbaar.tui.theme import ThemedApp
from tests.tui.conftest import Opened, settle, shown


def items(*labels: str) -> list[Item]:
    app: App[None] = App()
    found = [Item("ctrl+n", label, label, app) for label in labels]
    return [*found, Item("f2", "Someone", HELP_LINES, app)]


@pytest.mark.parametrize(
    ("name", "said"), [("ctrl+n", "^n"), ("f2", "f2"), ("question_mark", "?"), ("escape", "esc"), ("left", "←")]
)
def test_a_key_is_written_shortly(name: str, said: str) -> None:
    assert written(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ctrl+n", "Ctrl+N"),
        ("f2", "F2"),
        ("n", "n"),
        ("slash", "/"),
        ("escape", "Esc"),
        ("left", "←"),
        ("alt+up", "Alt+↑"),
    ],
)
def test_a_key_is_spoken_as_a_keyboard_names_it(name: str, said: str) -> None:
    assert spoken(name) == said


def test_the_first_keys_stay_and_the_way_to_someone_always_does() -> None:
    every = items("Next", "Back", "Skip")
    whole = sum(item.width for item in every) + 2 * (len(every) - 1)
    assert [item.label for item in fitting(every, whole)] == ["Next", "Back", "Skip", "Someone"]
    assert [item.label for item in fitting(every, whole - 1)] == ["Next", "Back", "Someone"]
    assert [item.label for item in fitting(every, 12)] == ["Someone"]


def test_a_key_that_is_too_long_leaves_its_room_to_a_shorter_one() -> None:
    every = items("Next", "Question packs", "Back")
    room = sum(item.width for item in items("Next", "Back")) + 2 * 2
    assert [item.label for item in fitting(every, room)] == ["Next", "Back", "Someone"]


def test_only_keys_of_ours_have_a_place() -> None:
    assert is_ours(key("x", "x", msg("Next")))
    bare: App[None] = App()
    assert not any(is_ours(b) for bs in bare._bindings.key_to_bindings.values() for b in bs)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
async def test_someone_to_talk_to_is_never_cut_off(opened: Opened, width: int) -> None:
    for language, words in (("en", "f2 Someone to talk to"), ("nl", "f2 Iemand spreken")):
        i18n.set_language(language)
        async with opened((width, 24)) as pilot:
            assert shown(pilot).splitlines()[-1].endswith(words)


async def test_a_click_does_what_the_key_does(opened: Opened) -> None:
    async with opened() as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        line = shown(pilot).splitlines()[-1]
        await pilot.click(bar, offset=(line.index("Packs"), 0))
        await settle(pilot)
        assert type(pilot.app.screen).__name__ == "PacksScreen"


class Trial(FramedScreen[None]):
    def set_texts(self) -> None:
        self.title_text = "A title"
        self.where_text = "somewhere"
        self.progress = 0.5


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40)])
async def test_the_frame_gives_way_before_the_content(size: tuple[int, int]) -> None:
    app: ThemedApp[None] = ThemedApp()
    async with app.run_test(size=size) as pilot:
        screen = Trial()
        await app.push_screen(screen)
        await pilot.pause()
        text = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert ("━" in text) is (size[1] > 20)
        assert screen.query_one("#column").size.width == min(72, size[0] - (4 if size[0] < 72 else 8))
        line, column = screen.query_one("#frame-head").region, screen.query_one("#column").region
        assert column.x - line.x == line.right - column.right
        screen.say("[b]done[/b]", kind="good")
        await pilot.pause()
        assert screen.query_one("#frame-say").region.x == column.x
        text = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert "[b]done[/b]" in text


@pytest.mark.parametrize(
    ("title", "where", "whole"),
    [
        ("kwetsbaar", "demo journal · Friday 27 November", True),
        ("Can I handle it if it doesn't work out?", "The end", True),
        ("Can I handle it if it doesn't work out?", "demo journal · What can go wrong", False),
    ],
)
async def test_title_and_place_share_their_line(*, title: str, where: str, whole: bool) -> None:
    app: ThemedApp[None] = ThemedApp()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = Trial()
        await app.push_screen(screen)
        screen.title_text, screen.where_text = title, where
        await pilot.pause()
        first = screen._compositor.render_strips()[0].text.strip()
        assert first.startswith(title[:20])
        assert (title in first and where in first) is whole


def test_of_keys_that_count_none_is_skipped() -> None:
    app: App[None] = App()
    every = [
        Item(digit, label, label, app) for digit, label in (("1", "Risks"), ("2", "The question"), ("3", "Voices"))
    ]
    room = sum(item.width for item in (every[0], every[2])) + 2
    assert [item.label for item in fitting(every, room)] == ["Risks"]

from dataclasses import asdict

import pytest
from textual.color import Color

from kwetsbaar.tui.theme import PALETTES, THEMES, ThemedApp

NEEDED = 4.5
TEXTS = ("foreground", "quiet", "accent", "good", "warn", "bad")


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.1."""
    bright, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("look", PALETTES)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", ["background", "panel"])
def test_every_text_can_be_read(look: str, text: str, ground: str) -> None:
    colors = asdict(PALETTES[look])
    assert contrast(colors[text], colors[ground]) >= NEEDED


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_nothing_that_textual_derives_is_hard_to_read(theme: object) -> None:
    app: ThemedApp[None] = ThemedApp(theme.name)  # type: ignore[attr-defined] # a Theme
    variables = app.get_css_variables()
    for name in ("text-muted", "text-disabled", "foreground-muted", "footer-key-foreground", "footer-foreground"):
        assert contrast(variables[name], variables["background"]) >= NEEDED, name
    assert contrast(variables["input-cursor-foreground"], variables["input-cursor-background"]) >= NEEDED
    assert contrast(variables["input-selection-foreground"], variables["input-selection-background"]) >= NEEDED

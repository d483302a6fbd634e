"""Beginning a pack on a real terminal, where each question is typed at."""

from __future__ import annotations

from pathlib import Path

from kwetsbaar.core import packfile
from tests.program.terminal import Terminal


def test_a_pack_is_begun_by_typing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "packs", "new", "na-een-dag")
    for asked, typed in (
        ("In which language", "3"),
        ("For whom", "coach"),
        ("called in Dutch", "Na een dag"),
        ("called in English", "After a day"),
        ("Question 1, in Dutch", 'Wat bleef "hangen"?'),
        ("Question 1, in English", "What stayed?"),
        ("Question 2, in Dutch", ""),
        ("End with a choice", "no"),
    ):
        terminal.wait_for(asked)
        terminal.press(*([typed] if typed else []), "enter")
    terminal.wait_for("This is your pack")
    assert terminal.end() == 0
    path = tmp_path / "data/kwetsbaar/prompts/na-een-dag.toml"
    pack = packfile.read(path.read_bytes(), path.name).pack
    assert pack
    assert pack.title.texts == {"nl": "Na een dag", "en": "After a day"}
    assert pack.steps[0].ask
    assert pack.steps[0].ask.texts == {"nl": 'Wat bleef "hangen"?', "en": "What stayed?"}
    assert (len(pack.steps), pack.audience) == (1, "coach")

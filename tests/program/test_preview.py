"""The preview in a real terminal, beside a file that is written, broken and mended: it follows, and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from tests.program.terminal import Terminal

GOOD = """title.nl = "Even stilstaan"
title.en = "A quiet moment"
[[step]]
ask.nl = "Wat raakte je?"
ask.en = "What touched you?"
[[step]]
ask.nl = "Wat had je nodig?"
ask.en = "What did you need?"
"""
BAD = GOOD.replace('ask.en = "What did you need?"', "ask.en = “What did you need?”")
MORE = GOOD + '[[step]]\nask.nl = "Wat neem je mee?"\nask.en = "What comes along?"\n'


def save(file: Path, text: str) -> None:
    """Saves as vim and many others do: the old file moved away, the new one written and renamed into place."""
    new = file.with_name(f".{file.name}.swp")
    new.write_text(text)
    file.rename(file.with_name(f"{file.name}~"))
    new.rename(file)


def test_a_file_that_is_edited_broken_and_mended(tmp_path: Path) -> None:
    file = tmp_path / "stil.toml"
    file.write_text(GOOD)
    terminal = Terminal(tmp_path, "packs", "preview", str(file))
    terminal.wait_for("What touched you?", "Preview: nothing is saved")
    terminal.wait_for("Ready: 2 questions", "every road walked.")
    terminal.press("zilverreiger", "^n")
    terminal.wait_for("What did you need?")
    terminal.press("riet")
    terminal.wait_for("riet")
    save(file, GOOD.replace("did you need", "did you need there"))
    terminal.wait_for("What did you need there?", "riet")
    save(file, BAD)
    terminal.wait_for("line 8", "Curly quotation marks.", "What you see is the last good version.")
    terminal.wait_for("What did you need there?", "riet")
    terminal.press(" en water")
    terminal.wait_for("riet en water")
    terminal.press("^t")
    terminal.wait_for("regel 8", "Krulaanhalingstekens.", "Je ziet de laatste goede versie.", "Wat had je nodig?")
    save(file, MORE)
    terminal.wait_while("regel 8")
    terminal.wait_for("Wat had je nodig?", "riet en water", "Klaar: 3 vragen")
    terminal.press("^n")
    terminal.wait_for("Wat neem je mee?")
    terminal.press("^r", "^r")
    terminal.wait_for("Wat raakte je?", "zilverreiger")
    terminal.press("^q")
    assert terminal.end() == 0
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in left if b"zilverreiger" in path.read_bytes()]
    assert {path.name for path in left} <= {"stil.toml", "stil.toml~", "config.toml"}


def test_a_file_with_errors_is_waited_for_and_one_that_goes_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "stil.toml"
    file.write_text(BAD)
    terminal = Terminal(tmp_path, "packs", "preview", str(file), size=(120, 40), language="nl")
    terminal.wait_for("stil.toml", "regel 8", "Krulaanhalingstekens.", "dan begint de proef vanzelf")
    file.write_text(GOOD)
    terminal.wait_for("Wat raakte je?", "Proef: er wordt niets bewaard")
    file.unlink()
    terminal.wait_for("Zodra het weer te lezen is", "Wat raakte je?")
    file.write_text(MORE)
    terminal.wait_while("Zodra het weer")
    terminal.wait_for("Klaar: 3 vragen")
    terminal.kill(15)
    assert terminal.process.exitstatus == 128 + 15

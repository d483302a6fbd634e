from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import Damaged, InvalidFile
from kwetsbaar.storage import settings

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    assert settings.read_text(path) is None
    settings.write_text(path, "lang = 'nl'  # één\n")
    settings.write_text(path, "lang = 'en'\n")
    assert settings.read_text(path) == "lang = 'en'\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]


def test_settings_that_are_kept_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "config.toml").symlink_to(tmp_path / "elsewhere.toml")
    settings.write_text(tmp_path / "config.toml", "a = 1\n")
    assert (tmp_path / "elsewhere.toml").read_text() == "a = 1\n"
    assert settings.read_text(tmp_path / "config.toml") == "a = 1\n"


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff")
    with pytest.raises(InvalidFile):
        settings.read_text(tmp_path / "a")
    (tmp_path / "b").write_bytes(bytes(settings.LIMIT + 1))
    with pytest.raises(Damaged):
        settings.read_text(tmp_path / "b")

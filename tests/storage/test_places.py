from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.storage.places import ID_PATTERN, JournalFolder, Places, is_id, new_id


def test_ids_are_new_and_well_formed() -> None:
    found = {new_id() for _ in range(1000)}
    assert len(found) == 1000
    assert all(len(each) == 26 and ID_PATTERN.fullmatch(each) for each in found)
    assert len({each[-1] for each in found}) == 32


@pytest.mark.parametrize(
    "text", ["", "0" * 25, "0" * 27, "8" + "0" * 25, "0" * 25 + "o", "0" * 25 + "A", "0" * 26 + "\n"]
)
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)


@given(st.text())
def test_no_other_text_becomes_a_name(text: str) -> None:
    folder = JournalFolder(Path("/nowhere"))
    if not is_id(text):
        for make in (folder.entry, folder.draft, folder.trashed, folder.tombstone):
            with pytest.raises(ValueError, match="not an id"):
                make(text)


def test_names_in_the_folder(tmp_path: Path) -> None:
    folder, id_ = JournalFolder(tmp_path), "0" * 26
    assert folder.entry(id_) == tmp_path / "entries" / f"{id_}.md.age"
    assert folder.version(id_, 3, "abcdef01") == tmp_path / "history" / f"{id_}.3.abcdef01.md.age"
    assert folder.trashed(id_) == tmp_path / "trash" / f"{id_}.md.age"
    assert folder.draft(id_) == tmp_path / "drafts" / f"{id_}.age"
    assert folder.tombstone(id_) == tmp_path / "tombstones" / f"{id_}.age"
    assert {path.name for path in folder.folders} == {"entries", "history", "trash", "drafts", "tombstones"}


def test_a_link_to_the_whole_folder_is_the_owners_own(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert JournalFolder(tmp_path / "link").path == tmp_path / "real"


@pytest.mark.skipif("sys.platform == 'darwin'")
def test_the_variables_of_xdg_are_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    found = Places.of_user()
    assert found == Places(*(tmp_path / kind / "kwetsbaar" for kind in ("CONFIG", "DATA", "CACHE", "STATE")))
    assert found.default_journal == tmp_path / "DATA" / "kwetsbaar" / "journal"
    assert found.settings == tmp_path / "CONFIG" / "kwetsbaar" / "config.toml"
    assert found.packs == tmp_path / "DATA" / "kwetsbaar" / "prompts"
    assert not list(tmp_path.iterdir())

"""Taking pages out and bringing them in: with the real jrnl, hostile zips, and a round trip that loses nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.storage import age

ANSWERS = """
[answers]
"1" = "een zin die nergens hoort te staan"
"""

JRNL = """
colors: {body: none, date: none, tags: none, title: none}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {default: {journal: PATH}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %r'
version: v4.6
"""


@pytest.fixture
def page(here: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (here / "answers.toml").write_text(ANSWERS)
    assert main(["write", "drie-minuten", "--answers", "answers.toml"]) == 0
    return capsys.readouterr().out.strip()


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


class TestExport:
    @pytest.mark.usefixtures("page")
    @pytest.mark.parametrize(("form", "name"), [("json", "x.json"), ("html", "x.html"), ("markdown", "x")])
    def test_it_says_that_it_is_plain_text_is_for_its_owner_alone_and_writes_over_nothing(
        self, here: Path, form: str, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["export", "--format", form, "--out", name]) == 0
        said = capsys.readouterr().err
        assert str(here / name) in said
        assert "plain text" in said
        files = [here / name] if (here / name).is_file() else [*(here / name).iterdir()]
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)
        assert "een zin die nergens hoort te staan" in files[0].read_text()
        before = [path.read_bytes() for path in files]
        assert main(["export", "--format", form, "--out", name]) == 7
        assert [path.read_bytes() for path in files] == before

    def test_what_is_taken_out_and_brought_into_an_empty_journal_is_the_same(
        self, here: Path, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shutil.copytree(here / "journal", here / "kept")
        assert main(["export", "--format", "json", "--out", "one.json"]) == 0
        assert main(["purge", page, "--yes"]) == 0
        assert listed(capsys) == []
        shutil.rmtree(here / "journal" / "tombstones")
        assert main(["import", "one.json"]) == 0
        assert main(["export", "--format", "json", "--out", "two.json"]) == 0
        one, two = (json.loads((here / name).read_text())["entries"] for name in ("one.json", "two.json"))
        assert one == two
        assert main(["import", "one.json"]) == 0
        assert len(listed(capsys)) == 1

    def test_a_filter_that_nothing_fits_is_said(self, here: Path, page: str) -> None:
        assert main(["export", "--format", "json", "--out", "x.json", "--since", "2099-01-01"]) == 2
        assert not (here / "x.json").exists()

    @pytest.mark.parametrize("words", [[], ["--format", "json"], ["--out", "x"], ["--preview", "--format", "json"]])
    def test_what_is_missing_is_said(self, here: Path, words: list[str]) -> None:
        assert main(["export", *words]) == 2

    def test_a_supervision_paper_is_seen_first_and_holds_no_day(
        self, here: Path, page: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["export", "--supervision", "--preview"]) == 0
        preview = capsys.readouterr().out
        assert main(["export", "--supervision", "--out", "paper.md"]) == 0
        assert (here / "paper.md").read_text() == preview
        assert ", week " in preview


class TestJrnl:
    @pytest.fixture
    def jrnl(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Gives the file of a journal that jrnl itself wrote, and has it beside it as JSON."""
        program = Path(sys.executable).with_name("jrnl")
        if not program.exists():
            pytest.skip("jrnl is not here")
        file = here / "journal.txt"
        (here / "conf.yaml").write_text(JRNL.replace("PATH", str(file)))
        environment = {**os.environ, "HOME": str(here)}

        def run(*words: str) -> str:
            done = subprocess.run(
                [program, "--config-file", here / "conf.yaml", *words],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
                text=True,
            )
            return done.stdout

        run("2024-01-02 14:30: Bang voor @werk. Toch gegaan. [niet] een kop")
        run("2024-02-03: Een ster. Meer tekst\n\nen nog een regel")
        (here / "journal.json").write_text(run("--format", "json"))
        assert "2024-02-03" in run("--short")
        return file

    def test_its_own_file_is_brought_in_once_whether_as_text_or_as_json(
        self, here: Path, jrnl: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["import", "journal.txt", "--dry-run"]) == 0
        assert "2 pages would be brought in" in capsys.readouterr().err
        assert listed(capsys) == []
        assert main(["import", "journal.txt"]) == 0
        pages = listed(capsys)
        assert [(page["title"], page["tags"]) for page in pages] == [
            ("Een ster. Meer tekst", []),
            ("Bang voor @werk", ["werk"]),
        ]
        assert str(pages[1]["created"]).startswith("2024-01-02T14:30:00")
        for again in ("journal.txt", "journal.json"):
            assert main(["import", again, "--json"]) == 0
            document = json.loads(capsys.readouterr().out)
            assert (document["brought_in"], document["there_already"], document["not_understood"]) == (0, 2, [])
        assert main(["show", str(pages[1]["id"])]) == 0
        assert "Toch gegaan. [niet] een kop" in capsys.readouterr().out


def zipped(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_json", ".json"), text)
    return path


class TestDayOne:
    TEXT = json.dumps(
        {"entries": [{"uuid": "A", "creationDate": "2021-05-30T14:32:00Z", "text": "dag", "photos": [{}]}]}
    )

    def test_a_zip_is_brought_in_and_photos_are_named(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        zipped(here / "d.zip", Journal_json=self.TEXT, photos__a="x")
        for _ in range(2):
            assert main(["import", "d.zip"]) == 0
        assert "1 photo or recording was not taken." in capsys.readouterr().err
        assert [page["title"] for page in listed(capsys)] == ["dag"]

    def test_hostile_zips_are_refused_and_nothing_is_read(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for name in ("../Journal.json", "/Journal.json", "a/../../Journal.json", "..\\Journal.json", "C:/x.json"):
            with zipfile.ZipFile(here / "h.zip", "w") as archive:
                archive.writestr(name, self.TEXT)
            assert main(["import", "h.zip"]) == 7, name
        with zipfile.ZipFile(here / "h.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Journal.json", b"[" + b" " * 80_000_000 + b"]")
        assert main(["import", "h.zip"]) == 7
        with zipfile.ZipFile(here / "h.zip", "w") as archive:
            link = zipfile.ZipInfo("Journal.json")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
        assert main(["import", "h.zip"]) == 7
        assert capsys.readouterr().err.count("Nothing was read") == 7
        assert listed(capsys) == []

    def test_a_zip_that_is_cut_off_or_holds_nothing_is_named(self, here: Path) -> None:
        with zipfile.ZipFile(here / "d.zip", "w") as archive:
            archive.writestr("Journal.json", self.TEXT)
        data = (here / "d.zip").read_bytes()
        (here / "d.zip").write_bytes(data.replace(b"dag", b"dog"))
        assert main(["import", "d.zip"]) == 5
        zipped(here / "d.zip", readme="x")
        assert main(["import", "d.zip"]) == 2


class TestMarkdown:
    def test_a_folder_is_brought_in_its_links_and_hidden_files_are_not(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        notes = here / "notes"
        (notes / "sub").mkdir(parents=True)
        (notes / ".hidden.md").write_text("nee")
        (here / "elsewhere.md").write_text("nee")
        (notes / "link.md").symlink_to(here / "elsewhere.md")
        (notes / "sub" / "2024-01-02 dag.md").write_text("---\ntags: [werk]\n---\nja\n")
        (notes / "latin.md").write_bytes("caf\xe9".encode("latin-1"))
        (notes / "odd.md").write_bytes(b"\x00\x01")
        identity = age.new_identity()
        (here / "key.txt").write_text(f"# key\n{identity}\n")
        (notes / "secret.md.age").write_bytes(age.encrypt(b"# Geheim\nvan slot", age.recipient_of(identity)))
        assert main(["import", "notes", "--dry-run", "--json"]) == 0
        dry = json.loads(capsys.readouterr().out)
        assert {odd["where"] for odd in dry["not_understood"]} == {"odd.md", "secret.md.age"}
        assert main(["import", "notes", "--identity", "key.txt"]) == 0
        pages = {page["title"]: page for page in listed(capsys)}
        assert pages.keys() == {"2024-01-02 dag", "latin", "Geheim"}
        assert pages["2024-01-02 dag"]["tags"] == ["werk"]
        assert main(["import", "notes", "--identity", "key.txt"]) == 0
        assert len(listed(capsys)) == 3


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.txt", b"zomaar een tekst", 2),
        ("x.json", b"{}", 2),
        ("x.json", b'{"kwetsbaar": "kwetsbaar", "format": 9}', 5),
        ("x.bin", b"\x00\xff", 2),
        ("missing", None, 4),
    ],
)
def test_what_is_none_of_these_is_said_with_a_way_out(
    here: Path, name: str, data: bytes | None, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (here / name).write_bytes(data)
    assert main(["import", name]) == code
    assert "kwetsbaar: error: " in capsys.readouterr().err

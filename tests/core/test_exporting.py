"""What is taken out can be brought in again, and reads as it should elsewhere."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.core import exporting, importing, markdown, supervising, yaml
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.importing import Found
from kwetsbaar.core.kinds.revisit import RevisitForm
from kwetsbaar.core.kinds.risks import RisksForm
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.text import clean
from tests.core.test_markdown import entries

MADE = datetime(2026, 11, 22, tzinfo=UTC)


def page(*answers: Answer, **more: object) -> Entry:
    given = {"title": "Titel", "lang": "nl", "pack": "p", "pack_sha256": "a" * 64, **more}
    return Entry(id="0" * 26, rev=1, created=MADE, changed=MADE, answers=answers, **given)  # type: ignore[arg-type]


def write(value: str, **more: object) -> Answer:
    return Answer("q", "write", "Vraag?", WriteForm(), value, **more)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(st.lists(entries, max_size=2))
def test_a_document_holds_all_of_it(pages: list[Entry]) -> None:
    text = exporting.as_text(exporting.document(pages, MADE))
    document = importing.parsed(text)
    assert document is not None
    assert importing.is_own(document)
    found = Found()
    importing.own(document, "x.json", found)
    assert (found.own, found.odd) == (pages, [])


def test_days_come_back_as_days_and_texts_that_look_like_them_as_texts() -> None:
    risks = Answer("r", "risks", "Wat?", RisksForm(), [{"id": "r1", "text": "2026-12-20", "date": date(2026, 12, 20)}])
    entry = page(write("2026-12-20"), risks, Answer("v", "revisit", "?", RevisitForm("r"), date(2026, 12, 20)))
    row = exporting.plain(markdown.table_of(entry))
    table = exporting.revived(json.loads(json.dumps(row)))
    assert isinstance(table, dict)
    assert markdown.entry_of(table) == entry


class TestNotes:
    def test_obsidian_reads_it(self) -> None:
        note = exporting.note(page(write("tekst\n# geen kop"), tags=("twee woorden",), theme="baas: ja", about="Wilg"))
        _, front, body = note.split("---\n", 2)
        table = yaml.loads(front)
        assert (table["title"], table["tags"], table["theme"]) == ("Titel", ["twee-woorden"], "baas: ja")
        assert body == "# Titel\n\n### Vraag?\n\ntekst\n\\# geen kop\n"

    def test_every_page_has_a_name_of_its_own_that_any_system_takes(self) -> None:
        titles = ["A/B: \\c?", "a b c", "", "../..", "x" * 300, "é", "É"]
        names = exporting.file_names([page(title=title) for title in titles])
        assert len({name.casefold() for name in names}) == len(titles)
        assert all(len(name) < 90 and not set(name) & set('/\\:*?"<>|') for name in names)
        assert not any(name.startswith(".") for name in names)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _value in attrs)}

    def handle_data(self, data: str) -> None:
        self.data += data


@settings(max_examples=50)
@given(st.text(), st.text())
def test_nothing_that_was_written_is_markup_in_a_page_to_print(title: str, text: str) -> None:
    title, text = clean(title), clean(text)
    parser = Tags()
    parser.feed(exporting.printable([page(write(text), title=title)], title))
    known = {"html", "lang", "meta", "charset", "http-equiv", "content", "name", "title", "style", "body", "article"}
    assert parser.found <= {*known, "h1", "h3", "p", "class"}
    assert " ".join(text.split()) in " ".join(parser.data.split())


def test_a_page_to_print_loads_nothing() -> None:
    text = exporting.printable([page(write('<img src="https://x.nl/a"><script>x</script>'))], "t")
    assert "default-src 'none'" in text
    assert "<img" not in text
    assert "<script" not in text
    assert "http://" not in text.replace("https://x.nl/a", "")


class TestSupervision:
    def test_weeks_in_place_of_days_and_nothing_private(self) -> None:
        risks = Answer("r", "risks", "Wat?", RisksForm(), [{"id": "r1", "text": "weg", "date": date(2026, 12, 20)}])
        private = write("geheim", private=True)
        about = Answer("b", "write", "Wat zegt {q}?", WriteForm(), "veel")
        again = Answer("v", "revisit", "Wanneer?", RevisitForm("r"), date(2026, 12, 20))
        text = supervising.paper([page(private, about, risks, again, about="Wilg")], "nl")
        assert "# Wilg" in text
        assert "2026, week 47" in text
        for left in ("geheim", "2026-11-22", "22 nov", "20 dec", "Wanneer?"):
            assert left not in text
        assert "Wat zegt …?" in text
        assert "weg" in text

    def test_a_heading_that_quotes_a_day_holds_dots(self) -> None:
        again = Answer("v", "revisit", "Wanneer?", RevisitForm("r"), date(2026, 12, 20))
        said = again.form.short(date(2026, 12, 20), "nl")
        about = Answer("b", "write", "Wat dan?", WriteForm(), "veel", part=f"Tot {said}")
        text = supervising.paper([page(again, about)], "nl")
        assert "## Tot …" in text
        assert said not in text

    @pytest.mark.parametrize("day", ["2026-11-22", "20261122", "22-11-2026", "22.11.2026"])
    def test_a_title_that_is_a_day_holds_dots(self, day: str) -> None:
        text = supervising.paper([page(write("x"), title=f"{day} gesprek")], "nl")
        assert day not in text
        assert "## … gesprek · 2026, week 47" in text

    def test_pages_stand_by_alias_the_oldest_first(self) -> None:
        pages = [page(write(text), about=about) for text, about in (("een", "Wilg"), ("twee", ""), ("drie", "Eik"))]
        text = supervising.paper(pages, "en")
        assert [text.index(each) for each in ("twee", "drie", "een")] == sorted(
            text.index(each) for each in ("twee", "drie", "een")
        )
        assert "# About no one client" in text

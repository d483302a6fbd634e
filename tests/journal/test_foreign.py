"""Pages that this journal did not write, with whatever stands in them: none ends anything, none steers a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kwetsbaar.core import markdown
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.journal.reading import Reading
from kwetsbaar.storage import age
from kwetsbaar.storage.index import DatabaseError, Index, Row
from kwetsbaar.storage.places import new_id
from kwetsbaar.text import is_clean


def kept(journal: Journal, places: Places, text: str = "de zee") -> Page:
    draft = journal.writing.begin(Packs(places).get("vrij"), "nl")
    session = draft.session
    while (question := session.question()) and question.kind != "write":
        session = session.next()
    return journal.writing.keep(draft.with_session(session.answer(text)))


def foreign(journal: Journal, page: Page, old: str, new: str) -> str:
    """Writes the text of a page with something else in it, as whoever has the recipient can, and gives its name."""
    assert page.entry
    text = markdown.render(page.entry)
    assert old in text
    name = new_id()
    sealed = age.encrypt(text.replace(old, new, 1).encode("utf-8", "surrogatepass"), journal.keyring.recipient)
    (journal.folder / "entries" / f"{name}.md.age").write_bytes(sealed)
    return name


HOSTILE = [
    ("rev = 1", "rev = 99999999999999999999"),
    ("rev = 1", "rev = -1"),
    ("rev = 1", "rev = 1000000000"),
    ('id = "', 'id = "../../'),
    ('id = "', 'id = "8'),
    ("created = ", "created = 0001-01-01T00:00:00+14:00 #"),
    ("created = ", "created = 2026-11-22T20:33:00 #"),
    ("changed = ", "changed = 9999-12-31T23:59:59-14:00 #"),
    ('title = "', 'title = "\\u0000\\u001b[2J'),
    ('lang = "nl"', 'lang = "\\u0000"'),
    ("rev = 1", "rev = 1\nlater = " + "[" * 300 + "]" * 300),
    ("rev = 1", "rev = 1\nlater = { " + "a." * 40 + "b = 1 }"),
    ('kind = "write"', 'kind = "scale"'),
]


@pytest.mark.parametrize(("old", "new"), HOSTILE)
def test_one_page_stops_nothing(journal: Journal, places: Places, old: str, new: str) -> None:
    page = kept(journal, places)
    name = foreign(journal, page, old, new)
    journal.reading.load()
    cards = {card.name: card.state for card in journal.reading.cards()}
    assert cards.keys() == {page.name, name}
    assert cards[page.name] is State.OK
    found = journal.reading.page(name)
    assert found.state is not State.OK
    journal.reading.history(found)
    with pytest.raises(KwetsbaarError):
        journal.writing.keep(journal.writing.edit(found))
    with pytest.raises(KwetsbaarError):
        journal.writing.revise(found, found.entry or page.entry)  # type: ignore[arg-type]  # one of them is there
    assert journal.reading.search("zee")


def test_every_text_of_it_is_clean(journal: Journal, places: Places) -> None:
    page = kept(journal, places)
    dirty = "\\u001b[2J\\u202e"
    name = foreign(
        journal,
        page,
        'kind = "write"',
        f'kind = "later", value = {{ "a{dirty}" = ["{dirty}x"] }}, "k{dirty}" = "{dirty}"',
    )
    found = journal.reading.page(name)
    entry = found.entry
    assert entry, found.trouble
    assert is_clean(markdown.render(entry))
    assert is_clean(repr([(answer.value, dict(answer.more), answer.key) for answer in entry.answers]))
    assert not any("\\x" in repr(answer.more) + repr(answer.value) for answer in entry.answers)


def test_a_file_that_goes_while_all_are_read(
    journal: Journal, places: Places, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = kept(journal, places), kept(journal, places, "de wind")
    real = Reading.page

    def page(self: Reading, name: str) -> Page:
        (folder / "entries" / f"{gone.name}.md.age").unlink(missing_ok=True)
        return real(self, name)

    monkeypatch.setattr(Reading, "page", page)
    journal.reading.forget(gone.name)
    journal.reading.load()
    assert [card.name for card in journal.reading.cards()] == [stays.name]


def test_a_row_that_the_index_does_not_take(journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = kept(journal, places), kept(journal, places, "de wind")
    real = Index.put_many

    def put_many(self: Index, rows: list[Row]) -> None:
        if any(row.id == bad.name and row.rev for row in rows):
            raise DatabaseError(msg("no"))
        real(self, rows)

    monkeypatch.setattr(Index, "put_many", put_many)
    journal.reading.load()
    assert {card.name: card.state for card in journal.reading.cards()} == {
        bad.name: State.DAMAGED,
        good.name: State.OK,
    }


def test_no_repr_shows_a_text(journal: Journal, places: Places) -> None:
    page = kept(journal, places, "Zilverreiger")
    assert page.entry
    entry = replace(
        page.entry, title="Zilverreiger", theme="Zilverreiger", about="Zilverreiger", tags=("Zilverreiger",)
    )
    entry = replace(
        entry, answers=tuple(replace(each, ask="Zilverreiger", part="Zilverreiger") for each in entry.answers)
    )
    changed = journal.writing.revise(page, entry)
    (card,), (hit,) = journal.reading.cards(), journal.reading.search("zilverreiger")
    for value in (changed, changed.entry, card, hit, journal.writing.edit(changed)):
        assert "Zilverreiger" not in repr(value)

from pathlib import Path

from kwetsbaar.journal import Journal, Places
from kwetsbaar.tui.leaves import AllPages, Found, Leaves, OddPages
from tests.conftest import Clock
from tests.tui.conftest import write


def walked(leaves: Leaves, name: str | None, *, older: bool) -> list[str]:
    """Gives the pages that one comes by."""
    names: list[str] = []
    while name is not None:
        names.append(name)
        name = leaves.beside(name, older=older)
    return names


def test_pages_are_listed_in_parts_and_leafed_through(journal: Journal, places: Places, clock: Clock) -> None:
    for number in range(5):
        write(journal, places, f"dag {number}")
        clock.forward(days=1)
    leaves = AllPages(journal.reading)
    names = [card.name for card in leaves.cards(9)]
    assert leaves.count() == len(names) == 5
    assert [card.name for card in leaves.cards(2, 3)] == names[3:]
    assert walked(leaves, names[0], older=True) == names
    assert walked(leaves, names[-1], older=False) == names[::-1]
    assert leaves.beside("weg", older=True) is None


def test_odd_pages_are_leafed_through_without_the_others(
    journal: Journal, places: Places, folder: Path, clock: Clock
) -> None:
    pages = []
    for number in range(4):
        pages.append(write(journal, places, f"dag {number}"))
        clock.forward(days=1)
    for page in pages[1::2]:
        (folder / "entries" / f"{page.name}.md.age").write_bytes(b"weg")
    journal.reading.load()
    leaves = OddPages(journal.reading)
    names = [card.name for card in leaves.cards(9)]
    assert sorted(names) == sorted(page.name for page in pages[1::2])
    assert leaves.count() == 2
    assert walked(leaves, names[0], older=True) == names


def test_pages_that_were_found_are_leafed_through_as_they_were_found() -> None:
    found = Found(("a", "b", "c"))
    assert found.beside("b", older=True) == "c"
    assert found.beside("b", older=False) == "a"
    assert found.beside("a", older=False) is None
    assert found.beside("weg", older=True) is None

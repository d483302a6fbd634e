"""Keeps the Dutch catalogue in step with the texts in the code.

python scripts/catalog.py update          extract every text, add the new ones empty, drop those that are gone
python scripts/catalog.py merge FILE.po   take over the translations of another file, then update
python scripts/catalog.py compile         make the .mo file that the program reads
"""

from __future__ import annotations

import fcntl
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "kwetsbaar"
DUTCH = SOURCES / "locale/nl/LC_MESSAGES/kwetsbaar.po"
HEADER = r"""# The Dutch of kwetsbaar. English stands in the code.
msgid ""
msgstr ""
"Language: nl\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
KEYWORDS = {"_": None, "msg": None, "plural": (1, 2)}


def extracted() -> Catalog:
    """Gives every text that the code says, as a catalogue without translations."""
    catalog = Catalog(project="kwetsbaar", charset="utf-8")
    found = extract_from_dir(str(SOURCES), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",))
    for file, _line, text, comments, _context in sorted(found, key=lambda row: (row[0], row[1])):
        if text and text != ("", ""):
            catalog.add(text, None, [(f"kwetsbaar/{Path(file).as_posix()}", None)], auto_comments=comments)
    return catalog


def dutch() -> Catalog:
    """Gives the Dutch catalogue as it lies on disk."""
    with DUTCH.open("rb") as file:
        return read_po(file, locale="nl")


def update() -> None:
    """Brings the texts of the Dutch catalogue up to date with the code, keeping translations."""
    catalog = dutch()
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    _write(catalog)
    compiled()
    missing = [message.id for message in catalog if message.id and not _translated(message.string)]
    for text in missing:
        print("no Dutch yet:", text)


def merge(path: str) -> None:
    """Takes over each translation that `path` has."""
    with Path(path).open("rb") as file:
        other = read_po(file, locale="nl")
    catalog = dutch()
    for message in other:
        if message.id and _translated(message.string):
            catalog.delete(message.id)  # adding alone keeps a string that is there, an empty one too
            catalog.add(message.id, message.string)
    _write(catalog)
    update()


def compiled() -> None:
    """Makes the binary catalogue beside the readable one."""
    buffer = io.BytesIO()
    write_mo(buffer, dutch())
    DUTCH.with_suffix(".mo").write_bytes(buffer.getvalue())


def _translated(string: str | tuple[str, ...] | list[str]) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _write(catalog: Catalog) -> None:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, omit_header=True, include_lineno=False)
    DUTCH.write_text(HEADER + buffer.getvalue().decode())


@contextmanager
def _alone() -> Iterator[None]:
    with DUTCH.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    with _alone():
        match sys.argv[1:]:
            case ["update"]:
                update()
            case ["merge", path]:
                merge(path)
            case ["compile"]:
                compiled()
            case _:
                sys.exit(__doc__)

"""The command `look-back`: a view over the pages as text or as data, and without a view the list of views."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.layout import columns, short_ids
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.core.lookback.blocks import Heading, Items
from kwetsbaar.core.lookback.views import VIEWS
from kwetsbaar.core.query import Where
from kwetsbaar.drawing.lines import drawn, wrapped
from kwetsbaar.errors import UsageError
from kwetsbaar.i18n import language, msg
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.documents import Json
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.lookback.blocks import Block

_WIDEST = 80
_NARROWEST = 40
_GAP = "  "


def run(arguments: Arguments, setting: Setting) -> int:
    """Looks, and writes what there is to see."""
    if arguments.same or arguments.mark or arguments.leave_out or arguments.let_in:
        return _about_a_page(arguments, setting)
    if not arguments.view:
        return _views(json=arguments.json)
    where = where_of(arguments)
    with opened(arguments, setting) as journal:
        view = journal.looking_back.view(arguments.view)  # before the pages are read: a wrong name is said at once
        journal.looking_back.names().check(where)
        looked = journal.looking_back.look(view.name, where)
        if arguments.json:
            talk.document({"view": view.name, "filter": _filter(where), **_json(looked.data())})
        else:
            names = short_ids(card.name for card in journal.reading.cards())
            talk.data("\n".join(_text(str(view.title), looked.shown(language()), names)))
        journal.reading.keep()
    return exits.DONE


def _about_a_page(arguments: Arguments, setting: Setting) -> int:
    from kwetsbaar.cli import marking, same

    if arguments.view:
        raise UsageError(msg("This is said of one page, without a view."))
    with opened(arguments, setting) as journal:
        return same.run(journal, arguments) if arguments.same else marking.run(journal, arguments)


def where_of(arguments: Arguments) -> Where:
    """Gives which pages were asked for."""
    return Where(
        tags=tuple(map(fold, arguments.tag)),
        about=tuple(map(fold, arguments.about)),
        packs=tuple(map(fold, arguments.packs)),
        since=arguments.since,
        until=arguments.until,
    )


def _views(*, json: bool) -> int:
    if json:
        talk.document([{"view": view.name, "title": str(view.title), "about": str(view.about)} for view in VIEWS])
    else:
        talk.data(columns([(view.name, str(view.about)) for view in VIEWS]))
    return exits.DONE


def _filter(where: Where) -> Json:
    return {
        "since": where.since.isoformat() if where.since else None,
        "until": where.until.isoformat() if where.until else None,
        "packs": [*where.packs],
        "about": [*where.about],
        "tags": [*where.tags],
    }


def _json(table: Mapping[str, Json]) -> dict[str, Json]:
    return dict(table)


# ------------------------------------------------------------------ as text


def _text(title: str, blocks: tuple[Block, ...], names: Mapping[str, str]) -> Iterator[str]:
    """Gives all of it as lines, an empty one between two blocks but below a heading."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    yield title
    after_heading = False
    for block in blocks:
        if not after_heading:
            yield ""
        after_heading = isinstance(block, Heading)
        yield from _block(block, width, names)


def _block(block: Block, width: int, names: Mapping[str, str]) -> Iterator[str]:
    if isinstance(block, Items):
        yield from _items(block, width, names)
        return
    for line in drawn(block, width):
        yield "".join(span.text for span in line).rstrip()


def _items(items: Items, width: int, names: Mapping[str, str]) -> Iterator[str]:
    """Gives each item as a row: its day, what it says, and the page as `show` takes it; more stands below it."""
    rows = [*items.items]
    for item, lead in zip(rows, _leads([item.lead for item in rows]), strict=True):
        page = f"  [{names.get(item.page, item.page)}]" if item.page else ""
        room, indent = width - cell_len(lead), " " * cell_len(lead)
        first, *rest = wrapped(clean_line(item.text) + page, room)
        if item.tail:
            rest += wrapped(item.tail, room)
        yield f"{lead}{first}".rstrip()
        yield from (f"{indent}{line}".rstrip() for line in rest)


def _leads(leads: list[str]) -> list[str]:
    """Gives what stands before the rows in one width, the ones of a day below those of a longer one; "" if nothing."""
    if any(lead[:2].isdigit() for lead in leads if lead[1:]):
        leads = [f" {lead}" if lead[:1].isdigit() and not lead[1:2].isdigit() else lead for lead in leads]
    widest = max(map(cell_len, leads), default=0)
    return [set_cell_size(lead, widest) + _GAP for lead in leads] if widest else leads

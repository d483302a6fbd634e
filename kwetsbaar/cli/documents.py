"""What `--json` gives: plain values, with the keys of the front matter and times in ISO 8601 with their offset."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeAlias

from kwetsbaar.core.lookback.states import STATUS, states_of
from kwetsbaar.core.roads.tree import Branch
from kwetsbaar.i18n import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.pack import Condition, Pack, Step, Text
    from kwetsbaar.core.packfile import Problem, Reading
    from kwetsbaar.core.roads import Roads
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.journal import State
    from kwetsbaar.journal.care import Finding, Outcome
    from kwetsbaar.journal.due import Due
    from kwetsbaar.journal.helplines import HelpLine
    from kwetsbaar.journal.packs import Shelved
    from kwetsbaar.journal.page import Card, Hit, Page

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""Whatever a JSON document can hold."""

OK, DAMAGED = "ok", "damaged"
"""The states of a draft, and of a version of a page."""


# ------------------------------------------------------------------ pages


def of_card(card: Card) -> dict[str, Json]:
    """Gives a row of a list. `id` is what `show` takes; a page that cannot be read has only that and its state."""
    readable = card.created is not None
    return {
        "id": card.name,
        "state": card.state.value,
        "rev": card.rev if readable else None,
        "created": _iso(card.created),
        "changed": _iso(card.changed),
        "title": card.title if readable else None,
        "theme": card.theme,
        "lang": card.lang if readable else None,
        "pack": card.pack if readable else None,
        "about": card.about,
        "tags": [*card.tags],
    }


def of_hit(hit: Hit) -> dict[str, Json]:
    """Gives a row of a search: that of a list, with the piece of text around what was found."""
    return {**of_card(hit.card), "snippet": str(hit.snippet)}


def of_version(entry: Entry | None, name: str, state: State | str) -> dict[str, Json]:
    """Gives a row of a page's history; all but `file` and `state` is null if that version cannot be read."""
    return {
        "file": name,
        "state": str(state),
        "id": entry.id if entry else None,
        "rev": entry.rev if entry else None,
        "created": _iso(entry.created) if entry else None,
        "changed": _iso(entry.changed) if entry else None,
        "title": entry.title if entry else None,
    }


def of_page(page: Page, entry: Entry) -> dict[str, Json]:
    """Gives a whole page."""
    return {
        "id": entry.id,
        "state": page.state.value,
        "rev": entry.rev,
        "created": _iso(entry.created),
        "changed": _iso(entry.changed),
        "title": entry.title,
        "theme": entry.theme,
        "lang": entry.lang,
        "pack": entry.pack,
        "pack_version": entry.pack_version,
        "pack_sha256": entry.pack_sha256,
        "about": entry.about,
        "tags": [*entry.tags],
        "hidden": entry.hidden,
        "shared": [
            {"to": each.to or None, "when": each.when.isoformat(), "steps": [*each.steps]} for each in entry.shared
        ],
        "received_from": entry.received_from,
        "import_id": entry.import_id,
        "answers": [_of_answer(answer, entry) for answer in entry.answers],
    }


def _of_answer(answer: Answer, entry: Entry) -> Json:
    return {
        "key": answer.key,
        "kind": answer.kind,
        "question": entry.question(answer),
        "value": None if answer.value is None else _plain(answer.value),
        "skipped": answer.skipped,
        "item": answer.item,
        "part": answer.part,
        "tag": answer.tag,
        "measure": answer.measure,
        "private": answer.private,
        "status": _plain(answer.more[STATUS]) if states_of(answer) else None,
    }


# ------------------------------------------------------------------ drafts and packs


def of_draft(draft: Draft) -> Json:
    """Gives an unfinished page, without what was written in it."""
    session = draft.session
    return {
        "id": draft.id,
        "state": OK,
        "rev": draft.rev,
        "created": _iso(draft.created),
        "changed": _iso(draft.changed),
        "lang": session.lang,
        "pack": session.pack.id,
        "title": session.pack.title.in_language(session.lang),
        "at": session.step(session.at).key if session.at else None,
    }


def of_due(due: Due) -> Json:
    """Gives what lies ready; `risks` as an outcome in a file of answers names them."""
    is_risks = due.what.value == "risks"
    return {
        "id": due.name,
        "what": due.what.value,
        "title": due.title,
        "written": due.written.isoformat(),
        "date": due.date.isoformat(),
        "risks": [f"{due.name}#{key}" for key in due.keys] if is_risks else [],
        "key": due.keys[0] if due.keys and not is_risks else None,
    }


def of_unreadable_draft(name: str) -> Json:
    """Gives a draft that cannot be read, with the keys of one that can."""
    absent = ("rev", "created", "changed", "lang", "pack", "title", "at")
    return {"id": name, "state": DAMAGED, **dict.fromkeys(absent)}


def of_pack(shelved: Shelved, state: str) -> Json:
    """Gives a pack on the shelf; what its file does not tell, or cannot for its errors, is null."""
    pack = shelved.reading.pack
    return {
        "id": shelved.id,
        "state": state,
        "own": shelved.own,
        "title": _said(pack.title) if pack else None,
        "summary": _said(pack.summary) if pack and pack.summary else None,
        "audience": pack.audience if pack else None,
        "minutes": pack.minutes if pack else None,
        "care": pack.care if pack else None,
        "languages": [*pack.languages] if pack else [],
        "version": pack.version if pack else None,
        "problems": [_of_problem(problem) for problem in shelved.reading.problems],
    }


def of_check(file: str, reading: Reading, roads: Roads | None) -> Json:
    """Gives what the check of a pack file found; `roads` is null for a pack that cannot be walked."""
    return {
        "file": file,
        "ok": reading.pack is not None,
        "walkable": roads is not None,
        "problems": [_of_problem(problem) for problem in reading.problems],
        "roads": _of_roads(roads) if roads else None,
    }


def of_map(pack: Pack, tree: Branch, roads: Roads) -> Json:
    """Gives a pack's tree: a step has a `number`, what comes only on some answers has `when` and `steps`."""
    return {
        "id": pack.id,
        "title": _said(pack.title),
        "languages": [*pack.languages],
        "roads": _of_roads(roads),
        "steps": [_of_node(node, pack) for node in tree.nodes],
    }


def _of_roads(roads: Roads) -> Json:
    known = roads.all_walked
    return {
        "number": roads.number,
        "all_walked": known,
        "questions": roads.questions,
        "shortest_minutes": roads.shortest.minutes if known else None,
        "longest_minutes": roads.longest.minutes if known else None,
    }


def _of_node(node: Step | Branch, pack: Pack) -> Json:
    if isinstance(node, Branch):
        when: Json = [_of_condition(condition) for condition in node.conditions]
        return {"when": when, "steps": [_of_node(each, pack) for each in node.nodes]}
    text = node.part or node.ask or node.say
    return {
        "number": node.number,
        "line": node.line,
        "kind": node.kind,
        "id": node.id,
        "each": node.each,
        "text": _said(text) if text else None,
    }


def _of_condition(condition: Condition) -> Json:
    return {
        "step": condition.step,
        "words": [*sorted(condition.words)],
        "low": condition.low,
        "high": condition.high,
    }


def _of_problem(problem: Problem) -> Json:
    return {"line": problem.line, "severity": problem.severity, "message": str(problem.message)}


# ------------------------------------------------------------------ care


def of_finding(finding: Finding, sentence: str, remedies: Sequence[str]) -> dict[str, Json]:
    """Gives one thing that is not as it should be. `file` is its path inside the journal's folder."""
    return {
        "kind": finding.kind.value,
        "state": finding.trouble.value,
        "file": finding.file,
        "id": finding.id or None,
        "rev": finding.rev or None,
        "known_rev": finding.known_rev or None,
        "written": _iso(finding.written),
        "count": finding.count or None,
        "message": sentence,
        "reason": str(finding.reason) if finding.reason else None,
        "remedies": [*remedies],
    }


def of_backup(folder: str, outcome: Outcome) -> dict[str, Json]:
    """Gives what a backup did."""
    return {
        "folder": folder,
        "copied": outcome.copied,
        "same": outcome.same,
        "purged": outcome.purged,
        "kept": [*outcome.kept],
        "damaged": [*outcome.damaged],
    }


# ------------------------------------------------------------------ values


def _said(text: Text) -> str:
    return text.in_language(language())


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _plain(value: Toml) -> Json:
    if isinstance(value, (date, time)):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


# ------------------------------------------------------------------ someone to talk to


def of_help_line(line: HelpLine) -> dict[str, Json]:
    """Gives one place where someone listens; `about` is null if there is nothing more to know."""
    return {"place": line.place, "who": line.who, "how": line.how, "about": line.about or None}

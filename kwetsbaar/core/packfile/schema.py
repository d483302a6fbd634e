"""The format of packs as a JSON Schema (draft 2020-12), for editors such as VS Code with Taplo.

It is made from the declarations that the check itself reads by: `keys`, the kinds, and `shapes`. It cannot say all that
the check says: whether a step that is named is there, or an option that a `when` names, a schema does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kwetsbaar.core import kinds, shapes
from kwetsbaar.core.packfile.about import ABOUT
from kwetsbaar.core.packfile.keys import FORMAT, HEADING_KEYS, KIND_KEYS, PACK_KEYS, STEP_KEYS, known_keys
from kwetsbaar.i18n import LANGUAGES, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kwetsbaar.core.kinds.base import Kind, Shape

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""What a schema is made of."""

Schema: TypeAlias = "dict[str, Json]"

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_SAYS_SOMETHING: Final = r"\S"
_ID: Final = f"^{shapes.ID.pattern}$"
_PACK_ID: Final = f"^{shapes.PACK_ID.pattern}$"
_WRITE, _SAY, _PART = "write", "say", "part"


def schema(language: str) -> Schema:
    """Gives the schema, with what each key means in `language`."""
    return {
        "$schema": DRAFT,
        "title": msg("kwetsbaar: a pack, format {format}", format=FORMAT).in_language(language),
        "type": "object",
        "required": ["title", "step"],
        "properties": {
            **{name: _said(name, _of(shape), language) for name, shape in PACK_KEYS.items()},
            "step": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/step"}},
        },
        "additionalProperties": False,
        "$defs": {"step": _step(language), "when": _when()},
    }


def _said(name: str, of: Schema, language: str) -> Schema:
    return {"description": ABOUT[name].in_language(language), **of}


# ------------------------------------------------------------------ a step


def _step(language: str) -> Schema:
    """Gives what a step is, of any kind; each kind says for itself what it takes and cannot do without."""
    params: dict[str, list[Schema]] = {}
    for keys in KIND_KEYS.values():
        for name, key in keys.items():
            of = _of(key.shape)
            if of not in params.setdefault(name, []):
                params[name].append(of)
    either: dict[str, Schema] = {name: of[0] if len(of) == 1 else {"anyOf": [*of]} for name, of in params.items()}
    properties: dict[str, Schema] = {
        "kind": {"enum": [*kinds.WRITABLE]},
        "when": {"$ref": "#/$defs/when"},
        **{name: _of(shape) for name, shape in STEP_KEYS.items()},
        **either,
    }
    return {
        "type": "object",
        "properties": {name: _said(name, of, language) for name, of in properties.items()},
        "additionalProperties": False,
        "allOf": [*map(_of_kind, kinds.WRITABLE), *_without_a_kind()],
    }


def _of_kind(name: str) -> Schema:
    named: Schema = {"required": ["kind"], "properties": {"kind": {"const": name}}, "not": {"required": ["part"]}}
    return {"if": named, "then": _takes(kinds.kind(name))}


def _takes(kind: Kind) -> Schema:
    """Gives what a step of one kind takes, and what it needs."""
    keys = KIND_KEYS[kind.name].values()
    needed: list[Json] = [*(["ask"] if kind.asks else []), *(key.name for key in keys if key.needed)]
    return {
        "propertyNames": {"enum": [*known_keys(kind.name)]},
        "properties": {key.name: _of(key.shape) for key in keys},
        "required": needed,
    }


def _without_a_kind() -> Iterable[Schema]:
    """Gives what holds for a step that names no kind: it is a heading, a text to write, or a text to read."""
    bare: Schema = {"not": {"anyOf": [{"required": ["kind"]}, {"required": ["part"]}]}}
    asks: Schema = {"required": ["ask"]}
    yield {"if": {"required": ["part"]}, "then": {"propertyNames": {"enum": [*HEADING_KEYS]}}}
    yield {"if": {"allOf": [bare, asks]}, "then": _takes(kinds.kind(_WRITE))}
    yield {"if": {"allOf": [bare, {"not": asks}]}, "then": {**_takes(kinds.kind(_SAY)), "required": ["say"]}}


def _when() -> Schema:
    """Gives what a `when` looks like; which words fit depends on the step that it names."""
    words: Schema = {"type": "array", "minItems": 1, "items": {"type": "string"}}
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _ID},
        "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "integer"}, words]},
    }


# ------------------------------------------------------------------ the shapes


def _of(shape: Shape[object]) -> Schema:  # noqa: PLR0911, PLR0912 - one line a shape
    """Gives the schema of one shape, from its own fields."""
    match shape:
        case shapes.Words():
            return _per_language()
        case shapes.Line():
            return _text()
        case shapes.Whole(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case shapes.Flag():
            return {"type": "boolean"}
        case shapes.OneOf(words=words):
            return {"enum": [*words]}
        case shapes.ManyOf(words=words):
            return _one_or_more({"enum": [*words]})
        case shapes.Id():
            return {"type": "string", "pattern": _ID, "not": {"enum": [*sorted(shapes.RESERVED)]}}
        case shapes.StepName():
            return {"type": "string", "minLength": 1}
        case shapes.StepNames():
            return _one_or_more({"type": "string", "minLength": 1})
        case shapes.PackNames():
            return _one_or_more({"type": "string", "pattern": _PACK_ID})
        case shapes.Span():
            return {"type": "string", "pattern": shapes.SPAN_AS_JSON}
        case shapes.Pair(low, high):
            number: Schema = {"type": "integer", "minimum": low, "maximum": high}
            return {"type": "array", "minItems": 2, "maxItems": 2, "items": number}
        case shapes.Series(times, every):
            properties: Schema = {"times": _of(times), "every": _of(every)}
            return _table(properties, required=[*properties])
        case shapes.Options():
            return _options()
    raise TypeError(type(shape).__name__)


def _text() -> Schema:
    return {"type": "string", "pattern": _SAYS_SOMETHING}


def _per_language() -> Schema:
    return {"anyOf": [_text(), {**_table({code: _text() for code in LANGUAGES}), "minProperties": 1}]}


def _options() -> Schema:
    no: Schema = {"not": {"enum": [*sorted(shapes.ALWAYS)]}}
    of_table: Schema = {"id": {"type": "string", "pattern": _ID, **no}, **{code: _text() for code in LANGUAGES}}
    table: Schema = {**_table(of_table, required=["id"]), "minProperties": 2}
    return {"type": "array", "minItems": 1, "items": {"anyOf": [{**_text(), **no}, table]}}


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}


def _table(properties: Schema, required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }

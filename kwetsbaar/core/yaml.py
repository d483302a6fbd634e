"""The one place that imports PyYAML: front matter as other programs read and write it.

Only plain values are read: no tag makes an object, and an alias, with which a few lines become gigabytes, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, TypeAlias, cast

import yaml

Yaml: TypeAlias = "str | int | float | bool | datetime | date | list[Yaml] | dict[str, Yaml] | None"
"""Whatever front matter holds."""

LARGEST: Final = 64 * 1024
"""The largest front matter that is parsed, in letters."""

DEEPEST: Final = 20
"""How deep its lists and tables may lie in each other."""


class YamlError(ValueError):
    """The text is no YAML, or no YAML that is read here."""


def loads(text: str) -> Mapping[str, Yaml]:
    """Parses a table; raises `YamlError` for whatever is wrong with it, and for what is no table."""
    if len(text) > LARGEST:
        raise YamlError("too large")
    try:
        _refuse_aliases(text)
        found = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, OverflowError) as error:
        raise YamlError(type(error).__name__) from None
    if not isinstance(found, dict):
        raise YamlError("no table")
    return {str(key): cast("Yaml", value) for key, value in found.items()}


def _refuse_aliases(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise YamlError("an alias")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlError("nested too deep")


def dumps(table: Mapping[str, Yaml]) -> str:
    """Writes a table, in the order that it has; texts as they are, whatever they look like."""
    return yaml.safe_dump(dict(table), allow_unicode=True, sort_keys=False, width=1_000_000)

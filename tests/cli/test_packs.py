"""The shelf as a program sees it."""

from __future__ import annotations

import json

import pytest

from kwetsbaar.__main__ import main


def test_fifteen_packs_are_built_in_and_each_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "list", "--json"]) == 0
    packs = json.loads(capsys.readouterr().out)
    assert len(packs) == 15
    for pack in packs:
        assert (pack["own"], pack["state"], pack["problems"]) == (False, "ok", [])
        assert pack["languages"] == ["nl", "en"]
        assert pack["title"]
        assert pack["summary"]

"""What helped before is offered past a no or a not yet to the key question, and nowhere else."""

from __future__ import annotations

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.core.offering import is_offered
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml

PACK = """
title = "Proef"
[[step]]
ask = "Eerst?"
[[step]]
id = "sure"
kind = "choice"
measure = "key_question"
ask = "Kan ik het aan?"
options = ["yes", "no", "not_yet", "later"]
[[step]]
ask = "Daarna?"
"""


def asked(pack: str = PACK) -> Session:
    found = packfile.read(pack.encode(), "proef.toml").pack
    assert found
    return Session.begin(found, "nl").answer("iets")


@pytest.mark.parametrize(("answer", "offered"), [("no", True), ("not_yet", True), ("yes", False), ("later", False)])
def test_it_is_offered_once_it_is_answered_so(answer: Toml, offered: bool) -> None:
    begun = asked()
    assert not is_offered(begun.put(answer))
    past = begun.answer(answer)
    assert is_offered(past) == offered
    assert is_offered(past.next()) == offered
    assert not is_offered(past.back())


def test_what_was_passed_by_is_no_answer() -> None:
    assert not is_offered(asked().put("no").skip())


def test_one_of_many_will_do() -> None:
    assert is_offered(asked(PACK.replace("measure", "many = true\nmeasure")).answer(["no", "later"]))


def test_the_same_words_to_another_question_are_no_reason() -> None:
    assert not is_offered(asked(PACK.replace('measure = "key_question"', "")).answer("no"))

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.errors import Damaged, Refused
from kwetsbaar.storage import age, keyring
from tests.storage.terminal import needs_age

if TYPE_CHECKING:
    from pathlib import Path

RECOVERY = age.recipient_of(age.new_identity())


def three_epochs() -> keyring.Keyring:
    first = keyring.new_keyring(RECOVERY)
    return replace(first, keys=(keyring.new_key(7), keyring.new_key(2), *first.keys))


@pytest.mark.parametrize("made", [keyring.new_keyring(), keyring.new_keyring(RECOVERY), three_epochs()])
def test_what_is_rendered_is_read(made: keyring.Keyring) -> None:
    assert keyring.parse(keyring.render(made)) == made


def test_the_file_says_what_it_is() -> None:
    made = three_epochs()
    assert keyring.render(made).decode().splitlines() == [
        "# kwetsbaar keyring, format 1",
        f"# journal: {made.journal_id}",
        f"# recovery: {RECOVERY}",
        *(
            line
            for key in made.keys
            for line in (f"# epoch: {key.epoch}", f"# seal: {key.seal_key.hex()}", key.identity)
        ),
    ]


def test_keys() -> None:
    made = three_epochs()
    assert made.current.epoch == 7
    assert made.seal_key(2) == made.keys[1].seal_key
    assert made.seal_key(3) is None
    assert made.identities == tuple(key.identity for key in made.keys)
    assert made.recipient == age.recipient_of(made.current.identity)
    assert all(len(key.seal_key) == 32 for key in made.keys)


def test_no_secret_is_in_a_repr() -> None:
    made = three_epochs()
    assert made.recipient not in repr(made)
    for key in made.keys:
        assert key.identity not in repr(made)
        assert repr(key.seal_key) not in repr(made)
        assert key.seal_key.hex() not in repr(made)


@needs_age
def test_age_opens_with_it_what_any_of_its_keys_opens(tmp_path: Path) -> None:
    made = three_epochs()
    (tmp_path / "keyring").write_bytes(keyring.render(made))
    for key in made.keys:
        (tmp_path / "x.age").write_bytes(age.encrypt(b"a text\n", age.recipient_of(key.identity)))
        run = subprocess.run(["age", "-d", "-i", "keyring", "x.age"], cwd=tmp_path, capture_output=True, check=True)
        assert run.stdout == b"a text\n"


def test_a_newer_format_is_refused() -> None:
    data = keyring.render(three_epochs()).replace(b"format 1", b"format 2")
    with pytest.raises(Refused, match="newer kwetsbaar"):
        keyring.parse(data + b"anything new")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"# epoch: 7", b"# epoch: 1"),
        (b"# epoch: 7", b"# epoch: 2"),
        (b"# epoch: 7", b"# epoch: 07"),
        (b"# epoch: 7", b"# epoch: 0"),
        (b"# journal: ", b"# journal: ../"),
        (b"# recovery: age1", b"# recovery: age2"),
        (b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-2"),
        (b"# seal: ", b"# seal: 0"),
        (b"# seal: ", b"#seal: "),
        (b"\n", b"\r\n"),
        (b"# kwetsbaar", b"\xff kwetsbaar"),
    ],
)
def test_anything_else_is_damaged(old: bytes, new: bytes) -> None:
    with pytest.raises(Damaged):
        keyring.parse(keyring.render(three_epochs()).replace(old, new))


@given(st.binary(max_size=200))
def test_noise_has_a_name(noise: bytes) -> None:
    with pytest.raises((Damaged, Refused)):
        keyring.parse(noise)


def test_each_cut_is_damaged() -> None:
    data = keyring.render(keyring.new_keyring())
    for length in range(len(data)):
        with pytest.raises(Damaged):
            keyring.parse(data[:length])


def test_a_passphrase_in_normal_form() -> None:
    assert keyring.normalise_passphrase("e\u0301e\u0301n  \n") == "één  "
    assert keyring.normalise_passphrase("zin\r\n") == "zin"
    assert keyring.normalise_passphrase("zin\n\n") == "zin\n"
    assert keyring.normalise_passphrase(" zin") == " zin"

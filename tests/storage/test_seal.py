from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kwetsbaar.storage import keyring as keyrings
from kwetsbaar.storage import seal
from kwetsbaar.storage.places import new_id

KEYRING = keyrings.new_keyring()
ID = "3k6m2q5v7x4a1c8e0g9j2n5p7r"
DOMAINS = [seal.ENTRY, seal.DRAFT, seal.PEOPLE, seal.TOMBSTONE]

contents = st.one_of(st.binary(max_size=200), st.binary(max_size=9000)).map(lambda data: data + b"\n")
revisions = st.integers(0, 999_999_999)


def sealed(content: bytes = b"a text\n", domain: str = seal.ENTRY, rev: int = 3) -> bytes:
    return seal.seal(content, domain=domain, keyring=KEYRING, id=ID, rev=rev)


def unsealed(data: bytes, domain: str = seal.ENTRY, keyring: keyrings.Keyring = KEYRING) -> seal.Sealed:
    return seal.unseal(data, domain=domain, keyring=keyring)


@given(content=contents, domain=st.sampled_from(DOMAINS), rev=revisions)
def test_what_is_sealed_is_good(content: bytes, domain: str, rev: int) -> None:
    data = sealed(content, domain, rev)
    assert unsealed(data, domain) == seal.Sealed(content, ID, rev, 1, good=True)
    assert len(data) == seal.filled_size(len(data))


@pytest.mark.parametrize(("domain", "start", "end"), [(seal.ENTRY, b"<!-- ", b" -->\n"), (seal.PEOPLE, b"# ", b"\n")])
def test_it_is_a_comment(domain: str, start: bytes, end: bytes) -> None:
    data = sealed(b"a text\n", domain)
    line = data.removeprefix(b"a text\n")
    assert line.startswith(start + b"seal %s %s 3 1 " % (domain.encode(), ID.encode()))
    assert line.endswith(end)
    assert line.count(b"\n") == 1
    assert b"--" not in line[4:-4]


class TestSize:
    def test_steps_and_above(self) -> None:
        assert [seal.filled_size(n) for n in (1, 4096, 4097, 65536, 65537, 70000, 1_000_000)] == [
            4096,
            4096,
            8192,
            65536,
            67584,
            71680,
            1_015_808,
        ]

    @given(st.integers(1, 1 << 40))
    def test_it_holds_and_is_steady(self, size: int) -> None:
        filled = seal.filled_size(size)
        assert size <= filled
        assert seal.filled_size(filled) == filled
        assert filled <= max(size * 1.12, size + seal.STEP)

    @pytest.mark.parametrize("length", [*range(3900, 4097, 14), 65300, 65400, 65500, 65536, 66000, 300_000])
    def test_at_the_edges(self, length: int) -> None:
        data = sealed(b"x" * (length - 1) + b"\n")
        assert len(data) == seal.filled_size(len(data))
        assert unsealed(data).good

    def test_texts_of_one_size_class_have_one_size(self) -> None:
        assert {len(sealed(b"x" * n + b"\n")) for n in range(0, 3900, 50)} == {4096}


class TestForgery:
    def test_each_flipped_byte(self) -> None:
        data = sealed()
        for place in range(len(data)):
            spoilt = bytearray(data)
            spoilt[place] ^= 0x01
            assert not unsealed(bytes(spoilt)).good

    @given(other=contents)
    def test_another_text_under_a_good_line(self, other: bytes) -> None:
        assume(other != b"a text\n")
        line = sealed().removeprefix(b"a text\n")
        assert not unsealed(other + line).good

    @pytest.mark.parametrize("domain", DOMAINS[1:])
    def test_another_domain(self, domain: str) -> None:
        assert not unsealed(sealed(domain=domain), seal.ENTRY).good
        said = unsealed(sealed().replace(b"seal entry", b"seal " + domain.encode()), seal.ENTRY)
        assert not said.good

    def test_another_journal_with_the_same_key(self) -> None:
        other = replace(KEYRING, journal_id=new_id())
        assert not unsealed(sealed(), keyring=other).good

    def test_another_key_and_an_unknown_epoch(self) -> None:
        assert not unsealed(sealed(), keyring=replace(KEYRING, keys=(keyrings.new_key(1),))).good
        assert not unsealed(sealed(), keyring=replace(KEYRING, keys=(keyrings.new_key(2),))).good

    def test_an_earlier_epoch_stays_good(self) -> None:
        later = replace(KEYRING, keys=(keyrings.new_key(2), *KEYRING.keys))
        assert unsealed(sealed(), keyring=later).good
        assert unsealed(sealed(), keyring=later).epoch == 1

    def test_the_filling_counts(self) -> None:
        data = sealed()
        assert not unsealed(data.replace(b"  -->", b" -->")).good
        assert not unsealed(data.replace(b" -->", b"  -->")).good
        assert not unsealed(data + b"\n").good
        assert not unsealed(data[:-1]).good

    def test_a_seal_alone(self) -> None:
        line = sealed().removeprefix(b"a text\n")
        assert unsealed(line) == seal.Sealed(b"", ID, 3, 1, good=False)

    def test_parts_cannot_flow_into_each_other(self) -> None:
        one = seal._signed(b"x\n", seal._Claim("entry", "j", 1, "ab", 1))
        assert one != seal._signed(b"x\n", seal._Claim("entry", "ja", 1, "b", 1))


class TestNoSeal:
    @given(st.binary(max_size=300))
    def test_everything_is_content(self, data: bytes) -> None:
        found = unsealed(data)
        assert not found.good
        assert found == seal.Sealed(data, "", 0, 0, good=False)

    def test_a_line_in_a_text_that_looks_like_one(self) -> None:
        text = sealed(b"an older text\n") + b"and what I thought of it\n"
        assert unsealed(sealed(text)) == seal.Sealed(text, ID, 3, 1, good=True)
        assert unsealed(text) == seal.Sealed(text, "", 0, 0, good=False)

    def test_a_seal_below_a_seal(self) -> None:
        twice = sealed(sealed())
        assert unsealed(twice).content == sealed()
        assert unsealed(twice).good

    def test_no_text_is_in_a_repr(self) -> None:
        assert "a text" not in repr(unsealed(sealed()))


@pytest.mark.parametrize(
    ("content", "domain", "id_", "rev"),
    [
        (b"", seal.ENTRY, ID, 1),
        (b"no newline", seal.ENTRY, ID, 1),
        (b"\n", "other", ID, 1),
        (b"\n", seal.ENTRY, "with space", 1),
        (b"\n", seal.ENTRY, "", 1),
        (b"\n", seal.ENTRY, "a\n", 1),
        (b"\n", seal.ENTRY, ID, -1),
        (b"\n", seal.ENTRY, ID, 1_000_000_000),
    ],
)
def test_what_cannot_be_sealed(content: bytes, domain: str, id_: str, rev: int) -> None:
    with pytest.raises(ValueError, match="not something to seal"):
        seal.seal(content, domain=domain, keyring=KEYRING, id=id_, rev=rev)

"""What other programs wrote is read as it was; what is not understood is named; nothing makes it fail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import importing, yaml
from kwetsbaar.core.importing import Found
from kwetsbaar.text import is_clean

ZONE = timezone(timedelta(hours=1))
WRITTEN = datetime(2026, 1, 2, 3, 4, tzinfo=ZONE)


def jrnl(text: str) -> Found:
    found = Found()
    importing.jrnl(text, "j.txt", ZONE, found)
    return found


class TestJrnl:
    @pytest.mark.parametrize(
        ("stamp", "when"),
        [
            ("2024-01-02 02:30:00 PM", datetime(2024, 1, 2, 14, 30, tzinfo=ZONE)),
            ("2024-01-02 12:05 AM", datetime(2024, 1, 2, 0, 5, tzinfo=ZONE)),
            ("2024-01-02 12:05 PM", datetime(2024, 1, 2, 12, 5, tzinfo=ZONE)),
            ("2024-01-02 14:30", datetime(2024, 1, 2, 14, 30, tzinfo=ZONE)),
            ("2024-01-02", datetime(2024, 1, 2, tzinfo=ZONE)),
        ],
    )
    def test_each_way_to_write_a_moment(self, stamp: str, when: datetime) -> None:
        (page,) = jrnl(f"[{stamp}] Titel. Tekst\n").pages
        assert page.created == when

    def test_pages_tags_and_what_stands_in_brackets(self) -> None:
        found = jrnl(
            "[2024-01-02 09:00] Een. *\nover @werk en @Thuis, a@b.nl\n[niet] een kop\n\n[2024-01-03 09:00] Twee\n"
        )
        assert [(page.title, page.tags) for page in found.pages] == [("Een", ("werk", "Thuis")), ("Twee", ())]
        assert found.pages[0].text == "Een.\nover @werk en @Thuis, a@b.nl\n[niet] een kop"
        assert found.odd == []

    def test_what_is_not_understood_is_named_with_its_line_and_not_lost(self) -> None:
        found = jrnl("los\n[2024-01-02 09:00] Een\n[2024-02-31 09:00] geen dag\n")
        assert [odd.where for odd in found.odd] == ["j.txt:1", "j.txt:3"]
        assert "geen dag" in found.pages[0].text

    def test_the_same_page_is_known_again(self) -> None:
        one, other = jrnl("[2024-01-02 09:00] Een\n"), jrnl("[2024-01-02 09:00] Een\n\n\n")
        assert one.pages[0].origin == other.pages[0].origin
        assert one.pages[0].origin != jrnl("[2024-01-02 09:01] Een\n").pages[0].origin


class TestDayOne:
    DOCUMENT: ClassVar[dict[str, Any]] = {
        "metadata": {"version": "1.0"},
        "entries": [
            {
                "uuid": "AB12",
                "creationDate": "2021-05-30T22:32:00Z",
                "timeZone": "Europe/Amsterdam",
                "text": "# Dag\n\n![](dayone-moment://1)\nwat een dag\\.",
                "tags": ["werk"],
                "photos": [{"md5": "x"}],
            },
            {"uuid": "C", "creationDate": "2021-05-30T14:32:00Z", "photos": [{}, {}]},
            {"text": "geen dag"},
            7,
        ],
    }

    def test_day_text_and_tags_are_kept_and_photos_named(self) -> None:
        found = Found()
        importing.day_one(self.DOCUMENT, "Journal.json", found)
        (page,) = found.pages
        assert (page.title, page.text, page.tags) == ("Dag", "# Dag\n\nwat een dag.", ("werk",))
        assert page.created.isoformat() == "2021-05-31T00:32:00+02:00"
        assert page.origin == "dayone AB12"
        said = [str(odd.message) for odd in found.odd]
        assert said[:2] == ["1 photo or recording was not taken.", "2 photos or recordings were not taken."]
        assert len(said) == 5


class TestNotes:
    @pytest.mark.parametrize(
        ("text", "name", "day", "title", "tags"),
        [
            ("---\ndate: 2024-01-02\ntags: [a, b]\ntitle: Dag\n---\ntekst", "x.md", "2024-01-02", "Dag", ("a", "b")),
            ("+++\ndate = 2024-01-02\ntags = ['a']\n+++\n# Kop\ntekst", "x.md", "2024-01-02", "Kop", ("a",)),
            ("tekst", "map/2024-01-02 wandelen.md", "2024-01-02", "2024-01-02 wandelen", ()),
            ("tekst", "20240102.md", "2024-01-02", "20240102", ()),
            ("tekst", "x.md", "2026-01-02", "x", ()),
            ("---\ntags: '#a, #b'\ncreated: 2024-01-02T10:00:00\n---\nx", "x.md", "2024-01-02", "x", ("a", "b")),
            ("---\n---\ntekst", "x.md", "2026-01-02", "x", ()),
        ],
    )
    def test_front_matter_of_every_sort(
        self, text: str, name: str, day: str, title: str, tags: tuple[str, ...]
    ) -> None:
        found = Found()
        importing.note(text, name, ZONE, WRITTEN, found)
        (page,) = found.pages
        assert (page.created.date().isoformat(), page.title, page.tags) == (day, title, tags)

    def test_front_matter_that_cannot_be_read_stays_in_the_text(self) -> None:
        found = Found()
        importing.note("---\na: [\n---\ntekst", "x.md", ZONE, WRITTEN, found)
        assert found.pages[0].text.startswith("---\na: [")
        assert len(found.odd) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x",
        "a: " + "[" * 5000,
        "- 1",
        "x",
        "!!python/object/apply:os.system [true]",
        "a: " + "x" * 70_000,
        "a: 2024-13-45",
        "{",
    ],
)
def test_yaml_that_is_no_plain_table_is_refused(text: str) -> None:
    with pytest.raises(yaml.YamlError):
        yaml.loads(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["2024-01-02T00:00:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["entries", "creationDate", "text", "tags", "date", "time", "title", "body", "format", "id"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.just("entries"), JSON))
def test_no_json_makes_it_fail(document: dict[str, object]) -> None:
    found = Found()
    importing.day_one(document, "x", found)
    importing.jrnl_json(document, "x", UTC, found)
    importing.own({**document, "format": 1}, "x", found)
    assert all(is_clean(page.text + page.title) for page in found.pages)


@given(st.text(alphabet=st.sampled_from("[]0123456789-: apm\n+#@x")))
def test_no_text_makes_it_fail(text: str) -> None:
    found = jrnl(text)
    importing.note(text, "2024-01-02.md", UTC, WRITTEN, found)
    importing.note(f"---\n{text}\n---\nx", "x.md", UTC, WRITTEN, found)
    importing.note(f"+++\n{text}\n+++\nx", "x.md", UTC, WRITTEN, found)


HUGE = "0x" + "f" * 6000
"""A number that Python reads and refuses to write out."""


@pytest.mark.parametrize(
    "front", [f"---\ntitle: {HUGE}\n---\n", f"---\ntags: [{HUGE}, werk]\n---\n", f"+++\ntitle = {HUGE}\n+++\n"]
)
def test_a_number_that_is_too_long_to_write_out_is_no_text(front: str) -> None:
    found = Found()
    importing.note(f"{front}hoi\n", "een.md", UTC, WRITTEN, found)
    (page,) = found.pages
    assert (page.title, page.tags) == ("een", ("werk",) if "tags" in front else ())


def test_front_matter_of_either_sort_that_is_far_too_large_stays_in_the_text() -> None:
    for fence, line in (("---", "a: 1\n"), ("+++", "a = 1\n")):
        found = Found()
        importing.note(f"{fence}\n{line * 20_000}{fence}\nhoi", "een.md", UTC, WRITTEN, found)
        assert found.pages[0].text.startswith(fence)
        assert found.odd


@pytest.mark.parametrize("depth", [50, 300, 700, 900])
def test_its_own_document_nested_too_deep_is_named(depth: int) -> None:
    rows: list[Any] = []
    for _ in range(depth):
        rows = [rows]
    found = Found()
    importing.own({"kwetsbaar": "kwetsbaar", "format": 1, "entries": [{"a": rows}]}, "x", found)
    assert not found.own
    assert len(found.odd) == 1

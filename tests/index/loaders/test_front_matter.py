"""Front matter says what a document is, and no word of it is a sentence."""

from pathlib import Path

import pytest

from index import Library
from index.loaders import load

TOML = """+++
path = "a/b"
title = "Rain: a \\"wet\\" year"
authors = ["Aki Ito", "Bo Abe"]
date = 2024-05-01

[extra]
x = 1
+++
"""


@pytest.mark.parametrize(
    ("above", "title", "date", "author"),
    [
        ("---\ntitle: Rain\ndate: 2024-05-01\nauthor: Aki Ito\ntags: [a, b]\n---\n", "Rain", "2024-05-01", "Aki Ito"),
        ("---\r\ntitle: 'Rain'\r\nauthors:\r\n- Aki Ito\r\n- name: Bo Abe\r\n---\r\n", "Rain", None, "Aki Ito, Bo Abe"),
        ("---\nTitle: 2024\n# no\n...\n", "2024", None, None),
        (TOML, 'Rain: a "wet" year', "2024-05-01", "Aki Ito, Bo Abe"),
        ("---\ntitle: Rain\npublished: 2024-05-01T10:30:00+02:00\n---\n", "Rain", "2024-05-01", None),
        ('+++\ntitle = "Rain"\ndate = 2024-05-01 10:30:00\n+++\n', "Rain", "2024-05-01", None),
        ("---\ntitle: Rain\npath: 2024/05/01/rain\n---\n", "Rain", "2024-05-01", None),
        ("---\ntitle: Rain\npermalink: /blog/2024/13/01/rain\n---\n", "Rain", None, None),
        ("---\ntitle: Rain\ndate: Spring 2024\npath: 2024/05/01/rain\n---\n", "Rain", "Spring 2024", None),
        # Broken: a colon too many, a tab, no quote at the end.
        ("---\ntitle: Rain: a wet year\n  - x\ndate: 2024\n---\n", "Rain: a wet year", "2024", None),
        ("---\ntitle: Rain\nauthor:\tAki\n  bad\n : [\n---\n", "Rain", None, "Aki"),
        ('+++\ntitle = "Rain"\nauthor = "Aki\n+++\n', "Rain", None, "Aki"),
        ("---\ndraft: true\ntitle: false\nauthor: []\n---\n", "false", None, None),
        ("---\n---\n", "a.md", None, None),
    ],
)
def test_its_fields_are_those_of_the_source(
    tmp_path: Path, above: str, title: str, date: str | None, author: str | None
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes((above + "It rained.\n").encode())
    with load(str(path)) as document:
        assert (document.title, document.date, document.author) == (title, date, author)
        assert [draft.text for draft in document.drafts] == ["It rained."]


def test_a_date_may_stand_in_the_name_of_a_file(tmp_path: Path) -> None:
    for name, date in [
        ("2024-05-01-rain.md", "2024-05-01"),
        ("2024-05-01.txt", "2024-05-01"),
        ("v2024-05-01.txt", None),
    ]:
        (tmp_path / name).write_text("It rained.")
        with load(str(tmp_path / name)) as document:
            assert (document.title, document.date) == (name, date)
    (tmp_path / "2024-05-01-rain.md").write_text("---\ndate: 2023\n---\nIt rained.")
    with load(str(tmp_path / "2024-05-01-rain.md")) as document:
        assert document.date == "2023"


def test_what_is_stated_of_a_source_goes_before_what_it_says_itself(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Rain\ndate: 2024\nauthor: Ito\n---\nIt rained.")
    (tmp_path / "b.md").write_text("---\ntitle: Snow\ndate: 2023\nauthor: Abe\n---\nIt snowed.")
    with Library.open(tmp_path / "library", create=True) as library:
        itself = library.add(str(tmp_path / "a.md")).source
        stated = library.add(str(tmp_path / "b.md"), title="T", date="D", author="A").source
    assert (itself.title, itself.date, itself.author) == ("Rain", "2024", "Ito")
    assert (stated.title, stated.date, stated.author) == ("T", "D", "A")


def test_its_description_is_the_first_sentence_unless_the_text_says_it_too(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for written, texts in [
        ("---\ndescription: A guide to rain.\n---\nIt rained.", ["A guide to rain.\n\nIt rained."]),
        ("---\ndescription: A guide.\n---\n## Rain\n\nIt rained.", ["A guide.", "It rained."]),
        ("---\ndescription: It rained.\n---\nIt rained. We left.", ["It rained. We left."]),
    ]:
        path.write_text(written)
        with load(str(path)) as document:
            assert [draft.text for draft in document.drafts] == texts


@pytest.mark.parametrize("written", ["---\n\nIt rained.\n\n---\n\nWe left.", "+++\nIt rained.\n\nWe left."])
def test_what_is_no_front_matter_is_text(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(written)
    with load(str(path)) as document:
        text = "".join(draft.text for draft in document.drafts)
    assert "It rained." in text
    assert "We left." in text


def test_front_matter_that_is_nested_a_thousand_deep_is_none_of_our_troubles(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Rain\nx: " + "[" * 5000 + "\n---\nIt rained.")
    with load(str(path)) as document:
        assert document.title == "Rain"
        assert [draft.text for draft in document.drafts] == ["It rained."]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('---\ntitle: "\\UFFFFFFFF"\n---\n', "\\UFFFFFFFF"),  # beyond what C can count
        ('---\ntitle: "\\U00110000"\n---\n', "\\U00110000"),  # beyond the last code point
        ('---\ntitle: "Rain \\uD800"\n---\n', "Rain"),  # half a character, which cannot be stored
        ("---\ntitle: &a [*a]\n---\n", "&a [*a]"),  # a list that holds itself
        ("+++\nx = " + "1" * 5000 + '\ntitle = "Rain"\n+++\n', "Rain"),
        ("+++\ntitle = 0x" + "F" * 5000 + "\n+++\n", "a.md"),  # no digits of it can be shown
    ],
)
def test_values_that_python_cannot_hold_are_no_values(tmp_path: Path, written: str, title: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(written + "It rained.")
    with Library.open(tmp_path / "library", create=True) as library:
        assert library.add(str(path)).source.title == title


def test_aliases_within_aliases_are_not_expanded(tmp_path: Path) -> None:
    """Written out, the title has 10 to the 30 words."""
    lists = ["a0: &a0 [rain]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 31))]
    path = tmp_path / "a.md"
    path.write_text("\n".join(["---", *lists, "title: *a30", "---", "It rained."]))
    with load(str(path)) as document:
        assert document.title == "*a30"

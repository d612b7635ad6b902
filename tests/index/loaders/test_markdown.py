"""Markdown becomes the text that a reader sees, under the headings it stands below."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LoadError
from index.loaders import load, markdown
from index.loaders.paragraphs import LONGEST
from index.model import Draft
from index.words.sentences import sentence_spans

from .conftest import Loaded, Refused


def passages(written: str) -> list[Draft]:
    return list(markdown.read(io.BytesIO(written.encode()), "a.md", "en").drafts)


def quotes(draft: Draft) -> list[str]:
    """What can be quoted of a passage."""
    return [draft.text[start:end] for start, end in draft.sentences or sentence_spans(draft.text, "en")]


def seen(written: str) -> list[str]:
    """What can be quoted of a text."""
    return [quote for draft in passages(written) for quote in quotes(draft)]


def test_headings_are_context_and_locator_and_never_a_passage(loaded: Loaded) -> None:
    drafts = loaded(
        "a.md", "Intro.\n\n# The *river*\n\n## Floods\nIn 1910.\n\nIn 1955.\n\nLakes\n-----\nNone.\n\n#\nEnd."
    )
    assert [(draft.text, draft.headings, draft.locator) for draft in drafts] == [
        ("Intro.", (), "¶1"),
        ("In 1910.\n\nIn 1955.", ("The river", "Floods"), "The river › Floods"),
        ("None.", ("The river", "Lakes"), "The river › Lakes"),
        ("End.", (), "¶5"),
    ]


def test_the_only_heading_of_the_first_level_is_the_title_of_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for written, title in [
        ("# The *river*\n\nIt rose.", "The river"),
        ("Intro.\n\n# The river\n\nIt rose.", "The river"),
        ("> # Quoted\n\nIt rose.", "a.md"),
        ("# One\n\nIt rose.\n\n# Two\n\nIt fell.", "a.md"),
        ("## Floods\n\nIt rose.", "a.md"),
        ("#\n\nIt rose.", "a.md"),
        ("<h1 align='center'>The <b>river</b></h1>\n\nIt rose.", "The river"),
        ("<h1>One</h1>\n\nIt rose.\n\n# Two\n\nIt fell.", "a.md"),
        ("# The river [#](#the-river)\n\nIt rose.", "The river"),
    ]:
        path.write_text(written)
        with load(str(path)) as document:
            assert document.title == title
            assert title not in next(document.drafts).headings


def test_a_heading_inside_a_quote_is_above_nothing_outside_of_it(loaded: Loaded) -> None:
    drafts = loaded("a.md", "## A\n\n> ### B\n> ## C\n>\n> Quoted.\n\nOwn.")
    assert [(draft.text, draft.headings) for draft in drafts] == [("Quoted.", ("A", "C")), ("Own.", ("A",))]


@pytest.mark.parametrize(
    ("written", "visible"),
    [
        ("*It* __rained__ ~~hard~~ `on *us*`.", "It rained hard on *us*."),
        ("See [the *map*](http://a.org 'Title') and <http://b.org>.", "See the map and http://b.org."),
        ("A [map][m].\n\n[m]: http://a.org", "A map."),
        ("![A *wet* dog](dog.png) barks.", "A wet dog barks."),
        ("Tom &amp; Ito &#8212; 2 &lt; 3 \\*not\\*", "Tom & Ito — 2 < 3 *not*"),
        ("One\n  line, and  \nanother,\\\nand<br>more.", "One line, and another, and more."),
        ("河水\n**上涨**\n了。", "河水上涨了。"),
        ("H<sub>2</sub>O <!-- or not --> is wet.", "H2O is wet."),
        ("snake_case and 2*3*4", "snake_case and 234"),
    ],
)
def test_markup_within_a_line_is_gone(written: str, visible: str) -> None:
    assert seen(written) == [visible]


def test_each_item_can_be_quoted_and_so_can_each_nested_one_and_a_numbered_one_keeps_its_number() -> None:
    assert seen("- one\n  goes on\n- two\n  - inner\n\n3. three\n\n   and more\n4) four") == [
        "one goes on",
        "two",
        "inner",
        "3. three\n\nand more",
        "4) four",
    ]


def test_what_follows_a_nested_list_stays_in_its_place() -> None:
    assert seen("- before\n\n  - inner\n\n  after\n\n  ```\n  code\n  ```\n") == ["before", "inner", "after", "code"]


def test_block_quotes_give_their_paragraphs() -> None:
    assert seen("> One\n> two.\n>\n> Three.\n>\n> - item\n> > deep") == ["One two.", "Three.", "item", "deep"]


def test_each_row_of_a_table_can_be_quoted() -> None:
    assert seen("| Year | *Flood* | Dead |\n|--|:-:|--|\n| 1910 | yes | |\n| | `no` | 3 |\n| | | |\n") == [
        "Year | Flood | Dead",
        "1910 | yes |",
        "| no | 3",
    ]


def test_a_code_block_is_one_passage_as_it_is() -> None:
    code = "  if rain:\n\n      leave()  # &amp; *run*"
    assert seen(f"Run:\n\n```python title\n{code}\n```\n") == ["Run:", code]
    assert seen("Run:\n\n    leave()\n        now()\n") == ["Run:", "leave()\n    now()"]
    assert seen("~~~\n" + "It rained. " * 300 + "\n~~~") == ["It rained. " * 300]


def test_html_shows_its_text_without_tags_comments_and_scripts() -> None:
    assert seen("<div>\n<p>It <b>rained</b>\nhard.<p>We&nbsp;left.\n<img src=x alt='A dog'>\n</div>\n\nEnd.") == [
        "It rained hard.",
        "We\xa0left.",
        "End.",
    ]
    assert seen("<script>\nlet a = '<p>no</p>'\n\n</script>\n\n<style>\np {}\n</style>\n\nEnd.") == ["End."]
    assert seen("<!-- no\n\nno -->\n\nBegin.\n\n<details>\n<summary>More</summary>\n\n*Text.*\n\n</details>") == [
        "Begin.",
        "Text.",
    ]
    assert seen("Begin.\n\n<!-- never closed\n\nno") == ["Begin."]
    assert seen("<div>\nA <b title='2 < 3 > 1'>bold</b> word. " + "<a " * 20_000) == ["A bold word."]


def test_front_matter_is_not_visible() -> None:
    assert seen("---\ntitle: Rain\ntags:\n- wet\n# comment\n---\nIt rained.") == ["It rained."]
    assert seen("---\r\ntitle: Rain\r\n...\r\n\r\nIt rained.") == ["It rained."]


def test_what_stands_between_two_thematic_breaks_is_visible() -> None:
    assert seen("---\n\nIt rained.\n\n---\n\nWe left.") == ["It rained.", "We left."]
    assert seen("---\nIt rained.\n\n---\n") == ["It rained."]


def test_a_long_paragraph_is_cut_between_sentences(loaded: Loaded) -> None:
    drafts = loaded("a.md", "## A\n\n" + "It *rained* all of the day. " * 100 + "\n\nEnd.")
    assert [draft.locator for draft in drafts] == ["A", "A"]
    assert all(draft.text.startswith("It rained") and len(draft.text) <= LONGEST for draft in drafts)
    assert [draft.text.endswith("day.") for draft in drafts] == [True, False]


def test_a_document_that_shows_only_headings_holds_no_passages(refused: Refused) -> None:
    assert "no text that could be quoted" in refused("a.md", "# One\n\n## Two\n\n<!-- three -->\n\n---\n").why


def test_deep_nesting_is_taken_or_refused_but_never_dropped_in_silence(refused: Refused) -> None:
    assert seen("> " * 150 + "deep") == ["deep"]
    assert seen("[" * 3000 + "deep") == ["[" * 3000 + "deep"]
    assert "nested too deeply" in refused("a.md", ">" * 5000 + "deep").why


marks = [
    "# ",
    "- ",
    "1. ",
    "> ",
    "*",
    "_",
    "`",
    "```\n",
    "|",
    "\n",
    "\n\n",
    "    ",
    "<b>",
    "<!--",
    "[",
    "](",
    ")",
    "~~",
    "---\n",
]


@given(st.lists(st.sampled_from(marks) | st.sampled_from(["rain", "河", "Ito.", "&amp;"])).map("".join))
def test_whatever_is_written_gives_passages_of_visible_text_or_one_error(written: str) -> None:
    try:
        found = seen(written)
    except LoadError:
        return
    assert found
    assert all(quote.strip() for quote in found)


@given(st.lists(st.lists(st.sampled_from(["rain", "left", "Ito"]), min_size=1, max_size=9), min_size=1))
def test_plain_prose_is_kept_word_for_word(paragraphs: list[list[str]]) -> None:
    assert seen("\n\n".join("\n".join(words) for words in paragraphs)) == [" ".join(words) for words in paragraphs]

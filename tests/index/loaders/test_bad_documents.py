"""Documents as nobody should write them are stored as far as they can be, and stop nothing."""

from index.loaders.paragraphs import LONGEST

from .conftest import Loaded, Refused
from .test_markdown import quotes


def test_a_heading_of_a_thousand_characters_and_one_that_is_ten_deep_are_taken(loaded: Loaded) -> None:
    (draft,) = loaded("a.md", f"## {'x' * 1000}\n\n{'#' * 10} Ten deep\n\nIt rained.")
    assert draft.text == "########## Ten deep\n\nIt rained."
    assert draft.headings == ("x" * 1000,)


def test_headings_ten_deep_in_quotes_are_all_above(loaded: Loaded) -> None:
    written = "\n".join(f"{'> ' * depth}## Level {depth}" for depth in range(1, 11))
    (draft,) = loaded("a.md", f"{written}\n{'> ' * 10}\n{'> ' * 10}It rained.")
    assert draft.headings == tuple(f"Level {depth}" for depth in range(1, 11))


def test_nested_tables_give_their_rows(loaded: Loaded) -> None:
    (draft, *_) = loaded(
        "a.md", "<table><tr><td>A<table><tr><td>B</td><td>C</td></tr></table></td><td>D</td></tr></table>\n\nEnd."
    )
    assert {word for line in draft.text.split("\n") for word in line.split(" | ")} == {"A", "B", "C", "D"}


def test_a_document_that_is_one_heading_says_so(refused: Refused) -> None:
    assert "no text that could be quoted" in refused("a.md", "# Rain").why


def test_a_page_all_in_capitals_is_read_like_others(loaded: Loaded) -> None:
    (draft,) = loaded("a.md", "# RULES\n\nNO DOGS. NO CATS.\n")
    assert quotes(draft) == ["NO DOGS.", "NO CATS."]


def test_tags_that_nothing_closes_and_a_table_without_rows_stop_nothing(loaded: Loaded) -> None:
    assert loaded("a.md", "<table><tr><td><h2><li>\n\nIt rained.\n\n| A | B |\n|---|---|\n")[0].text == "It rained."
    assert loaded("b.md", "<ul>" * 3000 + "<li>It rained.\n\nEnd.")[0].text == "It rained."


def test_a_wide_list_that_is_also_deep_is_taken(loaded: Loaded) -> None:
    drafts = loaded("a.md", "".join(f"{'  ' * (n % 20)}- item {n}\n" for n in range(2_000)))
    assert sum(draft.text.count("item") for draft in drafts) == 2_000
    assert all(len(draft.text) <= LONGEST + 100 for draft in drafts)

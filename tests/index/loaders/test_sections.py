"""What introduces stands above what it introduces, and what asks is a key to what follows."""

import io

import pytest

from index.loaders import markdown, text
from index.loaders.paragraphs import LONGEST
from index.model import Draft

from .test_markdown import quotes


def of_markdown(written: str) -> list[Draft]:
    return list(markdown.read(io.BytesIO(written.encode()), "a.md", "en").drafts)


def of_text(written: str) -> list[Draft]:
    return list(text.read(io.BytesIO(written.encode()), "a.txt", "en").drafts)


def test_paragraphs_below_one_heading_are_one_passage_as_far_as_they_fit() -> None:
    one, other = of_markdown("## A\n\nIt rained. We left.\n\nIt stopped.\n\n## B\n\nEnd.")
    assert (one.text, other.text) == ("It rained. We left.\n\nIt stopped.", "End.")
    assert quotes(one) == ["It rained.", "We left.", "It stopped."]
    drafts = of_markdown("It rained all of the day.\n\n" * 200)
    assert len(drafts) == 4
    assert all(len(draft.text) <= LONGEST for draft in drafts)


def test_a_list_is_one_passage_below_the_sentence_that_introduces_it() -> None:
    prose, listed, after = of_markdown("It rained. The new directors are:\n\n1. Ito\n2. Abe\n\nThey met.")
    assert (prose.text, after.text) == ("It rained.", "They met.")
    assert (listed.kind, listed.lead_in) == ("list", "The new directors are:")
    assert listed.text == "The new directors are:\n1. Ito\n2. Abe"
    assert quotes(listed) == ["The new directors are:", "1. Ito", "2. Abe"]


def test_a_list_that_nothing_introduces_stands_for_itself() -> None:
    prose, listed = of_markdown("It rained.\n\n- Ito\n- Abe")
    assert (prose.text, listed.text, listed.lead_in) == ("It rained.", "Ito\nAbe", None)


def test_code_is_one_passage_and_one_quote_below_the_sentence_before_it() -> None:
    (code,) = of_markdown("To install it, run:\n\n```\nmake\n\nmake install. Now.\n```")
    assert (code.kind, code.lead_in) == ("code", "To install it, run:")
    assert quotes(code) == ["To install it, run:", "make\n\nmake install. Now."]
    prose, code = of_markdown("Open a shell. Then run this.\n\n```\nmake\n```")
    assert (prose.text, code.text, code.lead_in) == ("Open a shell. Then run this.", "make", "Then run this.")


def test_an_item_that_introduces_code_or_a_table_is_its_lead_in() -> None:
    first, code, second, table = of_markdown(
        "1. Open a shell. Then run:\n\n   ```\n   make\n   ```\n\n2. Pay:\n\n   | Ticket |\n   |---|\n   | Adult |"
    )
    assert (first.text, second.text) == ("1. Open a shell. Then run:", "2. Pay:")
    assert (code.text, code.lead_in) == ("make", "1. Open a shell. Then run:")
    assert (table.lead_in, table.text) == ("2. Pay:\nTicket", "Ticket\nAdult")
    _, prose, code = of_markdown("- Run:\n\nIt rained.\n\n```\nmake\n```")
    assert (prose.lead_in, code.lead_in) == (None, "It rained.")


def test_the_rows_of_a_table_stand_below_the_names_of_its_columns() -> None:
    (table,) = of_markdown("Prices for a day:\n\n| Ticket | Price |\n|---|---|\n| Adult | £12 |\n| Child | £6 |")
    assert (table.kind, table.lead_in) == ("table", "Prices for a day:\nTicket | Price")
    assert quotes(table) == ["Prices for a day:", "Ticket | Price", "Adult | £12", "Child | £6"]
    (table,) = of_markdown("<table><tr><th>Ticket<th>Price</tr><tr><th>Adult<td>£12</tr></table>")
    assert (table.lead_in, quotes(table)) == ("Ticket | Price", ["Ticket | Price", "Adult | £12"])


def test_a_definition_is_quoted_with_its_term() -> None:
    (listed,) = of_markdown("Leech\n: A card that is forgotten.\n\nDeck\n: A group of cards.\n: A pack.")
    assert quotes(listed) == ["Leech: A card that is forgotten.", "Deck: A group of cards.", "Deck: A pack."]


def test_a_long_item_is_quoted_sentence_by_sentence_and_its_number_is_none() -> None:
    sentence = "Children under fourteen must be accompanied by an adult at all times."
    (listed,) = of_markdown(f"9. {sentence} {sentence} {sentence}")
    assert quotes(listed) == [f"9. {sentence}", sentence, sentence]


def test_a_list_of_ten_thousand_items_is_cut_between_items_and_each_part_keeps_what_introduces_it() -> None:
    drafts = of_markdown("The members are:\n\n" + "".join(f"{n}. member\n" for n in range(10_000)))
    assert all(len(draft.text) <= LONGEST + 200 and draft.lead_in == "The members are:" for draft in drafts)
    assert [quote for draft in drafts for quote in quotes(draft)][1:] == [f"{n}. member" for n in range(10_000)]


def test_a_sentence_that_asks_stands_above_what_follows_it_and_is_no_part_of_it() -> None:
    (draft,) = of_markdown("Is parking free?\n\nYes.")
    assert (draft.text, draft.lead_in) == ("Yes.", "Is parking free?")
    before, after = of_markdown("It rained. Who knew? Nobody did. We left.")
    assert (before.text, before.lead_in) == ("It rained.", None)
    assert (after.text, after.lead_in) == ("Nobody did. We left.", "Who knew?")
    (listed,) = of_markdown("Who may come?\n\n- Members\n- Guests")
    assert (listed.text, listed.lead_in) == ("Members\nGuests", "Who may come?")


def test_a_question_that_nothing_follows_is_a_sentence_like_others() -> None:
    assert [draft.text for draft in of_markdown("## A\n\nWho knew?\n\n## B\n\nWe left.")] == ["Who knew?", "We left."]
    (listed,) = of_markdown("- Who are you?\n- Why?")
    assert quotes(listed) == ["Who are you?", "Why?"]


@pytest.mark.parametrize("asked", ["“Who knew?”", "«Кто знал?»", "— Who knew?", '"Who knew?"'])
def test_what_somebody_is_quoted_as_asking_is_no_key(asked: str) -> None:
    (draft,) = of_text(f"{asked}\n")
    assert (draft.text, draft.lead_in) == (asked, None)


def test_questions_and_answers_in_plain_text_are_keys_and_passages() -> None:
    drafts = of_text(
        "Q: Is parking free?\nA: Yes.\n\nQ: I am new. May I come?\nA: Of course. Do.\n\nВопрос 3: Когда?\n\nВ 9."
    )
    assert [(draft.lead_in, draft.text) for draft in drafts] == [
        ("Q: Is parking free?", "A: Yes."),
        ("Q: I am new. May I come?", "A: Of course. Do."),
        ("Вопрос 3: Когда?", "В 9."),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "A: Yes.\nQ: Is parking free?\n\nA: Never.\nQ: Are dogs allowed?",
        "A: Yes.\n\nQ: Is parking free?\n\nA: Never.\n\nQ: Are dogs allowed?",
        "A: Yes. Q: Is parking free?\n\nA: Never. Q: Are dogs allowed?",
    ],
)
def test_an_answer_above_its_question_is_below_it(written: str) -> None:
    for drafts in (of_text(written), of_markdown(written)):
        assert [(draft.lead_in, draft.text) for draft in drafts] == [
            ("Q: Is parking free?", "A: Yes."),
            ("Q: Are dogs allowed?", "A: Never."),
        ]


def test_an_answer_below_its_question_stays_there() -> None:
    drafts = of_text(
        "Note: ask at the desk.\n\nQ: Is parking free?\nA: Yes.\n\nQ: Are dogs allowed?\nA: No.\n\nQ: Who?\nA: I."
    )
    assert [(draft.lead_in, draft.text) for draft in drafts] == [
        (None, "Note: ask at the desk."),
        ("Q: Is parking free?", "A: Yes."),
        ("Q: Are dogs allowed?", "A: No."),
        ("Q: Who?", "A: I."),
    ]


def test_a_locator_says_the_way_down_in_at_most_a_line() -> None:
    deep = "".join(f"{'#' * depth} Level {depth}\n\n" for depth in range(2, 7))
    (draft,) = of_markdown(deep + "Down here.")
    assert draft.locator == "Level 2 › Level 3 › Level 4 › Level 5 › Level 6"
    (draft,) = of_markdown("## " + "very " * 250 + "long\n\n### Inner\n\nDown here.")
    assert draft.locator == "Inner"
    (draft,) = of_markdown("## " + "very " * 250 + "long\n\nDown here.")
    assert draft.locator is not None
    assert draft.locator.startswith("very very")
    assert len(draft.locator) <= 120

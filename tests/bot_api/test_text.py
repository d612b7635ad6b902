"""Text as Telegram keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot_api.errors import ApiError
from tests.bot_api.text import cut, find_entities, prepare, utf16_length


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def refusal(text: str, *entities: dict[str, Any]) -> str:
    with pytest.raises(ApiError) as refused:
        prepare(text, list(entities))
    return refused.value.description


def test_control_characters_become_spaces_and_some_characters_vanish() -> None:
    text, _ = prepare("a\tb\x01c\r\nd\u2028e\u202ef\u0333g\x7fh", [])
    assert text == "a b c\ndefg\x7fh"


def test_of_a_run_of_direction_marks_only_the_last_stays() -> None:
    text, _ = prepare("a\u200e\u200f\u200eb\u200ec", [])
    assert text == "a\u200c\u200c\u200eb\u200ec"


def test_entities_move_with_the_text_that_is_cleaned_and_trimmed() -> None:
    text, entities = prepare("  \n😀\r\u2028bold\t ", [entity("bold", 7, 4)])
    assert text == "😀bold"
    assert entities == [entity("bold", 2, 4)]
    assert cut(text, 2, 4) == "bold"


def test_white_space_where_the_first_entity_begins_stays() -> None:
    text, entities = prepare("   quote", [entity("blockquote", 1, 7)])
    assert (text, entities) == ("  quote", [entity("blockquote", 0, 7)])


def test_an_entity_of_white_space_is_dropped_and_one_at_the_end_is_shortened() -> None:
    text, entities = prepare("a b c  ", [entity("bold", 1, 1), entity("italic", 4, 3)])
    assert (text, entities) == ("a b c", [entity("italic", 4, 1)])


@pytest.mark.parametrize(
    "wrong",
    [
        entity("bold", 0, 5),
        entity("bold", -1, 2),
        entity("bold", 1, 1),
        entity("bold", 0, 2),
        entity("bold", 2, 2),
        entity("bold", 5, 1),
    ],
)
def test_an_entity_out_of_bounds_or_inside_a_surrogate_pair_is_refused(wrong: dict[str, Any]) -> None:
    assert refusal("a😀b", wrong) == "Bad Request: ENTITY_BOUNDS_INVALID"


def test_blockquotes_do_not_nest_or_cross() -> None:
    outer = entity("blockquote", 0, 6)
    assert "nested" in refusal("abcdefgh", outer, entity("expandable_blockquote", 2, 2))
    assert "cross" in refusal("abcdefgh", outer, entity("blockquote", 4, 4))
    assert "cross" in refusal("abcdefgh", outer, entity("text_link", 4, 4, url="https://example.org/"))


def test_bold_inside_a_quote_is_fine() -> None:
    _, entities = prepare("abcdefgh", [entity("bold", 2, 2), entity("blockquote", 0, 6)])
    assert [found["type"] for found in entities] == ["blockquote", "bold"]


def test_length_counts_utf16_units_after_cleaning() -> None:
    prepare("😀" * 2048, [])
    prepare("a" * 4096 + "\r\n", [])
    assert refusal("😀" * 2048 + "a") == "Bad Request: message is too long"


@pytest.mark.parametrize("empty", ["", " \n ", "\u200b", "\u3000", "\x01"])
def test_a_message_of_nothing_is_refused(empty: str) -> None:
    assert refusal(empty) == "Bad Request: message text is empty"


def test_a_lone_surrogate_is_no_text() -> None:
    assert refusal("a\ud83d") == "Bad Request: strings must be encoded in UTF-8"


def test_a_link_needs_an_address() -> None:
    assert "invalid" in refusal("here", entity("text_link", 0, 4, url="not an address"))
    assert "invalid" in refusal("here", entity("text_link", 0, 4, url="javascript:alert(1)"))


def test_telegram_finds_entities_in_utf16_units() -> None:
    text = "😀 /ask@verbatim_bot hey @alice_b see https://example.org/a_(b), example.com #news a@b.org"
    found = {item["type"]: cut(text, item["offset"], item["length"]) for item in find_entities(text)}
    assert found["bot_command"] == "/ask@verbatim_bot"
    assert found["mention"] == "@alice_b"
    assert found["hashtag"] == "#news"
    assert found["email"] == "a@b.org"
    assert [cut(text, item["offset"], item["length"]) for item in find_entities(text) if item["type"] == "url"] == [
        "https://example.org/a_(b",
        "example.com",
    ]


def test_a_slash_inside_a_word_is_no_command() -> None:
    assert find_entities("either/or and/or http://x") == []


def test_utf16_length_of_an_emoji_is_two() -> None:
    assert utf16_length("😀") == 2

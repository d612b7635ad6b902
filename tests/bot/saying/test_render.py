"""Rendering: a blockquote holds the stored text, and offsets are in UTF-16 units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.saying import pages
from bot.saying.above import Shown, shown_above
from bot.saying.annotations import read_as
from bot.saying.cutting import units
from bot.saying.messages import RenderedMessage
from bot.saying.pages import Page
from bot.saying.phrases import NOTHING, Label, Phrase, load
from bot.saying.render import (
    LIMIT,
    LONGEST_BESIDE,
    MAX_MESSAGES,
    closest_message,
    messages_around,
    quote_messages,
    source_list,
    source_message,
)
from bot.verified import VerifiedHit, VerifiedQuote
from index import Assumption, Span
from index.model import Kind
from tests.bot.passages import passage, quoted, source, texts, whole

phrases = load().for_language("en")
fields = st.none() | texts
QUOTES = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)


def page(
    quote: VerifiedQuote, matches: Sequence[Span] = (), also: Sequence[VerifiedQuote] = (), words: Label = NOTHING
) -> Page:
    return Page(VerifiedHit(quote, tuple(matches), tuple(also)), read_as=words)


def cut(message: RenderedMessage, entity: MessageEntity) -> str:
    """The text of an entity, by offsets in UTF-16 units."""
    encoded = message.text.encode("utf-16-le")
    return encoded[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def blockquotes(message: RenderedMessage) -> list[str]:
    return [cut(message, entity) for entity in message.entities if entity.type in QUOTES]


def outside(message: RenderedMessage) -> str:
    encoded = message.text.encode("utf-16-le")
    for entity in reversed(message.entities):
        if entity.type in QUOTES:
            encoded = encoded[: 2 * entity.offset] + encoded[2 * (entity.offset + entity.length) :]
    return encoded.decode("utf-16-le")


@given(texts, st.data())
def test_the_blockquote_is_exactly_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = quoted(passage(text), start, end)
    (message,) = quote_messages(page(quote), phrases)
    assert blockquotes(message) == [quote.text]


@given(texts, st.data())
def test_the_words_of_the_question_are_bold_inside_the_quote(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=3))
    matches = [Span(start, end) for start, end in spans if start < end]
    (message,) = quote_messages(page(whole(text), matches), phrases)
    bold = [cut(message, entity) for entity in message.entities if entity.type == MessageEntity.BOLD]
    assert sorted(bold) == sorted(text[start:end] for start, end in matches)


@given(texts, fields, fields, fields, fields, texts)
def test_a_message_fits_and_its_entities_lie_inside_it(
    text: str, author: str | None, date: str | None, locator: str | None, url: str | None, title: str
) -> None:
    quote = whole(text, author=author, date=date, url=url, title=title, locator=locator)
    for message in quote_messages(page(quote, [Span(0, 1)]), phrases):
        assert 0 < units(message.text) <= LIMIT
        assert all(e.offset >= 0 and e.length > 0 for e in message.entities)
        assert all(e.offset + e.length <= units(message.text) for e in message.entities)


@given(texts, st.integers(200, 3000))
def test_a_sentence_longer_than_a_message_is_quoted_in_verbatim_pieces(text: str, times: int) -> None:
    long = text * times
    messages = quote_messages(page(whole(long)), phrases)
    place = 0
    for message in messages:
        (piece,) = blockquotes(message)
        assert units(message.text) <= LIMIT
        place = long.index(piece, place) + len(piece)
    if len(messages) < MAX_MESSAGES:
        assert long[place:].strip() == ""
    elif long[place:].strip():
        assert phrases(Phrase.CONTINUED) in messages[-1].text


@given(texts, texts, st.integers(1, 300), st.integers(0, 12))
def test_it_also_fits_with_all_that_is_told_besides(text: str, title: str, times: int, copies: int) -> None:
    also = [whole(text * times, title=f"{title * times} {n}", date="D" * 999) for n in range(copies)]
    assumed = [Assumption(text * times, title * times)] * 4
    quote = whole(text * times, title=title * times, author="A" * 999, date="D" * 999, locator="L" * 999)
    for message in quote_messages(page(quote, (), also, read_as(assumed, phrases)), phrases):
        assert 0 < units(message.text) <= LIMIT
        assert blockquotes(message)


def test_below_the_source_line_stand_the_other_sources_and_what_was_assumed() -> None:
    also = [whole("It rained.", title="Diary", url="https://example.org/d"), whole("It  rained.", title="Log")]
    words = read_as([Assumption("raind", "rained")], phrases)
    (message,) = quote_messages(page(whole("It rained."), (), also, words), phrases)
    assert outside(message).split("\n")[2:] == [
        "The same sentence also stands in: Diary (example.org); Log",
        "Read “raind” as “rained”.",
    ]
    kinds = {entity.type: cut(message, entity) for entity in message.entities}
    assert kinds[MessageEntity.ITALIC] == "Read “raind” as “rained”."
    assert kinds[MessageEntity.TEXT_LINK] == "Diary"


def structured(text: str, kind: Kind = "prose", start: int = 0, **fields: Any) -> VerifiedQuote:
    """A quote of a passage from `start` on, with what stands above it."""
    plain = passage(text, locator="Rules")
    return quoted(replace(plain, draft=replace(plain.draft, kind=kind, **fields)), start, len(text))


def test_above_a_quote_stands_the_line_that_it_stands_under() -> None:
    (message,) = quote_messages(page(structured("Yes.", headings=("Rules", "Is it\u202e free?"))), phrases)
    assert message.text == "▾ Is it free?\nYes.\n— Notes · Rules"
    (message,) = quote_messages(page(structured("Yes.", headings=("Rules", "\u200b"))), phrases)
    assert message.text == "Yes.\n— Notes · Rules"
    (message,) = quote_messages(page(structured("Anna", "list", lead_in="They are:", headings=("Rules",))), phrases)
    assert message.text == "▾ They are:\nAnna\n— Notes · Rules"


def test_it_is_one_line_of_two_rows_on_a_phone_and_of_a_table_the_columns() -> None:
    (message,) = quote_messages(page(structured("Yes.", headings=("very " * 100,))), phrases)
    assert message.text.startswith(f"▾ {('very ' * 20).strip()}…\nYes.\n")
    for intro, line in [("Prices:", "Prices: Ticket | Price"), ("Prices " * 20 + ":", "Ticket | Price")]:
        quote = structured("Ticket | Price\nAdult | 12", "table", 15, lead_in=f"{intro}\nTicket | Price")
        (message,) = quote_messages(page(quote), phrases)
        assert message.text.startswith(f"▾ {line}\nAdult | 12\n")


@given(texts, texts, st.integers(1, 2000))
def test_a_long_quote_has_it_once_and_fits(text: str, heading: str, times: int) -> None:
    messages = quote_messages(page(structured(text * times, headings=(heading * 50,))), phrases)
    assert all(0 < units(message.text) <= LIMIT for message in messages)
    assert sum(message.text.startswith("▾ ") for message in messages[1:]) == outside_starts(text * times, messages[1:])
    assert blockquotes(messages[0])[0] in text * times


def outside_starts(text: str, messages: Sequence[RenderedMessage]) -> int:
    """The messages whose quotes themselves begin like that line."""
    return sum(blockquotes(message)[0].startswith("▾ ") for message in messages)


def test_code_is_code_below_what_introduces_it_and_nothing_in_it_is_bold() -> None:
    quote = structured("To run it:\nmake it\n  now", "code", lead_in="To run it:")
    (message,) = quote_messages(page(quote, [Span(3, 6), Span(11, 15)]), phrases)
    cuts = [(entity.type, cut(message, entity)) for entity in message.entities]
    assert cuts[0] == (MessageEntity.BLOCKQUOTE, "To run it:\nmake it\n  now")
    assert cuts[1:] == [(MessageEntity.BOLD, "run"), (MessageEntity.PRE, "make it\n  now")]


@pytest.mark.parametrize(
    ("kind", "text", "folded"),
    [
        ("list", "Anna\n" * 9, True),
        ("list", "a" * 401, True),
        ("list", "Anna\n" * 7, False),
        ("prose", "a" * 401, False),
    ],
)
def test_a_long_list_is_folded(kind: Kind, text: str, folded: bool) -> None:
    (message,) = quote_messages(page(structured(text, kind)), phrases)
    assert message.entities[0].type == (QUOTES[1] if folded else QUOTES[0])


def test_only_the_last_piece_has_the_source_line() -> None:
    first, last = quote_messages(page(whole("word " * 1000 + "end.")), phrases)
    assert outside(first) == ""
    assert outside(last) == "\n— Notes · ¶1"


def test_a_cut_is_made_at_white_space() -> None:
    first, *_ = quote_messages(page(whole("word " * 1000 + "end.")), phrases)
    assert blockquotes(first)[0].endswith("word")


def test_the_source_line_has_what_is_known_and_says_what_is_not() -> None:
    (message,) = quote_messages(page(whole("It rained.", author="A. Smith", date="2024-08-06")), phrases)
    assert message.text == "It rained.\n— Notes · A. Smith · 2024-08-06 · ¶1"
    (message,) = quote_messages(page(whole("It rained.", locator=None)), phrases)
    assert message.text == "It rained.\n— Notes"


def test_the_title_is_the_link() -> None:
    (message,) = quote_messages(page(whole("Rain 🌧 fell.", url="https://example.org/a")), phrases)
    (link,) = [entity for entity in message.entities if entity.type == MessageEntity.TEXT_LINK]
    assert (cut(message, link), link.url) == ("Notes", "https://example.org/a#:~:text=Rain%20%F0%9F%8C%A7%20fell")


def test_an_address_that_telegram_does_not_link_is_shown_as_it_is() -> None:
    (message,) = quote_messages(page(whole("It rained.", url="ftp://example.org/a")), phrases)
    assert message.text == "It rained.\n— Notes · ¶1 · ftp://example.org/a"


@pytest.mark.parametrize("url", ["http://localhost/a", "https://a.b/c d", "https://", "javascript:alert(1)", "a.org/x"])
def test_no_link_is_made_that_telegram_would_refuse(url: str) -> None:
    (message,) = quote_messages(page(whole("It rained.", url=url)), phrases)
    assert {entity.type for entity in message.entities} <= {MessageEntity.BLOCKQUOTE, MessageEntity.CODE}
    assert url in message.text


def test_no_more_words_are_bold_than_telegram_keeps() -> None:
    matches = [Span(place, place + 1) for place in range(0, 600, 2)]
    (message,) = quote_messages(page(whole("a " * 300 + "end.", url="https://example.org/"), matches), phrases)
    assert len(message.entities) <= 100
    assert MessageEntity.TEXT_LINK in [entity.type for entity in message.entities]


def test_an_absurdly_long_field_is_shortened_with_an_ellipsis() -> None:
    (message,) = quote_messages(page(whole("It rained.", title="T" * 9000, author="A" * 9000)), phrases)
    title, author, *_ = outside(message).strip().split(" · ")
    assert title == "— " + "T" * 256 + "…"
    assert author == "A" * 128 + "…"


def test_a_quote_that_telegram_would_alter_comes_with_a_notice() -> None:
    (message,) = quote_messages(page(whole("one\ttwo")), phrases)
    assert blockquotes(message) == ["one\ttwo"]
    assert message.text.endswith(phrases(Phrase.TELEGRAM_ALTERS))


def test_the_context_is_one_blockquote_for_each_passage_with_the_quote_in_bold() -> None:
    here = passage("It rained. We left. It was late.", number=2)
    before, after = passage("Monday.", number=1), passage("We slept.", number=3)
    around = [quoted(before, 0, 7), quoted(here, 0, 32), quoted(after, 0, 9)]
    (message,) = messages_around(page(quoted(here, 11, 19)), around, phrases)
    assert blockquotes(message) == ["Monday.", "It rained. We left. It was late.", "We slept."]
    assert [cut(message, e) for e in message.entities if e.type == MessageEntity.BOLD] == ["We left."]
    assert outside(message).strip() == "— Notes · ¶1"
    assert [e.type for e in message.entities if e.type in QUOTES] == [MessageEntity.EXPANDABLE_BLOCKQUOTE] * 3


@given(st.integers(1, 3), texts, texts)
def test_a_context_too_long_for_a_message_loses_its_outermost_sentences(times: int, left: str, right: str) -> None:
    quote = quoted(passage("It rained.", number=2), 0, 10)
    long = [passage(text * (1500 * times), number=n) for n, text in ((1, left), (3, right))]
    around = [quoted(long[0], 0, len(long[0].text)), quote, quoted(long[1], 0, len(long[1].text))]
    for message in messages_around(page(quote), around, phrases):
        assert units(message.text) <= LIMIT
        assert "It rained." in blockquotes(message)


def test_a_context_whose_quote_alone_is_too_long_is_shown_as_an_answer_is() -> None:
    quote = whole("word " * 1000 + "end.")
    assert messages_around(page(quote, [Span(0, 4)]), [quote], phrases) == quote_messages(page(quote), phrases)


def test_quotes_beside_the_first_are_folded_and_what_was_assumed_comes_last() -> None:
    words = read_as([Assumption("raind", "rained")], phrases)
    first = page(whole("It rained.", title="Log"), words=words)
    (message,) = quote_messages(first, phrases, [page(whole("We left."), [Span(0, 2)]), page(whole("We slept."))])
    assert message.text.split("\n") == [
        "It rained.",
        "— Log · ¶1",
        "We left.",
        "— Notes · ¶1",
        "We slept.",
        "— Notes · ¶1",
        "Read “raind” as “rained”.",
    ]
    folded = MessageEntity.EXPANDABLE_BLOCKQUOTE
    assert [e.type for e in message.entities if e.type in QUOTES] == [MessageEntity.BLOCKQUOTE, folded, folded]
    below = source_message(first, phrases, [page(whole("We left."))])
    assert below.text == "— Log · ¶1\nWe left.\n— Notes · ¶1\nRead “raind” as “rained”."


@pytest.mark.parametrize(
    ("first", "beside", "shown"),
    [
        (100, [300, 300], [300, 300]),
        (100, [LONGEST_BESIDE + 1, 9], [LONGEST_BESIDE, 9]),
        (3500, [700, 300], [300]),
        (LIMIT - 60, [300, 300], []),
    ],
)
def test_beside_a_quote_stand_as_many_as_fit(first: int, beside: list[int], shown: list[int]) -> None:
    others = [page(whole("b" * length)) for length in beside]
    (message,) = quote_messages(page(whole("a" * first)), phrases, others)
    assert units(message.text) <= LIMIT
    assert list(map(len, blockquotes(message))) == [first, *shown]


def test_what_comes_closest_is_said_to_be_no_answer() -> None:
    words = read_as([Assumption("raind", "rained")], phrases)
    message = closest_message([page(whole("It rained."), [Span(3, 9)]), page(whole("We left."))], phrases, words)
    assert message.text.split("\n") == [
        "No stored sentence answers this.",
        "These come closest, and are no answers:",
        "It rained.",
        "— Notes · ¶1",
        "We left.",
        "— Notes · ¶1",
        "Read “raind” as “rained”.",
    ]
    assert [e.type for e in message.entities if e.type in QUOTES] == [MessageEntity.EXPANDABLE_BLOCKQUOTE] * 2


@given(texts, st.integers(1, 900), st.integers(1, 3))
def test_of_long_sentences_that_come_close_the_beginnings_are_shown(text: str, times: int, number: int) -> None:
    long = whole(text * times, title="T" * 999, author="A" * 999, date="D" * 999, locator="L" * 999)
    words = read_as([Assumption("x" * 99, "y" * 99)] * 8, phrases)
    message = closest_message([page(long)] * number, phrases, words)
    assert units(message.text) <= LIMIT
    assert blockquotes(message)
    for quote in blockquotes(message):
        assert long.text.startswith(quote)
        assert units(quote) <= LONGEST_BESIDE
        assert (phrases(Phrase.CONTINUED) in message.text) == (len(quote) < len(long.text))


def test_titles_that_do_not_fit_are_counted() -> None:
    sources = [source(f"Title {n} " + "x" * 90) for n in range(100)]
    message = source_list(sources, 100, phrases)
    shown = message.text.count("•")
    assert units(message.text) <= LIMIT
    assert message.text.endswith(f"and {100 - shown} more.")


def test_a_list_of_sources_links_those_that_have_an_address() -> None:
    message = source_list([source(url="https://example.org/")], 1, phrases)
    assert message.text == "One source can be quoted here:\n• Notes (example.org)"
    assert [entity.type for entity in message.entities] == [MessageEntity.TEXT_LINK, MessageEntity.CODE]


def test_an_empty_list_of_sources_says_so() -> None:
    assert source_list([], 0, phrases).text == "Nothing is stored here yet."


@pytest.mark.attack("letters that become phrases stand above each quote: a message holds the event loop for 150 ms")
def test_what_stands_above_a_quote_is_found_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[VerifiedQuote] = []

    def noted(quote: VerifiedQuote) -> Shown:
        asked.append(quote)
        return shown_above(quote)

    monkeypatch.setattr(pages, "shown_above", noted)
    quotes = [whole(f"It rained {n} times.") for n in range(3)]
    shown = [page(quote) for quote in quotes]
    quote_messages(shown[0], phrases, shown[1:])
    assert asked == quotes

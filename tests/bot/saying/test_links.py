"""Links to a sentence at its source, and to a quote."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.saying.links import Pointer, is_link, message_link, parse_payload, quote_link, source_link, text_fragment
from bot.saying.seal import Seal, new_key
from index import Citation
from tests.bot.passages import passage, quoted, texts, whole

SEAL = Seal(new_key())


@given(texts, st.data())
def test_a_fragment_is_made_of_stretches_of_the_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = quoted(passage(text), start, data.draw(st.integers(start + 1, len(text))))
    if not quote.text.strip():
        return
    fragment = text_fragment(quote.text)
    assert re.fullmatch(r"[\w.~%]+(?:,[\w.~%]+)?", fragment, re.ASCII)
    assert all(unquote(part) in quote.text for part in fragment.split(","))


def test_a_long_sentence_is_found_by_its_first_and_last_words() -> None:
    sentence = "No one, well-known or not, may enter the harbour before the bell has rung three times."
    assert text_fragment(sentence) == "No%20one%2C%20well%2Dknown%20or,bell%20has%20rung%20three%20times"


def test_a_line_break_is_never_part_of_a_fragment() -> None:
    assert text_fragment("The gate\ncloses at ten.") == "The%20gate,closes%20at%20ten"


def test_chinese_words_end_where_words_end() -> None:
    start, end = map(unquote, text_fragment("俄罗斯总统普京警告说这样的行动可能导致北约国家直接参与冲突").split(","))
    assert start == "俄罗斯总统普京警告"
    assert end.endswith("冲突")


def cited(url: str | None, locator: str | None = None) -> Citation:
    return Citation(1, "Rules", url, None, None, locator)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text=It%20rained"),
        ("https://example.org/a#part", "https://example.org/a#part:~:text=It%20rained"),
        ("https://example.org/a#:~:text=was", "https://example.org/a#:~:text=was"),
        ("https://t.me/harbour/5", "https://t.me/harbour/5"),
        ("https://example.org/a.pdf", "https://example.org/a.pdf"),
        ("https://example.org/" + "a" * 2020, "https://example.org/" + "a" * 2020),
        ("ftp://example.org/a", None),
        (None, None),
    ],
)
def test_where_a_link_leads(url: str | None, link: str | None) -> None:
    assert source_link(cited(url), whole("It rained.")) == link
    assert link is None or is_link(link)


def test_a_page_of_a_pdf_is_opened() -> None:
    assert source_link(cited("https://example.org/a.pdf", "p. 7")) == "https://example.org/a.pdf#page=7"
    assert source_link(cited("https://example.org/a.pdf", "page 7"), whole("x")) == "https://example.org/a.pdf#page=7"


def test_messages_of_private_chats_and_basic_groups_have_no_link() -> None:
    assert message_link(7_100_001, 5) is None
    assert message_link(-4_200_001, 5) is None


@given(texts, st.integers(1, 10**18 - 1))
def test_the_link_of_a_quote_fits_and_is_read_back(text: str, number: int) -> None:
    quote = quoted(passage(text, number=number), 0, len(text))
    payload = quote_link(quote, "verbatim_bot", SEAL).partition("?start=")[2]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert parse_payload(payload, SEAL) == Pointer.of(quote)
    assert parse_payload(payload, Seal(new_key())) is None


@given(st.text(max_size=64))
def test_no_payload_whatever_is_an_error(payload: str) -> None:
    assert parse_payload(payload, SEAL) is None


@pytest.mark.parametrize(
    "payload", ["", "q", "q1-2-3-9f3a1c02", "q٣", "q" + "A" * 54, "q" + "A" * 4000, "r" + "A" * 54]
)
def test_what_no_link_carries_is_not_understood(payload: str) -> None:
    assert parse_payload(payload, SEAL) is None

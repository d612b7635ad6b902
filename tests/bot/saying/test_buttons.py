"""The buttons under an answer and their data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.saying.buttons import Press, View, keyboard, parse, sharing_buttons
from bot.saying.phrases import load
from tests.bot.passages import whole

phrases = load().for_language("en")


def shown(view: View, page: int, pages: int) -> list[tuple[str, str]]:
    rows = keyboard(view, page, pages, phrases).inline_keyboard
    buttons = [(button.text, str(button.callback_data)) for row in rows for button in row]
    return [(label, data) for label, data in buttons if not data.startswith("v")]  # those that turn


@given(st.sampled_from(View), st.integers(0, 999))
def test_what_a_button_sends_is_understood_and_short(view: View, page: int) -> None:
    press = Press(view, page)
    assert parse(press.data) == press
    assert len(press.data.encode()) <= 64


@pytest.mark.parametrize(
    "data", [None, "", "1:q", "1:q:", "1:q:-1", "1:x:0", "0:q:0", "2:q:0", "1:q:0 ", "1:q:0\n", "1:q:٣", "1:q:99999"]
)
def test_what_no_button_sends_is_not_understood(data: str | None) -> None:
    assert parse(data) is None


@given(st.text(max_size=64))
def test_no_data_whatever_is_an_error(data: str) -> None:
    parse(data)


def test_the_first_quote_leads_on_and_the_last_leads_back() -> None:
    assert shown(View.QUOTE, 0, 1) == [("↕ Context", "1:c:0")]
    assert [data for _, data in shown(View.QUOTE, 0, 2)] == ["1:q:1", "1:c:0"]
    assert [data for _, data in shown(View.QUOTE, 1, 3)] == ["1:q:2", "1:q:0", "1:c:1"]
    assert [data for _, data in shown(View.QUOTE, 2, 3)] == ["1:q:1", "1:c:2"]


def test_the_context_leads_back_to_its_quote() -> None:
    assert shown(View.AROUND, 2, 3) == [("◂ Back to the quote", "1:q:2")]


def test_in_a_group_all_buttons_stand_in_one_row_and_are_signs() -> None:
    quote = whole("It rained.")
    sharing = sharing_buttons(quote, "https://t.me/verbatim_bot?start=x", phrases, in_group=True)
    (row,) = keyboard(View.QUOTE, 1, 5, phrases, sharing, in_group=True).inline_keyboard
    assert [button.text for button in row] == ["▸ 3/5", "◂", "↕", "⧉", "↗", "👍", "👎"]
    (row,) = keyboard(View.AROUND, 1, 5, phrases, sharing, in_group=True).inline_keyboard
    assert [button.text for button in row] == ["◂ Back to the quote"]
    assert len(keyboard(View.QUOTE, 1, 5, phrases, sharing).inline_keyboard) == 4

"""What a button or a link carries can be forged: a parser knows it, or says None."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.saying import additions_list, buttons, settings_panel, vote_buttons
from tests.fuzz.budget import budget

pytestmark = pytest.mark.attack("forged data of buttons and links")

_DIGITS = st.integers(-(10**20), 10**20).map(str)
_PARTS = st.one_of(_DIGITS, st.sampled_from(["1", "q", "c", "v1", "+", "-", "r1", "s1", "", "٣", "²", "\n"]), st.text())
PAYLOADS = st.one_of(st.none(), st.text(), st.lists(_PARTS, max_size=5).map(":".join))


@budget(300)
@given(PAYLOADS)
def test_a_payload_is_parsed_to_what_writes_the_same_or_to_none(data: str | None) -> None:
    for parse in (buttons.parse, additions_list.parse, vote_buttons.parse):
        parsed = parse(data)
        if parsed is not None:
            assert len(parsed.data.encode()) <= 64
            assert parse(parsed.data) == parsed
    settings_panel.parse(data)

"""Whatever others call themselves or their files is one harmless line where it is shown."""

from __future__ import annotations

import unicodedata

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.saying.cutting import units
from bot.saying.harmless import ELLIPSIS, FSI, PDI, harmless
from tests.bot.passages import texts
from tests.fuzz.budget import budget

_NASTY = (
    "\x1b[2J\r\n\t\x00\x85\u2028\u2029\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    "\u00ad\u034f\u115f\u3164\u2800\ufe0f\U000e0041\U000e0001\U000e0100\ufff9\ufffe\ud83e\udd89aא1م☪"
)
FOREIGN = st.one_of(texts, st.text(), st.text(st.sampled_from(_NASTY)), st.text(st.characters(), min_size=100))
_NO_PLACE_IN_A_LINE = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069\u200e\u200f\u200b\ufeff]")


@budget(400)
@given(FOREIGN, st.sampled_from([1, 2, 7, 128]))
@example("\u2068" * 40 + "א", 7)
@example("a" + "\u0301" * 200, 7)
@example("\ufe0f\u20e3", 2)
def test_a_field_is_one_line_of_what_can_be_seen(foreign: str, limit: int) -> None:
    shown = harmless(foreign, limit)
    isolated = shown.startswith(FSI)
    line = shown[1:-1] if isolated else shown
    assert not isolated or shown.endswith(PDI)
    assert not _NO_PLACE_IN_A_LINE.search(line)
    assert units(line) <= limit + units(ELLIPSIS)
    assert line == line.strip()
    assert not line or not unicodedata.category(line[0]).startswith("M")
    assert "  " not in line
    if not line.endswith(ELLIPSIS):
        assert harmless(shown, limit) == shown

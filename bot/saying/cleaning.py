"""Predicts whether Telegram alters a text when it cleans it.

The rules are from TDLib's `clean_input_string` and `replace_offending_characters` (td/telegram/misc.cpp), which the Bot
API server applies to every text. Telegram also trims messages, but not our quotes: it keeps white space at the
beginning of an entity, and a quote is followed by other text or cut before white space.
"""

from __future__ import annotations

import re

_ALTERED = re.compile(
    # Control characters become spaces; a carriage return is dropped; a line feed stays.
    "[\x00-\x09\x0b-\x1f]"
    # Line and paragraph separators and the directional embeddings are dropped,
    "|[\u2028-\u202e]"
    # and so are three combining marks that stack up into vertical lines.
    "|[\u030a\u0333\u033f]"
    # Of several directional marks in a row all but the last are replaced.
    "|[\u200e\u200f]{2}"
)


def telegram_alters(text: str) -> bool:
    r"""Whether Telegram would alter this text in a message.

    >>> telegram_alters("As it was."), telegram_alters("One\ttwo")
    (False, True)
    """
    return bool(_ALTERED.search(text)) or not text.strip(" \n")

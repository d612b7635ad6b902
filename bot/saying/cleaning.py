"""What Telegram does to text before it stores it, so that a quote which it would alter can be told in advance.

From TDLib's `clean_input_string` and `replace_offending_characters` (td/telegram/misc.cpp), through which the Bot API
server sends every text. That it trims messages does not touch our quotes: white space at the beginning of an entity
stays, and behind a quote there is always something else, or a cut that was made before white space.
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
    r"""True where a message that shows this text would not show it code point for code point.

    >>> telegram_alters("As it was."), telegram_alters("One\ttwo")
    (False, True)
    """
    return bool(_ALTERED.search(text)) or not text.strip(" \n")

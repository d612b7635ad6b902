"""What Telegram may make links of by itself: addresses, @mentions, #hashtags, $cashtags, /commands, numbers.

It does so in all text but code and the text of a link. The rules here find more than those of TDLib
(`find_entities`, td/telegram/MessageEntity.cpp), because clients have rules of their own.
"""

from __future__ import annotations

import regex

from index.model import Span

_TOKEN = regex.compile(r"\S+")
_LINKED = regex.compile(
    r"""@\w                          # a mention, an e-mail address
    | ://                            # an address with its scheme
    | \S\.[^\s\d\p{P}]{2}            # one without: a dot, and what may be a top-level domain
    | [0-9]\.[0-9]+\.[0-9]+\.[0-9]   # an IP address
    | \#[\w\xb7\u200c]*[^\W\d]       # a hashtag has a letter
    | \$(?:1INCH|[A-Z])
    | (?<![\p{L}\p{N}_])/\w          # a command, also behind a mark on a letter
    """,
    regex.VERBOSE,
)
# Phone numbers, and numbers of bank cards: nine digits, or seven after a plus sign.
_NUMBER = regex.compile(r"\+?[0-9](?:[ ().-]{0,3}[0-9]){8,}|\+[0-9](?:[ ().-]{0,3}[0-9]){6,}")


def autolinked(text: str) -> Span | None:
    r"""The part of one line from the first to the last that Telegram may link by itself, by whole words; None if none.

    >>> autolinked("Write to @alice or see t.me/bob today"), autolinked("The Harbour Post · 2024-08-06")
    (Span(start=9, end=31), None)
    >>> autolinked("0\u0300/start")
    Span(start=0, end=8)
    """
    found = [token.span() for token in _TOKEN.finditer(text) if _LINKED.search(token[0])]
    found += [number.span() for number in _NUMBER.finditer(text)]
    return Span(min(start for start, _ in found), max(end for _, end in found)) if found else None

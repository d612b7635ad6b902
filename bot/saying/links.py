"""Links to a sentence at its source, and deep links to a quote in the private chat with the bot.

Browsers scroll to a text fragment (``#:~:text=first words,last words``) and highlight it, see
https://wicg.github.io/scroll-to-text-fragment/. A deep link holds a sealed place, which nobody else can read or
make; it shows the quote only to people who may ask its collection.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from struct import Struct
from typing import NamedTuple
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from icu4py.breakers import WordBreaker

from bot.saying.cutting import units
from bot.saying.hosts import host_of
from bot.saying.seal import Seal
from bot.verified import VerifiedQuote
from index.model import Citation, Quote, Span

# Of the URLs that Telegram accepts in a link (the host contains a dot), those without a user name, which could pass for
# the host. Others are shown as text.
_LINK = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
_MAX_UNITS = 2048
_TELEGRAM = ("t.me", "telegram.me", "telegram.dog")
_PDF_PAGE = re.compile(r"p(?:age|\.)?\s*([0-9]{1,6})", re.IGNORECASE)

# A sentence of up to so many words is used whole in a text fragment; of a longer one, so many words from either end.
_WHOLE_WORDS, _END_WORDS = 10, 5
# Code points at either end of a sentence that are searched for words.
_WINDOW = 400
# A line break in a text file may be a space on a page, so the text of a fragment contains none.
_BREAKS = re.compile(r"[^\S ]+")

# The id of a supergroup or channel is -(10**12 + the number in its links).
_SUPERGROUPS = 10**12
_PLACE = Struct(">QII8s")
_LINK_PREFIX, _PURPOSE = "q", "link"


def is_link(url: str) -> bool:
    """Whether a URL may be a link: http or https, no user name, a valid host, nothing invisible. Others are text.

    >>> is_link("https://example.org/a"), is_link("https://example.org@evil.example/a")
    (True, False)
    """
    if len(url) > _MAX_UNITS or units(url) > _MAX_UNITS or not url.isprintable():
        return False
    return _LINK.fullmatch(url) is not None and host_of(url) is not None


def source_link(citation: Citation, quote: VerifiedQuote | None = None) -> str | None:
    """The link to a source, at the quoted sentence if there is one; None if the source has no link.

    >>> source_link(Citation(1, "Rules", "https://example.org/rules.pdf", None, None, "p. 12"))
    'https://example.org/rules.pdf#page=12'
    """
    url = citation.url
    if not url or not is_link(url):
        return None
    pointed = _pointed(url, citation.locator, quote)
    return pointed if is_link(pointed) else url


def text_fragment(text: str) -> str:
    """The value of a text fragment directive for a sentence: the sentence, or its first and last words.

    >>> text_fragment("It rained, all night.")
    'It%20rained%2C%20all%20night'
    """
    stretches = [stretch for stretch in _BREAKS.split(text) if stretch.strip()]
    first, last = stretches[0], stretches[-1]
    head, tail = first[:_WINDOW], last[-_WINDOW:]
    ahead, behind = _words(head), _words(tail)
    if len(stretches) == 1 and len(ahead) <= _WHOLE_WORDS and len(first) <= _WINDOW:
        return _encoded(first[ahead[0].start : ahead[-1].end] if ahead else first.strip())
    start = head[ahead[0].start : ahead[:_END_WORDS][-1].end] if ahead else head.strip()
    end = tail[behind[-_END_WORDS:][0].start : behind[-1].end] if behind else tail.strip()
    return f"{_encoded(start)},{_encoded(end)}"


def message_link(chat_id: int, message_id: int, username: str | None = None) -> str | None:
    """The link to a message; None for private chats and basic groups, whose messages have no links.

    >>> message_link(-1001234567890, 5), message_link(-1001234567890, 5, "harbour"), message_link(-4200001, 5)
    ('https://t.me/c/1234567890/5', 'https://t.me/harbour/5', None)
    """
    if username:
        return f"https://t.me/{username}/{message_id}"
    if chat_id < -_SUPERGROUPS:
        return f"https://t.me/c/{-chat_id - _SUPERGROUPS}/{message_id}"
    return None


class Pointer(NamedTuple):
    """The content of a deep link: the passage, offsets in code points, and a digest of the quote (8 bytes)."""

    passage_id: int
    start: int
    end: int
    digest: bytes

    @classmethod
    def of(cls, quote: Quote) -> Pointer:
        """The pointer to a quote."""
        digest = blake2b(quote.text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return cls(quote.passage.id, quote.start, quote.end, digest)

    def payload(self, seal: Seal) -> str:
        """The payload of /start, sealed: at most 64 characters of A-Z, a-z, 0-9, _ and -."""
        return _LINK_PREFIX + seal.close(_PLACE.pack(*self), _PURPOSE)


def parse_payload(payload: str, seal: Seal) -> Pointer | None:
    """Open the payload of a deep link; None if this bot did not make it.

    >>> from bot.saying.seal import new_key
    >>> seal, pointer = Seal(new_key()), Pointer(812, 120, 245, b"8 bytes.")
    >>> parse_payload(pointer.payload(seal), seal) == pointer, parse_payload("q812-120-245-9f3a1c02", seal)
    (True, None)
    """
    if not payload.startswith(_LINK_PREFIX):
        return None
    content = seal.open(payload.removeprefix(_LINK_PREFIX), _PURPOSE)
    return Pointer(*_PLACE.unpack(content)) if content else None


def quote_link(quote: VerifiedQuote, bot_name: str, seal: Seal) -> str:
    """The deep link that opens a quote in the private chat with the bot."""
    return f"https://t.me/{bot_name}?start={Pointer.of(quote).payload(seal)}"


def _pointed(url: str, locator: str | None, quote: VerifiedQuote | None) -> str:
    address, _, fragment = url.partition("#")
    parts = urlsplit(address)
    if parts.path.lower().endswith(".pdf"):
        page = _PDF_PAGE.fullmatch((locator or "").strip())
        return url if fragment or not page else f"{address}#page={page[1]}"
    if quote is None or ":~:" in fragment or not quote.text.strip() or (parts.hostname or "") in _TELEGRAM:
        return url
    return f"{address}#{fragment}:~:text={text_fragment(quote.text)}"


def _words(text: str) -> list[Span]:
    found, start = [], 0
    for segment in WordBreaker(text, "root"):
        if any(character.isalnum() for character in segment):
            found.append(Span(start, start + len(segment)))
        start += len(segment)
    return found


def _encoded(text: str) -> str:
    """Percent-encode text for a directive, in which `-`, `,` and `&` are syntax."""
    return percent_encode(text, safe="").replace("-", "%2D")

"""What can be seen of a text, and what must not stand outside a quote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import regex

from tests.bot_api.text import clean_characters

FSI, PDI = "\u2068", "\u2069"
# They change how their neighbours look, or the direction in which they are read, and cannot be seen themselves.
_JOINING = re.compile("[\u180b-\u180d\u180f\u200c\u200d\u2068\u2069\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Spaces that dates and numbers have.
_NO_BREAK = re.compile("[\u00a0\u202f]")
_BLANK = re.compile("[\\s\x00-\x20\x7f-\xa0\u115f\u1160\u2800\u3164\uffa0\U0001d159\U00013441\U00013442]+")
_IGNORED = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\u2065\ufe00-\ufe0f\ufff0-\ufff8\ufffc\U000e0000-\U000e0fff]")
# Signs around a number, which count as format characters and can be seen.
_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
# Variation selectors behind what has variants: they stay, unseen, and count among the marks of a letter.
_SELECTORS = regex.compile(
    r"""(?V1)(?<=[\p{Emoji}--[0-9\#*]])[\ufe0e\ufe0f] | (?<=\p{Han})[\ufe00-\ufe02\U000e0100-\U000e01ef]
    | (?<=\p{Mongolian})[\u180b-\u180d\u180f]""",
    regex.VERBOSE,
)
_MOST_MARKS = 5
_MARKS = ("Mn", "Me")


def visible(text: str) -> str:
    """What can be seen of a field: one line, as Telegram stores it, without joiners.

    >>> visible("Sign\\r\\nin\\u202e\\u200b \\x1bhere")
    'Sign in here'
    """
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    text = "".join(_seen(_BLANK.sub(" ", text)))
    text = re.sub(r"\A[\s]*", "", " ".join(text.split()))
    while text and (unicodedata.category(text[0])[0] == "M" or text[0].isspace()):
        text = text[1:]
    return clean_characters(text).strip()


def unjoined(text: str) -> tuple[str, list[int]]:
    """A text without joiners and isolates, with plain spaces, and the place in `text` of each character and the end."""
    places = [place for place, character in enumerate(text) if not _JOINING.match(character)]
    return "".join(_NO_BREAK.sub(" ", text[place]) for place in places), [*places, len(text)]


def unfit(text: str) -> Iterator[str]:
    """What must not stand outside a quote: each complaint names a character."""
    isolated, marks = False, 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in _MARKS else 0
        if character in (FSI, PDI):
            if isolated == (character == FSI):
                yield f"an isolate too many: U+{ord(character):04X}"
            isolated = character == FSI
        elif _is_unseen(character, category):
            yield f"a character that cannot be seen: U+{ord(character):04X}"
        elif not isolated and unicodedata.bidirectional(character) in ("R", "AL", "AN"):
            yield f"a letter from right to left that is not isolated: U+{ord(character):04X}"
        elif isolated and character == "\n":
            yield "a line that ends between isolates"
        elif marks > _MOST_MARKS:
            yield f"a pile of marks: U+{ord(character):04X}"
    if isolated:
        yield "an isolate without an end"


def _is_unseen(character: str, category: str) -> bool:
    if character == "\n" or character in _SIGNS or _JOINING.match(character):
        return False
    blank = character != " " and not _NO_BREAK.match(character) and _BLANK.match(character)
    return bool(blank or _IGNORED.match(character)) or category in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _seen(text: str) -> Iterator[str]:
    marks = 0
    selectors = {found.start() for found in _SELECTORS.finditer(text)}
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        hidden = _IGNORED.match(character) or (category == "Cf" and character not in _SIGNS)
        if hidden or (ord(character) & 0xFFFE) == 0xFFFE or "\ufdd0" <= character <= "\ufdef":
            marks += place in selectors
            continue
        marks = marks + 1 if category in _MARKS else 0
        if marks <= _MOST_MARKS:
            yield character

"""The visible text of inline Markdown, without markup, images and link targets."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.loaders.macros import without_macros
from index.loaders.paragraphs import ends_sentence, join_lines

# Inline markup nested deeper than maxNesting is kept as text.
_INLINE = MarkdownIt("commonmark").enable("strikethrough")

_LINE_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_EDITING = re.compile(r"/edit/", re.IGNORECASE)
_ADDRESSES = re.compile(r"(?:<?[a-z][a-z0-9+.-]*://\S+\s*)+", re.IGNORECASE)
_SPACES = re.compile(" {2,}")
_EMOJI = re.compile(r":[a-z][a-z0-9_+-]*:", re.IGNORECASE)
_LINKS_TO_ITSELF = frozenset("#¶§🔗")


class Line(NamedTuple):
    """The visible text of a paragraph, an item, a cell or a heading, on one line.

    `leads`: whether it consists of links only, that lead "away" from or "within" the site.
    """

    text: str
    leads: Literal["", "away", "within"] = ""


def visible(content: str, references: dict[str, object]) -> Line:
    """The visible text of a paragraph's Markdown source. `references` are the document's link definitions.

    >>> visible("See [the *map*](/map).", {}), visible("[Next](/next) »", {}).leads
    (Line(text='See the map.', leads=''), 'within')

    Several spaces are one, as a page shows them.

    >>> visible("**gzip** <span id='gzip'></span> packs.  It is old.", {}).text
    'gzip packs. It is old.'
    """
    if not content:
        return Line("")
    tokens: list[Token] = []
    _INLINE.inline.parse(without_macros(content), _INLINE, references, tokens)
    text = _SPACES.sub(" ", join_lines(_without_pictures(tokens)))
    return Line(text, _leads(text, tokens))


def heading_of(line: Line) -> str:
    """The text of a heading without what a page shows as pictures: emoji codes and the link to itself, at its ends.

    >>> heading_of(Line(":rocket: Set off #"))
    'Set off'
    """
    words = line.text.split(" ")
    if len(words) > 1 and words[-1] in _LINKS_TO_ITSELF:
        words.pop()
    shown = [number for number, word in enumerate(words) if not _EMOJI.fullmatch(word)]
    return " ".join(words[shown[0] : shown[-1] + 1]) if shown else line.text


def _without_pictures(tokens: list[Token]) -> list[str]:
    """The lines of a paragraph, without those of images only; an image among words is replaced by its description."""
    lines: list[list[str]] = [[]]
    has_words: set[int] = set()  # their numbers
    has_picture = False
    for token in tokens:
        if _is_line_break(token):
            lines.append([])
        elif token.type == "image":
            has_picture = True
            lines[-1] += map(_seen, token.children or ())
        else:
            seen = _seen(token)
            lines[-1].append(seen)
            if any(map(str.isalnum, seen)):
                has_words.add(len(lines))
    return ["".join(line) for number, line in enumerate(lines, 1) if number in has_words or not has_picture]


def _leads(text: str, tokens: list[Token]) -> Literal["", "away", "within"]:
    if not text:
        return ""
    if _ADDRESSES.fullmatch(text):
        return "away"
    targets = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    if ends_sentence(text) and not any(map(_EDITING.search, targets)):
        return ""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in {"link_open", "link_close"} else 0
        if not depth and token.type != "image" and any(map(str.isalnum, _seen(token))):
            return ""
    return ("away" if any(map(_AWAY.match, targets)) else "within") if targets else ""


def _is_line_break(token: Token) -> bool:
    return token.type in {"softbreak", "hardbreak"} or (
        token.type == "html_inline" and bool(_LINE_BREAK_TAG.match(token.content))
    )


def _seen(token: Token) -> str:
    if token.type == "image":
        return "".join(map(_seen, token.children or ()))
    if _is_line_break(token):
        return "\n"
    return "" if token.type == "html_inline" else token.content

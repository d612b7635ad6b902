"""Markdown: the text that a reader sees becomes passages, under the headings it stands below.

A passage is a paragraph, a list item, a row of a table, a code block or a paragraph of an HTML block. Headings are
searched with the passages below them and none themselves; front matter, comments and link definitions are not visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

# CommonMark by its own test suite, tables and strikethrough, and a flat list of tokens instead of HTML to undo.
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.errors import LoadError
from index.loaders.lines import empty, read_lines
from index.loaders.markup import visible_paragraphs
from index.loaders.paragraphs import cut, join_lines
from index.model import Draft

# What is nested deeper than maxNesting is dropped without a word in blocks, and kept as it is written within a line:
# the one limit is high, the other as it comes. Two parsers also keep only one paragraph's inner tokens in memory.
_BLOCKS = MarkdownIt("commonmark", {"maxNesting": 1000}).enable("table").disable("inline")
_INLINE = MarkdownIt("commonmark").enable("strikethrough")

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.+?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_YAML_KEY = re.compile(r"[\w\"'][^:\n]*:(?:\s|$)")
_YAML_LINE = re.compile(rf"\s*$|[\s#\-\]}}]|{_YAML_KEY.pattern}")
_LINE_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_WITHIN_A_PARAGRAPH = frozenset({"paragraph_open", "inline", "paragraph_close"})


def read(file: BinaryIO, name: str, lang: str) -> Iterator[Draft]:
    """The passages of a Markdown text, with locators such as ``History › Floods ¶5``, numbered through the document.

    The whole file is read at once. `lang` says by whose rules a paragraph that is too long is cut; its parts share
    its number, and code is never cut. Raises LoadError, before the first passage, for what `read_lines` refuses,
    and for a file in which nothing is visible but headings.
    """
    text = "\n".join(read_lines(file, name)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise empty(name)
    references: dict[str, object] = {}
    try:
        tokens = _BLOCKS.parse(_without_front_matter(text), references)
    except RecursionError:
        raise LoadError(name, "its lists or quotes are nested too deeply; nest them less") from None
    number = 0
    for number, block in enumerate(_blocks(tokens, references), start=1):
        locator = " ".join(filter(None, (" › ".join(block.headings), f"¶{number}")))
        for piece in [block.text] if block.code else cut(block.text, lang):
            yield Draft(piece, headings=block.headings, locator=locator)
    if not number:
        raise LoadError(name, "it shows no text that could be quoted, only headings or markup; add paragraphs to it")


class _Block(NamedTuple):
    text: str
    headings: tuple[str, ...]
    code: bool = False


class _Place:
    """Where in the document one is: the headings above, and the block quotes and list items around.

    A heading inside a quote or an item is above what follows there, below what is above them, and ends with them.
    """

    def __init__(self) -> None:
        self._path: tuple[tuple[int, str], ...] = ()
        self._around: list[tuple[str, tuple[tuple[int, str], ...]]] = []

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._path)

    @property
    def in_item(self) -> bool:
        return bool(self._around) and self._around[-1][0] == "list_item_open"

    def enter(self, container: str) -> None:
        self._around.append((container, self._path))

    def leave(self) -> None:
        self._path = self._around.pop()[1]

    def head(self, level: int, title: str) -> None:
        outside = self._around[-1][1] if self._around else ()
        inside = self._path[len(outside) :]
        above = (*outside, *(heading for heading in inside if heading[0] < level))
        self._path = (*above, (level, title)) if title else above


def _blocks(tokens: Iterable[Token], references: dict[str, object]) -> Iterator[_Block]:
    """The visible blocks in order. A list item's own paragraphs are one block until something else stands in it."""
    place = _Place()
    paragraphs: list[str] = []
    cells: list[str] = []
    opened = Token("", "", 0)
    for token in tokens:
        if paragraphs and not (token.type in _WITHIN_A_PARAGRAPH and place.in_item):
            yield _Block("\n\n".join(paragraphs), place.headings)
            paragraphs = []
        if token.type in {"blockquote_open", "list_item_open"}:
            place.enter(token.type)
        elif token.type in {"blockquote_close", "list_item_close"}:
            place.leave()
        elif token.type == "inline":
            text = _visible(token.content, references)
            if opened.type == "heading_open":
                place.head(int(opened.tag[1]), text)
            elif opened.type in {"th_open", "td_open"}:
                cells.append(text)
            elif text:
                paragraphs.append(text)
        elif token.type == "tr_close":
            if any(cells):
                yield _Block(" | ".join(cells).strip(), place.headings)
            cells = []
        elif token.type in {"fence", "code_block"}:
            if token.content.strip():
                yield _Block(token.content.strip("\n"), place.headings, code=True)
        elif token.type == "html_block":
            for paragraph in visible_paragraphs(token.content):
                yield _Block(paragraph, place.headings)
        if token.nesting == 1:
            opened = token
    if paragraphs:
        yield _Block("\n\n".join(paragraphs), place.headings)


def _visible(content: str, references: dict[str, object]) -> str:
    """The text that is seen of a paragraph's source: markup gone, line breaks joined."""
    tokens: list[Token] = []
    _INLINE.inline.parse(content, _INLINE, references, tokens)
    return join_lines("".join(map(_seen, tokens)).split("\n"))


def _seen(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"} or (
        token.type == "html_inline" and _LINE_BREAK_TAG.match(token.content)
    ):
        return "\n"
    if token.type == "image":
        return "".join(map(_seen, token.children or ()))
    return "" if token.type == "html_inline" else token.content


def _without_front_matter(text: str) -> str:
    """`text` without the YAML at its top. What stands between two thematic breaks and is no YAML stays."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return text
    lines = found["yaml"].splitlines()
    is_yaml = lines[0].strip() and all(map(_YAML_LINE.match, lines)) and any(map(_YAML_KEY.match, lines))
    return text[found.end() :] if is_yaml else text

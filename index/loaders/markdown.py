"""Markdown: the visible text becomes passages, with their headings.

Headings are searched with the passages below them and are not passages themselves. Front matter, comments, link
definitions, macros of site generators, images, diagrams, bare links and lists of internal links are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import BinaryIO

# Passes CommonMark's test suite, supports tables and strikethrough, and returns tokens instead of HTML.
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Definition lists, footnotes, admonitions and containers, in the dialects of site generators.
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from index.errors import LimitExceeded, LoadError
from index.limits import OPERATOR, Limits
from index.loaders import front_matter
from index.loaders.content import Content
from index.loaders.lines import empty, read_lines
from index.loaders.macros import tabs_as_admonitions
from index.loaders.markdown_blocks import Blocks
from index.loaders.markdown_fences import read_fences
from index.loaders.markdown_lines import heading_of, visible
from index.loaders.markdown_tables import MOST_EMPTY, TooManyEmptyCells, limit_tables
from index.loaders.markup import visible_blocks
from index.loaders.sections import Block, passages
from index.model import Draft

_CONTAINERS = {"colons": ":", "slashes": "/"}
"""Marker characters of containers: Docusaurus and Pandoc (``:::``), MkDocs (``///``), by the suffix of their tokens."""


def _parser() -> MarkdownIt:
    # Blocks nested deeper than maxNesting are dropped silently. Inline content is parsed later, so that only one
    # paragraph's tokens are in memory.
    parser = MarkdownIt("commonmark", {"maxNesting": 1000}).enable("table").disable("inline")
    parser.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False).use(admon_plugin)
    for name, marker in _CONTAINERS.items():
        parser.use(container_plugin, name, marker=marker, validate=lambda *_: True)
    limit_tables(parser)
    read_fences(parser)
    return parser


_BLOCKS = _parser()


def read(file: BinaryIO, name: str, lang: str, limits: Limits = OPERATOR) -> Content:
    """The passages of a Markdown file, with locators such as ``History › Floods``, and its front matter.

    The title is the front matter's, or else the only top-level heading. The whole file is read into memory. `lang` is
    the language whose rules split sentences. Raises LoadError as `read_lines` does and, before the first passage, for
    a file without visible text other than headings.
    """
    text = "\n".join(read_lines(file, name)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise empty(name)
    stated, body = front_matter.split(text)
    references: dict[str, object] = {MOST_EMPTY: limits.block_units}
    try:
        tokens = _BLOCKS.parse(tabs_as_admonitions(body), references)
    except RecursionError:
        raise LoadError(name, "its lists or quotes are nested too deeply; nest them less") from None
    except TooManyEmptyCells:
        raise LimitExceeded(name, "block_units", limits) from None
    title = stated.title or _only_title(tokens, references)
    blocks = _counted(Blocks(references, title).of(tokens), name, limits)
    if stated.description:
        blocks = _described(stated.description, blocks)
    return Content(_some(passages(blocks, lang, together=True), name), title, stated.date, stated.author)


def _only_title(tokens: Sequence[Token], references: dict[str, object]) -> str | None:
    """The text of the only level 1 heading outside block quotes and lists, if there is exactly one."""
    found = list(islice(_first_level(tokens, references), 2))
    return found[0] or None if len(found) == 1 else None


def _first_level(tokens: Sequence[Token], references: dict[str, object]) -> Iterator[str]:
    for opened, token in pairwise([*tokens, Token("", "", 0)]):
        if opened.type == "heading_open" and opened.tag == "h1" and not opened.level:
            yield heading_of(visible(token.content, references))
        elif opened.type == "html_block" and not opened.level and "<h1" in opened.content.casefold():
            yield from (text for kind, text in visible_blocks(opened.content) if kind == "h1")


def _counted(blocks: Iterator[Block], name: str, limits: Limits) -> Iterator[Block]:
    """`blocks` unchanged. Raises LimitExceeded for a list or a table of too many items or rows."""
    for block in blocks:
        if len(tuple(block.units)) > limits.block_units:
            raise LimitExceeded(name, "block_units", limits)
        yield block


def _described(description: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """`blocks` after the front matter's description, unless the first paragraph contains it."""
    first = next(blocks, None)
    if first is None or description not in next(iter(first.units)):
        yield Block("prose", (description,))
    if first is not None:
        yield first
    yield from blocks


def _some(drafts: Iterator[Draft], name: str) -> Iterator[Draft]:
    """`drafts` unchanged. Raises LoadError if there are none."""
    first = next(drafts, None)
    if first is None:
        raise LoadError(name, "it shows no text that could be quoted, only headings or markup; add paragraphs to it")
    yield first
    yield from drafts

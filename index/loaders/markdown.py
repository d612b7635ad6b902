"""Markdown: the text that a reader sees becomes passages, under the headings it stands below.

Headings are searched with the passages below them and none themselves. Front matter, comments, link definitions, macros
of site generators, pictures, bare links and lists of links within the site are not there to be quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO

# CommonMark by its own test suite, tables and strikethrough, and a flat list of tokens instead of HTML to undo.
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Definition lists, footnotes and admonitions, in the dialects that site generators read.
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from index.errors import LoadError
from index.loaders import front_matter
from index.loaders.content import Content
from index.loaders.lines import empty, read_lines
from index.loaders.macros import tabs_as_admonitions
from index.loaders.markdown_blocks import Blocks
from index.loaders.markdown_lines import visible
from index.loaders.sections import Block, passages
from index.model import Draft

_CONTAINERS = {"colons": ":", "slashes": "/"}
"""Containers of Docusaurus and Pandoc (``:::``), and of MkDocs (``///``), by the ends of the names of their tokens."""


def _parser() -> MarkdownIt:
    # What is nested deeper than maxNesting is dropped without a word in blocks. What stands within a line is parsed
    # later, so that only one paragraph's tokens are in memory.
    parser = MarkdownIt("commonmark", {"maxNesting": 1000}).enable("table").disable("inline")
    parser.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False).use(admon_plugin)
    for name, marker in _CONTAINERS.items():
        parser.use(container_plugin, name, marker=marker, validate=lambda *_: True)
    return parser


_BLOCKS = _parser()


def read(file: BinaryIO, name: str, lang: str) -> Content:
    """The passages of a Markdown text, with locators such as ``History › Floods``, and what its front matter says.

    Its title is that of the front matter, else its only heading of the first level. The whole file is read at once.
    `lang` says by whose rules sentences are found. Raises LoadError for what `read_lines` refuses and, before the first
    passage, for a file in which nothing is visible but headings.
    """
    text = "\n".join(read_lines(file, name)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise empty(name)
    stated, body = front_matter.split(text)
    references: dict[str, object] = {}
    try:
        tokens = _BLOCKS.parse(tabs_as_admonitions(body), references)
    except RecursionError:
        raise LoadError(name, "its lists or quotes are nested too deeply; nest them less") from None
    title = stated.title or _only_title(tokens, references)
    blocks = Blocks(references, title).of(tokens)
    if stated.description:
        blocks = _described(stated.description, blocks)
    return Content(_some(passages(blocks, lang, together=True), name), title, stated.date, stated.author)


def _only_title(tokens: Sequence[Token], references: dict[str, object]) -> str | None:
    """The text of the only heading of the first level that stands in no quote and no item."""
    found = [
        token.content
        for opened, token in pairwise(tokens)
        if opened.type == "heading_open" and opened.tag == "h1" and not opened.level
    ]
    return visible(found[0], references).text or None if len(found) == 1 else None


def _described(description: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """`blocks` below what the front matter says that the document is, unless its first paragraph says so itself."""
    first = next(blocks, None)
    if first is None or description not in next(iter(first.units)):
        yield Block("prose", (description,))
    if first is not None:
        yield first
    yield from blocks


def _some(drafts: Iterator[Draft], name: str) -> Iterator[Draft]:
    """`drafts`. Raises LoadError where there is none."""
    first = next(drafts, None)
    if first is None:
        raise LoadError(name, "it shows no text that could be quoted, only headings or markup; add paragraphs to it")
    yield first
    yield from drafts

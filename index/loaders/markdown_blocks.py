"""From Markdown tokens to blocks: paragraphs, lists, tables and code, with their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from index.loaders.markdown_lines import Line, heading_of, visible
from index.loaders.markup import Visible, visible_blocks
from index.loaders.places import SUMMARY, Place
from index.loaders.sections import WHOLE, Block
from index.model import Kind

_LISTS = frozenset({"bullet_list", "ordered_list", "dl"})
_ITEMS = frozenset({"list_item", "dt", "dd"})
_WITHIN_AN_ITEM = frozenset({"paragraph_open", "inline", "paragraph_close"})
_TITLE = re.compile(r"[^|\[]*\|\s*(?P<after>.+)|[\w-]*\[(?P<within>.+)\]|\S+\s+(?P<rest>[^{].*)")


class Blocks:
    """Builds the blocks of one document. Nested lists are merged into one; other blocks within an item end the list."""

    def __init__(self, references: dict[str, object], title: str | None) -> None:
        self._references = references
        self._place = Place(title)
        self._list = _List()
        self._table = _Table()

    def of(self, tokens: Iterable[Token]) -> Iterator[Block]:
        """The visible blocks, in order."""
        opened = Token("", "", 0)
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if not (name in _LISTS or name in _ITEMS or token.type in _WITHIN_AN_ITEM):
                yield from self._end_list()
            if token.type == "inline":
                yield from self._take(opened, visible(token.content, self._references))
            elif token.type in {"fence", "code_block"}:
                if token.content.strip():
                    yield self._block("code", token.content.strip("\n"))
            elif token.type == "html_block":
                yield from self._take_html(visible_blocks(token.content))
            elif token.nesting > 0:
                self._go_in(name, token)
            elif token.nesting < 0:
                yield from self._go_out(name)
            if token.nesting > 0:
                opened = token
        yield from self._end_list()

    def _take(self, opened: Token, line: Line) -> Iterator[Block]:
        if opened.type == "heading_open":
            self._place.head(int(opened.tag[1]), heading_of(line))
        elif opened.type in {"th_open", "td_open"}:
            self._table.cells.append(line.text)
        elif opened.type == "dt_open":
            self._list.term = line.text
        elif self._list.depth:
            self._list.add(line)
        elif any(map(str.isalnum, line.text)) and not line.leads and opened.type != "admonition_title_open":
            yield self._block("prose", line.text)

    def _go_in(self, name: str, token: Token) -> None:
        if name in _LISTS:
            self._list.depth += 1
        elif name in _ITEMS:
            self._list.begin(f"{token.info}{token.markup} " if token.info else "")
        if name in {"blockquote", "list_item"}:
            self._place.enter()
        elif name == "admonition" or name.startswith("container_"):
            self._place.enter()
            if title := _title_of(name, token):
                self._place.head(SUMMARY, heading_of(visible(title, self._references)))

    def _go_out(self, name: str) -> Iterator[Block]:
        if name in {"blockquote", "list_item", "admonition"} or name.startswith("container_"):
            self._place.leave()
        if name in _ITEMS:
            self._list.end_item()
        elif name in _LISTS:
            self._list.depth -= 1
            if not self._list.depth:
                self._list.term = ""
                yield from self._end_list()
        elif name == "tr":
            self._table.end_row()
        elif name == "thead":
            self._table.name_columns()
        elif name == "table":
            yield from self._end_table()

    def _take_html(self, blocks: Iterable[Visible]) -> Iterator[Block]:
        for kind, text in blocks:
            if kind != "li":
                yield from self._end_list()
            if kind not in {"th", "tr"}:
                yield from self._end_table()
            if kind == "/details":
                self._place.head(SUMMARY, "")
            elif kind == "summary":
                self._place.head(SUMMARY, text)
            elif kind[0] == "h":
                self._place.head(int(kind[1]), text)
            elif kind == "li":
                self._list.items.append(Line(text))
            elif kind in {"th", "tr"}:
                self._table.rows.append(text)
                if kind == "th" and len(self._table.rows) == 1:
                    self._table.name_columns()
            else:
                yield self._block("prose", text)
        yield from self._end_list()
        yield from self._end_table()

    def _end_list(self) -> Iterator[Block]:
        if items := self._list.end():
            yield self._block("list", *items)

    def _end_table(self) -> Iterator[Block]:
        table, self._table = self._table, _Table()
        if table.rows:
            yield Block("table", tuple(table.rows), self._place.headings, table.columns or None)
        elif table.columns:
            yield self._block("table", table.columns)

    def _block(self, kind: Kind, *units: str) -> Block:
        return Block(kind, units, self._place.headings)


class _List:
    """The list being built, including nested ones.

    `depth` is the number of open lists, `term` the term that the next items define.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.items: list[Line] = []
        self._bullet = ""
        self._lines: list[Line] = []
        self.term = ""

    def begin(self, number: str) -> None:
        """Begin an item; this ends the enclosing one. A long term is repeated in the first of its definitions only."""
        self.end_item()
        self._bullet = number or (f"{self.term}: " if self.term else "")
        if len(self.term) > WHOLE and not number:
            self.term = ""

    def add(self, line: Line) -> None:
        """Add a paragraph to the item."""
        if line.text:
            self._lines.append(line)

    def end_item(self) -> None:
        """End the item, if it has any paragraphs."""
        if self._lines:
            leads = self._lines[0].leads if len(self._lines) == 1 else ""
            self.items.append(Line(self._bullet + "\n\n".join(line.text for line in self._lines), leads))
        self._lines, self._bullet = [], ""

    def end(self) -> list[str]:
        """End the list and return its items, without bare URLs; none if all of them are internal links."""
        self.end_item()
        items, self.items = self.items, []
        if items and all(item.leads == "within" for item in items):
            return []
        return [item.text for item in items if not (item.leads and "://" in item.text)]


class _Table:
    """The table being built."""

    def __init__(self) -> None:
        self.columns = ""
        self.rows: list[str] = []
        self.cells: list[str] = []

    def end_row(self) -> None:
        """End the row, unless all of its cells are empty."""
        if any(self.cells):
            self.rows.append(" | ".join(self.cells).strip())
        self.cells = []

    def name_columns(self) -> None:
        """Make the rows so far the header."""
        self.columns = "\n".join(self.rows)
        self.rows = []


def _title_of(name: str, token: Token) -> str:
    """The title of an admonition or a container, if it has one besides the name of its kind."""
    if name == "admonition":
        return "" if token.content.casefold() == token.info.strip().casefold() else token.content
    found = _TITLE.fullmatch(token.info.strip())
    return (found["after"] or found["within"] or found["rest"]).strip(' "') if found else ""

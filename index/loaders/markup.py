"""The visible text of HTML embedded in another format."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from index.loaders.paragraphs import join_lines

# Comments, processing instructions, CDATA and declarations, closed or not, and unclosed tags, many of which take
# HTMLParser minutes.
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![^>]*(?:>|\Z)"
    r"""|</?[a-zA-Z](?>(?:[^<>"']|"[^"]*"|'[^']*')*)(?=<|\Z)""",
    re.DOTALL,
)
_BLANK_LINES = re.compile(r"\n\s*\n")
_HIDDEN = frozenset({"script", "style"})
_WITHIN_A_LINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|r[bpt]|ruby|s|samp|small"
    r"|span|strike|strong|su[bp]|time|tt|u|var|wbr"
)
_KINDS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "li"})
_CELLS = frozenset({"td", "th"})


class Visible(NamedTuple):
    """A block of visible text.

    `kind`: "p" for a paragraph, "h1" to "h6" and "summary" for a heading, "li" for an item, "tr" for a table row, "th"
    for a header row; "/details" has no text and ends the section of a summary.
    """

    kind: str
    text: str


def visible_blocks(html: str) -> list[Visible]:
    r"""The blocks that a browser would show of `html`, without comments, scripts, styles and image descriptions.

    >>> visible_blocks("<h2>Rain</h2>One <b>river</b>.<p>Two&nbsp;<!-- or three --> lakes.")[1:]
    [Visible(kind='p', text='One river.'), Visible(kind='p', text='Two\xa0 lakes.')]
    """
    reader = _Reader()
    reader.feed(_UNSEEN.sub("", html))
    reader.close()
    reader.end_block()
    reader.end_row()
    return reader.blocks


class _Reader(HTMLParser):
    """Collects text into blocks, which every tag but inline ones ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Visible] = []
        self._parts: list[str] = []
        self._hidden = False
        self._kind = "p"
        self._cells: list[str] = []
        self._names_columns = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in _HIDDEN
        self._break(tag)
        if tag == "tr":
            self.end_row()
        elif tag in _CELLS:
            self._kind = "td"
            self._names_columns = tag == "th" and (self._names_columns or not self._cells)
        elif tag in _KINDS:
            self._kind = tag

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        self._break(tag)
        if tag in {"tr", "table"}:
            self.end_row()
        elif tag == "details":
            self.blocks.append(Visible("/details", ""))
        if tag in _KINDS or tag in _CELLS:
            self._kind = "p"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)

    def _break(self, tag: str) -> None:
        if tag == "br":
            self._parts.append("\n")
        elif not _WITHIN_A_LINE.fullmatch(tag):
            self.end_block()

    def end_block(self) -> None:
        """End a block or a table cell with the text collected so far."""
        for part in _BLANK_LINES.split("".join(self._parts)):
            text = join_lines(part.split("\n"))
            if text and self._kind == "td":
                self._cells.append(text)
            elif text:
                self.blocks.append(Visible(self._kind, text))
        self._parts = []

    def end_row(self) -> None:
        """End a row with the cells collected so far."""
        if self._cells:
            self.blocks.append(Visible("th" if self._names_columns else "tr", " | ".join(self._cells)))
        self._cells, self._names_columns, self._kind = [], False, "p"

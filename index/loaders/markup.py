"""The visible text of HTML that stands inside another format."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from index.loaders.paragraphs import join_lines

# Comments, processing instructions, CDATA and declarations, closed or not, and tags that nothing closes, on many of
# which HTMLParser would spend minutes.
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![^>]*(?:>|\Z)"
    r"""|</?[a-zA-Z](?>(?:[^<>"']|"[^"]*"|'[^']*')*)(?=<|\Z)""",
    re.DOTALL,
)
_BLANK_LINES = re.compile(r"\n\s*\n")
_HIDDEN = frozenset({"script", "style"})
_WITHIN_A_LINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|r[bpt]|ruby|s|samp|small|span"
    r"|strike|strong|su[bp]|time|tt|u|var|wbr"
)


def visible_paragraphs(html: str) -> list[str]:
    r"""The paragraphs that a browser would show of `html`: no tags, comments, scripts or styles; alt text for images.

    >>> visible_paragraphs("<p>One <b>river</b>.<p>Two&nbsp;<!-- or three --> lakes.")
    ['One river.', 'Two\xa0 lakes.']
    """
    reader = _Reader()
    reader.feed(_UNSEEN.sub("", html))
    reader.close()
    paragraphs = (join_lines(part.split("\n")) for part in _BLANK_LINES.split("".join(reader.parts)))
    return [paragraph for paragraph in paragraphs if paragraph]


class _Reader(HTMLParser):
    """Gathers text, with a line feed for a line break and two around all that is not part of a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in _HIDDEN
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        else:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        if not _WITHIN_A_LINE.fullmatch(tag):
            self.parts.append("\n" if tag == "br" else "\n\n")

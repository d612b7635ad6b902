"""Where in a document one is: below which headings."""

from __future__ import annotations

SUMMARY = 7
"""The level of what stands above less than a heading of the sixth: a summary, the title of an admonition."""


class Place:
    """The headings above, and the block quotes, items and admonitions around.

    A heading inside one of these is above what follows there, below what is above them, and ends with them. The
    document's own title is above everything, and so above nothing in particular.
    """

    def __init__(self, title: str | None = None) -> None:
        self._title = title and title.casefold()
        self._path: tuple[tuple[int, str], ...] = ()
        self._around: list[tuple[tuple[int, str], ...]] = []

    @property
    def headings(self) -> tuple[str, ...]:
        """Those above, the outermost first."""
        return tuple(heading for _, heading in self._path if heading.casefold() != self._title)

    def enter(self) -> None:
        """Go into a block quote, an item or an admonition."""
        self._around.append(self._path)

    def leave(self) -> None:
        """Go out of it again."""
        self._path = self._around.pop()

    def head(self, level: int, heading: str) -> None:
        """Go below a heading; below none of this level or lower where it is empty."""
        outside = self._around[-1] if self._around else ()
        inside = self._path[len(outside) :]
        above = (*outside, *(one for one in inside if one[0] < level))
        self._path = (*above, (level, heading)) if heading else above

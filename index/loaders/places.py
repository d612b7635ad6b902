"""The headings above the current position in a document."""

from __future__ import annotations

SUMMARY = 7
"""The heading level of summaries and admonition titles: below the six levels of headings."""


class Place:
    """The current headings, scoped by the enclosing containers: block quotes, list items and admonitions.

    A heading inside a container applies until the container ends. The document's title is not a heading.
    """

    def __init__(self, title: str | None = None) -> None:
        self._title = title and title.casefold()
        self._path: tuple[tuple[int, str], ...] = ()
        self._around: list[tuple[tuple[int, str], ...]] = []

    @property
    def headings(self) -> tuple[str, ...]:
        """The current headings, outermost first."""
        return tuple(heading for _, heading in self._path if heading.casefold() != self._title)

    def enter(self) -> None:
        """Enter a container."""
        self._around.append(self._path)

    def leave(self) -> None:
        """Leave the innermost container, and its headings."""
        self._path = self._around.pop()

    def head(self, level: int, heading: str) -> None:
        """Set the heading of a level, which ends those of this level and below; an empty one only ends them."""
        outside = self._around[-1] if self._around else ()
        inside = self._path[len(outside) :]
        above = (*outside, *(one for one in inside if one[0] < level))
        self._path = (*above, (level, heading)) if heading else above

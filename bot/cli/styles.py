"""Bold and colour, on a terminal that shows them and for a person who wants them."""

from __future__ import annotations

import os
from dataclasses import dataclass

_END = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Styles:
    r"""Puts escape sequences around texts, or leaves them as they are.

    >>> Styles(shown=True).bold("Rain"), Styles(shown=False).bold("Rain")
    ('\x1b[1mRain\x1b[0m', 'Rain')
    """

    shown: bool

    def bold(self, text: str) -> str:
        """Words of the question, in a quote."""
        return self._styled("\x1b[1m", text)

    def aside(self, text: str) -> str:
        """What stands around a quote: its heading, its source."""
        return self._styled("\x1b[36m", text)

    def faint(self, text: str) -> str:
        """The bot's own words."""
        return self._styled("\x1b[2m", text)

    def _styled(self, begin: str, text: str) -> str:
        return f"{begin}{text}{_END}" if self.shown and text else text


PLAIN = Styles(shown=False)


def of_terminal() -> Styles:
    """Those of a terminal, unless NO_COLOR (https://no-color.org) or TERM says that there shall be none."""
    return Styles(shown=not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")

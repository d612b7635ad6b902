"""What a chat can choose for itself, as plain values; `choices` keeps them, `settings_panel` shows them.

A setting that nobody touched follows the operator's and the bot's defaults, also when those change later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """When the bot speaks."""

    ASKED = "asked"  # by a command, a mention, or a reply to it
    OPEN = "open"  # also to a question that nobody addressed to it, where it is sure of the answer
    OFF = "off"  # never


class Adders(StrEnum):
    """Who may add passages by way of this chat."""

    ADMINS = "admins"
    MEMBERS = "members"
    NOBODY = "nobody"


VANISH_AFTER = (0, 10, 60, 600)
"""After how many seconds a not-found answer can be set to disappear; 0: never."""

QUOTES = (1, 3, 5, 10)
"""How many quotes an answer can be set to have, as far as the operator allows as many."""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a chat chose. None: nothing, so the default holds.

    `left_out` are collections that the operator released for this chat and that it does not want to ask: so what is
    released later is asked until somebody leaves it out too.
    """

    mode: Mode = Mode.ASKED
    language: str | None = None  # a catalogue's; None: that of whoever is answered
    quotes: int | None = None
    vanish_after: int = 0  # seconds
    adders: Adders = Adders.ADMINS
    keeps_unanswered: bool = False  # whether questions that nothing answered are kept, to be shown by /stats
    left_out: tuple[str, ...] = ()

    def asks(self, released: Sequence[str]) -> tuple[str, ...]:
        """The collections to ask, of those that the operator released.

        Where none would be left, the operator has withdrawn what was chosen, and the choice with it.

        >>> ChatSettings(left_out=("news",)).asks(["public", "news"])
        ('public',)
        >>> ChatSettings(left_out=("news",)).asks(["news"])
        ('news',)
        """
        return tuple(name for name in released if name not in self.left_out) or tuple(released)

    def most_quotes(self, allowed: int) -> int:
        """How many quotes an answer has, where the operator allows so many."""
        return min(self.quotes or allowed, allowed)

"""The settings of a chat, as plain values; `stored_settings` stores them, `settings_panel` shows them.

A setting that was not chosen follows the default, also when the default changes later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """When the bot answers."""

    ASKED = "asked"  # commands, mentions and replies to the bot
    OPEN = "open"  # also unaddressed questions, if it is sure of the answer
    OFF = "off"  # never


class Adders(StrEnum):
    """Who may use /add and /remove in a chat."""

    ADMINS = "admins"
    MEMBERS = "members"
    NOBODY = "nobody"


VANISH_AFTER = (0, 10, 60, 600)
"""Choices for the seconds after which a not-found answer is deleted; 0: never."""

QUOTES = (1, 3, 5, 10)
"""Choices for the number of quotes per answer, up to the operator's limit."""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a chat chose. None stands for the default.

    `left_out` are the released collections that the chat does not ask. Collections released later are thus asked until
    they are left out, too.
    """

    mode: Mode = Mode.ASKED
    language: str | None = None  # of a catalogue; None: that of the user
    quotes: int | None = None
    vanish_after: int = 0  # seconds
    adders: Adders = Adders.ADMINS
    keeps_unanswered: bool = False  # whether unanswered questions are stored, for /stats
    left_out: tuple[str, ...] = ()

    def asks(self, released: Sequence[str]) -> tuple[str, ...]:
        """The collections to ask, of those that the operator released.

        If none would remain, all are asked: the operator has withdrawn the chosen ones.

        >>> ChatSettings(left_out=("news",)).asks(["public", "news"])
        ('public',)
        >>> ChatSettings(left_out=("news",)).asks(["news"])
        ('news',)
        """
        return tuple(name for name in released if name not in self.left_out) or tuple(released)

    def most_quotes(self, allowed: int) -> int:
        """Maximum number of quotes per answer, given the operator's limit."""
        return min(self.quotes or allowed, allowed)

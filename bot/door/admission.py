"""The access lists of the operator: the settings `allow` and `block`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Chat, User

from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may use the bot. If `allow` is empty, everybody may, except those in `block`."""

    allow: frozenset[str]
    block: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Admission:
        """The access lists in the settings."""
        return cls(_names(settings.allow), _names(settings.block))

    def chat_admitted(self, chat: Chat | None, earlier_id: int | None = None) -> bool | None:
        """True if a chat is allowed, False if it is blocked, None if it is not listed.

        `earlier_id` is its id before it became a supergroup.
        """
        known = _known(chat) | ({str(earlier_id)} if earlier_id else set())
        if known & self.block:
            return False
        return True if known & self.allow else None

    def person_admitted(self, *who: Chat | User | None) -> bool | None:
        """The same for a sender: a user, and the chat in whose name they write."""
        known = set().union(*(_known(one) for one in who))
        if known & self.block:
            return False
        return True if known & self.allow else None

    @property
    def is_open(self) -> bool:
        """Whether those who are not listed may use the bot."""
        return not self.allow


def _names(listed: Iterable[int | str]) -> frozenset[str]:
    return frozenset(str(one).strip().lower().removeprefix("@") for one in listed)


def _known(one: Chat | User | None) -> set[str]:
    if one is None:
        return set()
    return {str(one.id)} | ({one.username.lower()} if one.username else set())

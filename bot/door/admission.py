"""Whom the operator lets in: `allow` and `block` of the settings, by number or by @username."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Chat, User

from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may ask this bot. Where nobody is listed in `allow`, everybody may; whoever is in `block` never may."""

    allow: frozenset[str]
    block: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Admission:
        """As the operator set it."""
        return cls(_names(settings.allow), _names(settings.block))

    def chat_admitted(self, chat: Chat | None, earlier_id: int | None = None) -> bool | None:
        """Whether a chat as a whole is let in (True) or shut out (False); None where that depends on the person.

        `earlier_id` is the number that it had before it became a supergroup.
        """
        known = _known(chat) | ({str(earlier_id)} if earlier_id else set())
        if known & self.block:
            return False
        return True if known & self.allow else None

    def person_admitted(self, *who: Chat | User | None) -> bool | None:
        """The same for whoever writes: an account, and the chat in whose name it writes."""
        known = set().union(*(_known(one) for one in who))
        if known & self.block:
            return False
        return True if known & self.allow else None

    @property
    def is_open(self) -> bool:
        """Whether whoever is not listed at all is let in."""
        return not self.allow


def _names(listed: Iterable[int | str]) -> frozenset[str]:
    return frozenset(str(one).strip().lower().removeprefix("@") for one in listed)


def _known(one: Chat | User | None) -> set[str]:
    if one is None:
        return set()
    return {str(one.id)} | ({one.username.lower()} if one.username else set())

"""The access lists of the operator: the settings `allow` and `block`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from telegram import Chat, Update, User
from telegram.constants import ChatType

from bot.config import Settings

WHOLE_CHAT = 0
"""Takes the place of a user id where a whole chat is turned away; no user has this id."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may use the bot. If `allow` is empty, everybody may, except those in `block`."""

    allow: frozenset[str]
    block: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Admission:
        """The access lists in the settings."""
        return cls(_names(settings.allow), _names(settings.block))

    def turned_away(self, update: Update, earlier_id: Callable[[int], int | None]) -> int | None:
        """Who of an update is not let in: the id of a user, or WHOLE_CHAT; None if the update may pass.

        `earlier_id` gives the id that a supergroup had as a group.
        """
        chat, user, message = update.effective_chat, update.effective_user, update.effective_message
        if message and (message.migrate_to_chat_id or message.migrate_from_chat_id):
            return None
        in_group = chat is not None and chat.type != ChatType.PRIVATE
        # Those who write in the name of a chat are known by it; a private chat has the id of its user.
        name = message.sender_chat if message and not update.callback_query else None
        person = self._listed(_known(user) | _known(name) | (set() if in_group else _known(chat)))
        place = self._listed(_known(chat) | {str(earlier_id(chat.id))}) if chat and in_group else None
        if person is False:
            return user.id if user else WHOLE_CHAT
        if place is False:
            return WHOLE_CHAT
        if person or place or not self.allow:
            return None
        return WHOLE_CHAT if in_group or user is None else user.id

    def _listed(self, known: set[str]) -> bool | None:
        """True for ids and usernames that are allowed, False if one is blocked, None if none is listed."""
        if known & self.block:
            return False
        return True if known & self.allow else None


def _names(listed: Iterable[int | str]) -> frozenset[str]:
    return frozenset(str(one).strip().lower().removeprefix("@") for one in listed)


def _known(one: Chat | User | None) -> set[str]:
    if one is None:
        return set()
    return {str(one.id)} | ({one.username.lower()} if one.username else set())

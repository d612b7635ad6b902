"""Which updates of people who are not let in get the notice that the bot is not for them. All others are dropped.

Each person, or chat, is told once. So that an army of strangers delays nobody's answers, only so many are told a
minute; the others hear it when they write again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cachetools import LRUCache
from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.door.buckets import Buckets, Limit
from bot.hearing.questions import asked_in_group
from bot.keeping.notes import MOST_TOLD, Notes

# Notices to one stranger, answers to callback and inline queries included; and notices to all strangers together.
_ONE, _ALL = Limit("stranger", 5, 5 / 60), Limit("all strangers", 10, 0.5)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A notice to `who`, a user id or WHOLE_CHAT, in a chat.

    `chat_id` is None for the answer to a query, which one person alone sees, and may see again.
    """

    who: int
    chat_id: int | None = None


class Refusals:
    """Decides who is told. `limits=False`: as many as write."""

    def __init__(
        self, notes: Notes, tell: Callable[[int, int], object], me: Callable[[], User], buckets: Buckets, limits: bool
    ) -> None:
        """`tell` stores, some time, who was told in which chat; `notes` knows it from then on."""
        self._notes, self._tell, self._me, self._buckets, self._limits = notes, tell, me, buckets, limits
        self._planned: set[Refusal] = set()
        self._said: LRUCache[Refusal, bool] = LRUCache(MOST_TOLD)

    def plan(self, update: Update, who: int) -> Refusal | None:
        """The refusal of an update, until `settle`; None if there is to be none."""
        if update.callback_query or update.inline_query:
            return Refusal(who) if self._one_more(update) else None
        message = update.message
        if message is None or not _speaks_to(self._me(), message):
            return None
        refusal = Refusal(who, message.chat.id)
        if refusal in self._planned or refusal in self._said or self._notes.was_told(message.chat.id, who):
            return None
        if not self._one_more(update) or (self._limits and not self._buckets.of(_ALL).take(1)):
            return None
        self._planned.add(refusal)
        return refusal

    def _one_more(self, update: Update) -> bool:
        """Whether the sender of an update may get an answer; charges it."""
        sender = update.effective_sender
        return not self._limits or sender is None or self._buckets.of(_ONE, sender.id).take(1)

    def settle(self, refusal: Refusal, *, said: bool) -> None:
        """Record whether a planned refusal was said."""
        if refusal.chat_id is None:
            return
        self._planned.discard(refusal)
        if said:
            self._said[refusal] = True
            self._tell(refusal.chat_id, refusal.who)


def _speaks_to(me: User, message: Message) -> bool:
    if message.chat.type == ChatType.PRIVATE:
        return True
    return message.chat.type != ChatType.CHANNEL and asked_in_group(message, me) is not None

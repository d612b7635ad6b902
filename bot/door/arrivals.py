"""Drops updates on arrival, before they wait in any queue, so that a flood costs other chats nothing.

    duplicates              dropped
    from another bot        dropped: two bots that answer each other would never stop
    older than `max_age`    dropped: after a downtime of hours, nobody wants all answers at once
    over the flood limit    dropped after one notice, until the bucket is full again

The flood limit is a token bucket per person and per group. An unaddressed question is charged only after it has been
answered; where that is over the limit, it gets neither an answer nor a notice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from cachetools import LRUCache, TTLCache
from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.door.fingerprints import Fingerprints
from bot.hearing.questions import asked_in_group, asked_in_private, by_another_bot, command_for

log = logging.getLogger(__name__)

# Number of recent update ids kept to recognize duplicates.
_MAX_UPDATES = 10_000
# Bucket size in questions, and refill rate in questions per second. Telegram limits messages to a group similarly.
_PERSON = (10.0, 20 / 60)
_GROUP = (15.0, 18 / 60)
# Costs in questions. A callback query is cheaper than a search; an album of ten pictures costs as much as one message.
_CALLBACK_QUERY, _PICTURE_OF_ALBUM, _UNADDRESSED = 0.5, 0.1, 1.0
_FORGET_AFTER = 600  # seconds
_MAX_BUCKETS = 50_000


@dataclass(slots=True)
class Bucket:
    """A token bucket. `told`: its owner was notified that the limit is reached."""

    size: float
    per_second: float
    level: float
    at: float
    told: bool = False

    def refill(self, now: float) -> None:
        """Refill up to `now`, in seconds. A full bucket resets `told`."""
        self.level = min(self.size, self.level + (now - self.at) * self.per_second)
        self.at = now
        if self.level == self.size:
            self.told = False


class Arrivals:
    """Decides which updates are handled. `max_age` is in seconds; `limits=False` disables the flood limits."""

    def __init__(
        self,
        fingerprints: Fingerprints,
        me: Callable[[], User],
        *,
        max_age: float,
        limits: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._fingerprints, self._me = fingerprints, me
        self._max_age, self._limits, self._clock = max_age, limits, clock
        self._seen: LRUCache[int, bool] = LRUCache(_MAX_UPDATES)
        self._buckets: TTLCache[Hashable, Bucket] = TTLCache(_MAX_BUCKETS, _FORGET_AFTER, clock)
        self._notices: set[int] = set()
        self._warned_of_age = False

    def admits(self, update: object) -> bool:
        """Whether to handle an update; if `wants_notice` is true of it, only by a notice about the flood limit."""
        if not isinstance(update, Update):
            return True
        if update.update_id in self._seen:
            return False
        self._seen[update.update_id] = True
        message = update.message or update.edited_message
        if message and _has_content(message) and (by_another_bot(message) or self._is_old(message)):
            return False
        return not self._limits or self._charge(update)

    def affords_unaddressed(self, update: Update) -> bool:
        """Whether an unaddressed question is within the flood limit."""
        return not self._limits or all(bucket.level >= _UNADDRESSED for bucket in self._buckets_of(update))

    def charge_unaddressed(self, update: Update) -> None:
        """Charge an unaddressed question that was answered; messages without an answer are free."""
        for bucket in self._buckets_of(update) if self._limits else ():
            bucket.level = max(0.0, bucket.level - _UNADDRESSED)

    def wants_notice(self, update: object) -> bool:
        """Whether this update was the first over the limit. True once per update."""
        if not isinstance(update, Update) or update.update_id not in self._notices:
            return False
        self._notices.discard(update.update_id)
        return True

    def _is_old(self, message: Message) -> bool:
        age = self._clock() - (message.edit_date or message.date).timestamp()
        if age <= self._max_age:
            return False
        if not self._warned_of_age:
            self._warned_of_age = True
            log.warning(
                "chat %s: a message is %.0f s old and is not answered, nor are others older than max_age (%s s); "
                "if it is new, the clock of this machine is wrong",
                message.chat.id,
                age,
                self._max_age,
            )
        return True

    def _charge(self, update: Update) -> bool:
        """Charge an update where all buckets can pay; whether it is to be handled, if only by a notice."""
        cost = self._cost(update)
        if not cost:
            return True
        buckets = self._buckets_of(update)
        if all(bucket.level >= cost for bucket in buckets):
            for bucket in buckets:
                bucket.level -= cost
            return True
        if any(bucket.told for bucket in buckets if bucket.level < cost):
            return False
        for bucket in buckets:
            bucket.told = bucket.told or bucket.level < cost
        self._notices.add(update.update_id)
        return True

    def _cost(self, update: Update) -> float:
        """The cost of an update to its sender; 0 if the bot will not respond to it."""
        if update.callback_query:
            return _CALLBACK_QUERY
        message = update.message or update.edited_message
        if message is None or not _has_content(message):
            return 0
        if message.media_group_id:
            return _PICTURE_OF_ALBUM
        in_private = message.chat.type == ChatType.PRIVATE
        asked = (asked_in_private if in_private else asked_in_group)(message, self._me())
        if asked is None and not command_for(message, self._me()):
            return 0
        # A reaction can arrive as an edit that changes nothing.
        known = asked is not None and self._fingerprints.knows(message.chat.id, message.message_id, asked)
        return 0 if update.edited_message and known else 1

    def _buckets_of(self, update: Update) -> list[Bucket]:
        now = self._clock()
        return [self._bucket(key, kind, now) for key, kind in _owners(update)]

    def _bucket(self, key: Hashable, kind: tuple[float, float], now: float) -> Bucket:
        bucket = self._buckets.get(key) or Bucket(*kind, level=kind[0], at=now)
        bucket.refill(now)
        self._buckets[key] = bucket  # set again to renew its time to live
        return bucket


def _owners(update: Update) -> list[tuple[Hashable, tuple[float, float]]]:
    """The owners of the buckets that an update is charged to, with their limits: sender and, in a group, group."""
    sender, chat = update.effective_sender, update.effective_chat
    owners: list[tuple[Hashable, tuple[float, float]]] = []
    if sender and (chat is None or sender.id != chat.id or chat.type == ChatType.PRIVATE):
        owners.append((("person", sender.id), _PERSON))
    if chat and chat.type != ChatType.PRIVATE:
        owners.append((("chat", chat.id), _GROUP))
    return owners


def _has_content(message: Message) -> bool:
    """Whether a message has text or an attachment; False for service messages."""
    return message.text is not None or bool(message.effective_attachment)

"""Which updates are worked on at all, decided in the moment in which they arrive.

    delivered before        not again
    from another bot        never: two bots that answer each other would not stop
    older than `max_age`    no: after hours without the bot, nobody wants all answers at once
    more than a person or a group may ask at a time: one notice, and then nothing until it is quieter

A question to nobody in particular is paid for once it was answered; where that would be too much, it gets no answer,
and no notice. Whatever is left out here waits nowhere, so a flood costs others nothing.
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

# So many of the latest updates are told from new ones.
_MAX_UPDATES = 10_000
# Questions at once, and questions a second after that. A group gets no more answers than that from Telegram either.
_PERSON = (10.0, 20 / 60)
_GROUP = (15.0, 18 / 60)
# A press is answered by an edit and costs less than looking something up; an album of ten pictures is one message.
_PRESS, _PICTURE_OF_ALBUM, _UNADDRESSED = 0.5, 0.1, 1.0
_FORGET_AFTER = 600
_MAX_BUCKETS = 50_000


@dataclass(slots=True)
class Bucket:
    """What somebody may still ask, and whether they were told that it was too much."""

    size: float
    per_second: float
    level: float
    at: float
    told: bool = False

    def refill(self, now: float) -> None:
        """What time gives back. Whoever was quiet for long enough will be told anew."""
        self.level = min(self.size, self.level + (now - self.at) * self.per_second)
        self.at = now
        if self.level == self.size:
            self.told = False


class Arrivals:
    """Admits updates. `max_age` is in seconds; without `limits`, floods are let through."""

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
        self._noted_age = False

    def admits(self, update: object) -> bool:
        """Whether to work on an update. Where `wants_notice` is true of it, then only to say that it was too much."""
        if not isinstance(update, Update):
            return True
        if update.update_id in self._seen:
            return False
        self._seen[update.update_id] = True
        message = update.message or update.edited_message
        if message and _is_said(message) and (by_another_bot(message) or self._is_old(message)):
            return False
        return not self._limits or self._affordable(update)

    def affords_unaddressed(self, update: Update) -> bool:
        """Whether whoever sent a question to nobody in particular may get an answer to it."""
        return not self._limits or all(bucket.level >= _UNADDRESSED for bucket in self._buckets_of(update))

    def charge_unaddressed(self, update: Update) -> None:
        """Have it paid for, now that it was answered; as long as it is not, people may talk as much as they like."""
        for bucket in self._buckets_of(update) if self._limits else ():
            bucket.level = max(0.0, bucket.level - _UNADDRESSED)

    def wants_notice(self, update: object) -> bool:
        """Whether this update was the first one too many. True once."""
        if not isinstance(update, Update) or update.update_id not in self._notices:
            return False
        self._notices.discard(update.update_id)
        return True

    def _is_old(self, message: Message) -> bool:
        age = self._clock() - (message.edit_date or message.date).timestamp()
        if age <= self._max_age:
            return False
        if not self._noted_age:
            self._noted_age = True
            log.warning(
                "chat %s: a message is %.0f s old and not answered, nor will others older than max_age be (%s s); "
                "if it is new, the clock of this machine is wrong",
                message.chat.id,
                age,
                self._max_age,
            )
        return True

    def _affordable(self, update: Update) -> bool:
        price = self._price(update)
        if not price:
            return True
        buckets = self._buckets_of(update)
        if all(bucket.level >= price for bucket in buckets):
            for bucket in buckets:
                bucket.level -= price
            return True
        if any(bucket.told for bucket in buckets if bucket.level < price):
            return False
        for bucket in buckets:
            bucket.told = bucket.told or bucket.level < price
        self._notices.add(update.update_id)
        return True

    def _price(self, update: Update) -> float:
        """What an update costs whoever sent it: nothing, where the bot will not say anything to it."""
        if update.callback_query:
            return _PRESS
        message = update.message or update.edited_message
        if message is None or not _is_said(message):
            return 0
        if message.media_group_id:
            return _PICTURE_OF_ALBUM
        in_private = message.chat.type == ChatType.PRIVATE
        asked = (asked_in_private if in_private else asked_in_group)(message, self._me())
        if asked is None and not command_for(message, self._me()):
            return 0
        # An edit that changes nothing is how a reaction can arrive.
        known = asked is not None and self._fingerprints.knows(message.chat.id, message.message_id, asked)
        return 0 if update.edited_message and known else 1

    def _buckets_of(self, update: Update) -> list[Bucket]:
        now = self._clock()
        return [self._bucket(key, kind, now) for key, kind in _payers(update)]

    def _bucket(self, key: Hashable, kind: tuple[float, float], now: float) -> Bucket:
        bucket = self._buckets.get(key) or Bucket(*kind, level=kind[0], at=now)
        bucket.refill(now)
        self._buckets[key] = bucket  # put anew, so that it is not forgotten as long as it is used
        return bucket


def _payers(update: Update) -> list[tuple[Hashable, tuple[float, float]]]:
    """Whose buckets an update is paid from: the person's, and in a group also the group's."""
    sender, chat = update.effective_sender, update.effective_chat
    payers: list[tuple[Hashable, tuple[float, float]]] = []
    if sender and (chat is None or sender.id != chat.id or chat.type == ChatType.PRIVATE):
        payers.append((("person", sender.id), _PERSON))
    if chat and chat.type != ChatType.PRIVATE:
        payers.append((("chat", chat.id), _GROUP))
    return payers


def _is_said(message: Message) -> bool:
    """Whether somebody says or sends something, other than a service message, which tells what happened."""
    return message.text is not None or bool(message.effective_attachment)

"""What people and groups may ask, and how a group's answers are shared among its members.

Telegram lets a bot send no more than 20 messages a minute to a group. Within that, members who had fewer answers come
first: each has to leave the more in the group's bucket, the more they had lately. So where some flood, the others are
answered, and all that is left goes to those who flood; who asks alone gets all there is.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.constants import ChatType

from bot.door.buckets import Bucket, Buckets, Limit
from bot.door.shares import Share, Shares

_PERSON = Limit("person", 10, 20 / 60)
_GROUP = Limit("group", 15, 18 / 60)
# What a member leaves to others who had less, for each question lately answered. (At the full rate of the group, one
# member has had 36 lately, so leaves 10 of 15.)
_LEFT = 0.25
# Lookups of unaddressed questions, of which most get no answer; and inline queries, one for each pause in typing.
_OVERHEARD, _TYPED = Limit("overheard", 20, 30 / 60), Limit("typed", 40, 3)
_NOTICE = 1.0  # the cost of a notice to a group


@dataclass(frozen=True, slots=True)
class Payers:
    """The buckets that an update is charged to: the sender's, and in a group the group's and the sender's share."""

    person: Bucket | None
    group: Bucket | None
    share: Share | None

    def afford(self, cost: float) -> bool:
        """Whether all of them can pay."""
        return not self.person_is_short(cost) and self.group_affords(cost)

    def person_is_short(self, cost: float) -> bool:
        """Whether the sender is over the limit of a person."""
        return self.person is not None and self.person.level < cost

    def group_affords(self, cost: float) -> bool:
        """Whether the group can pay, with what is left to those who have asked less."""
        had = self.share.had if self.share else 0.0
        # Members who had nothing lately always find one more than the others.
        return self.group is None or self.group.level >= cost + min(1.0, had) + _LEFT * had

    def pay(self, cost: float) -> None:
        """Charge all of them."""
        for bucket in (self.person, self.group):
            if bucket:
                bucket.level = max(0.0, bucket.level - cost)
        if self.share:
            self.share.had += cost

    def hold(self, cost: float) -> None:
        """Note that an update of this cost waits for its turn; a negative one, that it was handled.

        Of a group nothing is held: what some of its members have waiting takes nothing from the others.
        """
        if self.person:
            self.person.hold(cost)

    def to_be_told(self, cost: float) -> Bucket | None:
        """The bucket whose owner hears that an update of this cost is over the limit; None if they have heard it.

        In a group a person's notice is a message too: where the group cannot pay for it, the group itself is told.
        """
        if self.person and self.person.told:
            return None
        if self.person_is_short(cost) and self.group_affords(_NOTICE):
            return self.person
        return None if self.group is None or self.group.told else self.group

    def pay_notice(self) -> None:
        """Charge the group for a notice to a person."""
        Payers(None, self.group, self.share).pay(_NOTICE)


class FloodLimits:
    """The flood limits of people and groups."""

    def __init__(self, buckets: Buckets, shares: Shares) -> None:
        self._buckets, self._shares = buckets, shares

    def payers(self, update: Update) -> Payers:
        """Who pays for an update. Anonymous admins of a group are one person."""
        sender, chat = update.effective_sender, update.effective_chat
        in_group = chat is not None and chat.type != ChatType.PRIVATE
        return Payers(
            self._buckets.of(_PERSON, sender.id) if sender else None,
            self._buckets.of(_GROUP, chat.id) if chat and in_group else None,
            self._shares.of(chat.id, sender.id) if chat and sender and in_group else None,
        )

    def overhears(self, update: Update) -> bool:
        """Charge the lookup of an unaddressed question; whether the sender may have it."""
        sender = update.effective_sender
        return sender is None or self._buckets.of(_OVERHEARD, sender.id).take(1)

    def typist(self, user_id: int) -> Payers:
        """Who pays for an inline query."""
        return Payers(self._buckets.of(_TYPED, user_id), None, None)

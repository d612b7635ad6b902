"""Drops updates on arrival, before they wait in any queue, so that a flood costs other chats nothing.

    duplicates              dropped
    from another bot        dropped: two bots that answer each other would never stop
    older than `max_age`    dropped: after a downtime of hours, nobody wants all answers at once
    from the not admitted   dropped after one notice, and charged to nobody else
    over the flood limit    dropped after one notice, until the bucket is full again

An unaddressed question is charged only after it has been answered; where that is over the limit, it gets neither an
answer nor a notice. A notice counts only if it was sent: see `said` and `finished`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from cachetools import LRUCache
from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.door.admission import Admission
from bot.door.buckets import Bucket, Buckets
from bot.door.fingerprints import Fingerprints
from bot.door.flood_limits import FloodLimits, Payers
from bot.door.refusals import Refusal, Refusals
from bot.door.shares import Shares
from bot.hearing.questions import asked_in_group, asked_in_private, by_another_bot, command_for
from bot.keeping.chats import ChatStore
from bot.saying.unanswered_buttons import looks_up

log = logging.getLogger(__name__)

# Number of recent update ids kept to recognize duplicates.
_MAX_UPDATES = 10_000
# Costs in questions. A callback query is cheaper than a search; an album of ten pictures costs as much as one message.
_CALLBACK_QUERY, _PICTURE_OF_ALBUM, _UNADDRESSED = 0.5, 0.1, 1.0


class Arrivals:
    """Decides which updates are handled. `max_age` is in seconds; `limits=False` disables the flood limits.
    `clock` gives Unix time, and never goes back.

    `tell` stores who was told in which chat that the bot is not for them; by default, `chats` do, at once.
    """

    def __init__(
        self,
        admission: Admission,
        chats: ChatStore,
        fingerprints: Fingerprints,
        me: Callable[[], User],
        tell: Callable[[int, int], object] | None = None,
        *,
        max_age: float,
        limits: bool = True,
        clock: Callable[[], float],
    ) -> None:
        self._admission, self._moves, self._fingerprints, self._me = admission, chats.moves, fingerprints, me
        self._max_age, self._limits, self._clock = max_age, limits, clock
        self._seen: LRUCache[int, bool] = LRUCache(_MAX_UPDATES)
        buckets = Buckets(clock)
        self._floods = FloodLimits(buckets, Shares(clock))
        self._refusals = Refusals(chats.notes, tell or chats.notes.tell, me, buckets, limits)
        # By the ids of the updates that are on their way to a handler that says it.
        self._notices: dict[int, Bucket | Refusal] = {}
        # By their ids, the updates that wait for their turn: who paid for them, and how much.
        self._waiting: dict[int, tuple[Payers, float]] = {}
        self._warned_of_age = False

    def admits(self, update: object) -> bool:
        """Whether to handle an update, if only by a notice: see `refuses` and `wants_notice`."""
        if not isinstance(update, Update):
            return True
        if update.update_id in self._seen:
            return False
        self._seen[update.update_id] = True
        message = update.message or update.edited_message
        if message and _has_content(message) and (by_another_bot(message) or self._is_old(message)):
            return False
        who = self._admission.turned_away(update, self._moves.earlier_id)
        if who is not None:
            refusal = self._refusals.plan(update, who)
            if refusal:
                self._notices[update.update_id] = refusal
            return refusal is not None
        return not self._limits or self._charge(update)

    def refuses(self, update: Update) -> bool:
        """Whether this update is from somebody who is not admitted, and is to be told so."""
        return isinstance(self._notices.get(update.update_id), Refusal)

    def wants_notice(self, update: object) -> bool:
        """Whether this update gets the notice that the flood limit is reached."""
        return isinstance(update, Update) and isinstance(self._notices.get(update.update_id), Bucket)

    def said(self, update: Update) -> None:
        """Record that the notice of an update has been said."""
        self._settle(update, said=True)

    def finished(self, update: object) -> None:
        """Record the end of an update's handling. A notice that was not said by then is left to the next update."""
        if isinstance(update, Update):
            payers, cost = self._waiting.pop(update.update_id, (None, 0.0))
            if payers:
                payers.hold(-cost)
            self._settle(update, said=False)

    def overhears(self, update: Update) -> bool:
        """Whether an unaddressed question may be looked up; charges the lookup."""
        return not self._limits or self._floods.overhears(update)

    def affords_unaddressed(self, update: Update) -> bool:
        """Whether an unaddressed question is within the flood limit."""
        return not self._limits or self._floods.payers(update).afford(_UNADDRESSED)

    def charge_unaddressed(self, update: Update) -> None:
        """Charge an unaddressed question that was answered; messages without an answer are free."""
        if self._limits:
            self._floods.payers(update).pay(_UNADDRESSED)

    def _settle(self, update: Update, *, said: bool) -> None:
        notice = self._notices.pop(update.update_id, None)
        if isinstance(notice, Refusal):
            self._refusals.settle(notice, said=said)
        elif notice:
            notice.told = said

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
        """Charge an update where all who pay can; whether it is to be handled, if only by a notice."""
        if update.inline_query:
            typist = self._floods.typist(update.inline_query.from_user.id)
            return typist.afford(1) and self._take(update, typist, 1)
        cost = self._cost(update)
        if not cost:
            return True
        payers = self._floods.payers(update)
        if payers.afford(cost):
            return self._take(update, payers, cost)
        bucket = payers.to_be_told(cost)
        if bucket is None:
            return False
        if bucket is payers.person:
            payers.pay_notice()
        bucket.told = True  # until it turns out not to have been said
        self._notices[update.update_id] = bucket
        return True

    def _take(self, update: Update, payers: Payers, cost: float) -> bool:
        payers.pay(cost)
        payers.hold(cost)
        self._waiting[update.update_id] = payers, cost
        return True

    def _cost(self, update: Update) -> float:
        """The cost of an update to its sender; 0 if the bot will not respond to it."""
        if update.callback_query:
            return 1 if looks_up(update.callback_query.data) else _CALLBACK_QUERY
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


def _has_content(message: Message) -> bool:
    """Whether a message has text or an attachment; False for service messages."""
    return message.text is not None or bool(message.effective_attachment)

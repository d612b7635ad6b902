"""The additions and removals that are under way: one of each at a time for a chat, and one addition for a person."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeVar

_T = TypeVar("_T")


class Ended(Enum):
    """Why the reading of an addition was cancelled."""

    REMOVED = auto()
    """Somebody took it out before it was in."""
    STOPPED = auto()
    """The bot is being stopped."""


class Cancelled(Exception):
    """Raised where the reading of an addition was cancelled; its argument is an Ended."""

    def __init__(self, why: Ended) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(eq=False, slots=True)
class Addition:
    """An addition to the collection `own` of a chat, made by `person`, with its messages in chat `chat_id`."""

    own: str
    person: int
    chat_id: int
    message_ids: frozenset[int]
    ended: Ended | None = None
    _reading: asyncio.Task[Any] | None = None

    @property
    def waits_as(self) -> int:
        """The person, by whom turns at reading are counted; 0 for all who write in the name of a group or a channel.

        One account may write in the names of a hundred, and Telegram does not tell that they are one.
        """
        return max(self.person, 0)

    async def read(self, reading: Coroutine[Any, Any, _T]) -> _T:
        """The result of the step that can be cancelled. Raises Cancelled, and what the step raises."""
        if self.ended:
            reading.close()
            raise Cancelled(self.ended)
        self._reading = task = asyncio.ensure_future(reading)
        try:
            return await task
        except asyncio.CancelledError:
            if self.ended is None or not task.cancelled():
                raise
            raise Cancelled(self.ended) from None
        finally:
            self._reading = None

    def cancel(self, why: Ended) -> bool:
        """Cancel the reading. Returns False, and does nothing, if it is over."""
        if self._reading is None:
            return False
        self.ended = self.ended or why
        self._reading.cancel()
        return True


@dataclass(slots=True)
class UnderWay:
    """What is under way. Use it in one event loop."""

    _additions: list[Addition] = field(default_factory=list)
    _removals: set[str] = field(default_factory=set)
    _stopped: bool = False

    def begin(self, addition: Addition) -> bool:
        """Note an addition until `end`. Returns False if its chat or its person has one already."""
        if any(one.own == addition.own or one.person == addition.person for one in self._additions):
            return False
        if self._stopped:
            addition.ended = Ended.STOPPED
        self._additions.append(addition)
        return True

    def end(self, addition: Addition) -> None:
        """Note that an addition is over."""
        self._additions.remove(addition)

    def addition_of(self, chat_id: int, message_id: int) -> Addition | None:
        """The addition that is made of a message, or by it."""
        found = (one for one in self._additions if one.chat_id == chat_id and message_id in one.message_ids)
        return next(found, None)

    def begin_removal(self, own: str) -> bool:
        """Note a removal from a collection until `end_removal`. Returns False if one is under way already."""
        if own in self._removals:
            return False
        self._removals.add(own)
        return True

    def end_removal(self, own: str) -> None:
        """Note that a removal is over."""
        self._removals.remove(own)

    def stop(self) -> None:
        """Cancel the reading of all additions, also of those to come."""
        self._stopped = True
        for addition in self._additions:
            if not addition.cancel(Ended.STOPPED):
                addition.ended = addition.ended or Ended.STOPPED

"""A chat's way to the library, and its only one.

What a chat may ask (`walls`), in which thread the library reads and in which it writes, and that each quote is compared
with the store before it is shown (`verified`) is known here, so that no handler has to know it. Nothing here has a
file of the bot's own: what chats chose comes as a plain value.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial, wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from bot.keeping.quote_places import QuotePlace
from bot.saying.links import Pointer
from bot.verified import VerifiedHit, VerifiedQuote, verified, verified_hits
from bot.walls import Walls
from index import PUBLIC, Added, Answer, Document, Hit, Library, NotFound, Passage, Quote, Source, Stated

log = logging.getLogger(__name__)

_P = ParamSpec("_P")
_T = TypeVar("_T")


class TooManyPassages(Exception):
    """More passages than a chat may add."""


class Found(NamedTuple):
    """What a question finds, not yet compared with the store, and which collections were asked."""

    answer: Answer
    asked: tuple[str, ...]


class Desks:
    """The library and its threads; `of` hands a chat its desk. Whoever opened the library closes it, after this."""

    def __init__(self, library: Library) -> None:
        self.library = library
        # Two threads search about twice as fast as one; more would only wait for the interpreter's lock.
        self.readers = ThreadPoolExecutor(2, thread_name_prefix="library")
        # Whoever writes may have to wait for another process: not in the threads of those who ask.
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="writer")

    def of(self, walls: Walls) -> Desk:
        """The desk of the chat with these walls."""
        return Desk(self, walls)

    def close(self) -> None:
        """Let the threads end."""
        self.readers.shutdown()
        self.writer.shutdown(cancel_futures=True)


def _reads(verb: Callable[Concatenate[Desk, _P], _T]) -> Callable[Concatenate[Desk, _P], Coroutine[Any, Any, _T]]:
    """A verb of a desk that only reads: no other chat waits for it."""

    @wraps(verb)
    async def wait(desk: Desk, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await asyncio.get_running_loop().run_in_executor(desk.readers, partial(verb, desk, *args, **kwargs))

    return wait


def _writes(verb: Callable[Concatenate[Desk, _P], _T]) -> Callable[Concatenate[Desk, _P], Coroutine[Any, Any, _T]]:
    """A verb that changes the library: one after another, and nobody who asks waits for it."""

    @wraps(verb)
    async def wait(desk: Desk, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await asyncio.get_running_loop().run_in_executor(desk.writer, partial(verb, desk, *args, **kwargs))

    return wait


class Desk:
    """What one chat asks of the library, and what it adds. Each verb is awaited, and runs in a thread of the library's.

    Verbs raise what the library raises.
    """

    def __init__(self, desks: Desks, walls: Walls) -> None:
        self.readers, self.writer = desks.readers, desks.writer
        self._library, self._walls = desks.library, walls

    @_reads
    def ask(self, question: str, limit: int, spoken_of: str | None = None) -> Found:
        """The answer to a question, with at most `limit` hits. `spoken_of` is what a follow-up leaves out."""
        asked = self._walls.asks(self._library)
        answer = self._library.ask(question, asked, limit, spoken_of)
        if self._walls.anywhere:
            answer = replace(answer, hits=tuple(map(_fit_for_anywhere, answer.hits)))
        return Found(answer, asked)

    @_reads
    def hit_at(self, place: QuotePlace) -> Hit | None:
        """The hit at a remembered place, as long as it is stored and this chat may still ask its collection."""
        asked = self._walls.asks(self._library)
        quote = self._quote_at(place, asked)
        if quote is None:
            return None
        also = tuple(other for one in place.also if (other := self._quote_at(one, asked)))
        return Hit(quote, 0.0, place.matches, also=also)

    @_reads
    def hit_of(self, pointer: Pointer) -> Hit | None:
        """The hit that a link points to, where this chat may ask its collection.

        A link can be forged: what it points to has to begin where a sentence begins, and end where one ends, so that
        nobody can make the bot quote half of one.
        """
        passage = self._passage(pointer.passage_id, self._walls.asks(self._library))
        if passage is None:
            return None
        starts = {sentence.start for sentence in passage.sentences}
        ends = {sentence.end for sentence in passage.sentences}
        if pointer.start not in starts or pointer.end not in ends or pointer.start >= pointer.end:
            return None
        quote = Quote(passage, pointer.start, pointer.end)
        return Hit(quote, 0.0) if Pointer.of(quote) == pointer else None

    @_reads
    def verified(self, hits: Sequence[Hit]) -> list[VerifiedHit]:
        """Those of these hits that the store holds at this moment; to be called right before they are shown."""
        return verified_hits(self._library, hits)

    @_reads
    def around(self, quote: VerifiedQuote) -> list[VerifiedQuote]:
        """The sentences around a quote, in reading order, a part for each passage; one of them holds the quote.

        Empty where the store does not hold the quote any more.
        """
        parts = [part for one in self._library.context(quote) if (part := verified(self._library, one))]
        return parts if any(part.holds(quote) for part in parts) else []

    @_reads
    def words_at(self, place: QuotePlace) -> str | None:
        """The words that a question matched at a remembered place, where this chat may still ask its collection."""
        passage = self._passage(place.passage_id, self._walls.asks(self._library))
        if passage is None:
            return None
        return " ".join(passage.text[match.start : match.end] for match in place.matches) or None

    @_reads
    def languages(self) -> tuple[str, ...]:
        """The languages of what this chat asks, by ISO 639-1, the most frequent first."""
        return self._library.languages(self._walls.asks(self._library))

    @_reads
    def released(self) -> tuple[str, ...]:
        """The collections that the operator released for this chat; which of them it asks is its own choice."""
        return self._walls.released(self._library)

    @_reads
    def sources(self) -> list[Source]:
        """The sources that can be quoted in this chat, oldest first."""
        return [one.source for one in self._library.sources(self._walls.asks(self._library))]

    @_reads
    def additions(self) -> list[Source]:
        """What was added in this chat, newest first."""
        return [one.source for one in reversed(self._library.sources([self._walls.own]))]

    @_reads
    def addition_at(self, place: QuotePlace) -> int | None:
        """The id of the source that a remembered quote is from, where it was added in this chat."""
        passage = self._library.passage(place.passage_id)
        return passage.source.id if passage and passage.source.collection == self._walls.own else None

    @_writes
    def add(self, document: Document, stated: Stated, most: int) -> Added:
        """Store a document among this chat's own additions, and have the chat ask those.

        Raises TooManyPassages where they would be more than `most` passages; then nothing was stored.
        """
        library, own = self._library, self._walls.own
        others = (one.passages for one in library.sources([own]) if one.source.key != document.key)
        room = most - sum(others)

        def keep_within(passages: int) -> None:
            if passages > room:
                raise TooManyPassages

        # A move that came later would put what the old number asks in the place of what this one does.
        self._carry_out_move()
        added = library.take(document, own, stated, keep_within)
        asked = self._walls.released(library)
        if own not in asked:
            library.set_collections_of(self._walls.chat_id, [*asked, own])
        return added

    @_writes
    def remove(self, source_id: int) -> None:
        """Remove a source that was added in this chat. Raises NotFound for any other."""
        if all(one.source.id != source_id for one in self._library.sources([self._walls.own])):
            raise NotFound(f"source {source_id} was not added in chat {self._walls.chat_id}")
        self._library.remove(source_id)

    @_writes
    def move(self) -> None:
        """Have the library know this chat by its new number, where it does not yet; again changes nothing."""
        self._carry_out_move()

    def _carry_out_move(self) -> None:
        if self._walls.moved_from is not None:
            self._library.move_chat(self._walls.moved_from, self._walls.chat_id)

    def _passage(self, passage_id: int, asked: Sequence[str]) -> Passage | None:
        """The passage of this id, where it is stored and its collection is among those asked."""
        passage = self._library.passage(passage_id)
        return passage if passage and passage.source.collection in asked else None

    def _quote_at(self, place: QuotePlace, asked: Sequence[str]) -> Quote | None:
        passage = self._passage(place.passage_id, asked)
        try:
            return Quote(passage, place.start, place.end) if passage else None
        except ValueError:
            log.error("passage %s: there is no %s:%s in it", place.passage_id, place.start, place.end)
            return None


def _fit_for_anywhere(hit: Hit) -> Hit:
    """A hit without the other places of its sentence that whoever reads it may not know of."""
    told = (PUBLIC, hit.quote.passage.source.collection)
    return replace(hit, also=tuple(other for other in hit.also if other.passage.source.collection in told))

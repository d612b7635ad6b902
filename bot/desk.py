"""The only access of a chat to the library.

A desk applies the walls of its chat (`walls`), runs reads and writes in the threads for them, and hands out quotes only
after comparing them with the store (`verified`), so that no handler has to. It reads none of the bot's own databases:
the choices of the chat come in as a plain value.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial, wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from bot.cause import who
from bot.hearing.overheard import question_in
from bot.keeping.chat_sources import is_seen_message
from bot.keeping.quote_places import QuotePlace
from bot.saying.links import Pointer
from bot.threads import Threads
from bot.verified import VerifiedHit, VerifiedQuote, verified, verified_hits
from bot.walls import Walls
from index import (
    PUBLIC,
    Added,
    Answer,
    Hit,
    Library,
    NotFound,
    Passage,
    Prepared,
    PreparedPassage,
    Quote,
    Release,
    Source,
)

log = logging.getLogger(__name__)

# Two threads search about twice as fast as one; more only contend for the GIL.
_READERS = 2
# One is kept for people who had at most so many seconds of them in the last minute: an answer takes a tenth of that,
# and what is made to take long up to half a second.
_KEPT, _LITTLE = 1, 0.1

_P = ParamSpec("_P")
_T = TypeVar("_T")


class TooManyPassages(Exception):
    """Raised where an addition would exceed the number of passages that a chat may add."""


class Found(NamedTuple):
    """The answer to a question, not yet verified, and the collections searched for it."""

    answer: Answer
    collections: tuple[str, ...]


class Listed(NamedTuple):
    """Some sources of a list: a page (from 0) of `total`."""

    sources: Sequence[Source]
    page: int
    total: int


class Desks:
    """The library and its threads; `of` returns the desk of a chat. `close` leaves the library open."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reading = Threads("library", _READERS, kept=_KEPT, little=_LITTLE)
        # A write may wait for the lock of another process, which must not block questions.
        self.writing = Threads("writer", 1)

    def of(self, walls: Walls) -> Desk:
        """The desk of the chat with these walls."""
        return Desk(self, walls)

    def stop(self) -> None:
        """Give up writes that wait for another process, and those that take long."""
        self.library.interrupt()

    def close(self) -> None:
        """Shut the threads down; queued writes are cancelled."""
        self.reading.close()
        self.writing.close(cancel=True)


def _in_turn(
    threads_of: Callable[[Desk], Threads], verb: Callable[Concatenate[Desk, _P], _T]
) -> Callable[Concatenate[Desk, _P], Coroutine[Any, Any, _T]]:
    """A method that runs in one of these threads, as soon as nobody waits who had less of them lately."""

    @wraps(verb)
    async def wait(desk: Desk, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await threads_of(desk).run(who(desk.chat_id), partial(verb, desk, *args, **kwargs))

    return wait


def _reads(verb: Callable[Concatenate[Desk, _P], _T]) -> Callable[Concatenate[Desk, _P], Coroutine[Any, Any, _T]]:
    """A method that only reads."""
    return _in_turn(lambda desk: desk.reading, verb)


def _writes(verb: Callable[Concatenate[Desk, _P], _T]) -> Callable[Concatenate[Desk, _P], Coroutine[Any, Any, _T]]:
    """A method that writes, one at a time; it blocks no question."""
    return _in_turn(lambda desk: desk.writing, verb)


class Desk:
    """What one chat can ask of the library, and add to it. Methods are coroutines and raise what the library raises."""

    def __init__(self, desks: Desks, walls: Walls) -> None:
        self.reading, self.writing = desks.reading, desks.writing
        self.chat_id = walls.chat_id
        self._library, self._walls = desks.library, walls

    @_reads
    def ask(self, question: str, limit: int, spoken_of: str | None = None, bold: bool = False) -> Found:
        """The answer to a question, with at most `limit` hits.

        `spoken_of`: words that a follow-up leaves out. `bold`: somebody said that the corrections are meant that an
        answer without it asks about.
        """
        collections = self._walls.asks(self._library)
        answer = self._library.ask(question, collections, limit, spoken_of, bold=bold)
        if self._walls.anywhere:
            answer = replace(answer, hits=tuple(map(_fit_for_anywhere, answer.hits)))
        return Found(answer, collections)

    @_reads
    def examples(self, count: int) -> list[str]:
        """At most `count` questions that this chat can ask and that are answered, in stored words."""
        return self._library.examples(self._walls.asks(self._library), count)

    @_reads
    def hit_at(self, place: QuotePlace) -> Hit | None:
        """The hit at a stored place; None if the passage is gone or this chat may not ask its collection any more."""
        collections = self._walls.asks(self._library)
        quote = self._quote_at(place, collections)
        if quote is None:
            return None
        also = tuple(other for one in place.also if (other := self._quote_at(one, collections)))
        return Hit(quote, 0.0, place.matches, also=also)

    @_reads
    def hit_of(self, pointer: Pointer) -> Hit | None:
        """The hit that a link points to; None if it is not stored or this chat may not ask its collection.

        Links can be forged: only whole sentences are quoted, so that nobody can make the bot quote half of one.
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
        """The hits whose quotes the store holds now. Call it right before showing them."""
        return verified_hits(self._library, hits)

    @_reads
    def around(self, quote: VerifiedQuote) -> list[VerifiedQuote]:
        """The sentences around a quote in reading order, one part per passage; one part contains the quote.

        Empty if the store does not hold the quote any more.
        """
        parts = [part for one in self._library.context(quote) if (part := verified(self._library, one))]
        return parts if any(part.holds(quote) for part in parts) else []

    @_reads
    def words_at(self, place: QuotePlace) -> str | None:
        """The words that a question matched at a stored place; None if this chat may not ask its collection now."""
        passage = self._passage(place.passage_id, self._walls.asks(self._library))
        if passage is None:
            return None
        return " ".join(passage.text[match.start : match.end] for match in place.matches) or None

    @_reads
    def overheard(self, text: str) -> str | None:
        """The question in a text to nobody in particular, in the languages of what this chat asks; None if it is none.

        Here, because it takes time, and a turn: nobody pays for what turns out to be no question.
        """
        return question_in(text, self._library.languages(self._walls.asks(self._library)))

    @_reads
    def released(self) -> tuple[str, ...]:
        """The collections that the operator released for this chat."""
        return self._walls.released(self._library)

    @_reads
    def sources(self, most: int) -> Listed:
        """The sources that can be quoted in this chat, oldest first: the first `most` of them."""
        asked = self._walls.asks(self._library)
        found = self._library.sources(asked, limit=most)
        return Listed([one.source for one in found], 0, self._library.count_sources(asked))

    @_reads
    def additions(self, page: int, rows: int) -> Listed:
        """The sources added in this chat, newest first: a page of `rows`, the last if there are fewer pages."""
        own = [self._walls.own]
        total = self._library.count_sources(own)
        page = min(page, max(0, total - 1) // rows)
        found = self._library.sources(own, newest_first=True, limit=rows, skip=page * rows)
        return Listed([one.source for one in found], page, total)

    @_reads
    def addition_at(self, place: QuotePlace) -> int | None:
        """The id of the source at a stored place, if it was added in this chat."""
        passage = self._library.passage(place.passage_id)
        return passage.source.id if passage and passage.source.collection == self._walls.own else None

    @_reads
    def told(self) -> tuple[str, ...] | None:
        """The collections that the operator, or the first addition, set for this chat; None if nobody did."""
        return self._walls.told(self._library)

    @_reads
    def addition_of(self, key: str) -> Source | None:
        """The source added in this chat under a key, if any."""
        return self._library.source_of(self._walls.own, key)

    @_writes
    def add(self, prepared: Prepared, limit: int, told: tuple[str, ...] | None) -> Added:
        """Store a document in this chat's own collection, and release that collection for the chat.

        `told` is what `told` said before the document was read. Raises TooManyPassages if the collection would exceed
        `limit` passages, and Withdrawn if the operator took the collection from the chat; then nothing is stored.
        """
        library, own = self._library, self._walls.own
        remaining = limit - library.count_passages(own, without=prepared.key)

        def keep_within(passages: int) -> None:
            if passages > remaining:
                raise TooManyPassages

        # Carried out later, a pending move would overwrite the collections set here.
        self._carry_out_move()
        believed = _without_foreign_origins(prepared)
        return library.store(believed, own, keep_within, Release(self._walls.chat_id, told))

    @_writes
    def remove(self, source_id: int) -> None:
        """Remove a source that was added in this chat. Raises NotFound for any other."""
        source = self._library.source(source_id)
        if source is None or source.collection != self._walls.own:
            raise NotFound(f"source {source_id} was not added in chat {self._walls.chat_id}")
        self._library.remove(source_id)

    @_writes
    def move(self) -> None:
        """Carry out a pending move of this chat to its new id. Idempotent."""
        self._carry_out_move()

    def _carry_out_move(self) -> None:
        if self._walls.moved_from is not None:
            self._library.move_chat(self._walls.moved_from, self._walls.chat_id)

    def _passage(self, passage_id: int, collections: Sequence[str]) -> Passage | None:
        """The passage with this id, if it is stored and in one of these collections."""
        passage = self._library.passage(passage_id)
        return passage if passage and passage.source.collection in collections else None

    def _quote_at(self, place: QuotePlace, collections: Sequence[str]) -> Quote | None:
        passage = self._passage(place.passage_id, collections)
        try:
            return Quote(passage, place.start, place.end) if passage else None
        except ValueError:
            log.error("passage %s has no %s:%s", place.passage_id, place.start, place.end)
            return None


def _without_foreign_origins(prepared: Prepared) -> Prepared:
    """The document without the Telegram messages that its rows name, unless it is such a message itself."""

    def believed(passage: PreparedPassage) -> PreparedPassage:
        origin = passage.draft.telegram
        if origin is None or is_seen_message(prepared.key, origin):
            return passage
        return replace(passage, draft=replace(passage.draft, telegram=None))

    return replace(prepared, passages=map(believed, prepared.passages))


def _fit_for_anywhere(hit: Hit) -> Hit:
    """The hit without those other places of its sentence that its readers may not know of."""
    told = (PUBLIC, hit.quote.passage.source.collection)
    return replace(hit, also=tuple(other for other in hit.also if other.passage.source.collection in told))

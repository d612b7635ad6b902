"""The library's value types: sources, passages, quotes, answers.

Frozen dataclasses without side effects. All offsets are in Unicode code points of ``Passage.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

PUBLIC = "public"
"""The default collection."""

Kind = Literal["prose", "list", "table", "code"]
"""The content of a passage: paragraphs, list items, table rows, or a block of code."""

WHOLE = 400
"""Maximum length in code points of a list, a table or a block of code that is quoted whole, with its lead-in."""

CLOSEST = 3
"""Maximum number of sentences that are shown, on asking for them, where nothing answers."""


class Span(NamedTuple):
    """The half-open range ``text[start:end]``, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TelegramOrigin:
    """The Telegram message that a passage was taken from.

    `entities` are the message's, as the Bot API sends them (offsets in UTF-16 code units).
    """

    chat_id: int
    message_id: int
    entities: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage as a loader produces it, before it has an id.

    `text` is stored unchanged. `headings` are searched and shown, never quoted.
    `lead_in` is the line that introduces the passage: a question, "To install it, run:", a table's column names. It is
    searched too, unless `text` already begins with it.
    `sentences` are the spans that can be quoted; None: split by the rules of the language.
    `title`, `url`, `date`, `author` and `lang` override those of the source; None: use the source's.
    """

    text: str
    external_id: str | None = None
    headings: tuple[str, ...] = ()
    locator: str | None = None
    title: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None
    lang: str | None = None
    telegram: TelegramOrigin | None = None
    lead_in: str | None = None
    kind: Kind = "prose"
    sentences: tuple[Span, ...] | None = None

    @property
    def led(self) -> bool:
        """Whether the text begins with the lead-in."""
        return self.lead_in is not None and self.text.startswith(self.lead_in)


@dataclass(frozen=True, slots=True)
class Source:
    """A file or web page that passages come from. `key` is its absolute path or URL, unique within `collection`.

    `lang` is the detected language, or, if `lang_stated`, the one given by whoever added it. `altered`: the file of the
    database holds something else than what was stored; nothing of the source may be shown.
    """

    id: int
    collection: str
    key: str
    title: str
    url: str | None = None
    date: str | None = None
    author: str | None = None
    lang: str | None = None
    lang_stated: bool = False
    altered: bool = False


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source, its number of passages, and its sizes in the store and in the index, in bytes."""

    source: Source
    passages: int
    stored_bytes: int = 0
    index_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """The source line shown below a quote. Unknown fields are None."""

    source_id: int
    title: str
    url: str | None
    date: str | None
    author: str | None
    locator: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored draft. `sentences` are computed once, when it is stored, and do not overlap.

    `lang` is the language it is analyzed in, stated or detected; `draft.lang` is None. `altered`: the file of the
    database holds something else than what was stored.
    """

    id: int
    source: Source
    ordinal: int
    draft: Draft
    sentences: tuple[Span, ...]
    lang: str
    altered: bool = False

    @property
    def sound(self) -> bool:
        """Whether it may be shown: neither it nor its source is altered."""
        return not self.altered and not self.source.altered

    @property
    def text(self) -> str:
        """The text, exactly as the loader produced it."""
        return self.draft.text

    @property
    def external_id(self) -> str | None:
        """The id given in the source document, if any."""
        return self.draft.external_id

    @property
    def telegram(self) -> TelegramOrigin | None:
        """The Telegram message it was taken from, if any."""
        return self.draft.telegram

    def quoted(self, sentence: int) -> Span:
        """The span to quote for a sentence: its own, or the whole of the list, table or code that it introduces."""
        span, draft = self.sentences[sentence], self.draft
        introduces = draft.kind != "prose" and draft.led and span.end <= len(draft.lead_in or "")
        return Span(0, self.sentences[-1].end) if introduces and len(draft.text) <= WHOLE else span

    @property
    def citation(self) -> Citation:
        """The passage's own fields, falling back to the source's."""
        source, draft = self.source, self.draft
        return Citation(
            source_id=source.id,
            title=draft.title or source.title,
            url=draft.url or source.url,
            date=draft.date or source.date,
            author=draft.author or source.author,
            locator=draft.locator,
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage and two offsets. No constructor takes a text.

    >>> source = Source(id=1, collection="public", key="/notes.txt", title="notes.txt")
    >>> passage = Passage(1, source, 1, Draft("It rained. We left."), (Span(0, 10), Span(11, 19)), "en")
    >>> Quote(passage, 11, 19).text
    'We left.'

    Raises ValueError for an empty span, or one that does not lie inside the passage.
    """

    passage: Passage
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.passage.text):
            raise ValueError(f"no quote at {self.start}:{self.end} of {len(self.passage.text)} code points")

    @property
    def text(self) -> str:
        """The quoted text, code point for code point as stored."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote in a ranking.

    `matches` are the spans of the question's words inside the quote, as offsets into the passage's text, in order.
    `parts` are the summands of `score`, keyed by the names of `index.ranking.features`. `also` are quotes of the same
    sentence, or of near-duplicates, stored elsewhere.
    """

    quote: Quote
    score: float
    matches: tuple[Span, ...] = ()
    parts: Mapping[str, float] = field(default_factory=dict)
    also: tuple[Quote, ...] = ()

    @property
    def explained(self) -> bool:
        """Whether its reader sees why it is there: it, or the lead-in or a heading above it, holds a word asked."""
        return bool(self.matches) or any(self.parts.get(above) for above in ("lead_in", "headings"))


class Assumption(NamedTuple):
    """A word as typed, and the indexed word it was corrected to."""

    typed: str
    assumed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a question.

    `hits` is the ranking, best first, also if `answered` is false; a person is shown quotes only if it is true:
    `shown` of them at first, as far as `hits` holds as many.
    `confidence` is the estimated probability that the first hit answers the question, from 0 to 1, comparable between
    libraries. `elapsed_ms` is the time spent in the library, in milliseconds. `assumed` are the spelling corrections,
    and `meant` those that were too bold to be made, with which the question would be answered.
    `in_documents`: the best passages stand below headings. `stands_out`: more than the confidence speaks for the first
    hit (`index.ranking.standing_out`).
    `small_talk`: the question asks for nothing that could be stored, and nothing that is stored surely answers it.
    `evidence` are the summands of the confidence's log-odds, keyed by the names of `index.ranking.confidence`.
    """

    question: str
    answered: bool
    confidence: float
    elapsed_ms: float
    hits: tuple[Hit, ...] = field(default=())
    shown: int = 0
    assumed: tuple[Assumption, ...] = ()
    meant: tuple[Assumption, ...] = ()
    evidence: Mapping[str, float] = field(default_factory=dict)
    in_documents: bool = False
    stands_out: bool = False
    small_talk: bool = False

    @property
    def offered(self) -> tuple[Hit, ...]:
        """The hits that a person can look through: the first, and the others that are `explained`."""
        return (*self.hits[:1], *(hit for hit in self.hits[1:] if hit.explained)) if self.answered else ()

    @property
    def closest(self) -> tuple[Hit, ...]:
        """The hits that come closest to a question that is not answered, at most CLOSEST; they are no answers."""
        return () if self.answered or self.small_talk else tuple(hit for hit in self.hits if hit.matches)[:CLOSEST]


@dataclass(frozen=True, slots=True)
class Added:
    """The numbers of passages that adding a source added, removed, and kept with their ids.

    `replaced`: something that was stored is not any more: a passage, a heading, a title or another field. `gone` are
    the sources that gave way to it.
    """

    source: Source
    added: int
    removed: int
    unchanged: int
    replaced: bool = False
    gone: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One check by `Library.check`: what was checked, how many of it, and the faults found."""

    what: str
    checked: int
    faults: tuple[str, ...] = ()

"""The nouns of the library: sources, passages, quotes, answers.

Small frozen values, no behaviour beyond reading themselves. Every offset here counts Unicode code points of
``Passage.text``; nothing in this module touches a disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["prose", "list", "table", "code"]
"""What a passage is: paragraphs, the items of a list, the rows of a table, or a block of code."""


SHORT = 400
"""Code points of the longest list or code that is quoted as a whole, with the line that introduces it."""


class Span(NamedTuple):
    """A half-open stretch ``text[start:end]``, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TelegramOrigin:
    """The Telegram message that a passage was taken from.

    `entities` are the message's own, as the Bot API writes them (offsets in UTF-16 units).
    """

    chat_id: int
    message_id: int
    entities: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage as a loader found it, before the library gave it an id.

    `text` is stored exactly as it stands here. `headings` are searched and shown, never quoted.
    `lead_in` is the line that introduces it: a question, "To install it, run:", the names of a table's columns. It is
    searched, too, where `text` does not begin with it. `sentences` is what of it is quoted at a time; None leaves that
    to the rules of its language.
    `title`, `url`, `date`, `author` and `lang` are the passage's own; None leaves it to its source.
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


@dataclass(frozen=True, slots=True)
class Source:
    """A file or a page that passages came from. `key` is its absolute path or URL, unique in `collection`.

    `lang` is the language that it was found to be in, or, with `lang_stated`, was said to be in.
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


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source and what it holds, as `verbatim sources` lists it."""

    source: Source
    passages: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands, in the source's own words: what is shown below it. Unknown fields are None."""

    source_id: int
    title: str
    url: str | None
    date: str | None
    author: str | None
    locator: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A draft that was stored. `sentences` were found once, when it was stored; they do not overlap.

    `lang` is the language that it is read in, stated or found; `draft.lang` is None.
    """

    id: int
    source: Source
    ordinal: int
    draft: Draft
    sentences: tuple[Span, ...]
    lang: str

    @property
    def text(self) -> str:
        """Its text, exactly as the loader found it."""
        return self.draft.text

    @property
    def external_id(self) -> str | None:
        """The id that its document gave it."""
        return self.draft.external_id

    @property
    def telegram(self) -> TelegramOrigin | None:
        """The message that it was."""
        return self.draft.telegram

    def quoted(self, sentence: int) -> Span:
        """What is quoted for a sentence: itself; for one that introduces a list or code, all of it, if it is short."""
        span, draft = self.sentences[sentence], self.draft
        introduces = draft.kind != "prose" and not span.start and draft.lead_in and draft.text.startswith(draft.lead_in)
        return Span(0, self.sentences[-1].end) if introduces and len(draft.text) <= SHORT else span

    @property
    def citation(self) -> Citation:
        """What to show as the source: the passage's own fields, and the source's where it has none."""
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
    """A passage and two offsets. There is no way to give it a text of its own.

    >>> source = Source(id=1, collection="public", key="/notes.txt", title="notes.txt")
    >>> passage = Passage(1, source, 1, Draft("It rained. We left."), (Span(0, 10), Span(11, 19)), "en")
    >>> Quote(passage, 11, 19).text
    'We left.'

    Raises ValueError for offsets that do not lie inside the passage in order.
    """

    passage: Passage
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.passage.text):
            raise ValueError(f"no quote at {self.start}:{self.end} of {len(self.passage.text)} code points")

    @property
    def text(self) -> str:
        """The words as they are stored, code point for code point."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote in a ranking: its score, and the words of the question that it contains.

    `matches` are spans of the passage's text, in order, inside the quote. `parts` are what its score is the sum of, by
    the names of `index.ranking.features`. `also` are the other places where the same sentence, or a copy that says
    nothing else, is stored.
    """

    quote: Quote
    score: float
    matches: tuple[Span, ...] = ()
    parts: Mapping[str, float] = field(default_factory=dict)
    also: tuple[Quote, ...] = ()


class Assumption(NamedTuple):
    """A word as it was typed, and the stored word that it was read as."""

    typed: str
    assumed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library has to say to a question.

    `hits` is the ranking, best first, also where `answered` is false; a person is shown quotes only where it is
    true. `confidence` is between 0 and 1 and means the same for every library. `elapsed_ms` is the library's
    own time, in milliseconds. `assumed` are the words that were read as others, because nothing asked holds them.
    `evidence` is what `confidence` was made of: parts of the log-odds, by the names of `index.ranking.confidence`.
    """

    question: str
    answered: bool
    confidence: float
    elapsed_ms: float
    hits: tuple[Hit, ...] = field(default=())
    assumed: tuple[Assumption, ...] = ()
    evidence: Mapping[str, float] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[Hit, ...]:
        """The hits that a person is shown: the first, and those of the others that have a word of the question.

        A sentence without any may be what the question is about, but whoever looks for more cannot see why it came.
        """
        return (*self.hits[:1], *(hit for hit in self.hits[1:] if hit.matches)) if self.answered else ()


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a source did. `unchanged` passages kept their ids; `removed` ones are no longer in it."""

    source: Source
    added: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `Library.check` looked at: what, how many, and what is wrong with it (empty: nothing)."""

    what: str
    checked: int
    faults: tuple[str, ...] = ()

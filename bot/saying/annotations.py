"""What is told of an answer besides its quote: which words were read as others, and where else its sentence stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.saying.cutting import shorten
from bot.saying.phrases import Phrase, Phrases
from bot.verified import VerifiedHit, VerifiedQuote
from index.model import Assumption

_MAX = 3
"""More sources than this are counted instead of named."""

_WORD_UNITS = 64
"""What is shown of a word, in UTF-16 units; nobody promises that a word is short."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other sources of a sentence: the phrase that they follow, those that are named, and how many are not."""

    lead: Phrase
    named: tuple[VerifiedQuote, ...]
    unnamed: int


def read_as(assumed: Sequence[Assumption], phrases: Phrases) -> str:
    """Which words of a question were read as others; nothing where none was."""
    words = ((shorten(one.typed, _WORD_UNITS, phrases), shorten(one.assumed, _WORD_UNITS, phrases)) for one in assumed)
    return " ".join(phrases(Phrase.ANSWER_ASSUMED, typed=typed, assumed=stored) for typed, stored in words)


def elsewhere(hit: VerifiedHit) -> Elsewhere | None:
    """Where the sentence of a quote stands besides; None where that is its own source, or looks just like it.

    There may be copies with some other words: where one of those is among them, it is not called the same sentence.
    """
    quote, found = hit.quote, list[VerifiedQuote]()
    seen = {_shown(quote)}
    for other in hit.also:
        if _shown(other) not in seen:
            found.append(other)
            seen.add(_shown(other))
    if not found:
        return None
    same = all(other.text.split() == quote.text.split() for other in found)
    return Elsewhere(Phrase.ALSO_SAME if same else Phrase.ALSO_ALIKE, tuple(found[:_MAX]), len(found[_MAX:]))


def _shown(quote: VerifiedQuote) -> tuple[int, str, str | None]:
    """What a reader could tell a source by."""
    citation = quote.passage.citation
    return citation.source_id, citation.title, citation.date

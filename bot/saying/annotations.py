"""What is said about a quote: corrected words of the question, and other sources of the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.saying.cutting import shorten
from bot.saying.phrases import Phrase, Phrases
from bot.verified import VerifiedHit, VerifiedQuote
from index.model import Assumption

_MAX = 3
"""Further sources are counted, not named."""

_WORD_UNITS = 64
"""Maximum length of a word in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other sources of a sentence: the introductory phrase, the named quotes, and the number of unnamed ones."""

    lead: Phrase
    named: tuple[VerifiedQuote, ...]
    unnamed: int


def read_as(assumed: Sequence[Assumption], phrases: Phrases) -> str:
    """The phrases for corrected words; empty if there are none."""
    words = ((shorten(one.typed, _WORD_UNITS, phrases), shorten(one.assumed, _WORD_UNITS, phrases)) for one in assumed)
    return " ".join(phrases(Phrase.ANSWER_ASSUMED, typed=typed, assumed=stored) for typed, stored in words)


def elsewhere(hit: VerifiedHit) -> Elsewhere | None:
    """The other sources of a quote's sentence; None if readers could not tell them from its own source.

    If a copy differs in its words, the introductory phrase does not say "the same sentence".
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
    """What distinguishes a source for the reader."""
    citation = quote.passage.citation
    return citation.source_id, citation.title, citation.date

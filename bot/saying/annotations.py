"""What is said about a quote: corrected words, other sources of the same sentence, and that a chat added it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.keeping.chat_sources import is_of_a_chat
from bot.saying.fields import Field
from bot.saying.phrases import Label, Phrase, Phrases, joined
from bot.verified import VerifiedHit, VerifiedQuote
from index.model import Assumption

_MAX = 3
"""Further sources are counted, not named."""

_MAX_WORDS, _WORD_UNITS = 8, 64
"""Corrected words that are told of, and the maximum length of each in UTF-16 units."""

_MEANT_UNITS = 160
"""Maximum length of all words that somebody is asked about, in UTF-16 units."""

LONGEST = _MAX_WORDS * 2 * (_WORD_UNITS + 32)
"""Maximum length of all that is told of corrected words, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other sources of a sentence: the introductory phrase, the named quotes, and the number of unnamed ones."""

    lead: Phrase
    named: tuple[VerifiedQuote, ...]
    unnamed: int


def read_as(assumed: Sequence[Assumption], phrases: Phrases) -> Label:
    """The phrases for corrected words, of which the first are told; empty if there are none."""
    told = ((Field(one.typed, _WORD_UNITS), Field(one.assumed, _WORD_UNITS)) for one in assumed[:_MAX_WORDS])
    return joined(
        [
            phrases.label(Phrase.ANSWER_ASSUMED, typed=typed, assumed=stored)
            for typed, stored in told
            if typed and stored
        ],
        " ",
    )


def words_meant(meant: Sequence[Assumption], phrases: Phrases) -> Label:
    """The question whether these words were meant, which nobody assumes."""
    return phrases.label(Phrase.BUTTON_MEANT, meant=Field(", ".join(one.assumed for one in meant), _MEANT_UNITS))


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


def added_by_chat(collection: str, own: str) -> Phrase | None:
    """What is said of the sources of a collection where `own` is that of the chat: that they were added in a chat."""
    if not is_of_a_chat(collection):
        return None
    return Phrase.ADDED_HERE if collection == own else Phrase.ADDED_IN_CHAT


def _shown(quote: VerifiedQuote) -> tuple[int, str, str | None]:
    """What distinguishes a source for the reader."""
    citation = quote.passage.citation
    return citation.source_id, citation.title, citation.date

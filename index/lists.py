"""Lists and tables: whether the answer is one item, or the whole.

It is the whole where the words asked stand in the lines above the list, and no item holds another of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.asking.question import Question
from index.model import WHOLE, Hit, Passage, Quote, Span
from index.ranking.quoting import matches
from index.structure import body
from index.words.analysis import analyzer


def whole_or_item(hits: Iterable[Hit], question: Question) -> Iterator[Hit]:
    """The hits, where those in a list that answers as a whole are one, and what introduces a list gives way to an item.

    That is an item that holds a word asked which stands nowhere above the list: in its lead-in, headings or title.
    """
    told: set[str] = set()
    lists: dict[int, _List] = {}
    for hit in hits:
        quote, passage = hit.quote, hit.quote.passage
        if passage.draft.kind in ("list", "table") and len(passage.text) <= WHOLE:
            asked = lists.get(passage.id) or lists.setdefault(passage.id, _List.of(passage, question))
            span = asked.quoted(quote)
            if span != (quote.start, quote.end):
                quote = Quote(passage, *span)
                hit = replace(hit, quote=quote, matches=matches(quote, question), also=())
        if quote.text not in told:
            told.add(quote.text)
            yield hit


@dataclass(frozen=True, slots=True)
class _List:
    """A list: its span, whether it answers as a whole, and the item that stands out, if any."""

    span: Span
    answers: bool
    item: Span | None

    @classmethod
    def of(cls, passage: Passage, question: Question) -> _List:
        draft = passage.draft
        near = _words(question, " ".join(filter(None, (draft.lead_in, *draft.headings[-1:]))), passage.lang)
        above = near | _words(question, " ".join((passage.citation.title, *draft.headings)), passage.lang)
        begin = body(passage).start
        items = [span for span in passage.sentences if span.start >= begin]
        further = [len(_words(question, passage.text[slice(*item)], passage.lang) - above) for item in items]
        best = max(further, default=0)
        return cls(
            Span(passage.sentences[0].start, passage.sentences[-1].end),
            answers=bool(near) and not best and len(items) > 1,
            item=items[further.index(best)] if best else None,
        )

    def quoted(self, quote: Quote) -> Span:
        """What to quote instead of this quote from the list."""
        asked_for = Span(quote.start, quote.end)
        if self.answers:
            return self.span
        return self.item if self.item and asked_for == self.span else asked_for


def _words(question: Question, text: str, lang: str) -> set[int]:
    """Which of the question's words stand in a text."""
    terms = set(analyzer(lang).terms(text))
    return {number for number, word in enumerate(question.words) if not terms.isdisjoint(word.terms)}

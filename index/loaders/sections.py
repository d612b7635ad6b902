"""From blocks (paragraphs, lists, tables, code) to passages.

A passage consists of the paragraphs below one heading, of a list, a table or a block of code; long ones are split. A
sentence that introduces a list, a table or code ("To install it, run:") becomes its first sentence. A question becomes
the lead-in of the passage that follows it, and is not part of its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.loaders.paragraphs import LONGEST, asks, cut, introduces, is_labelled, is_labelled_answer
from index.model import Draft, Kind, Span
from index.structure import path
from index.words.sentences import LONGEST as LONGEST_SENTENCE
from index.words.sentences import sentence_spans

WHOLE = 200
"""Maximum length in code points of a list item that is quoted whole, even if it has several sentences."""

BETWEEN = "\n\n"
"""The separator between paragraphs."""


class Block(NamedTuple):
    """A paragraph, a list, a table or a block of code.

    `units`: the paragraph (possibly in pieces), the items, the rows or the code. `header`: a table's column names.
    """

    kind: Kind
    units: Iterable[str]
    headings: tuple[str, ...] = ()
    header: str | None = None


def passages(blocks: Iterable[Block], lang: str, *, together: bool) -> Iterator[Draft]:
    """The passages of a document, in order. `lang` is the language whose rules split sentences.

    `together`: whether to merge the paragraphs below one heading, up to LONGEST, or make each one a passage.
    """
    section = _Section(lang, (), 1, together)
    for number, block in enumerate(blocks, start=1):
        if block.headings != section.headings:
            yield from section.close()
            section = _Section(lang, block.headings, number, together)
        yield from section.take(block, number)
    yield from section.close()


class _Unit(NamedTuple):
    """A paragraph, an item, a row or code, with the spans that can be quoted."""

    text: str
    sentences: Sequence[Span]


class _Section:
    """The section below one heading: its pending paragraphs and their lead-in."""

    def __init__(self, lang: str, headings: tuple[str, ...], number: int, together: bool) -> None:
        self.headings = headings
        self._lang, self._together = lang, together
        self._number = number
        self._lead_in: str | None = None
        self._last_item: str | None = None
        self._paragraphs: list[_Unit] = []

    def take(self, block: Block, number: int) -> Iterator[Draft]:
        """Add `block`, the document's `number`-th, and yield the passages that are complete."""
        if block.kind == "prose":
            for paragraph in block.units:
                for piece in cut(paragraph, self._lang):
                    yield from self._take_paragraph(piece, number)
            return
        introduction = self._introduction()
        above = introduction.text if introduction else self._line_above(block.kind)
        yield from self._close_paragraphs()
        self._number = number
        lead_in = "\n".join(filter(None, (above, block.header))) or None
        texts = block.units if block.header is None else (block.header, *block.units)
        units = [_unit(piece, block.kind, self._lang) for text in texts for piece in _pieces(text, block.kind)]
        for run in _packed([introduction, *units] if introduction else units):
            yield self._draft(run, block.kind, lead_in)
        self._lead_in = None
        self._last_item = _introducing(units[-1]) if block.kind == "list" else None

    def close(self) -> Iterator[Draft]:
        """Yield the remaining passages. A lead-in that nothing follows becomes a paragraph."""
        if self._lead_in and not self._paragraphs:
            self._paragraphs = [_Unit(self._lead_in, [Span(0, len(self._lead_in))])]
            self._lead_in = None
        yield from self._close_paragraphs()

    def _take_paragraph(self, text: str, number: int) -> Iterator[Draft]:
        """Add a paragraph. A question in it ends the passage before it and becomes the lead-in of the next."""
        self._last_item = None
        spans = sentence_spans(text, self._lang)
        begin = 0
        for place, span in enumerate([*spans, None]):
            if span is None or asks(text[span.start : span.end]):
                # "Q: I have never climbed. May I come?" is a question as a whole.
                labelled = span is not None and not begin and _is_labelled_question(text, span)
                if (own := spans[begin:place]) and not labelled:
                    if not self._together:
                        yield from self._close_paragraphs()
                    if not self._paragraphs:
                        self._number = number
                    self._paragraphs.append(_slice(text, own))
                if span is not None:
                    question = text[spans[0].start if labelled else span.start : span.end]
                    if self._answers(question):
                        self._lead_in, question = question, ""
                    yield from self.close()
                    self._number = number
                    self._lead_in = question or None
                    begin = place + 1

    def _answers(self, question: str) -> bool:
        """Whether the pending paragraphs are an answer that stands above its question: both are labelled."""
        pending = self._paragraphs[0].text if self._paragraphs else ""
        return self._lead_in is None and is_labelled_answer(pending) and is_labelled(question)

    def _introduction(self) -> _Unit | None:
        """Remove and return the last sentence of the pending paragraphs, if it introduces what follows."""
        if not self._paragraphs:
            return None
        text, spans = self._paragraphs[-1]
        if not introduces(text):
            return None
        self._paragraphs[-1:] = [_slice(text, spans[:-1])] if len(spans) > 1 else []
        return _slice(text, spans[-1:])

    def _line_above(self, kind: Kind) -> str | None:
        """The lead-in without an introduction: a question, the end of an item, or the sentence before code."""
        if not self._paragraphs:
            return self._lead_in or self._last_item
        text, spans = self._paragraphs[-1]
        return text[spans[-1].start :] if kind == "code" else None

    def _close_paragraphs(self) -> Iterator[Draft]:
        for units in _packed(self._paragraphs):
            yield self._draft(units, "prose", self._lead_in)
        if self._paragraphs:
            self._lead_in = None
        self._paragraphs = []

    def _draft(self, units: Sequence[_Unit], kind: Kind, lead_in: str | None) -> Draft:
        between = BETWEEN if kind == "prose" else "\n"
        start, spans = 0, []
        for unit in units:
            spans += [Span(start + span.start, start + span.end) for span in unit.sentences]
            start += len(unit.text) + len(between)
        return Draft(
            between.join(unit.text for unit in units),
            headings=self.headings,
            locator=path(self.headings) or f"¶{self._number}",
            lead_in=lead_in and lead_in[:LONGEST],
            kind=kind,
            # Prose is split into sentences when its language is known.
            sentences=tuple(spans) if kind != "prose" else None,
        )


def _pieces(text: str, kind: Kind) -> Iterable[str]:
    """An item, a row or code. Code longer than a sentence can be is split between lines, and a row at spaces."""
    if kind == "list" or len(text) <= LONGEST_SENTENCE:
        return [text]
    separator = "\n" if kind == "code" else " "
    edges = [0, *_breaks(text, separator), len(text)]
    pieces = (text[start:end].strip(separator) for start, end in pairwise(edges))
    return filter(str.strip, pieces)


def _breaks(text: str, separator: str) -> Iterator[int]:
    """The offsets, after separators if there are any, that split `text` into slices of the length of a sentence."""
    start = 0
    while len(text) - start > LONGEST_SENTENCE:
        end = start + LONGEST_SENTENCE
        start = text.rfind(separator, start, end) + 1 or end
        yield start


def _unit(text: str, kind: Kind, lang: str) -> _Unit:
    if kind in {"code", "table"} or len(text) <= WHOLE:
        return _Unit(text, [Span(0, len(text))])
    spans = sentence_spans(text, lang)
    # An item's number is not a sentence.
    if len(spans) > 1 and not any(map(str.isalpha, text[: spans[0].end])):
        spans[:2] = [Span(spans[0].start, spans[1].end)]
    return _Unit(text, spans)


def _is_labelled_question(paragraph: str, asking: Span) -> bool:
    """Whether the label of a paragraph is that of its question; not in "A: Yes. Q: Is it free?"."""
    own = is_labelled_answer(paragraph) and is_labelled(paragraph[asking.start : asking.end])
    return is_labelled(paragraph) and not (own and asking.start)


def _introducing(item: _Unit) -> str | None:
    """The last sentence of an item, if it introduces what follows the list."""
    last = item.sentences[-1]
    return item.text[last.start : last.end] if introduces(item.text) else None


def _slice(text: str, spans: Sequence[Span]) -> _Unit:
    first = spans[0].start
    return _Unit(text[first : spans[-1].end], [Span(span.start - first, span.end - first) for span in spans])


def _packed(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    """`units` in groups of at most LONGEST code points; a longer unit is a group by itself."""
    run: list[_Unit] = []
    size = 0
    for unit in units:
        if run and size + len(unit.text) > LONGEST:
            yield run
            run, size = [], 0
        run.append(unit)
        size += len(unit.text) + len(BETWEEN)
    if run:
        yield run

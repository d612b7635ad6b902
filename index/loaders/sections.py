"""From what a document is made of (paragraphs, lists, tables, code, under headings) to passages.

A passage is the paragraphs below one heading, a list, a table or a block of code; what is too long is several. A
sentence that introduces a list, a table or code ("To install it, run:") is its first. A question stands above what
follows it, and is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.loaders.paragraphs import LONGEST, asks, cut, introduces, is_labelled
from index.model import Draft, Kind, Span
from index.words.sentences import sentence_spans

WHOLE = 200
"""Code points of the longest item that is quoted as one, however many sentences it has."""

LONGEST_LOCATOR = 120
"""Code points of the longest locator; of a longer one, the innermost headings are kept."""


BETWEEN = "\n\n"
"""What stands between two paragraphs."""


class Block(NamedTuple):
    """A paragraph, a list, a table or a block of code.

    `units`: the paragraph, maybe in parts, the items, the rows or the code. `header`: the names of a table's columns.
    """

    kind: Kind
    units: Iterable[str]
    headings: tuple[str, ...] = ()
    header: str | None = None


def passages(blocks: Iterable[Block], lang: str, *, together: bool) -> Iterator[Draft]:
    """The passages of a document, in order. `lang` is the language whose rules find the sentences.

    `together`: whether paragraphs below one heading are one passage, as far as they fit; else each is one.
    """
    section = _Section(lang, (), 1, together)
    for number, block in enumerate(blocks, start=1):
        if block.headings != section.headings:
            yield from section.close()
            section = _Section(lang, block.headings, number, together)
        yield from section.take(block, number)
    yield from section.close()


class _Unit(NamedTuple):
    """A paragraph, an item, a row or code, and what of it is quoted at a time."""

    text: str
    sentences: Sequence[Span]


class _Section:
    """What stands below one heading: the paragraphs that are not passages yet, and the line that introduces them."""

    def __init__(self, lang: str, headings: tuple[str, ...], number: int, together: bool) -> None:
        self.headings = headings
        self._lang, self._together = lang, together
        self._number = number
        self._lead_in: str | None = None
        self._paragraphs: list[_Unit] = []

    def take(self, block: Block, number: int) -> Iterator[Draft]:
        """The passages that are whole now that `block`, the document's `number`-th, follows."""
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
        units = [_unit(text, block.kind, self._lang) for text in block.units]
        if block.header:
            units = [_unit(block.header, block.kind, self._lang), *units]
        for run in _packed([introduction, *units] if introduction else units):
            yield self._draft(run, block.kind, lead_in)
        self._lead_in = None

    def close(self) -> Iterator[Draft]:
        """The last of it. A line that turned out to introduce nothing is a paragraph like others."""
        if self._lead_in and not self._paragraphs:
            self._paragraphs = [_Unit(self._lead_in, [Span(0, len(self._lead_in))])]
            self._lead_in = None
        yield from self._close_paragraphs()

    def _take_paragraph(self, text: str, number: int) -> Iterator[Draft]:
        """A sentence that asks ends the passage before it, and introduces what follows."""
        spans = sentence_spans(text, self._lang)
        begin = 0
        for place, span in enumerate([*spans, None]):
            if span is None or asks(text[span.start : span.end]):
                # "Q: I have never climbed. May I come?" asks as a whole.
                labelled = span is not None and not begin and is_labelled(text)
                if (own := spans[begin:place]) and not labelled:
                    if not self._together:
                        yield from self._close_paragraphs()
                    if not self._paragraphs:
                        self._number = number
                    self._paragraphs.append(_slice(text, own))
                if span is not None:
                    yield from self.close()
                    self._number = number
                    self._lead_in = text[spans[0].start if labelled else span.start : span.end]
                    begin = place + 1

    def _introduction(self) -> _Unit | None:
        """The sentence that ends the paragraph before a list, a table or code, where it goes on in what follows."""
        if not self._paragraphs:
            return None
        text, spans = self._paragraphs[-1]
        if not introduces(text):
            return None
        self._paragraphs[-1:] = [_slice(text, spans[:-1])] if len(spans) > 1 else []
        return _slice(text, spans[-1:])

    def _line_above(self, kind: Kind) -> str | None:
        """What stands above what nothing introduces: a question, or, above code, the sentence before it."""
        if not self._paragraphs:
            return self._lead_in
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
            locator=_locator(self.headings) or f"¶{self._number}",
            lead_in=lead_in,
            kind=kind,
            # The sentences of prose are found when its language is known.
            sentences=tuple(spans) if kind != "prose" else None,
        )


def _unit(text: str, kind: Kind, lang: str) -> _Unit:
    if kind in {"code", "table"} or len(text) <= WHOLE:
        return _Unit(text, [Span(0, len(text))])
    spans = sentence_spans(text, lang)
    # The number of an item is no sentence.
    if len(spans) > 1 and not any(map(str.isalpha, text[: spans[0].end])):
        spans[:2] = [Span(spans[0].start, spans[1].end)]
    return _Unit(text, spans)


def _slice(text: str, spans: Sequence[Span]) -> _Unit:
    first = spans[0].start
    return _Unit(text[first : spans[-1].end], [Span(span.start - first, span.end - first) for span in spans])


def _packed(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    """`units` in runs of at most LONGEST code points; a longer unit is a run by itself."""
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


def _locator(headings: Sequence[str]) -> str:
    """The way down to a passage: "Rules › Parking"."""
    kept: list[str] = []
    for heading in reversed(headings):
        if kept and sum(map(len, kept)) + len(heading) > LONGEST_LOCATOR:
            break
        kept.insert(0, heading if len(heading) <= LONGEST_LOCATOR else heading[: LONGEST_LOCATOR - 1].rstrip() + "…")
    return " › ".join(kept)

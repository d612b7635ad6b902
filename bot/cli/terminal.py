"""Answers as text for a terminal or a pipe, and the questions that come from a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

import regex

from bot.cli.rows import columns, in_rows
from bot.cli.styles import PLAIN, Styles
from bot.saying.above import shown_above
from bot.saying.annotations import added_by_chat, elsewhere, read_as
from bot.saying.fields import TITLE_UNITS, Field
from bot.saying.phrases import Label, Phrase, Phrases, joined, load, said
from bot.verified import VerifiedHit, VerifiedQuote, verified_hits
from index import Library
from index.errors import EmptyQuestion
from index.model import Answer, Assumption, Citation, Span

# Control characters, which a terminal would execute, and those that would reorder what it shows; line feeds and tabs
# are harmless.
_CONTROL = regex.compile(r"(?![\t\n])[\p{Cc}\p{Bidi_Control}\u2028\u2029]")
_SYMBOLS = 0x2400  # U+2400: symbols of the control characters, in their order
_URL_UNITS = 2048


class Shown(NamedTuple):
    """What a person sees of an answer: verified hits, and the corrected words of the question.

    Where there is no answer: what comes `closest`, and the words that may have been `meant`, for whoever says so.
    """

    hits: Sequence[VerifiedHit]
    assumed: Sequence[Assumption] = ()
    closest: Sequence[VerifiedHit] = ()
    meant: Sequence[Assumption] = ()


def shown(library: Library, answer: Answer, count: int | None = None) -> Shown:
    """What to show of an answer: `count` quotes at most, else as many as are shown at first. Call it right before."""
    hits = answer.offered[: count or answer.shown]
    return Shown(verified_hits(library, hits), answer.assumed, verified_hits(library, answer.closest), answer.meant)


def block(shown: Shown, phrases: Phrases, interactive: bool, *, closest: bool = False, styles: Styles = PLAIN) -> str:
    """The quotes with their sources and the corrected words, or the phrase for no answer; without empty lines.

    `interactive`: on a terminal, control characters are shown as symbols, the words of the question in `styles`, and
    all rows but the first of a quote or a source line are set in. A pipe gets quotes unchanged. `closest`: below the
    phrase for no answer stands what comes closest.
    """
    lines: list[str] = []
    if not shown.hits:
        lines.append(phrases(Phrase.ANSWER_NONE))
        if not closest or not shown.closest:
            return lines[0]
        lines.append(phrases(Phrase.ANSWER_CLOSEST))
    lines += [line for hit in shown.hits or shown.closest for line in _quote(hit, phrases, interactive, styles)]
    if shown.assumed:
        lines.append(styles.faint(read_as(shown.assumed, phrases)))
    if interactive:
        width = columns()
        lines = [in_rows(line, width) for line in lines]
    return "\n".join(lines)


def explained(answer: Answer, missing: Sequence[str], limit: int) -> str:
    """The words that the first quote lacks, and the summands of each score and of the log-odds of the confidence."""
    lacks = ", ".join(Field(word).text for word in missing) or "none"
    lines = [f"missing words: {lacks}", f"confidence {answer.confidence:.2f}: {_sum(answer.evidence)}"]
    lines += [
        f"{number}. score {hit.score:.2f}: {_sum(hit.parts)}" for number, hit in enumerate(answer.hits[:limit], 1)
    ]
    return "\n".join(lines)


def _sum(parts: Mapping[str, float]) -> str:
    shown = [(name, value) for name, value in parts.items() if abs(value) >= 0.005]
    return ", ".join(f"{name} {value:+.2f}" for name, value in sorted(shown, key=lambda part: -abs(part[1])))


def converse(ask: Callable[[str], Shown], lines: Iterable[str], show: Callable[[str], None]) -> None:
    """Answer line by line until the end of input. The answers are separated by empty lines."""
    phrases = load().for_language(None)
    first = True
    for line in lines:
        with suppress(EmptyQuestion):
            told = block(ask(line.rstrip("\r\n")), phrases, interactive=False)
            show(told if first else f"\n{told}")
            first = False


def around(hit: VerifiedHit, parts: Sequence[VerifiedQuote], phrases: Phrases, styles: Styles = PLAIN) -> str:
    """The sentences around a quote, for a terminal: one part per passage, the quote in bold, above its source."""
    lines = []
    for part in parts:
        quote = hit.quote
        bold = [Span(quote.start, quote.end)] if part.holds(quote) else []
        lines.append(_marked(_text(part, bold, styles), phrases))
    lines.append(styles.aside(_source(hit.quote, phrases, hit.quote.passage.citation.locator)))
    width = columns()
    return "\n".join(in_rows(line, width) for line in lines)


def _quote(hit: VerifiedHit, phrases: Phrases, interactive: bool, styles: Styles) -> Iterator[str]:
    """The lines of a quote: what it stands under, itself, its source, the other sources, a notice."""
    quote, above = hit.quote, shown_above(hit.quote)
    if above.line:
        yield styles.aside(joined([phrases(Phrase.ABOVE_MARK), said(above.line)], ""))
    yield _marked(_text(quote, hit.matches, styles) if interactive else quote.text, phrases)
    yield styles.aside(_source(quote, phrases, above.locator))
    if others := _elsewhere(hit, phrases):
        yield styles.aside(others)
    if interactive and _CONTROL.search(quote.text):
        yield styles.faint(phrases(Phrase.TERMINAL_ALTERS))


def _text(quote: VerifiedQuote, bold: Iterable[Span], styles: Styles) -> str:
    """A quote for a terminal, with these spans of its passage in bold."""
    text, parts, done = quote.passage.text, list[str](), quote.start
    for span in bold:
        start, end = max(span.start, done), min(span.end, quote.end)
        if start < end:
            parts += [_shown(text[done:start]), styles.bold(_shown(text[start:end]))]
            done = end
    return "".join([*parts, _shown(text[done : quote.end])])


def _marked(text: str, phrases: Phrases) -> str:
    return f"{phrases(Phrase.QUOTE_OPEN)}{text}{phrases(Phrase.QUOTE_CLOSE)}"


def _source(quote: VerifiedQuote, phrases: Phrases, locator: str | None) -> Label:
    citation = quote.passage.citation
    fields = [Field(citation.author), Field(citation.date), Field(locator), Field(citation.url, _URL_UNITS)]
    told = [_title(citation, phrases), *(said(field) for field in fields if field), *_added(quote, phrases)]
    return joined([phrases(Phrase.SOURCE_MARK), joined(told, phrases(Phrase.SEPARATOR))], "")


def _elsewhere(hit: VerifiedHit, phrases: Phrases) -> Label | None:
    """A line with the other sources of a sentence; None if there are none."""
    found = elsewhere(hit)
    if found is None:
        return None
    separator = phrases(Phrase.SEPARATOR)
    told = [
        joined(
            [
                _title(other.passage.citation, phrases),
                *(said(date) for date in [Field(other.passage.citation.date)] if date),
                *_added(other, phrases),
            ],
            separator,
        )
        for other in found.named
    ]
    if found.unnamed:
        told.append(phrases(Phrase.SOURCES_MORE, count=found.unnamed))
    return joined([phrases(found.lead), joined(told, phrases(Phrase.LIST_SEPARATOR))], " ")


def _title(citation: Citation, phrases: Phrases) -> Label:
    title = Field(citation.title, TITLE_UNITS)
    return said(title) if title else phrases(Phrase.UNTITLED)


def _added(quote: VerifiedQuote, phrases: Phrases) -> list[Label]:
    added = added_by_chat(quote.passage.source.collection, own="")
    return [phrases(added)] if added else []


def _shown(text: str) -> str:
    """A text in which nothing tells a terminal what to do."""
    return _CONTROL.sub(_symbol, text)


def _symbol(match: regex.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_SYMBOLS + code)
    return "␡" if code < 0xA0 else f"‹U+{code:04X}›"

"""Answers as text for a terminal or a pipe, and the loop of `verbatim chat`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, TextIO

import regex

from bot.cli.rows import columns, in_rows
from bot.saying.above import shown_above
from bot.saying.annotations import added_by_chat, elsewhere, read_as, words_meant
from bot.saying.fields import TITLE_UNITS, Field
from bot.saying.phrases import Label, Phrase, Phrases, joined, load, said
from bot.verified import VerifiedHit, VerifiedQuote, verified_hits
from index import Library
from index.errors import EmptyQuestion
from index.model import Answer, Assumption, Citation

PROMPT = "› "
CLOSEST, MEANT = "c", "y"
"""What is typed to see what comes closest to a question without an answer, and to have its words read as meant."""
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


def block(shown: Shown, phrases: Phrases, interactive: bool, *, closest: bool = False) -> str:
    """The quotes with their sources and the corrected words, or the phrase for no answer; without empty lines.

    `interactive`: on a terminal, control characters are shown as symbols, and all rows but the first of a quote or a
    source line are set in. A pipe gets quotes unchanged. `closest`: below the phrase for no answer stands what comes
    closest.
    """
    lines: list[str] = []
    if not shown.hits:
        lines.append(phrases(Phrase.ANSWER_NONE))
        if not closest or not shown.closest:
            return lines[0]
        lines.append(phrases(Phrase.ANSWER_CLOSEST))
    lines += [line for hit in shown.hits or shown.closest for line in _quote(hit, phrases, interactive)]
    if shown.assumed:
        lines.append(read_as(shown.assumed, phrases))
    if interactive:
        width = columns()
        lines = [in_rows(line, width) for line in lines]
    return "\n".join(lines)


def explained(answer: Answer, limit: int) -> str:
    """The summands of each score, and of the log-odds behind the confidence, largest first."""
    lines = [f"confidence {answer.confidence:.2f}: {_sum(answer.evidence)}"]
    lines += [
        f"{number}. score {hit.score:.2f}: {_sum(hit.parts)}" for number, hit in enumerate(answer.hits[:limit], 1)
    ]
    return "\n".join(lines)


def _sum(parts: Mapping[str, float]) -> str:
    shown = [(name, value) for name, value in parts.items() if abs(value) >= 0.005]
    return ", ".join(f"{name} {value:+.2f}" for name, value in sorted(shown, key=lambda part: -abs(part[1])))


def converse(ask: Callable[[str, bool], Shown], lines: TextIO, show: Callable[[str], None], interactive: bool) -> None:
    """Answer line by line until the end of input. `ask` takes a question, and whether its words were meant otherwise.

    With `interactive`, lines are read from the prompt, and CLOSEST or MEANT after a question without an answer goes on
    about it. Else they come from `lines`, and the answers are separated by empty lines, without a prompt.
    """
    phrases = load().for_language(None)
    if interactive:
        _converse_at_prompt(ask, show, phrases)
        return
    first = True
    for line in lines:
        with suppress(EmptyQuestion):
            told = block(ask(line.rstrip("\r\n"), False), phrases, interactive=False)
            show(told if first else f"\n{told}")
            first = False


def _converse_at_prompt(ask: Callable[[str, bool], Shown], show: Callable[[str], None], phrases: Phrases) -> None:
    show(phrases(Phrase.TERMINAL_START) + "\n")
    asked, offered = "", Shown(())
    for line in _typed():
        closest = bool(offered.closest) and line.strip() == CLOSEST
        meant = bool(offered.meant) and line.strip() == MEANT
        question = asked if closest or meant else line
        with suppress(EmptyQuestion):
            answer = ask(question, meant)
            told: list[str] = [block(answer, phrases, interactive=True, closest=closest)]
            asked, offered = question, Shown(()) if closest or meant else answer
            if offered.meant:
                told.append(joined([words_meant(offered.meant, phrases), phrases(Phrase.TERMINAL_MEANT)], " "))
            if offered.closest:
                told.append(phrases(Phrase.TERMINAL_CLOSEST))
            show("\n".join(told) + "\n")


def _typed() -> Iterator[str]:
    """The lines typed at the prompt, with line editing and history if Python has readline."""
    with suppress(ImportError):
        import readline  # noqa: F401  # its import gives `input` line editing
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            print()
            return


def _quote(hit: VerifiedHit, phrases: Phrases, interactive: bool) -> Iterator[str]:
    """The lines of a quote: what it stands under, itself, its source, the other sources, a notice."""
    quote, text = hit.quote, hit.quote.text
    if line := shown_above(quote).line:
        yield joined([phrases(Phrase.ABOVE_MARK), said(line)], "")
    if interactive:
        text = _CONTROL.sub(_symbol, text)
    yield f"{phrases(Phrase.QUOTE_OPEN)}{text}{phrases(Phrase.QUOTE_CLOSE)}"
    yield _source(quote, phrases)
    if others := _elsewhere(hit, phrases):
        yield others
    if text != quote.text:
        yield phrases(Phrase.TERMINAL_ALTERS)


def _source(quote: VerifiedQuote, phrases: Phrases) -> Label:
    citation = quote.passage.citation
    fields = [
        Field(citation.author),
        Field(citation.date),
        Field(shown_above(quote).locator),
        Field(citation.url, _URL_UNITS),
    ]
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


def _symbol(match: regex.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_SYMBOLS + code)
    return "␡" if code < 0xA0 else f"‹U+{code:04X}›"

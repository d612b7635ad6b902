"""Answers as text for a terminal or a pipe, and the loop of `verbatim chat`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, TextIO

import regex

from bot.saying.annotations import elsewhere, read_as
from bot.saying.phrases import Phrase, Phrases, load
from bot.verified import VerifiedHit, verified_hits
from index import Library
from index.errors import EmptyQuestion
from index.model import Answer, Assumption, Citation

PROMPT = "› "
# Control characters, which a terminal would execute; line feeds and tabs are harmless.
_CONTROL = regex.compile(r"(?![\t\n])\p{Cc}")
_SYMBOLS = 0x2400  # U+2400: symbols of the control characters, in their order


class Shown(NamedTuple):
    """What a person sees of an answer: verified hits, and the corrected words of the question."""

    hits: Sequence[VerifiedHit]
    assumed: Sequence[Assumption] = ()


def shown(library: Library, answer: Answer) -> Shown:
    """What to show of an answer. Call it right before showing."""
    return Shown(verified_hits(library, answer.shown), answer.assumed)


def block(shown: Shown, phrases: Phrases, interactive: bool) -> str:
    """The quotes with their sources and the corrected words, or the phrase for no answer; without empty lines.

    `interactive`: on a terminal, control characters are shown as symbols. A pipe gets quotes unchanged.
    """
    if not shown.hits:
        return phrases(Phrase.ANSWER_NONE)
    lines = [_quote(hit, phrases, interactive) for hit in shown.hits]
    if shown.assumed:
        lines.append(_visible(read_as(shown.assumed, phrases), interactive))
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


def converse(ask: Callable[[str], Shown], lines: TextIO, show: Callable[[str], None], interactive: bool) -> None:
    """Answer line by line until the end of input.

    With `interactive`, lines are read from the prompt. Else they come from `lines`, and the answers are separated by
    empty lines, without a prompt.
    """
    phrases = load().for_language(None)
    if interactive:
        show(phrases(Phrase.TERMINAL_START) + "\n")
    first = True
    for line in _typed() if interactive else lines:
        try:
            answer = ask(line.rstrip("\r\n"))
        except EmptyQuestion:
            continue
        if not first and not interactive:
            show("")
        first = False
        show(block(answer, phrases, interactive) + ("\n" if interactive else ""))


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


def _quote(hit: VerifiedHit, phrases: Phrases, interactive: bool) -> str:
    quote, text = hit.quote, hit.quote.text
    notice = ""
    if interactive and _CONTROL.search(text):
        text = _CONTROL.sub(_symbol, text)
        notice = "\n" + phrases(Phrase.TERMINAL_ALTERS)
    marks = phrases(Phrase.QUOTE_OPEN), phrases(Phrase.QUOTE_CLOSE)
    below = _source(quote.passage.citation, phrases) + _elsewhere(hit, phrases)
    return f"{marks[0]}{text}{marks[1]}\n{_visible(below, interactive)}{notice}"


def _source(citation: Citation, phrases: Phrases) -> str:
    fields = [citation.title, citation.author, _date(citation, phrases), citation.locator, citation.url]
    return phrases(Phrase.SOURCE_MARK) + phrases(Phrase.SEPARATOR).join(field for field in fields if field)


def _elsewhere(hit: VerifiedHit, phrases: Phrases) -> str:
    """A line with the other sources of a sentence; empty if there are none."""
    found = elsewhere(hit)
    if found is None:
        return ""
    citations = [other.passage.citation for other in found.named]
    told = [citation.title + phrases(Phrase.SEPARATOR) + _date(citation, phrases) for citation in citations]
    if found.unnamed:
        told.append(phrases(Phrase.SOURCES_MORE, count=found.unnamed))
    return f"\n{phrases(found.lead)} {phrases(Phrase.LIST_SEPARATOR).join(told)}"


def _date(citation: Citation, phrases: Phrases) -> str:
    return citation.date or phrases(Phrase.UNDATED)


def _visible(words: str, interactive: bool) -> str:
    return _CONTROL.sub(_symbol, words) if interactive else words


def _symbol(match: regex.Match[str]) -> str:
    code = ord(match[0])
    return chr(_SYMBOLS + code) if code < 0x20 else "␡"

"""The conversation in a terminal: how an answer looks there, and the loop of `verbatim chat`."""

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
# Characters that a terminal would act on instead of showing them. A line feed and a tab only move on.
_CONTROL = regex.compile(r"(?![\t\n])\p{Cc}")
_SYMBOLS = 0x2400  # U+2400 and on: the pictures of the control characters


class Shown(NamedTuple):
    """What a person is shown of an answer: quotes, and which words of the question were read as others."""

    hits: Sequence[VerifiedHit]
    assumed: Sequence[Assumption] = ()


def shown(library: Library, answer: Answer) -> Shown:
    """What to show of an answer; to be called right before it is shown."""
    return Shown(verified_hits(library, answer.shown), answer.assumed)


def block(shown: Shown, phrases: Phrases, interactive: bool) -> str:
    """The quotes with their sources, or that nothing stored answers. No empty lines.

    Below them, which words were read as others.

    On a terminal (`interactive`) control characters are shown as symbols; into a pipe a quote goes as it is.
    """
    if not shown.hits:
        return phrases(Phrase.ANSWER_NONE)
    lines = [_quote(hit, phrases, interactive) for hit in shown.hits]
    if shown.assumed:
        lines.append(_visible(read_as(shown.assumed, phrases), interactive))
    return "\n".join(lines)


def explained(answer: Answer, limit: int) -> str:
    """What each score, and the log-odds behind the confidence, are the sum of; the greatest parts first."""
    lines = [f"confidence {answer.confidence:.2f}: {_sum(answer.evidence)}"]
    lines += [
        f"{number}. score {hit.score:.2f}: {_sum(hit.parts)}" for number, hit in enumerate(answer.hits[:limit], 1)
    ]
    return "\n".join(lines)


def _sum(parts: Mapping[str, float]) -> str:
    shown = [(name, value) for name, value in parts.items() if abs(value) >= 0.005]
    return ", ".join(f"{name} {value:+.2f}" for name, value in sorted(shown, key=lambda part: -abs(part[1])))


def converse(ask: Callable[[str], Shown], lines: TextIO, show: Callable[[str], None], interactive: bool) -> None:
    """Answer each line until there are no more. From a pipe: one block a question, an empty line between.

    `lines` is read only where it is a pipe; a terminal is read with readline, so that a line can be edited.
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
    """What is typed at the prompt, with the line editing and the history of readline where Python has it."""
    with suppress(ImportError):
        import readline  # noqa: F401  # importing it is what gives `input` its editing
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
    """A line with the other sources of a sentence; nothing where there are none."""
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

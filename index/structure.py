"""The line of its source that a quote stands under: a question, what introduces it, or a heading.

It is shown with the quote, and never quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.model import Passage, Quote, Span
from index.words.analysis import analyzer

LONGEST_PATH = 120
"""Maximum length of a path of headings in code points; of a longer one, the innermost headings are kept."""

_PARAGRAPH = "\n\n"
_LINE, _SAID = 200, 1_000
"""Code points of a line, and of what is said already, that are compared. Of a line, fewer still are shown."""


class Above(NamedTuple):
    """What stands above a quote, and where that is: the path of the headings above both, or another locator.

    `line` may have several lines: what introduces a table, and the names of its columns.
    """

    line: str
    locator: str | None


def path(headings: Sequence[str]) -> str:
    """Headings as a path, the outermost first.

    >>> path(["Rules", "Parking"])
    'Rules › Parking'
    """
    kept: list[str] = []
    length = 0
    for heading in reversed(headings):
        length += max(1, len(heading))  # so many are kept at most, whatever they are
        if kept and length > LONGEST_PATH:
            break
        kept.insert(0, heading if len(heading) <= LONGEST_PATH else heading[: LONGEST_PATH - 1].rstrip() + "…")
    return " › ".join(kept)


def above(quote: Quote) -> Above | None:
    """The line above a quote that tells its reader something; None if there is none.

    It is the lead-in, unless that is part of the quote, or is the question above another paragraph; else the innermost
    heading, unless the quote and the title say it too.
    """
    passage = quote.passage
    draft = passage.draft
    if draft.lead_in and _leads(quote, draft.lead_in) and _tells(draft.lead_in, passage, quote.text):
        return Above(draft.lead_in, draft.locator)
    if draft.headings and _tells(draft.headings[-1], passage, f"{passage.citation.title} {quote.text}"):
        return Above(draft.headings[-1], path(draft.headings[:-1]) or None)
    return None


def body(passage: Passage) -> Span:
    """The span of a passage's text without the lead-in, if the text begins with it."""
    draft, text = passage.draft, passage.text
    start = len(draft.lead_in or "") if draft.led else 0
    return Span(start + text.startswith("\n", start), len(text))


def _leads(quote: Quote, lead_in: str) -> bool:
    passage = quote.passage
    if quote.start < body(passage).start:
        return False
    return passage.draft.kind != "prose" or _PARAGRAPH not in passage.text[: quote.start]


def _tells(line: str, passage: Passage, said: str) -> bool:
    """Whether a line has a word that is not said already; stop words count where it has no others."""
    terms = analyzer(passage.lang)
    told = set(terms.terms(line[:_LINE], keep=False))
    return not told <= set(terms.terms(said[:_SAID], keep=False)) if told else line.strip() not in said

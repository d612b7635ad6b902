"""Analysis of a passage for indexing: its sentences, terms and spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache, cached

from index.model import Draft, Passage, Span
from index.passages.entries import ABOVE, LINE, Entry, Form, bare
from index.words.acts import DEFINES, marks_of
from index.words.analysis import ASCII_WORD, CAPITAL, Analyzer, analyzer, normal_form
from index.words.languages import analysed_as
from index.words.sentences import sentence_spans
from index.words.tables import Table

LONGEST_TITLES = 2_000
"""Maximum length in code points of the title, the headings and the lead-in that are indexed with each passage."""

CACHED_TITLES = 500_000
"""Capacity, for each language, of the cache of analyzed titles and headings, in characters of terms and spellings. The
passages of a source share them."""

_OVERHEAD = 250  # of an entry of this cache, in characters

_FIRST = "\x01"
"""Marks the first word of a sentence, so that many sentences can be analyzed at once. Not a word character."""

_MAYBE_SPACED_NUMBER = re.compile(r" \d\d\d", re.ASCII)
_NO_WORD = "".join(char for char in map(chr, range(128)) if not (char.isalnum() or char == "_"))
_PUNCTUATION_OUT = str.maketrans(dict.fromkeys(set(_NO_WORD) - {*".':,;", _FIRST}, " "))


class Titles(NamedTuple):
    """What is indexed with the text of a passage: its form, and the lines above it.

    The lines are its title or its source's, its headings, and its lead-in, empty if there is none or the text has it.
    """

    form: Form
    lines: tuple[str, ...]


class Text(NamedTuple):
    """The text of a passage, and what is indexed with it."""

    text: str
    titles: Titles
    lang: str


class Reading(NamedTuple):
    """An analyzed passage: its sentences, and the `terms` and `spellings` of its entry."""

    sentences: list[Span]
    terms: str
    spellings: str


def read(passage: Text, sentences: Sequence[Span] | None = None) -> Reading:
    """Analyze a passage. Its sentences are split here unless they are given."""
    text, titles, lang = passage
    spans = sentence_spans(text, lang) if sentences is None else list(sentences)
    reader = _reader(analysed_as(lang))
    above = reader.titles(titles.lines)
    within = reader.read([text[start:end] for start, end in spans])
    return Reading(spans, titles.form.written + above.terms + within.terms, above.spellings + within.spellings)


class Read(NamedTuple):
    """The terms and spellings of some sentences, in the format of an entry."""

    terms: str
    spellings: str


class SentenceReader:
    r"""Turns sentences in one language into the strings of an entry.

    This dominates the time of indexing, so sentences are analyzed in bulk, and each distinct word, with its adjacent
    punctuation, only once.

    >>> SentenceReader(analyzer("xx")).read(["Rain fell on Oslo.", "“Who knew?”"]).terms
    '\nrain fell on ^oslo \nwho knew '
    >>> SentenceReader(analyzer("en")).read(["A leech is a card.", "Click here."]).terms
    '\nleech =card \n!click '
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._written = {flag: Table(partial(self._write, capitals_tell=flag)) for flag in (False, True)}
        self._spelt = Table(self._spell)
        kept: LRUCache[bytes, Read] = LRUCache(CACHED_TITLES, _characters)
        self.titles = cached(kept, key=_digest, lock=Lock())(self._read_titles)

    def read(self, sentences: Sequence[str]) -> Read:
        """The terms and spellings of `sentences`."""
        marked = "".join([f" {_FIRST}{sentence.lstrip(_NO_WORD)}" for sentence in sentences])
        if _is_plain(marked) and marked.count(_FIRST) == len(sentences) and not any(map(str.isupper, sentences)):
            return self._read(marked.translate(_PUNCTUATION_OUT).split(), capitals_tell=True)
        # In an upper-case sentence, capitals do not indicate names.
        read = [self._read(self._words(sentence), not sentence.isupper()) for sentence in sentences]
        return Read("".join([one.terms for one in read]), "".join([one.spellings for one in read]))

    def _read(self, words: Sequence[str], capitals_tell: bool) -> Read:
        return Read(
            "".join(map(self._written[capitals_tell].__getitem__, words)),
            "".join(map(self._spelt.__getitem__, set(words))),
        )

    def _read_titles(self, lines: Sequence[str]) -> Read:
        read = self.read(lines)
        return Read(bare(read.terms.replace(LINE, ABOVE)), read.spellings)

    def _words(self, sentence: str) -> list[str]:
        """The words of a sentence, the first one marked with _FIRST."""
        # Words with spaces are numbers; their spaces are removed.
        words = ["".join(word.split()) for word in self._analyzer.pieces(sentence.replace(_FIRST, " "))]
        first = next((place for place, word in enumerate(words) if any(map(str.isalnum, word))), len(words))
        return [_FIRST + "".join(words[first : first + 1]), *words[first + 1 :]]

    def _write(self, found: str, *, capitals_tell: bool) -> str:
        written = []
        does = self._analyzer.language.does
        for place, word in enumerate(_words_in(found)):
            first = place == 0 and found[0] == _FIRST
            name = capitals_tell and word[0].isupper() and not first
            marks = marks_of(normal_form(word), does, first=first)
            # A word that defines may be a term itself ("means"): its mark stands behind it.
            written.append(marks.replace(DEFINES, ""))
            written += [
                f"{CAPITAL if name else ''}{term} "
                for term in self._analyzer.terms_of(word, capitals_tell=capitals_tell)
            ]
            written.append(DEFINES if DEFINES in marks else "")
        return (LINE if found.startswith(_FIRST) else "") + "".join(written)

    def _spell(self, found: str) -> str:
        return "".join([f"{spelling} " for word in _words_in(found) for spelling in self._analyzer.spellings_of(word)])


def _characters(read: Read) -> int:
    return len(read.terms) + len(read.spellings) + _OVERHEAD


def _digest(lines: Sequence[str]) -> bytes:
    return blake2b("\0".join(lines).encode("utf-8", "surrogatepass"), digest_size=16).digest()


@cache
def _reader(lang: str) -> SentenceReader:
    return SentenceReader(analyzer(lang))


def _is_plain(text: str) -> bool:
    """Whether `text` can be tokenized by the ASCII rules."""
    return text.isascii() and not _MAYBE_SPACED_NUMBER.search(text)


def _words_in(found: str) -> list[str]:
    """The words in a token between spaces; outside ASCII it is a single word already."""
    found = found.removeprefix(_FIRST)
    return ASCII_WORD.findall(found) if found.isascii() else [found]


def entry(passage_id: int, mark: int, lang: str, reading: Reading) -> Entry:
    """The entry of an analyzed passage."""
    return Entry(passage_id, mark, lang, reading.terms, reading.spellings)


def entry_of(passage: Passage, mark: int) -> Entry:
    """The entry of a stored passage."""
    text = Text(passage.text, titles_of(passage.draft, passage.source.title), passage.lang)
    return entry(passage.id, mark, passage.lang, read(text, passage.sentences))


def titles_of(draft: Draft, title: str) -> Titles:
    """What is indexed besides the text; `title` is that of the source."""
    form = Form(draft.kind[0], draft.led)
    lines = (draft.title or title, *draft.headings, "" if draft.led else draft.lead_in or "")
    return Titles(form, lines if sum(map(len, lines)) <= LONGEST_TITLES else _innermost(lines))


def _innermost(lines: Sequence[str]) -> tuple[str, ...]:
    """The title, headings and lead-in up to LONGEST_TITLES, the last ones first; one of them may be shortened."""
    kept: list[str] = []
    room = LONGEST_TITLES
    for line in reversed(lines):
        kept.insert(0, line[:room])
        room -= len(kept[0])
    title, *headings, lead_in = kept
    return (title, *filter(None, headings), lead_in)

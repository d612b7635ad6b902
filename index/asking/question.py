"""The analyzed question: its content words, and the terms and aliases of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index.asking.answer_types import Asking, asking
from index.asking.budget import CHARACTERS, WORDS
from index.words.analysis import analyzer, words
from index.words.languages import language

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question. `terms`: its terms in each of the collections' languages.

    `name`: whether it is capitalized or a number; an answer rarely lacks those.
    `focus`: whether it names the thing asked for, as "river" in "what river"; an answer may name a river instead.
    `assumed`: whether it is a spelling correction.
    `read_as`: its spelling, if a correction has another than `text`.
    `aliases`: equivalent term sequences, of the word or of a phrase that it is part of.
    """

    text: str
    terms: tuple[str, ...]
    name: bool = False
    focus: bool = False
    assumed: bool = False
    read_as: str | None = None
    aliases: tuple[tuple[str, ...], ...] = ()

    @property
    def spelling(self) -> str:
        """The word as it is read."""
        return self.read_as or self.text

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """The term sequences that match the word: each of its terms, and its aliases."""
        return (*((term,) for term in self.terms), *self.aliases)

    def with_aliases(self, aliases: Iterable[tuple[str, ...]]) -> Word:
        """The word with further aliases, without duplicates and without its own terms."""
        further = tuple(aliases)
        if not further:
            return self
        new = dict.fromkeys((*self.aliases, *further))
        return replace(self, aliases=tuple(alias for alias in new if not (len(alias) == 1 and alias[0] in self.terms)))


@dataclass(frozen=True, slots=True)
class Question:
    """A question's content words, in order. `lang` is its likely language (ISO 639-1).

    `kind` is its answer type (`index.asking.answer_types`), WHETHER, or None if it has no interrogative.
    """

    text: str
    lang: str
    words: tuple[Word, ...]
    kind: str | None = None

    def each_once(self) -> Question:
        """The question without repeated words; the aliases of repetitions are merged."""
        once: dict[tuple[str, ...], Word] = {}
        for word in self.words:
            same = once.get(word.terms)
            if same is not None:
                word = replace(same.with_aliases(word.aliases), assumed=same.assumed and word.assumed)
            once[word.terms] = word
        return self if len(once) == len(self.words) else replace(self, words=tuple(once.values()))


def analyse(text: str, languages: Mapping[str, int]) -> Question:
    """Analyze `text` for collections with these numbers of passages per language.

    The question's language is the one with the most stop words in it, which are dropped. The other words get their
    terms in every language of the collections. What exceeds the budget (`index.asking.budget`) is left out.
    """
    text = _HALF_CHARACTER.sub("\ufffd", text[:CHARACTERS])
    held = sorted(languages, key=lambda code: (-languages[code], code)) or ["en"]
    by_language = {code: analyzer(code).spans(text, keep=False) for code in held}
    # The fewest remaining terms: the most stop words.
    lang = min(held, key=lambda code: len(by_language[code]))
    kept: dict[tuple[int, int, int], list[str]] = {}
    for code in [lang, *(other for other in held if other != lang)]:
        seen: dict[tuple[int, int], int] = {}
        for term, start, end in by_language[code]:
            part = seen[start, end] = seen.get((start, end), -1) + 1
            if code == lang:
                kept[start, end, part] = [term]
            elif (start, end, part) in kept and term not in kept[start, end, part]:
                kept[start, end, part].append(term)
    begin = next((place for place, char in enumerate(text) if char.isalnum()), 0)
    capitals_tell = not text.isupper()
    asks = asking(text, lang)
    focus = _focus([start for start, _, _ in kept], asks) if asks else None
    found = (
        Word(
            text[start:end],
            tuple(terms),
            (start > begin and capitals_tell and text[start].isupper()) or _figure(terms[0]),
            focus=number == focus,
        )
        for number, ((start, end, _), terms) in enumerate(islice(kept.items(), WORDS))
    )
    kind = asks.kind if asks else WHETHER if _whether(text, lang) else None
    return Question(text, lang, tuple(found), kind)


WHETHER = "whether"
"""The kind of a question that is answered by yes or no."""


def _whether(text: str, lang: str) -> bool:
    does = language(lang).does
    asked = words(text)
    return asked[:1] != [] and (asked[0] in does.whether or not does.whether_anywhere.isdisjoint(asked))


AT_ONCE = 3
"""Maximum number of code points between the interrogative and the focus word."""


def _focus(starts: Sequence[int], asks: Asking) -> int | None:
    """The index of the focus word: the first content word within the interrogative or right after it."""
    after = [number for number, start in enumerate(starts) if start >= asks.start]
    return after[0] if after and starts[after[0]] - asks.end <= AT_ONCE else None


def _figure(term: str) -> bool:
    return any(map(str.isdigit, term))

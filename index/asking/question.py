"""A question as the index understands it: its words and the terms that stand for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.asking.answer_types import Asking, asking
from index.words.analysis import analyzer

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question that carries content. `terms`: what it may be in the library's languages.

    `name`: whether it is written as a name or a number is, which an answer rarely goes without.
    `focus`: whether it says what is asked for, as "river" does in "what river"; an answer may have its name instead.
    `assumed`: whether something else was typed, and this is what was probably meant.
    `aliases` are other ways to say it, or to say the words around it and it: sequences of terms.
    """

    text: str
    terms: tuple[str, ...]
    name: bool = False
    focus: bool = False
    assumed: bool = False
    aliases: tuple[tuple[str, ...], ...] = ()

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """All that stands for it: terms that count together, a term of its own alone."""
        return (*((term,) for term in self.terms), *self.aliases)

    def with_aliases(self, aliases: Iterable[tuple[str, ...]]) -> Word:
        """The word with further aliases; those that it has already, or that are its own terms, change nothing."""
        new = dict.fromkeys((*self.aliases, *aliases))
        return replace(self, aliases=tuple(alias for alias in new if not (len(alias) == 1 and alias[0] in self.terms)))


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question, in the order in which they were asked. `lang` is its likely language.

    `kind` is the kind of answer that it asks for, as `index.asking.answer_types` names them; None where nothing tells.
    """

    text: str
    lang: str
    words: tuple[Word, ...]
    kind: str | None = None

    def each_once(self) -> Question:
        """The question with words that are asked twice there once, with the aliases of both."""
        once: dict[tuple[str, ...], Word] = {}
        for word in self.words:
            same = once.get(word.terms, word)
            once[word.terms] = replace(same.with_aliases(word.aliases), assumed=same.assumed and word.assumed)
        return replace(self, words=tuple(once.values()))


def analyse(text: str, languages: Mapping[str, int]) -> Question:
    """Understand `text` for a library that holds so many passages of each of these languages.

    Which words carry no content is decided in the language that knows most of the question's small words; the terms
    of the others are looked for in every language that is held.
    """
    text = _HALF_CHARACTER.sub("\ufffd", text)
    held = sorted(languages, key=lambda code: (-languages[code], code)) or ["en"]
    by_language = {code: analyzer(code).spans(text) for code in held}
    # The fewest terms left over: the most of its words were small words of that language.
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
    words = (
        Word(
            text[start:end],
            tuple(terms),
            (start > begin and capitals_tell and text[start].isupper()) or _figure(terms[0]),
            focus=number == focus,
        )
        for number, ((start, end, _), terms) in enumerate(kept.items())
    )
    return Question(text, lang, tuple(words), asks.kind if asks else None)


AT_ONCE = 3
"""Characters, at most, between the words that ask and the one that says what for."""


def _focus(starts: Sequence[int], asks: Asking) -> int | None:
    """Which word says what is asked for: the first among those that ask, or at once behind them."""
    after = [number for number, start in enumerate(starts) if start >= asks.start]
    return after[0] if after and starts[after[0]] - asks.end <= AT_ONCE else None


def _figure(term: str) -> bool:
    return any(map(str.isdigit, term))

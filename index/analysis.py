"""From text to terms: word boundaries, normal forms, stop words, stems.

Words are found by Unicode's rules (UAX #29, with ICU's dictionaries for Chinese, Japanese, Thai and the like, through
icu4py, which comes as a wheel), because a pattern of word characters breaks Devanagari and leaves Chinese in one
piece. Stems are Snowball's (PyStemmer). Chinese characters become overlapping pairs, because two texts need not be
cut into words alike; so do the syllables inside a Korean word, whose particles are attached.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import Stemmer
from icu4py import icu_version
from icu4py.breakers import WordBreaker

from index.languages import Language, fingerprint, language

RULES = 2
"""Counts up when this file makes other terms of the same text, so that indexes made before are built anew."""

CACHED_WORDS = 100_000
"""How many distinct words an analyzer keeps the terms of: about 20 MB when full."""

LONGEST_TERM = 64
"""Code points of a term that count: a line of base64 is one word to Unicode, and nobody asks for it."""

_MARKS_TO_DROP = ("LATIN", "GREEK", "ARABIC", "HEBREW")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,'’٬]\d{3})+")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
# What UAX #29 says of ASCII text, which is most of English: the same words as ICU finds, in a third of the time.
_ASCII_WORD = re.compile(r"\w+(?:(?<=[A-Za-z])[.':](?=[A-Za-z])\w+|(?<=[0-9])[.',;](?=[0-9])\w+)*", re.ASCII)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")


class Term(NamedTuple):
    """One term of a text and the word it came from, ``text[start:end]`` in code points."""

    text: str
    start: int
    end: int


class Analyzer:
    """Makes terms of texts in one language.

    >>> Analyzer(language("xx")).terms("The U.S. has 50,000 ёлок")
    ['the', 'us', 'has', '50000', 'елок']
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._stem = Stemmer.Stemmer(language.stemmer).stemWord if language.stemmer else str
        self._asking = frozenset(word for words in language.asks.values() for word in words if _HAN.fullmatch(word))
        self._tables = {flag: _Table(partial(self._terms_of, capitals_tell=flag)) for flag in (False, True)}

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in order, without those of stop words."""
        return list(chain.from_iterable(map(self._table(text).__getitem__, self._words(text))))

    def read(self, text: str) -> tuple[tuple[str, ...], str]:
        """The terms of a sentence, and for each "1" where its word is written as a name would be, else "0".

        Nothing where no word is: most sentences of a library are read only once, and quickly.

        >>> Analyzer(language("xx")).read("Rain fell on Oslo"), Analyzer(language("xx")).read("Rain fell")
        ((('rain', 'fell', 'on', 'oslo'), '0001'), (('rain', 'fell'), ''))
        """
        words = list(self._words(text))
        table = self._table(text)
        terms = tuple(chain.from_iterable(map(table.__getitem__, words)))
        if text[1:].islower() or text.isupper():
            return terms, ""
        capitals = "".join(map(table.capitals.__getitem__, words))
        # A sentence's first word has a capital whatever it is.
        first = next((len(table[word]) for word in words if word[0].isalnum()), 0)
        capitals = "0" * first + capitals[first:]
        return terms, capitals if "1" in capitals else ""

    def spans(self, text: str) -> list[Term]:
        """The terms of `text`, in order, each with the word it stands for. One word may yield several."""
        table = self._table(text)
        found = []
        end = 0
        for word in self._words(text):
            start = text.index(word, end)
            end = start + len(word)
            found += [Term(term, start, end) for term in table[word]]
        return found

    def _words(self, text: str) -> Iterable[str]:
        """The words of `text`, in order, and maybe what stands between them."""
        if text.isascii():
            return _ASCII_WORD.findall(text)
        words = WordBreaker(text, "en")
        return _join_han(words, self._asking) if _HAN.search(text) else words

    def _table(self, text: str) -> _Table:
        return self._tables[not text.isupper()]

    def _terms_of(self, word: str, *, capitals_tell: bool) -> tuple[str, ...]:
        if not word.isalpha() and not any(map(str.isalnum, word)):
            return ()
        # An abbreviation in capitals (US, WHO, IT) is not the stop word that it looks like, unless all is in capitals.
        abbreviation = capitals_tell and len(word) > 1 and word.removesuffix("'s").removesuffix("’s").isupper()
        normal = normal_form(word)
        if normal in self.language.stop and not abbreviation:
            return ()
        parts = self._parts(normal) if abbreviation else self._without_stop_words(self._parts(normal))
        if not self.language.accents:
            parts = [_fold(part) for part in parts]
        terms = (_fold(self._stem(part))[:LONGEST_TERM] for part in parts)
        return tuple(term for term in terms if term)

    def _without_stop_words(self, parts: list[str]) -> list[str]:
        return [part for part in parts if part not in self.language.stop]

    def _parts(self, word: str) -> list[str]:
        """What of a word is looked for by itself."""
        if word.isascii() and word.isalpha():
            return [word]
        if _HANGUL.fullmatch(word) or _HAN.fullmatch(word):
            pairs = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
            # Many Chinese characters are words by themselves; which ones, two texts need not agree on.
            return pairs + list(word) if len(word) > 1 and _HAN.fullmatch(word) else pairs
        word = word.removesuffix("'s").strip("'")
        if self.language.elision:
            return [part for part in word.split("'") if part]
        if "." in word and not word.replace(".", "").isdigit():
            return [part for part in word.split(".") if part]
        return [word]


@cache
def analyzer(code: str) -> Analyzer:
    """The analyzer of a language, made once."""
    return Analyzer(language(code))


def normal_form(word: str) -> str:
    """One spelling for what is read as the same word: compatibility forms, case, apostrophes, digits, abbreviations.

    >>> normal_form("Ｕ.Ｓ."), normal_form("1,000,000"), normal_form("٣"), normal_form("Ёлка")
    ('us', '1000000', '3', 'елка')
    """
    if word.isascii() and word.isalpha():
        return word.lower()
    # Some ligatures are whole phrases in NFKC; a term holds no white space.
    word = "".join(unicodedata.normalize("NFKC", word).casefold().split())
    word = word.replace("’", "'").replace("ё", "е")
    if not word.isascii():
        word = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in word)
    if _THOUSANDS.fullmatch(word):
        return re.sub(r"\D", "", word)
    if _ACRONYM.fullmatch(word):
        return word.replace(".", "")
    return word


def code_version() -> str:
    """A short digest of all that decides which terms a text has: rules, language files, ICU, Snowball."""
    parts = f"{RULES} {icu_version} {Stemmer.version()}".encode() + fingerprint()
    return blake2b(parts, digest_size=6).hexdigest()


class _Table(dict[str, tuple[str, ...]]):
    """The terms of words seen before: a dict, because looking a word up is most of the work of adding a passage."""

    def __init__(self, terms_of: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._terms_of = terms_of
        self.capitals = _Capitals(self)

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= CACHED_WORDS:
            self.clear()
        terms = self[word] = self._terms_of(word)
        return terms


class _Capitals(dict[str, str]):
    """For each word "1" or "0", as often as it has terms: whether it begins with a capital."""

    def __init__(self, table: _Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> str:
        if len(self) >= CACHED_WORDS:
            self.clear()
        flags = self[word] = ("1" if word[:1].isupper() else "0") * len(self._table[word])
        return flags


def _join_han(words: Iterable[str], asking: frozenset[str]) -> Iterator[str]:
    """`words` with neighbouring Chinese ones joined to runs that only a word that asks interrupts.

    Other stop words do not: cut out, they take pairs with them that tell one sentence from another.
    """
    run = ""
    for word in words:
        if _HAN.fullmatch(word) and word not in asking:
            run += word
            continue
        if run:
            yield run
            run = ""
        yield word
    if run:
        yield run


def _fold(word: str) -> str:
    """The word without accents and vowel marks, in scripts where people leave them out."""
    if word.isascii():
        return word
    kept = []
    base = ""
    for char in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(char):
            base = unicodedata.name(char, "")
        elif base.startswith(_MARKS_TO_DROP):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)).replace("ـ", "")

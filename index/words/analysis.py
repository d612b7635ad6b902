"""The analyzer: tokenization, normalization, stop words, stemming.

Text is tokenized at Unicode word boundaries (UAX #29, with ICU's dictionaries for Chinese, Japanese, Thai and others),
because a pattern of word characters breaks Devanagari and does not split Chinese. Stemming is Snowball's (PyStemmer).
Chinese is indexed as character bigrams, because segmentation differs from text to text; Korean words as syllable
bigrams, because particles are attached to them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import regex
import Stemmer
from icu4py import icu_version
from icu4py.breakers import WordBreaker

from index.words.languages import Language, analysed_as, every_language, fingerprint, language
from index.words.tables import Passing, Table

CAPITAL = "^"
"""Prefix of a term whose word is capitalized like a name. No term contains it: it is not a word character."""

RULES = 6
"""Version of the rules in this file. Increment it when the terms of any text change: indexes are then rebuilt."""

LONGEST_TERM = 64
"""Terms are truncated to this many code points: a line of base64 is a single word by UAX #29."""

SPELLINGS = range(4, 33)
"""Lengths, in code points, of words that can be corrected or be a correction."""

ASCII_WORD = re.compile(r"\w+(?:[.':](?<=[A-Za-z].)[A-Za-z]\w*|[.',;](?<=[0-9].)[0-9]\w*)*", re.ASCII)
"""UAX #29 words of ASCII text, in a third of ICU's time."""

_WRITTEN_FOR = str.maketrans(every_language().written_for)
_IN_STEMS_FOR = str.maketrans(every_language().in_stems_for)
# Accents and vowel marks in scripts where they are often omitted.
_MARKS_LEFT_OUT = regex.compile(r"([\p{Latin}\p{Greek}\p{Arabic}\p{Hebrew}])\P{Canonical_Combining_Class=0}+")
# Soft hyphens, joiners and direction marks: invisible, and absent from typed queries.
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}")
_NBSP = "\u00a0\u2007\u2009\u202f"
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,'’٬]\d{3})+")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
# Thousands separated by spaces: the only deviation from UAX #29.
_SPACED_NUMBER = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:[ {_NBSP}]\d{{3}})+(?!\w|[.,]\d)")
_MAYBE_SPACED_NUMBER = re.compile(rf"\d[ {_NBSP}]\d{{3}}")
_HAN = regex.compile(r"\p{Han}+")
_HANGUL = regex.compile(r"[\p{Hangul_Syllable_Type=LV}\p{Hangul_Syllable_Type=LVT}]+")
# Scripts without letter-by-letter spelling or without spaces between words.
_WITHOUT_SPELLING = regex.compile(r"[\p{Line_Break=Complex_Context}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


class Term(NamedTuple):
    """A term and the span of its word, ``text[start:end]`` in code points."""

    text: str
    start: int
    end: int


class Analyzer:
    """Turns text in one language into terms.

    >>> Analyzer(language("xx")).terms("The U.S. has 50,000 ёлок")
    ['the', 'us', 'has', '50000', 'елок']

    What is made of the words of stored texts is cached. Set `keep` to False for a question: its words leave nothing.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._stem = Stemmer.Stemmer(language.stemmer).stemWord if language.stemmer else str
        self._asking = frozenset(word for words in language.asks.values() for word in words if _HAN.fullmatch(word))
        self._tables = {flag: Table(partial(self._terms, capitals_tell=flag)) for flag in (False, True)}
        self._spellings = Table(self._spelt)

    def terms(self, text: str, *, keep: bool = True) -> list[str]:
        """The terms of `text`, in order, without stop words."""
        return list(chain.from_iterable(map(self._table(text, keep).__getitem__, self.pieces(text))))

    def name(self, name: str) -> list[str]:
        """The terms of a name by itself: "WHO" is an abbreviation, even though the whole text is upper-case."""
        return list(chain.from_iterable(map(self._tables[True].__getitem__, self.pieces(name))))

    def terms_of(self, word: str, *, capitals_tell: bool = True) -> tuple[str, ...]:
        """The terms of one of `pieces`. Set `capitals_tell` to False if the whole text is upper-case."""
        return self._tables[capitals_tell][word]

    def spellings_of(self, word: str) -> tuple[str, ...]:
        """The spellings of one of `pieces`."""
        return self._spellings[word]

    def spans(self, text: str, *, keep: bool = True) -> list[Term]:
        """The terms of `text`, in order, with the spans of their words. A word can have several terms."""
        table = self._table(text, keep)
        found = []
        end = 0
        for word in self.pieces(text):
            start = text.index(word, end)
            end = start + len(word)
            if terms := table[word]:
                found += [Term(term, start, end) for term in terms]
        return found

    def spellings(self, text: str, *, keep: bool = True) -> frozenset[str]:
        """The normalized, unstemmed content words of `text`, for spelling correction.

        Words outside SPELLINGS, words with digits, and scripts without letter-by-letter spelling are left out.

        >>> sorted(Analyzer(language("en")).spellings("The U.S. mobilized 50,000 of Putin's men; 动员"))
        ['mobilized', 'putin']
        """
        spellings = self._spellings if keep else Passing(self._spellings)
        return frozenset(chain.from_iterable(map(spellings.__getitem__, self.pieces(text))))

    def pieces(self, text: str) -> Iterable[str]:
        """The tokens of `text`, in order; white space and punctuation may be among them."""
        words = _words(text)
        return _join_han(words, self._asking) if _HAN.search(text) else words

    def _spelt(self, word: str) -> tuple[str, ...]:
        if any(map(str.isdigit, word)) or not is_spelt(word):
            return ()
        normal = normal_form(word)
        if normal in self.language.stop:
            return ()
        return tuple(part for part in self._without_stop_words(self._parts(normal)) if len(part) in SPELLINGS)

    def _table(self, text: str, keep: bool) -> Mapping[str, tuple[str, ...]]:
        table = self._tables[not text.isupper()]
        return table if keep else Passing(table)

    def _terms(self, word: str, *, capitals_tell: bool) -> tuple[str, ...]:
        if not word.isalpha() and not any(map(str.isalnum, word)):
            return ()
        # An upper-case abbreviation (US, WHO, IT) is not a stop word, unless the whole text is upper-case.
        abbreviation = capitals_tell and len(word) > 1 and word.removesuffix("'s").removesuffix("’s").isupper()
        normal = normal_form(word)
        if normal in self.language.stop and not abbreviation:
            return ()
        parts = self._parts(normal) if abbreviation else self._without_stop_words(self._parts(normal))
        if not self.language.accents:
            parts = [_fold(part) for part in parts]
        terms = (self._without_ending(_fold(self._stem(part)))[:LONGEST_TERM] for part in parts)
        return tuple(term.replace(CAPITAL, "") for term in terms if term)

    def _without_ending(self, term: str) -> str:
        return term[:-1] if len(term) > 3 and term[-1] in self.language.stem_endings else term

    def _without_stop_words(self, parts: list[str]) -> list[str]:
        return [part for part in parts if part not in self.language.stop]

    def _parts(self, word: str) -> list[str]:
        """The parts of a word that are indexed separately."""
        if word.isascii() and word.isalpha():
            return [word]
        if _HANGUL.fullmatch(word) or _HAN.fullmatch(word):
            pairs = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
            # Single characters too: many are words by themselves.
            return pairs + list(word) if len(word) > 1 and _HAN.fullmatch(word) else pairs
        word = word.removesuffix("'s").strip("'").replace('"', "")
        if self.language.elision:
            return [part for part in word.split("'") if part]
        if "." in word and not word.replace(".", "").isdigit():
            return [part.replace("'", "") for part in word.split(".") if part.strip("'")]
        return [word.replace("'", "")]


def analyzer(code: str) -> Analyzer:
    """The analyzer of a language (ISO 639-1), cached. All languages without a file share one."""
    return _analyzer(analysed_as(code))


@cache
def _analyzer(code: str) -> Analyzer:
    return Analyzer(language(code))


def normal_form(word: str) -> str:
    """`word` normalized: compatibility forms, case, apostrophes, digits, abbreviations.

    >>> normal_form("Ｕ.Ｓ."), normal_form("1,000,000"), normal_form("٣"), normal_form("Ёлка")
    ('us', '1000000', '3', 'елка')
    """
    if word.isascii() and word.isalpha():
        return word.lower()
    # NFKC expands some ligatures to phrases; a term contains no white space.
    word = "".join(unicodedata.normalize("NFKC", word).casefold().split())
    if not word.isascii():
        word = _UNSEEN.sub("", word.translate(_WRITTEN_FOR))
        word = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in word)
    if _THOUSANDS.fullmatch(word):
        return re.sub(r"\D", "", word)
    if _ACRONYM.fullmatch(word):
        return word.replace(".", "")
    return word


def is_spelt(word: str) -> bool:
    """Whether `word` is in a script with letter-by-letter spelling and spaces between words."""
    return any(map(str.isalpha, word)) and not _WITHOUT_SPELLING.search(word)


def words(text: str) -> list[str]:
    """The normalized words of `text`, in order, including stop words; Chinese by single characters.

    >>> words("“The U.S. sent 50,000 men,” he said.")
    ['the', 'us', 'sent', '50000', 'men', 'he', 'said']
    """
    found = (part for word in _words(text) for part in (word if _HAN.fullmatch(word) else (word,)))
    return [normal for word in found if any(map(str.isalnum, normal := normal_form(word)))]


def code_version() -> str:
    """A short digest of everything that determines a text's terms: rules, language files, ICU, Snowball."""
    parts = f"{RULES} {icu_version} {Stemmer.version()}".encode() + fingerprint()
    return blake2b(parts, digest_size=6).hexdigest()


def _words(text: str) -> Iterable[str]:
    """The UAX #29 tokens of `text`, but numbers grouped by spaces as one token."""
    return _with_spaced_numbers(text) if _MAYBE_SPACED_NUMBER.search(text) else _unicode_words(text)


def _unicode_words(text: str) -> Iterable[str]:
    return ASCII_WORD.findall(text) if text.isascii() else WordBreaker(text, "en")


def _with_spaced_numbers(text: str) -> Iterator[str]:
    end = 0
    for number in _SPACED_NUMBER.finditer(text):
        if before := text[end : number.start()]:
            yield from _unicode_words(before)
        yield number[0]
        end = number.end()
    if after := text[end:]:
        yield from _unicode_words(after)


def _join_han(words: Iterable[str], asking: frozenset[str]) -> Iterator[str]:
    """`words` with adjacent Han tokens joined into runs, which only interrogatives interrupt.

    Other stop words do not: removing them would lose distinctive bigrams.
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
    """`word` without accents and vowel marks, in scripts where they are often omitted."""
    if word.isascii():
        return word
    folded = unicodedata.normalize("NFC", _MARKS_LEFT_OUT.sub(r"\1", unicodedata.normalize("NFD", word)))
    return folded.translate(_IN_STEMS_FOR)

"""Query expansion by the operator's synonyms: `synonyms.txt` in the data directory.

    # One group of synonymous names per line.
    DPRK = North Korea = КНДР
    en: troops = soldiers
    [de]
    Bundeswehr = deutsche Streitkräfte
    [all]
    UN = United Nations = ООН

`#` at the beginning of a line or after a space starts a comment. A group below `[de]`, or after `de:`, applies to
passages in that language only. A name of several words matches them as a phrase. The file is checked for changes on
every question, and never written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from index.asking.question import Question, Word
from index.errors import SynonymError
from index.words.analysis import analyzer
from index.words.languages import known

NAME = "synonyms.txt"

_SECTION = re.compile(r"\[([a-z]{2,3})\]")
_PREFIX = re.compile(r"([a-z]{2}):\s")
_COMMENT = re.compile(r"(?:^|\s)#.*")

_log = logging.getLogger(__name__)

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Synonymous names in passages in `lang` (None: in any language), and the line of the group, from 1."""

    names: Terms
    lang: str | None
    line: int


@dataclass(frozen=True)
class Synonyms:
    """The groups of a file.

    >>> Synonyms(parse("UN = United Nations", "synonyms.txt")).groups[0].names
    ('UN', 'United Nations')
    """

    groups: tuple[Group, ...] = ()

    def applied(self, question: Question, languages: Sequence[str]) -> Question:
        """`question` with the synonyms of the names in it as aliases of their words.

        Names are matched from left to right, the longest first.
        """
        table = _table(self.groups, tuple(languages)) if self.groups else {}
        words = list(question.words)
        start = 0
        while table and start < len(words):
            length = 1
            begun = (named for term in words[start].terms for named in table.get(term, ()))
            for name, others in sorted(begun, key=lambda named: -len(named[0])):
                if _says(words[start : start + len(name)], name):
                    length = len(name)
                    words[start : start + length] = [w.with_aliases(others) for w in words[start : start + length]]
                    break
            start += length
        return replace(question, words=tuple(words))


class SynonymFile:
    """A file of synonyms, which need not exist, and is read again when it changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._synonyms = Synonyms()
        self._error: SynonymError | None = None
        self._good = False

    def current(self) -> Synonyms:
        """The current synonyms.

        If a change made the file invalid, the last valid synonyms are kept, and a warning is logged.
        Raises SynonymError if the file has never been valid.
        """
        try:
            status = self.path.stat()
            seen = (status.st_mtime_ns, status.st_size)
        except OSError:
            seen = None
        if seen != self._seen:
            self._seen = seen
            self._read(seen is not None)
        if self._error and not self._good:
            raise self._error
        return self._synonyms

    def _read(self, exists: bool) -> None:
        self._error = None
        try:
            self._synonyms = Synonyms(read(self.path)) if exists else Synonyms()
            self._good = True
        except SynonymError as error:
            self._error = error
            if self._good:
                _log.warning("%s; what it said before stays in force", error)


def read(path: Path) -> tuple[Group, ...]:
    """The groups in the file at `path`. Raises SynonymError if it cannot be read or is invalid."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SynonymError(str(path), f"cannot be read: {error.strerror or error}") from error
    try:
        return parse(content.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SynonymError(str(path), "this is not UTF-8; save the file as UTF-8", line) from error


def parse(text: str, name: str) -> tuple[Group, ...]:
    """The groups in `text`. `name` is the file's name in errors.

    Raises SynonymError for a malformed line, a name of stop words only, or a name in two groups.
    """
    groups = tuple(_groups(text, name))
    said: dict[Terms, list[Group]] = {}
    for group in groups:
        for key in {_key(alias): None for alias in group.names}:
            for other in said.setdefault(key, []):
                if other.lang == group.lang or None in (other.lang, group.lang):
                    raise SynonymError(
                        name,
                        f'"{_name_of(key, group)}" is in line {other.line} already; '
                        "put all that means the same into one line",
                        group.line,
                    )
            said[key].append(group)
    return groups


def _groups(text: str, name: str) -> Iterator[Group]:
    section: str | None = None
    for number, written in enumerate(text.split("\n"), 1):
        line = _COMMENT.sub("", written).strip()
        if not line:
            continue
        if line.startswith("["):
            match = _SECTION.fullmatch(line)
            if match is None:
                raise SynonymError(
                    name, f"{line} names no language; write its two letters, as in [en], or [all]", number
                )
            section = None if match[1] == "all" else match[1]
            continue
        lang = section
        if match := _PREFIX.match(line):
            lang, line = match[1], line[match.end() :]
        names = tuple(dict.fromkeys(part.strip() for part in line.split("=")))
        if fault := _fault(names, lang):
            raise SynonymError(name, fault, number)
        yield Group(names, lang, number)


def _fault(names: Terms, lang: str | None) -> str | None:
    if len(names) < 2 and "" not in names:
        return "a group needs two names with = between them, as in: UN = United Nations"
    if "" in names:
        return "there is no name before, after or between two ="
    for name in names:
        if not any(map(str.isalnum, name)):
            return f'"{name}" has neither letter nor figure'
        if code := _small(name, lang):
            return (
                f'"{name}" is nothing but small words in the language {code}, which stand everywhere; '
                f"leave it out, or put the line under the language that it is meant for, as in [{lang or 'en'}]"
            )
    if len(set(map(_key, names))) < 2:
        return "all its names are the same word to a search already"
    return None


def _small(name: str, lang: str | None) -> str | None:
    """A language in which `name` consists of stop words only.

    In a group for all languages, a name with a capital letter ("Will", "C") is not taken for stop words.
    """
    if lang is None and name != name.lower():
        return None
    return next((code for code in ((lang,) if lang else known()) if not analyzer(code).name(name)), None)


def _key(name: str) -> Terms:
    """The terms of `name` by general rules: names with the same ones cannot be told apart."""
    return tuple(analyzer("xx").name(name))


def _name_of(key: Terms, group: Group) -> str:
    return next(name for name in group.names if _key(name) == key)


@lru_cache(maxsize=8)
def _table(groups: tuple[Group, ...], languages: tuple[str, ...]) -> dict[str, list[tuple[Terms, list[Terms]]]]:
    """The terms of each name, by its first term, with the terms of its synonyms."""
    table: dict[str, list[tuple[Terms, list[Terms]]]] = {}
    for group in groups:
        codes = [code for code in languages if group.lang in (None, code)]
        spoken = [list(dict.fromkeys(filter(None, (_terms(name, code) for code in codes)))) for name in group.names]
        for i, ways in enumerate(spoken):
            others = [terms for j, other in enumerate(spoken) if j != i for terms in other]
            for terms in ways:
                table.setdefault(terms[0], []).append((terms, others))
    return table


def _terms(name: str, code: str) -> Terms:
    """The terms of a name, in Chinese only the bigrams, which are adjacent in a text as in the name."""
    terms = analyzer(code).name(name)
    longest = max(map(len, terms), default=0)
    return tuple(term for term in terms if len(term) > 1 or term.isascii() or longest == 1)


def _says(words: Sequence[Word], name: Terms) -> bool:
    return len(words) == len(name) and all(term in word.terms for word, term in zip(words, name, strict=True))

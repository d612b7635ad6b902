"""The phrases of Project Fluent catalogues, as patterns that say where in a text each of them can end.

A pattern is a sequence of parts: a literal, a hole (a placeable, which takes an allowed value only) or a choice (a
selector's variants). Matching tries every way, so nothing depends on which of two readings is tried first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fluent.syntax import ast, parse

from tests.bot_api.text import clean_characters, cut, find_entities
from tests.bot_api.visible import visible

# Fluent wraps placeables in these so that directions of writing do not mix.
_ISOLATES = "\u2068\u2069"
# A number as locales write it, a time of day, a percentage; nothing with a letter in it.
_NUMBER = re.compile(r"[+\-−]?\d(?:[\d.,:'’٫٬ \u00a0\u202f]*\d)?(?:[ \u00a0\u202f]?[%٪])?")
ELLIPSIS = "…"
# A long field may be cut short; what is left has to be this long, so that no single word passes as a field.
SHORTENED_FROM = 12


# Holes that hold no field: for dates, for single words, and for the bot's own name.
_OWN = ("", "typed", "assumed", "bot")

Stretch = tuple[int, int]
"""Where something begins and ends in a text."""


class Values:
    """What a placeable may be: exact values, and numbers.

    A placeable whose name is among `words` may be one of those words, and nothing else. They are many, and seldom
    wanted: so each is a function that lists them.
    """

    def __init__(self, values: Iterable[str], words: Mapping[str, Callable[[], Values]] | None = None) -> None:
        self.exact = {seen for value in values if (seen := visible(value))}
        self._lengths = sorted({len(value) for value in self.exact}, reverse=True)
        self.words = words or {}
        # Many phrases ask for the same place of a text.
        self._found: dict[tuple[str, int, bool], tuple[int, ...]] = {}

    def ends(self, text: str, start: int, *, numbers: bool = True) -> tuple[int, ...]:
        """Where a value that begins at `start` can end."""
        place = (text, start, numbers)
        if place not in self._found:
            self._found[place] = tuple(self._ends(text, start, numbers))
        return self._found[place]

    def _ends(self, text: str, start: int, numbers: bool) -> Iterator[int]:
        for length in self._lengths:
            if text[start : start + length] in self.exact and start + length <= len(text):
                yield start + length
        # A field may hold an ellipsis, and be cut short at a later one.
        dots = text.find(ELLIPSIS, start)
        while dots >= 0:
            shortened = text[start:dots].rstrip()
            if len(shortened) >= SHORTENED_FROM and any(value.startswith(shortened) for value in self.exact):
                yield dots + 1
            dots = text.find(ELLIPSIS, dots + 1)
        if numbers:
            match = _NUMBER.match(text, start)
            if match:
                # A number may also stop early: "3, 4" is one number, or a number and more.
                for end in range(match.end(), start, -1):
                    if text[end - 1].isdigit() or end == match.end():
                        yield end


class Listed(Values):
    """One or more of some exact values, with a comma between them."""

    def __init__(self, values: Values) -> None:
        super().__init__(())
        self._values = values

    def _ends(self, text: str, start: int, numbers: bool) -> Iterator[int]:
        for end in self._values.ends(text, start, numbers=False):
            yield end
            if text.startswith(", ", end):
                yield from self._ends(text, end + 2, numbers)


@dataclass(frozen=True)
class Literal:
    """Fixed words."""

    text: str

    def ends(self, text: str, start: int, values: Values) -> Iterator[int]:
        """Where they end, if they stand here."""
        if text.startswith(self.text, start):
            yield start + len(self.text)


@dataclass(frozen=True)
class Hole:
    """A placeable; `name` is that of the variable that stands there, where it is one."""

    name: str = ""

    def ends(self, text: str, start: int, values: Values) -> Iterator[int]:
        """Where an allowed value ends."""
        inner = start + (text[start : start + 1] in tuple(_ISOLATES))
        words = values.words.get(self.name)
        for end in values.ends(text, inner) if words is None else words().ends(text, inner, numbers=False):
            yield end
            if text[end : end + 1] in tuple(_ISOLATES):
                yield end + 1


@dataclass(frozen=True)
class Choice:
    """One of several sequences."""

    options: tuple[Phrase, ...]

    def ends(self, text: str, start: int, values: Values) -> Iterator[int]:
        """Where any of them ends."""
        for option in self.options:
            yield from option.ends(text, start, values)


@dataclass(frozen=True)
class Phrase:
    """A sequence of parts."""

    parts: tuple[Literal | Hole | Choice, ...]

    def ends(self, text: str, start: int, values: Values) -> Iterator[int]:
        """Where the phrase can end in `text` when it begins at `start`."""
        reached = {start}
        for part in self.parts:
            reached = {end for begin in reached for end in part.ends(text, begin, values)}
        yield from reached

    def fields(self, text: str, start: int, end: int, values: Values) -> Iterator[tuple[Stretch, ...]]:
        """Every way to read ``text[start:end]`` as this phrase, as the places of the fields in it."""
        if not self.parts:
            if start == end:
                yield ()
            return
        part, rest = self.parts[0], self.parts[1:]
        if isinstance(part, Choice):
            for option in part.options:
                yield from Phrase((*option.parts, *rest)).fields(text, start, end, values)
            return
        for stop in set(part.ends(text, start, values)):
            foreign = isinstance(part, Hole) and part.name not in _OWN and not _NUMBER.fullmatch(text, start, stop)
            for others in Phrase(rest).fields(text, stop, end, values):
                yield ((start, stop), *others) if foreign else others

    @property
    def first(self) -> frozenset[str] | None:
        """The characters with which it can begin; None where that can be any, or none."""
        match self.parts[:1]:
            case (Literal(text),) if text:
                return frozenset(text[0])
            case (Choice(options),):
                firsts = [option.first for option in options]
                return None if None in firsts else frozenset[str]().union(*(first for first in firsts if first))
        return None

    @property
    def linked(self) -> set[str]:
        """What Telegram makes links of in its fixed words."""
        found = set[str]()
        for part in self.parts:
            if isinstance(part, Literal):
                entities = find_entities(part.text)
                found |= {cut(part.text, entity["offset"], entity["length"]) for entity in entities}
            elif isinstance(part, Choice):
                found |= {text for option in part.options for text in option.linked}
        return found

    def covers(self, text: str, values: Values) -> bool:
        """Whether `text` is this phrase and nothing more."""
        return len(text) in set(self.ends(text, 0, values))


class Catalogue:
    """Every phrase of some .ftl files: messages, attributes, and what terms and selectors make of them."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        self._of_any: list[Phrase] = []
        self.linked: set[str] = set()
        """What Telegram makes links of in the fixed words of the phrases."""
        for phrase in dict.fromkeys(phrase for file in files for phrase in _phrases(file, file.read_text("utf-8"))):
            first = phrase.first
            for character in first or ():
                self._by_first[character].append(phrase)
            if first is None:
                self._of_any.append(phrase)
            self.linked |= phrase.linked

    def ends(self, text: str, start: int, values: Values) -> set[int]:
        """Where any of the phrases can end in `text` when it begins at `start`."""
        candidates = self._by_first.get(text[start], []) + self._of_any
        return {end for phrase in candidates for end in phrase.ends(text, start, values)}

    def fields(self, text: str, start: int, end: int, values: Values) -> Iterator[tuple[Stretch, ...]]:
        """Every way to read ``text[start:end]`` as a phrase, as the places of the fields in it."""
        for phrase in self._by_first.get(text[start], []) + self._of_any:
            if end in set(phrase.ends(text, start, values)):
                yield from phrase.fields(text, start, end, values)


@lru_cache(maxsize=16)
def _phrases(file: Path, source: str) -> tuple[Phrase, ...]:
    """The phrases of one file. Raises ValueError where it is not Fluent."""
    entries = parse(source).body
    broken = [entry for entry in entries if isinstance(entry, ast.Junk)]
    if broken:
        raise ValueError(f"{file}: not Fluent: {broken[0].content!r}")
    named = {_name(entry): entry for entry in entries if isinstance(entry, ast.Message | ast.Term)}
    said = [entry for entry in named.values() if isinstance(entry, ast.Message)]
    patterns = [pattern for entry in said for pattern in (entry.value, *(one.value for one in entry.attributes))]
    return tuple(_trimmed(_pattern(pattern, named)) for pattern in patterns if pattern is not None)


Entry = ast.Message | ast.Term


def _name(entry: Entry) -> str:
    return ("-" if isinstance(entry, ast.Term) else "") + entry.id.name


def _pattern(pattern: ast.Pattern, named: dict[str, Entry]) -> Phrase:
    parts: list[Literal | Hole | Choice] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            parts.append(Literal(clean_characters(element.value)))
        elif isinstance(element, ast.Placeable):
            parts += _placeable(element.expression, named)
    return Phrase(tuple(parts))


def _placeable(
    expression: ast.InlineExpression | ast.SelectExpression | ast.Placeable, named: dict[str, Entry]
) -> Sequence[Literal | Hole | Choice]:
    match expression:
        case ast.Placeable():
            return _placeable(expression.expression, named)
        case ast.SelectExpression():
            return [Choice(tuple(_pattern(variant.value, named) for variant in expression.variants))]
        case ast.StringLiteral():
            return [Literal(clean_characters(str(expression.parse()["value"])))]
        case ast.NumberLiteral():
            return [Literal(expression.value)]
        case ast.MessageReference() | ast.TermReference():
            return [Choice((_reference(expression, named),))]
        case ast.VariableReference():
            return [Hole(expression.id.name)]
    return [Hole()]


def _reference(reference: ast.MessageReference | ast.TermReference, named: dict[str, Entry]) -> Phrase:
    name = ("-" if isinstance(reference, ast.TermReference) else "") + reference.id.name
    entry = named[name]
    pattern: ast.Pattern | None = entry.value
    if reference.attribute is not None:
        wanted = reference.attribute.name
        pattern = next(attribute.value for attribute in entry.attributes if attribute.id.name == wanted)
    return _pattern(pattern, named) if pattern is not None else Phrase(())


def _trimmed(phrase: Phrase) -> Phrase:
    """Without white space at its ends, which Telegram cuts off too."""
    parts = list(phrase.parts)
    if parts and isinstance(parts[0], Literal):
        parts[0] = Literal(parts[0].text.lstrip())
    if parts and isinstance(parts[-1], Literal):
        parts[-1] = Literal(parts[-1].text.rstrip())
    return Phrase(tuple(part for part in parts if part != Literal("")))

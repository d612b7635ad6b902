"""The bot's own phrases, in all languages.

The catalogues are Project Fluent files (`locales/*.ftl`), which handle plurals and dates and are known to translators.
`Phrase` has a member for each phrase, so that a misspelt name is a type error. A catalogue with a missing or an unknown
phrase is refused when it is loaded.

>>> phrases = load().for_language("en-GB")
>>> phrases(Phrase.SOURCES_MORE, count=3)
'and 3 more.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, NewType, TypeVar, cast

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.errors import PhraseError
from bot.saying.fields import Field
from bot.saying.phrase_names import Phrase

__all__ = [
    "DEFAULT_LANGUAGE",
    "NOTHING",
    "Catalogue",
    "Label",
    "Phrase",
    "Phrases",
    "Words",
    "joined",
    "load",
    "name_of_bot",
    "read",
    "said",
]

DEFAULT_LANGUAGE = "en"

Label = NewType("Label", str)
"""Phrases, and fields in them or beside them, where there is plain text only: on buttons, in alerts, in lists."""
Words = NewType("Words", Label)
"""Phrases alone. Only this module makes them, so that the bot says nothing else in its own voice."""

NOTHING = Words(Label(""))

# Around fields while a phrase is put together. No field contains them.
_BEGIN, _END = "\ufdd0", "\ufdd1"
_FIELD = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


class Phrases:
    """The phrases of one language. Call it with a phrase and its variables. Raises PhraseError for a bad catalogue."""

    def __init__(self, language: str, text: str) -> None:
        self.language = language
        # Without isolation marks (U+2068, U+2069) around variables: a field has its own where it needs them.
        self._bundle = FluentBundle([language], use_isolating=False)
        resource = FluentResource(text)
        broken = [entry.content for entry in resource.body if isinstance(entry, ast.Junk)]
        if broken:
            raise PhraseError(f"{language}.ftl: syntax error near {(broken[0] or '').strip()[:60]!r}")
        names = [entry.id.name for entry in resource.body if isinstance(entry, ast.Message)]
        _compare(language, names)
        self._bundle.add_resource(resource)

    def __call__(self, phrase: Phrase, **values: int | date | Words) -> Words:
        """The text of a phrase without fields. Raises PhraseError if a variable is missing."""
        return Words(Label(self._formatted(phrase, values)))

    def label(self, phrase: Phrase, **values: int | date | Field) -> Label:
        """The text of a phrase, fields included. Raises PhraseError if a variable is missing."""
        plain = {name: value.text if isinstance(value, Field) else value for name, value in values.items()}
        return Label(self._formatted(phrase, plain))

    def pieces(self, phrase: Phrase, **values: int | date | Field) -> list[Words | Field]:
        """A phrase with its fields apart from its words, in order. Raises PhraseError if a variable is missing."""
        fields = {value.text: value for value in values.values() if isinstance(value, Field)}
        marked = {
            name: f"{_BEGIN}{value.text}{_END}" if isinstance(value, Field) else value for name, value in values.items()
        }
        # Of the parts of a split by one group, every second is the group.
        parts = enumerate(_FIELD.split(self._formatted(phrase, marked)))
        return [fields[part] if number % 2 else Words(Label(part)) for number, part in parts if part]

    def _formatted(self, phrase: Phrase, values: Mapping[str, object]) -> str:
        pattern = self._bundle.get_message(phrase.value).value
        if pattern is None:
            raise PhraseError(f"{self.language}.ftl: {phrase.value} has no text")
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise PhraseError(f"{self.language}.ftl: {phrase.value}: {errors[0]}")
        return str(text)


def said(field: Field) -> Label:
    """A field by itself."""
    return Label(field.text)


def name_of_bot(username: str) -> Words:
    """The bot's own name, as Telegram gives it, for phrases that mention it."""
    return Words(Label(username))


_Text = TypeVar("_Text", Words, Label)


def joined(parts: Iterable[_Text], between: Words | Literal["", " ", "\n", "\n\n"]) -> _Text:
    """Several texts as one, with white space or a phrase between them."""
    return cast(_Text, between.join(parts))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The phrases of all languages."""

    languages: dict[str, Phrases]

    def for_language(self, code: str | None) -> Phrases:
        """The phrases for a language code such as "pt-br": of that language, else of "pt", else English."""
        wanted = (code or DEFAULT_LANGUAGE).lower().replace("_", "-")
        for name in (wanted, wanted.split("-")[0]):
            if name in self.languages:
                return self.languages[name]
        return self.languages[DEFAULT_LANGUAGE]


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The catalogues that ship with the bot. Raises PhraseError."""
    return read(entry for entry in files("bot.saying").joinpath("locales").iterdir() if entry.name.endswith(".ftl"))


def read(catalogues: Iterable[Traversable]) -> Catalogue:
    """The catalogues in files named after their language (`pt-br.ftl`). Raises PhraseError."""
    languages = {}
    for entry in catalogues:
        language = entry.name.removesuffix(".ftl").lower()
        languages[language] = Phrases(language, entry.read_text(encoding="utf-8"))
    if DEFAULT_LANGUAGE not in languages:
        raise PhraseError(f"there is no {DEFAULT_LANGUAGE}.ftl")
    return Catalogue(languages)


def _compare(language: str, names: list[str]) -> None:
    wanted = {phrase.value for phrase in Phrase}
    for what, found in (
        ("lacks", wanted.difference(names)),
        ("has an unknown phrase,", set(names) - wanted),
        ("has twice", {name for name in names if names.count(name) > 1}),
    ):
        if found:
            raise PhraseError(f"{language}.ftl {what} {', '.join(sorted(found))}")

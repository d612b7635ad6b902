"""Every word that the bot itself says, in the languages it speaks.

The catalogue is Project Fluent (`locales/*.ftl`): plurals and dates come out right in each language, and translators
know the format. `Phrase` has the name of each, so that a misspelt one is a type error; a catalogue that lacks one, or
has another, is refused when it is loaded, so a missing word is found by the first test and not by a reader.

>>> phrases = load().for_language("en-GB")
>>> phrases(Phrase.SOURCES_MORE, count=3)
'and 3 more.'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.errors import PhraseError
from bot.saying.phrase_names import Phrase

__all__ = ["DEFAULT_LANGUAGE", "Catalogue", "Phrase", "Phrases", "load", "read"]

DEFAULT_LANGUAGE = "en"


class Phrases:
    """The phrases of one language: call it with a phrase, and with the numbers that the phrase asks for."""

    def __init__(self, language: str, text: str) -> None:
        self.language = language
        # Isolating marks (U+2068, U+2069) around numbers would be characters that nobody wrote.
        self._bundle = FluentBundle([language], use_isolating=False)
        resource = FluentResource(text)
        broken = [entry.content for entry in resource.body if isinstance(entry, ast.Junk)]
        if broken:
            raise PhraseError(f"{language}.ftl: cannot be read near {(broken[0] or '').strip()[:60]!r}")
        names = [entry.id.name for entry in resource.body if isinstance(entry, ast.Message)]
        _compare(language, names)
        self._bundle.add_resource(resource)

    def __call__(self, phrase: Phrase, **values: int | str | date) -> str:
        """The phrase in this language. Raises PhraseError where it asks for a value that was not given."""
        pattern = self._bundle.get_message(phrase.value).value
        if pattern is None:
            raise PhraseError(f"{self.language}.ftl: {phrase.value} has no text")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise PhraseError(f"{self.language}.ftl: {phrase.value}: {errors[0]}")
        return str(text)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All languages that the bot speaks."""

    languages: dict[str, Phrases]

    def for_language(self, code: str | None) -> Phrases:
        """The phrases for a language as Telegram names it ("pt-br"): the same, else its main language, else English."""
        wanted = (code or DEFAULT_LANGUAGE).lower().replace("_", "-")
        for name in (wanted, wanted.split("-")[0]):
            if name in self.languages:
                return self.languages[name]
        return self.languages[DEFAULT_LANGUAGE]


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The catalogues that ship with the bot. Raises PhraseError where one is incomplete."""
    return read(entry for entry in files("bot.saying").joinpath("locales").iterdir() if entry.name.endswith(".ftl"))


def read(catalogues: Iterable[Traversable]) -> Catalogue:
    """The catalogues in these files, each named after its language (`pt-br.ftl`)."""
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

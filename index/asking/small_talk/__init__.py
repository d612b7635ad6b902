"""Small talk: thanks, greetings, laughter, questions about the bot itself. Nothing stored is asked for.

One file for each language of the bot's phrases. A message is small talk if it consists of what the file of a single
language lists, or of pictures alone; "Thanks, and where do I park?" is none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from index.words.analysis import words

LONGEST = 200
"""Maximum length of small talk in code points."""

_EMOTICON = re.compile(r"(?<!\w)(?:<3+|[:;=]['-]?[a-zA-Z03]+)(?!\w)")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")

Expression = tuple[str, ...]


def is_small_talk(text: str) -> bool:
    """Whether a message asks for nothing that could be stored.

    >>> is_small_talk("Thaaanks a lot, guys! 😂"), is_small_talk("hahaha"), is_small_talk("how old are you?")
    (True, True, True)
    >>> is_small_talk("Thanks! How old is the bridge?"), is_small_talk("hello world"), is_small_talk("¡Hola a todos!")
    (False, False, True)
    """
    if len(text) > LONGEST or not text.strip():
        return False
    readable = text.encode(errors="replace").decode()  # halves of characters, as clients cut them
    said = _plain(_EMOTICON.sub(" ", readable))
    if not said:
        return _is_picture(text)
    return any(language.is_all_of(said) for language in _languages())


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a file."""

    says: tuple[str, ...]
    """What people say."""
    beside: tuple[str, ...]
    """What stands beside that, and is nothing by itself."""
    laughs: tuple[str, ...]
    """The letters of each kind of laughter: three or more of them are laughter."""


class _Language:
    """The expressions of one language, as `_plain` has them."""

    def __init__(self, listed: _Listed) -> None:
        self._says = frozenset(map(_plain, listed.says))
        self._beside = frozenset(map(_plain, listed.beside))
        self._longest = max(map(len, self._says | self._beside))
        self._known = frozenset(part[0] for part in self._says | self._beside)
        self._laughs = [frozenset("".join(_plain(letters))) for letters in listed.laughs]

    def is_all_of(self, said: Expression) -> bool:
        """Whether these words are expressions of the language, one after another, and not only what stands beside."""
        if not self._known.issuperset(said[:1]) and not self._is_laughter(said[0]):
            return False
        place, tells = 0, False
        while place < len(said):
            for length in range(min(self._longest, len(said) - place), 0, -1):
                part = said[place : place + length]
                if part in self._says or part in self._beside or (length == 1 and self._is_laughter(part[0])):
                    tells |= part not in self._beside
                    place += length
                    break
            else:
                return False
        return tells

    def _is_laughter(self, word: str) -> bool:
        return any(letters.issuperset(word) and (len(word) > 2 or len(letters) == 1) for letters in self._laughs)


def _plain(text: str) -> Expression:
    """The words of a text without accents, and without letters that are drawn out."""
    return tuple([_DRAWN_OUT.sub(r"\1", word if word.isascii() else _without_accents(word)) for word in words(text)])


def _is_picture(text: str) -> bool:
    return any(unicodedata.category(char) == "So" for char in text)


def _without_accents(word: str) -> str:
    return "".join([char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char)])


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(map(_Language, _files()))


def _files() -> Iterator[_Listed]:
    for file in sorted(files(__name__).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            yield msgspec.convert(tomllib.loads(file.read_text("utf-8")), _Listed)

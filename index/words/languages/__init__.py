"""Language data: one TOML file per language.

A file names the stemmer, the stop words, the interrogatives with the answer types they ask for, and signs of these
answers. Text in a language without a file is indexed without stemming or stop words. `mul.toml` applies to every
language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import msgspec


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a language file. All words are NFC and case-folded."""

    code: str
    """ISO 639-1."""
    stemmer: str | None = None
    """Snowball's name of the stemmer; None: no stemming."""
    stop: frozenset[str] = frozenset()
    """Stop words, including the single-word interrogatives of `asks`."""
    spaces: bool = True
    """Whether words are separated by spaces."""
    elision: bool = False
    """Whether an apostrophe joins two words (l'homme)."""
    accents: bool = True
    """Whether accents are part of the spelling; if not, they are removed before stemming (résumé)."""
    stem_endings: str = ""
    """Letters that the stemmer leaves on some forms of a word only; removed after stemming."""
    asks_anywhere: bool = False
    """Whether interrogatives can stand anywhere in a question, not only at its beginning."""
    asks: dict[str, tuple[str, ...]] = {}
    """Interrogatives by answer type."""
    holds: dict[str, frozenset[str]] = {}
    """Words typical of sentences that hold an answer, by answer type."""


class EveryLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `mul.toml`, which documents each field."""

    prefixes: str
    negating_endings: tuple[str, ...]
    written_for: dict[str, str]
    in_stems_for: dict[str, str]
    negations: dict[str, frozenset[str]]


_MULTIPLE = "mul"  # as ISO 639-2 has it
_SAME = {"nb": "no", "nn": "no", "wuu": "zh", "yue": "zh", "cmn": "zh", "iw": "he", "in": "id", "ckb": "ku"}
"""Codes treated as another: former codes, and languages that share a written form."""


def code_of(tag: str) -> str:
    """The ISO 639-1 code used here for a language tag.

    >>> code_of("en-US"), code_of("nb_NO"), code_of("RU")
    ('en', 'no', 'ru')
    """
    code = re.split("[-_]", tag.strip().lower())[0]
    return _SAME.get(code, code)


@cache
def language(code: str) -> Language:
    """The data of a language by ISO 639-1 code; defaults if it has no file."""
    if code not in known():
        return Language(code)
    found = msgspec.convert({**_table(code), "code": code}, Language)
    interrogatives = {word for words in found.asks.values() for word in words if " " not in word}
    return msgspec.structs.replace(found, stop=found.stop | interrogatives)


@cache
def every_language() -> EveryLanguage:
    """The data that applies to every language."""
    return msgspec.convert(_table(_MULTIPLE), EveryLanguage)


@cache
def known() -> tuple[str, ...]:
    """The codes of the languages that have a file, sorted."""
    return tuple(sorted(_names() - {_MULTIPLE}))


@cache
def fingerprint() -> bytes:
    """A digest of all language files."""
    digest = blake2b(digest_size=8)
    for name in sorted(_names()):
        digest.update((files(__name__) / f"{name}.toml").read_bytes())
    return digest.digest()


def _names() -> set[str]:
    return {file.name.removesuffix(".toml") for file in files(__name__).iterdir() if file.name.endswith(".toml")}


def _table(name: str) -> dict[str, object]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))

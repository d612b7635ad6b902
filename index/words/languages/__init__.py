"""What the library knows of single languages: one TOML file each, data and no code.

A file says which stemmer a language has, which of its words carry no content of their own, which words ask and for
what kind of answer. A language without a file still works: its words are matched as they are written. `mul.toml` holds
what counts in every text, whatever its language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import msgspec


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language, as its file has it. All words are NFC and case-folded."""

    code: str
    """ISO 639-1."""
    stemmer: str | None = None
    """Snowball's name for its stemmer; None where there is none."""
    stop: frozenset[str] = frozenset()
    """Words without content of their own, and the single words of `asks`."""
    spaces: bool = True
    """False where words are not set apart by spaces."""
    elision: bool = False
    """True where an apostrophe joins two words (l'homme)."""
    accents: bool = True
    """False where they are not part of the spelling (résumé)."""
    stem_endings: str = ""
    """Letters that the stemmer leaves at the end of some forms of a word only, and that are taken off, too."""
    asks_anywhere: bool = False
    """True where words that ask stand in the middle of a sentence, not at its beginning."""
    asks: dict[str, tuple[str, ...]] = {}
    """The words that ask, by the kind of answer they want."""
    holds: dict[str, frozenset[str]] = {}
    """Words that sentences with such an answer tend to hold."""


class EveryLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What counts in every text: `mul.toml`, which says more of each."""

    prefixes: str
    negating_endings: tuple[str, ...]
    written_for: dict[str, str]
    in_stems_for: dict[str, str]
    negations: dict[str, frozenset[str]]


_MULTIPLE = "mul"  # as ISO 639-2 has it
_SAME = {"nb": "no", "nn": "no", "wuu": "zh", "yue": "zh", "cmn": "zh", "iw": "he", "in": "id", "ckb": "ku"}
"""Codes of what is written in another language's words, or had another code once."""


def code_of(tag: str) -> str:
    """The code by which a language goes here, from a tag as people write it.

    >>> code_of("en-US"), code_of("nb_NO"), code_of("RU")
    ('en', 'no', 'ru')
    """
    code = re.split("[-_]", tag.strip().lower())[0]
    return _SAME.get(code, code)


@cache
def language(code: str) -> Language:
    """The language of an ISO 639-1 code; an unknown one comes back without any knowledge of it."""
    if code not in known():
        return Language(code)
    found = msgspec.convert({**_table(code), "code": code}, Language)
    interrogatives = {word for words in found.asks.values() for word in words if " " not in word}
    return msgspec.structs.replace(found, stop=found.stop | interrogatives)


@cache
def every_language() -> EveryLanguage:
    """What counts in every text, whichever language it is in."""
    return msgspec.convert(_table(_MULTIPLE), EveryLanguage)


@cache
def known() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return tuple(sorted(_names() - {_MULTIPLE}))


@cache
def fingerprint() -> bytes:
    """A digest of all language files: it changes when terms may change."""
    digest = blake2b(digest_size=8)
    for name in sorted(_names()):
        digest.update((files(__name__) / f"{name}.toml").read_bytes())
    return digest.digest()


def _names() -> set[str]:
    return {file.name.removesuffix(".toml") for file in files(__name__).iterdir() if file.name.endswith(".toml")}


def _table(name: str) -> dict[str, object]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))

"""What the library knows of single languages: one TOML file each, data and no code.

A file says which stemmer a language has, which of its words carry no content of their own, which words ask and for
what kind of answer. A language without a file still works: its words are matched as they are written.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `code` is ISO 639-1; all words are NFC and case-folded.

    `accents` is False where they are not part of the spelling (résumé).
    `stemmer` is Snowball's name for its stemmer, None where there is none. `spaces` is False where words are not
    set apart by spaces; `elision` is True where an apostrophe joins two words (l'homme).
    """

    code: str
    stemmer: str | None = None
    stop: frozenset[str] = frozenset()
    spaces: bool = True
    elision: bool = False
    accents: bool = True
    asks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    holds: dict[str, frozenset[str]] = field(default_factory=dict)


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
    file = files(__name__) / f"{code}.toml"
    if not (code.isalpha() and file.is_file()):
        return Language(code)
    data = tomllib.loads(file.read_text("utf-8"))
    asks = {kind: tuple(words) for kind, words in data.get("asks", {}).items()}
    interrogatives = {word for words in asks.values() for word in words if " " not in word}
    return Language(
        code=code,
        stemmer=data.get("stemmer"),
        stop=frozenset(data["stop"]) | interrogatives,
        spaces=data.get("spaces", True),
        elision=data.get("elision", False),
        accents=data.get("accents", True),
        asks=asks,
        holds={kind: frozenset(words) for kind, words in data.get("holds", {}).items()},
    )


@cache
def known() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in files(__name__).iterdir() if f.name.endswith(".toml")))


@cache
def fingerprint() -> bytes:
    """A digest of all language files: it changes when terms may change."""
    digest = blake2b(digest_size=8)
    for code in known():
        digest.update((files(__name__) / f"{code}.toml").read_bytes())
    return digest.digest()

"""Language data: one TOML file per language.

A file names the stemmer, the stop words, the interrogatives with the answer types they ask for, signs of these answers,
and the words that tell what a sentence does. Text in a language without a file is indexed without stemming or stop
words, whatever its code. `mul.toml` applies to every language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import msgspec
from icu4py.locale import Locale


class Does(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell what a sentence does (`index.words.acts`). All are single words."""

    defining: frozenset[str] = frozenset()
    """Words between what is defined and what it is."""
    addressing: frozenset[str] = frozenset()
    """Words that address the reader, or say what one can, must or had better do."""
    instructing: frozenset[str] = frozenset()
    """Words that an instruction begins with: its verb, its aim or its condition."""
    answering: frozenset[str] = frozenset()
    """Words that an answer by yes or no begins with."""
    whether: frozenset[str] = frozenset()
    """Words that a question for yes or no begins with."""
    whether_anywhere: frozenset[str] = frozenset()
    """Words that a question for yes or no holds."""


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
    ordinal_after: frozenset[str] = frozenset()
    """Words after which a number with a full stop is an ordinal, where nouns are capitalized like the next sentence."""
    does: Does = Does()
    """Words that tell what a sentence does."""


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


UNKNOWN = "xx"
"""The code of an unknown language, to which general rules apply. Not an ISO 639-1 code."""

ISO_639_1 = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss "
    "st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""The languages that are told apart. The others are one, UNKNOWN: whoever makes up codes makes up no languages."""

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8}){0,8}", re.IGNORECASE | re.ASCII)


def is_tag(tag: str) -> bool:
    """Whether `tag` has the form of a language tag, whose language may be unknown.

    >>> is_tag("en-US"), is_tag("zh_Hans_CN"), is_tag("tlh"), is_tag("english"), is_tag("")
    (True, True, True, False, False)
    """
    return _TAG.fullmatch(tag.strip()) is not None


def code_of(tag: str) -> str:
    """The code used here for a language tag: one of ISO_639_1, or UNKNOWN.

    >>> code_of("en-US"), code_of("nb_NO"), code_of("RU"), code_of("eng"), code_of("tlh")
    ('en', 'no', 'ru', 'en', 'xx')
    """
    match = _TAG.fullmatch(tag.strip())
    code = match[1].lower() if match else UNKNOWN
    code = _SAME.get(code, code)
    if len(code) == 3:
        code = Locale(code).language  # ISO 639-3: eng
    return code if code in ISO_639_1 else UNKNOWN


def analysed_as(code: str) -> str:
    """`code`, or UNKNOWN for a language without a file: all of those share one analyzer, whatever their codes."""
    return code if code in known() else UNKNOWN


def language(code: str) -> Language:
    """The data of a language by ISO 639-1 code; that of UNKNOWN if it has no file."""
    return _language(analysed_as(code))


@cache
def _language(code: str) -> Language:
    if code == UNKNOWN:
        return Language(code)
    found = msgspec.convert({**_table(code), "code": code}, Language)
    interrogatives = {word for words in found.asks.values() for word in words if " " not in word}
    return msgspec.structs.replace(found, stop=found.stop | interrogatives)


@cache
def every_language() -> EveryLanguage:
    """The data that applies to every language."""
    return msgspec.convert(_table(_MULTIPLE), EveryLanguage)


@cache
def known() -> Mapping[str, None]:
    """The codes of the languages that have a file, sorted."""
    return dict.fromkeys(sorted(_names() - {_MULTIPLE}))


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

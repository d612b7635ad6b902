"""How rare a word is in its language, besides how rare it is in a library.

A small library cannot tell that "share" is an ordinary word. The frequencies are those of wordfreq (Speer 2022,
https://doi.org/10.5281/zenodo.7199437): subtitles, news, the web, books. Its small lists, of some 30,000 words in each
of 40 languages, are read without importing it, which would take longer than an answer.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

RAREST = 5.5
"""The rarity of a word that is not in the list of its language."""

UNKNOWN = 4.0
"""The rarity of every word of a language without a list, and of Chinese, whose terms are no words."""

_COMMONEST = 0.5
_WITHOUT_WORDS = frozenset({"zh"})


def rarity(word: str, lang: str) -> float:
    """The rarity of a word in a language (ISO 639-1), from 0.5 to RAREST: log10(1 / frequency) - 1.

    >>> rarity("share", "en") < rarity("kayak", "en") < rarity("Kursk", "en") == RAREST
    True
    >>> rarity("share", "xx") == UNKNOWN
    True
    """
    table = _table(lang)
    return table.get(word.casefold(), RAREST) if table else UNKNOWN


@cache
def _table(lang: str) -> Mapping[str, float]:
    """The rarity of every word in the list of a language; empty if there is none."""
    if lang in _WITHOUT_WORDS:
        return {}
    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("wordfreq is not installed; install Verbatim's dependencies", name="wordfreq")
    found = Path(spec.origin).parent / "data" / f"small_{lang}.msgpack.gz"
    if not found.is_file():
        return {}
    # A header, then the words of each hundredth of a decade (centibel) of frequency, from the most frequent.
    _, *words = msgspec.msgpack.decode(gzip.decompress(found.read_bytes()))
    return {word: min(RAREST, max(_COMMONEST, place / 100 - 1)) for place, same in enumerate(words) for word in same}

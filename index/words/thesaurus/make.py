"""`python -m index.words.thesaurus.make DICT`: generate `en.txt` from WordNet's files (`data.noun`, `data.verb` …).

On Debian, the package `wordnet-base` has them in /usr/share/wordnet. Two words are related if a synset contains both,
or if one of the POINTERS links their senses. Words are stored as terms of the English analyzer: run this again when
those change.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.words.analysis import analyzer

POINTERS = frozenset("+&^\\")
"""WordNet's pointer symbols for: derivationally related, similar to, see also, pertainym."""

PARTS_OF_SPEECH = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
"""The files' suffixes, and the parts of speech in pointers."""

HEAD = """# English terms, terms that may mean the same, and the words that they are the terms of.
# Made of WordNet 3.0 by `python -m index.words.thesaurus.make`.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. The licence is in en-LICENSE.
"""


@dataclass(frozen=True, slots=True)
class _Sense:
    """A synset: its words, and its pointers as (source word, target synset, target word); word 0 is all words."""

    words: list[str]
    pointers: list[tuple[int, tuple[str, str], int]]


def main(folder: Path) -> None:
    """Read WordNet from `folder` and write `en.txt`."""
    senses = {key: sense for end, part in PARTS_OF_SPEECH.items() for key, sense in _read(folder / f"data.{end}", part)}
    related: defaultdict[str, set[str]] = defaultdict(set)
    spelt: defaultdict[str, set[str]] = defaultdict(set)

    def relate(one: str, other: str) -> None:
        a, b = _term(one), _term(other)
        if a and b and a != b:
            related[a].add(b)
            related[b].add(a)

    for sense in senses.values():
        for word in sense.words:
            if term := _term(word):
                spelt[term].add(word.lower())
            for other in sense.words:
                relate(word, other)
        for start, target, end in sense.pointers:
            there = senses[target].words
            for word in sense.words[start - 1 : start] if start else sense.words:
                for other in there[end - 1 : end] if end else there:
                    relate(word, other)
    lines = [
        f"{term}\t{' '.join(sorted(related[term]))}\t{' '.join(sorted(spelt[term]))}\n" for term in sorted(related)
    ]
    Path(__file__).with_name("en.txt").write_text(HEAD + "".join(lines), encoding="utf-8")


def _read(file: Path, part: str) -> Iterator[tuple[tuple[str, str], _Sense]]:
    """The synsets of a file, keyed as pointers refer to them: by part of speech and offset.

    The format of a line (wndb(5WN)): offset lex_filenum ss_type w_cnt [word lex_id]… p_cnt
    [pointer_symbol offset pos source/target]… | gloss; word counts and word numbers are hexadecimal.
    """
    for line in file.read_text("utf-8").splitlines():
        if line.startswith(" "):  # the licence
            continue
        fields = line.partition(" | ")[0].split()
        count = int(fields[3], 16)
        words = [word.partition("(")[0] for word in fields[4 : 4 + 2 * count : 2]]
        first = 4 + 2 * count + 1
        pointers = [
            (int(places[:2], 16), (pos.replace("s", "a"), offset), int(places[2:], 16))
            for symbol, offset, pos, places in (
                fields[n : n + 4] for n in range(first, first + 4 * int(fields[first - 1]), 4)
            )
            if symbol in POINTERS
        ]
        yield (part, fields[0]), _Sense(words, pointers)


def _term(word: str) -> str | None:
    """The term of a single word; None for a phrase."""
    if "_" in word:
        return None
    terms = analyzer("en").terms(word.lower())
    return terms[0] if len(terms) == 1 else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))

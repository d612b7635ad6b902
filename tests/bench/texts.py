"""Made-up passages whose words are as unevenly frequent as those of a real language."""

from __future__ import annotations

import json
import random
from functools import cache
from itertools import accumulate
from pathlib import Path

SMALL_WORDS = "the of and to in a is that for it was on are as with his they at be this from have or by".split()
SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu stra plen mor tish grand win dol per quin".split()


class Texts:
    """Texts in one made-up language of 30,000 words, drawn by Zipf's law; the same for the same `seed`."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self._words = _vocabulary(30_000)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def words(self, count: int) -> list[str]:
        """So many words, frequent ones often."""
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def passage(self, length: int = 150) -> str:
        """Sentences of 10 to 25 words, `length` words in all."""
        sentences = []
        left = length
        while left > 0:
            words = self.words(min(left, self._random.randint(10, 25)))
            left -= len(words)
            sentences.append(" ".join(words).capitalize() + ".")
        return " ".join(sentences)

    def question(self) -> str:
        """About as many words as people ask with, one in a few of them rare."""
        return "what " + " ".join(self.words(self._random.randint(6, 10))) + "?"


@cache
def _vocabulary(words: int) -> list[str]:
    """The language: the same for every seed, so that questions ask for what passages are about."""
    drawn = random.Random(0)  # noqa: S311  # repeatable, not secret
    made = dict.fromkeys("".join(drawn.choices(SYLLABLES, k=drawn.randint(2, 4))) for _ in range(words))
    return [*SMALL_WORDS, *made]


def write_passages(path: Path, count: int) -> list[str]:
    """Write `count` passages as JSONL; gives their texts."""
    texts = Texts()
    passages = [texts.passage() for _ in range(count)]
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(passages):
            file.write(json.dumps({"id": f"p{number}", "text": text}) + "\n")
    return passages

"""Questions as hurried people type them: `python -m tests.quality.typing_errors QUESTIONS.jsonl > TYPED.jsonl`.

In each question, one word of four letters or more that is no small word gets one error: a letter left out, put in,
changed, or swapped with the next. The same for the same seed; every other key of a line stays as it is.
"""

from __future__ import annotations

import json
import random
import re
import sys

from index.words.languages import language

SEED = 1
_WORD = re.compile(r"[^\W\d_]{4,}")


def with_an_error(word: str, chance: random.Random, letters: str) -> str:
    """`word` with one wrong letter; never the word itself."""
    while True:
        place = chance.randrange(len(word))
        letter = chance.choice(letters)
        typed = chance.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
            )
        )
        if typed.lower() != word.lower():
            return typed


def typed(question: str, lang: str, chance: random.Random, letters: str) -> str:
    """`question` with an error in one of its words, where it has one that is long enough."""
    stop = language(lang).stop
    words = [found for found in _WORD.finditer(question) if found[0].lower() not in stop]
    if not words:
        return question
    word = chance.choice(words)
    return question[: word.start()] + with_an_error(word[0], chance, letters) + question[word.end() :]


def main(path: str, lang: str = "en") -> None:
    """Write the questions of the file at `path`, each with an error, to standard output."""
    chance = random.Random(SEED)  # noqa: S311  # repeatable, not secret
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    letters = sorted({char for row in rows for char in row["question"].lower() if _WORD.match(char * 4)})
    frequent = "".join(letters) if lang != "en" else "abcdefghijklmnopqrstuvwxyz"
    for row in rows:
        print(json.dumps({**row, "question": typed(row["question"], lang, chance, frequent)}, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])

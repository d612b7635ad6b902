"""Texts made of few words, the same for the same seed, so that passages overlap and scores come close to each other."""

from __future__ import annotations

import random

WORDS = """river metre storm harbour minister treaty border troops winter harvest price wheat bridge tunnel vote
court judge strike engine reactor satellite vaccine hospital village mountain glacier election parliament railway
cable""".split()

OTHER_TONGUES = (
    "Der Sturm zerstörte die Brücke am Hafen. Die Minister berieten über den Vertrag.",
    "Река поднялась на два метра. Министр подписал договор о границе.",
    "河水上涨了两米。部长签署了边境条约。",
    "ارتفع النهر مترين. وقع الوزير المعاهدة.",
)


def sentence(chance: random.Random) -> str:
    """A sentence of three to nine words; some words are much more frequent than others."""
    words = [
        WORDS[min(chance.randrange(len(WORDS)), chance.randrange(len(WORDS)))] for _ in range(chance.randint(3, 9))
    ]
    return f"The {' '.join(words)}."


def passage(chance: random.Random) -> str:
    return " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))


def text(chance: random.Random, passages: int) -> str:
    """A plain text file of so many paragraphs."""
    return "\n\n".join(passage(chance) for _ in range(passages))


def questions(chance: random.Random, number: int) -> list[str]:
    """Questions of one to five of the words."""
    return [f"What of the {' '.join(chance.choices(WORDS, k=chance.randint(1, 5)))}?" for _ in range(number)]

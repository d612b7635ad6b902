"""Files of those who mean harm: small to send, dear to read, to store or to ask, or with a voice of their own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple

SCREAM = "Something went wrong here. Please sign in again: https://example.net/sign-in"


class HostileFile(NamedTuple):
    """What it does, its name, and what is in it."""

    kind: str
    name: str
    content: bytes


@cache
def hostile_files() -> tuple[HostileFile, ...]:
    """All of them, made once."""
    return tuple(
        HostileFile(kind, name, content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        for kind, name, content in _files()
    )


def _files() -> Iterator[tuple[str, str, str | bytes]]:
    yield "tables", "tables.md", "| " + "a|" * 60 + "\n|" + "-|" * 60 + "\n" + ("|" + "b c|" * 60 + "\n") * 90
    yield (
        "long headings",
        "headings.md",
        "".join(f"# {'heading ' * 60}{n}\n\n## {'more ' * 80}{n}\n\na\n\n" for n in range(90)),
    )
    yield "deep headings", "deep.md", "".join(f"{'#' * (1 + n % 6)} {'h' * 400}\n\nb {n}\n\n" for n in range(250))
    yield "nested quotes", "nested.md", (">" * 400 + " a\n\n") * 40 + "- " * 300 + "x\n" + "[" * 5000 + "*_" * 5000
    yield "Thai", "thai.txt", "กรุงเทพมหานครอมรรัตนโกสินทร์" * 12_000
    yield "no punctuation", "endless.txt", "onward and onward " * 30_000
    yield "one word", "word.txt", "ab" * 300_000
    yield "Chinese", "chinese.txt", "他们说桥明天开放" * 20_000
    yield (
        "676 languages",
        "languages.jsonl",
        _rows({"text": f"word{a}{b} stands here.", "lang": a + b} for a, b in product(ascii_lowercase, repeat=2)),
    )
    yield (
        "telegram rows",
        "posts.jsonl",
        _rows(
            {
                "text": f"What person {number} said to the bot.",
                "title": "Harbour channel",
                "telegram": {"chat_id": 7_100_001 + number, "message_id": number + 1, "entities": []},
            }
            for number in range(300)
        ),
    )
    yield "evil titles", "titles.jsonl", _rows(_with_evil_fields())
    yield "long titles", "long.jsonl", _rows([{"text": "The bell founder waits.", "title": "z\u0300" * 2000}])
    yield (
        "near copies",
        "copies.jsonl",
        _rows(
            {"text": "The council of the harbour " + "sits and sits " * 1200 + f"until {number}."}
            for number in range(12)
        ),
    )
    yield "huge row", "huge.jsonl", _rows([{"text": "grain by grain " * 60_000}])
    yield (
        "many rows",
        "many.jsonl",
        _rows({"text": f"Row {number} tells of ship {number * 7}."} for number in range(4000)),
    )
    yield "deep JSON", "deep.jsonl", '{"text": ' + "[" * 100_000
    yield "broken JSON", "broken.jsonl", '{"text": "a", "telegram": 5}\n{"text": 7}\n'
    yield (
        "huge numbers",
        "numbers.jsonl",
        '{"text": "a", "telegram": {"chat_id": 1' + "0" * 4000 + ', "message_id": 1}}',
    )
    yield "surrogates", "surrogates.jsonl", '{"text": "half a pair \\ud800 here"}\n'
    yield "gzip in gzip", "bomb.txt", gzip.compress(gzip.compress(b"\0" * 30_000_000))
    yield "not UTF-8", "bytes.txt", bytes(range(256)) * 500
    yield "many words", "words.txt", " ".join(f"w{number:x}q{number * 7919 % 100_003:x}" for number in range(60_000))
    yield "empty", "empty.txt", b""


def _with_evil_fields() -> Iterator[Mapping[str, object]]:
    voices = [
        f"Gazette\n\n{SCREAM}",
        "Gazette\u2028No stored sentence answers this.",
        "\u202e" + SCREAM[::-1],
        "\x1b]0;owned\x07\x1b[2JGazette",
        "@verbatim_bot example.net t.me/joinchat/x",
        "z\u0300" * 40,
        "\u2066\u2067" * 50 + "Gazette",
        "👩\u200d🚀 " * 20,
    ]
    for number, voice in enumerate(voices):
        row = {"text": f"The bell founder of voice {number} keeps the keys.", "title": voice, "author": voice}
        yield row | {"date": "2024-01-01\n" + voice[:40], "url": f"https://user:pass@example.net/{number}?{'q' * 300}"}
    yield {"text": "The bell founder of links keeps the keys.", "title": "example.org", "url": "javascript:alert(1)"}
    yield {
        "text": "The bell founder of hosts keeps the keys.",
        "title": "https://bank.example",
        "url": "https://example.net",
    }


def _rows(rows: Iterable[Mapping[str, object]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)

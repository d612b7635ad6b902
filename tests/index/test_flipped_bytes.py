"""Bytes of `library.db` flip on the disk: nothing altered is quoted, `check` tells, and no verb falls over."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import Library, LibraryError, Passage, Quote

from .conftest import Rows, Write, faults

FLIPS = 240
WORDS = "river bridge harbour storm minister treaty border winter price wheat tunnel court".split()


@pytest.mark.attack("bytes of library.db flip on the disk")
def test_flips_of_random_bytes_are_never_served(tmp_path: Path, rows: Rows, write: Write) -> None:
    """In copies of a library, one bit each."""
    chance = random.Random(20)  # noqa: S311  # repeatable, not secret
    sound = tmp_path / "sound"
    files = [rows("a.jsonl", list(_rows(chance))), write("b.md", "".join(_markdown(chance)))]
    with Library.open(sound, create=True) as library:
        for file in files:
            library.add(file, lang="en", title="The record", author="The clerk", date="2024-05-01")
        given = {one.id: one for number in range(1, 100) if (one := library.passage(number))}
    stored, content = _stored(sound), (sound / "library.db").read_bytes()
    written = [place for place, byte in enumerate(content) if byte]
    seen: Counter[str] = Counter()
    for number in range(FLIPS):
        directory = tmp_path / "flipped"
        shutil.rmtree(directory, ignore_errors=True)
        shutil.copytree(sound, directory)
        flipped = bytearray(content)
        flipped[chance.choice(written)] ^= 1 << chance.randrange(8)
        (directory / "library.db").write_bytes(flipped)
        is_altered = _stored(directory) != stored
        told, served = _use(directory, files, f"What of the {WORDS[number % len(WORDS)]}?")
        seen["served altered"] += any(given.get(one.id) != one for one in served)
        seen["altered"] += is_altered
        seen["altered and not told"] += is_altered and not told
    assert (seen["served altered"], seen["altered and not told"]) == (0, 0), seen
    assert seen["altered"] > FLIPS / 8, seen


def _use(directory: Path, files: list[str], question: str) -> tuple[bool, list[Passage]]:
    """Use a library that may be damaged. Returns whether `check` or opening it told so, and the passages it gave."""
    served: list[Passage] = []

    def ask() -> None:
        served.extend(one.quote.passage for one in library.ask(question, limit=20).hits if library.verify(one.quote))

    def look_up() -> None:
        found = (library.passage(number) for number in range(1, 100))
        served.extend(one for one in found if one and library.verify(Quote(one, 0, 1)))

    def add() -> None:
        for file in files:
            library.add(file, lang="en")

    told = False
    try:
        with Library.open(directory) as library:
            told = _refuses(ask) | _refuses(look_up) | _refuses(library.sources) | bool(faults(library))
            _refuses(add)
            _refuses(lambda: library.remove(1))
    except LibraryError as error:
        told = _is_a_line(error)
    return told, served


def _refuses(verb: Callable[[], object]) -> bool:
    """Whether a verb fails with one clear line; whatever else it raises is a failure of the test."""
    try:
        verb()
    except LibraryError as error:
        return _is_a_line(error)
    return False


def _is_a_line(error: LibraryError) -> bool:
    (line,) = str(error).splitlines()
    return bool(line)


def _stored(directory: Path) -> object:
    """What a database holds that can be shown, read without the library; None if it cannot be read."""
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        connection.text_factory = bytes
        try:
            return [
                connection.execute(f"SELECT {columns} FROM {table} NOT INDEXED ORDER BY rowid").fetchall()  # noqa: S608  # ours
                for table, columns in [
                    ("collections", "id, name"),
                    ("sources", "id, collection, key, title, url, date, author, lang, lang_stated, running"),
                    ("headings", "id, parent, text"),
                    (
                        "passages",
                        "id, source, ordinal, text, sentences, lang, external_id, heading, locator, title, url, date,"
                        " author, telegram, lead_in, kind",
                    ),
                ]
            ]
        except (sqlite3.Error, UnicodeDecodeError):
            return None


def _rows(chance: random.Random) -> Iterator[dict[str, object]]:
    for number in range(20):
        yield {
            "id": f"r{number}",
            "text": _text(chance),
            "title": f"Report {number}",
            "url": f"https://example.com/{number}",
        }


def _markdown(chance: random.Random) -> Iterator[str]:
    for number in range(10):
        yield f"# Chapter {number}\n\n{_text(chance)}\n\n## Of the {chance.choice(WORDS)}\n\n{_text(chance)}\n\n"


def _text(chance: random.Random) -> str:
    return " ".join(f"The {' '.join(chance.sample(WORDS, 3))} had {chance.randrange(90_000):,}." for _ in range(3))

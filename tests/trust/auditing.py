"""Every word of the bot is kept while the attack lasts, and judged afterwards: judging takes time from nobody."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from tests.bot_api import Auditor, Utterance
from tests.bot_api.auditor import Fault
from tests.e2e.process import ROOT
from tests.trust.files import hostile_files

_FIELDS = ("title", "url", "date", "author")
_NAMES = ["Verbatim", "verbatim_bot", "public"]


class Recorder:
    """A listener that keeps what it hears, the same words once."""

    def __init__(self) -> None:
        self.heard: dict[tuple[str, str, str, str | None], Utterance] = {}

    def hear(self, utterance: Utterance) -> None:
        """Keep it."""
        key = (utterance.kind, utterance.text, json.dumps(utterance.entities), utterance.native_quote)
        self.heard.setdefault(key, utterance)


def faults_in(heard: Iterable[Utterance], library: Path, asked: Iterable[str]) -> list[Fault]:
    """What the auditor refuses, given what the library stores and what people asked."""
    stored = _stored(library)
    above = _above(library)
    typed, texts, fields = list(asked), sorted(stored["text"]), sorted(set(_fields_of(stored)))
    words = {word for text in texts for word in text.split()}
    said = list(heard)
    offered = sorted(_beginnings(said, texts))
    auditor = Auditor(
        passages=lambda: texts,
        fields=lambda: fields,
        locales=ROOT / "bot" / "saying" / "locales",
        names=lambda: [*_NAMES, *offered],
        asked=lambda: typed,
        vocabulary=lambda: words,
        above=lambda: above,
    )
    for utterance in said:
        auditor.hear(utterance)
    return auditor.faults


def _beginnings(said: Iterable[Utterance], texts: Iterable[str]) -> Iterator[str]:
    """What was offered as a question by /start, or by its buttons, and is how a stored sentence begins."""
    begun = {text[:500] for text in texts} | {one for text in texts for one in text[:500].split(". ")}
    for line in {line.removeprefix("• ") for one in said for line in one.text.split("\n")}:
        if 3 <= len(line.split()) <= 6 and any(sentence.startswith(line) for sentence in begun):
            yield line


def _stored(library: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in ("text", "locator", *_FIELDS)}
    with closing(sqlite3.connect(f"file:{library / 'library.db'}?mode=ro", uri=True)) as database:
        for name, values in found.items():
            for table in ("passages", "sources") if name in _FIELDS else ("passages",):
                rows = database.execute(f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL")  # noqa: S608  # names of our own tables and columns
                values |= {value for (value,) in rows}
    return found


def _above(library: Path) -> list[tuple[str, str]]:
    """Headings and lead-ins, with the texts of the passages below."""
    sql = """SELECT h.text, p.text FROM passages p JOIN headings h ON h.id = p.heading
        UNION SELECT lead_in, text FROM passages WHERE lead_in IS NOT NULL"""
    with closing(sqlite3.connect(f"file:{library / 'library.db'}?mode=ro", uri=True)) as database:
        return database.execute(sql).fetchall()


def _fields_of(stored: dict[str, set[str]]) -> Iterator[str]:
    for name in ("locator", *_FIELDS):
        yield from stored[name]
    for _, name, _ in hostile_files():
        yield name

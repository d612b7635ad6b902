"""A question asks each collection for many words at once, because an engine may be far away."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from index.asking.synonyms import Synonyms, parse
from index.passages.engine import Snapshot
from index.passages.memory_engine import MemoryEngine
from index.ranking.search import search
from tests.index.passages.test_engines import commit, entry

TEXTS = ("river rose metr ^kursk", "^minist sign treati", "^dprk troop gather")


class Counted:
    """A snapshot that counts what it is asked."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._snapshot, name)
        if callable(value):
            self.calls[name] += 1
        return value


@pytest.mark.parametrize(
    ("question", "calls"),
    [
        ("Which river rose in Kursk?", {"frequencies": 1, "candidates": 1}),
        ("Where did North Korea gather troops?", {"frequencies": 2, "candidates": 1}),
        ("Which river rose in Kurks?", {"frequencies": 2, "spelt": 1, "candidates": 1}),
        ("the of and", {}),
    ],
)
def test_a_question_is_a_few_calls_to_each_collection(question: str, calls: dict[str, int]) -> None:
    engine = MemoryEngine()
    snapshots = [
        Counted(commit(engine, 1, *(entry(n, text) for n, text in enumerate(TEXTS)), collection=collection))
        for collection in (1, 2)
    ]
    found = search(question, snapshots, Synonyms(parse("DPRK = North Korea", "synonyms.txt")), 10, None)
    assert bool(found.ranking.candidates) == bool(calls)
    assert [dict(snapshot.calls) for snapshot in snapshots] == [calls, calls]

"""A passage is read from the store once for a question, however many of its sentences are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from index import Library, Passage
from tests.index.conftest import Rows


@pytest.mark.attack("a file of copies makes each question read its passages hundreds of times, for half a minute")
def test_each_passage_is_read_once(library: Library, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(rows("copies.jsonl", [{"text": "It rained. " * 60} for _ in range(30)]), lang="en")
    read: Counter[int] = Counter()
    stored = library._store.passages

    def counting(ids: Sequence[int]) -> dict[int, Passage]:
        read.update(ids)
        return stored(ids)

    monkeypatch.setattr(library._store, "passages", counting)
    assert len(library.ask("When did it rain?", limit=5).hits) >= 1
    assert read
    assert set(read.values()) == {1}

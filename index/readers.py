"""Reading many passages in other processes, while this one stores those read before.

Finding sentences and terms is two thirds of the work of adding. Not multiprocessing or concurrent.futures: both would
run the caller's main module again, and leave processes behind where this one is killed. A reader ends when its
input does.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from index.entries import Reading, Text, read

WORTH_IT = 1_000_000
"""Bytes of a document from which starting a reader, a fifth of a second, pays."""

LOOK_AHEAD = 4
"""Batches that are read here at most before one is given back, so that memory stays flat."""

Batch = TypeVar("Batch")

_HOME = str(Path(__file__).parent.parent)
_START = f"import sys; sys.path.insert(0, {_HOME!r}); from index.readers import serve; serve()"


@dataclass(slots=True)
class _Handed(Generic[Batch]):
    """A batch that somebody reads: a process, or this one, which is done at once."""

    batch: Batch
    reader: _Process | None
    readings: list[Reading] = field(default_factory=list)

    def is_read(self) -> bool:
        return self.reader is None or self.reader.is_done()

    def take(self) -> tuple[Batch, list[Reading]]:
        return self.batch, self.reader.receive() if self.reader else self.readings


def read_ahead(
    batches: Iterable[Batch], texts: Callable[[Batch], list[Text]], size: int
) -> Iterator[tuple[Batch, list[Reading]]]:
    """Each batch, in order, with what was read in its `texts`; `size` counts the bytes of the whole document.

    Other processes read while this one stores what it is given; where it would have to wait for them, it reads too.
    """
    with ExitStack() as stack:
        count = max(1, (os.cpu_count() or 2) - 1) if size >= WORTH_IT else 0
        idle = deque(stack.enter_context(_Process()) for _ in range(count))
        left = iter(batches)
        handed: deque[_Handed[Batch]] = deque()
        while True:
            for reader, batch in zip(list(idle), islice(left, len(idle)), strict=False):
                idle.remove(reader)
                reader.send(texts(batch))
                handed.append(_Handed(batch, reader))
            if len(handed) < LOOK_AHEAD + count and not (handed and handed[0].is_read()):
                for batch in islice(left, 1):
                    handed.append(_Handed(batch, None, [read(text) for text in texts(batch)]))
            if not handed:
                return
            first = handed.popleft()
            taken = first.take()
            if first.reader:
                idle.append(first.reader)
            yield taken


class _Process:
    """A reader in a process of its own. One batch at a time is with it: two could fill both pipes, and both wait."""

    def __enter__(self) -> _Process:
        self._process = subprocess.Popen(  # noqa: S603  # nothing in the command comes from outside
            [sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.communicate()

    def send(self, texts: list[Text]) -> None:
        assert self._process.stdin
        pickle.dump(texts, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def is_done(self) -> bool:
        assert self._process.stdout
        return bool(select.select([self._process.stdout], [], [], 0)[0])

    def receive(self) -> list[Reading]:
        assert self._process.stdout
        readings: list[Reading] = pickle.load(self._process.stdout)  # noqa: S301  # our own process wrote it
        return readings


def serve() -> None:
    """Be a reader: read what comes on standard input until it ends."""
    batches, readings = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            texts: list[Text] = pickle.load(batches)  # noqa: S301  # from the process that started this one
            pickle.dump([read(text) for text in texts], readings, pickle.HIGHEST_PROTOCOL)
            readings.flush()
        except (EOFError, BrokenPipeError):
            return

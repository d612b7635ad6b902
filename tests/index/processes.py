"""Other processes at the same library: real ones, with a beginning, an end, and now and then a sudden death."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.passages import indexes

ROOT = Path(__file__).parents[2]
# In seconds. It only ends what would never come.
PATIENCE = 120.0

ADD = """
import sys
from pathlib import Path
from index import Library
with Library.open(Path(sys.argv[1]), create=True) as library:
    print("open", flush=True)
    for path in sys.argv[3:]:
        library.add(path, collection=sys.argv[2], progress=lambda passages: print(passages, flush=True))
"""

DIE = {
    "before the index is committed": "TantivyChange.commit = lambda change, mark: os._exit(9)",
    "between the commits of index and store": """
commit = TantivyChange.commit
def commit_and_die(change, mark):
    commit(change, mark)
    os._exit(9)
TantivyChange.commit = commit_and_die
""",
    "while it still reads the document": """
from index.passages import indexing
spans = indexing.sentence_spans
seen = []
def die_at_the_third(text, lang):
    seen.append(text)
    if len(seen) == 3:
        os._exit(9)
    return spans(text, lang)
indexing.sentence_spans = die_at_the_third
""",
    "after both commits": "TantivyChange.close = lambda change: None\nStore.close = lambda store: os._exit(9)",
}
"""Code that makes a process die at a certain moment of an addition."""

DIE_LATE = {
    "after the folder of a collection that became small is gone": """
from index.passages.tantivy_engine import TantivyEngine
forget = TantivyEngine.forget
def forget_and_die(engine, collection):
    forget(engine, collection)
    os._exit(9)
TantivyEngine.forget = forget_and_die
"""
}
"""The same, for additions that leave few passages."""

_DYING = """
import os
from index.passages.tantivy_engine import TantivyChange
from index.store import Store
{death}
"""

_PAUSE = """
import sys
from index.passages.tantivy_engine import TantivyChange
commit = TantivyChange.commit
def commit_and_wait(change, mark):
    commit(change, mark)
    print("committed", flush=True)
    sys.stdin.read()
TantivyChange.commit = commit_and_wait
"""

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1] + "/library.db", timeout=30)
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE collections SET mark = mark")
print("held", flush=True)
sys.stdin.read()
connection.rollback()
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python process that runs `code` and knows the library, whose collections are as small as they are here."""
    rule = f"from index.passages import indexes\nindexes.SMALL = {indexes.SMALL}\n"
    return subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-c", rule + code, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_adding(directory: Path, *paths: str, collection: str = "public") -> subprocess.Popen[str]:
    """A process that adds these files; it prints "open", then how many passages it has seen."""
    return start(ADD, str(directory), collection, *paths)


def add(directory: Path, *paths: str, collection: str = "public") -> None:
    """Another process adds these files, and ends."""
    finish(start_adding(directory, *paths, collection=collection))


def add_and_die(moment: str, directory: Path, path: str) -> None:
    """Another process begins to add a file and dies at a moment of DIE or DIE_LATE."""
    process = start(_DYING.format(death=(DIE | DIE_LATE)[moment]) + ADD, str(directory), "public", path)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 9, errors


def finish(process: subprocess.Popen[str]) -> None:
    """Waits for a process to end well."""
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors


@contextmanager
def between_two_commits(directory: Path, path: str) -> Iterator[None]:
    """Another process adds a file: its index is committed, its store not before this is left."""
    process = start(_PAUSE + ADD, str(directory), "public", path)
    assert process.stdout is not None
    for line in process.stdout:
        if line == "committed\n":
            break
    try:
        yield
    finally:
        finish(process)


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Another process holds the write lock of the library."""
    process = start(_HOLD, str(directory))
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield
    finally:
        finish(process)

"""Backups: what goes into one file comes out of it, and nothing else does."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Shell

QUESTION = "When does the gate close?"


@pytest.fixture
def stocked(verbatim: Shell) -> Shell:
    """A shell in a directory with a library in `old`."""
    (verbatim.directory / "rules.md").write_text("# Rules\n\nThe gate closes at ten. Dogs are welcome.\n")
    assert verbatim("--data", "old", "add", "rules.md").status == 0
    (verbatim.directory / "old" / "synonyms.txt").write_text("gate = barrier\n")
    return verbatim


def test_what_is_restored_answers_the_same(stocked: Shell) -> None:
    made = stocked("--data", "old", "backup", "saved.tgz")
    assert made.status == 0
    restored = stocked("--data", "new", "restore", "saved.tgz")
    assert (restored.status, restored.stdout) == (0, "new: synonyms.txt, library.db; 1 sources\n")
    for question in (QUESTION, "When is the barrier shut?", "Are dogs welcome?", "Who wrote Hamlet?"):
        said = [stocked("--data", name, "ask", question).stdout for name in ("old", "new")]
        assert said[0] == said[1] != ""
    assert stocked("--data", "new", "check").status == 0


def test_only_its_owner_can_open_it(stocked: Shell) -> None:
    stocked("--data", "old", "backup", "saved.tgz")
    stocked("--data", "new", "restore", "saved.tgz")
    folder = stocked.directory
    for path in (folder / "saved.tgz", folder / "new", *(folder / "new").iterdir()):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_it_holds_what_is_committed_while_somebody_writes(stocked: Shell) -> None:
    with closing(sqlite3.connect(stocked.directory / "old" / "library.db")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE sources SET title = 'not committed'")
        assert stocked("--data", "old", "backup", "saved.tgz").status == 0
        writer.rollback()
    stocked("--data", "new", "restore", "saved.tgz")
    assert "Rules" in stocked("--data", "new", "sources").stdout


def test_neither_replaces_anything(stocked: Shell) -> None:
    stocked("--data", "old", "backup", "saved.tgz")
    kept = (stocked.directory / "saved.tgz").read_bytes()
    assert "saved.tgz exists already" in stocked.fails(1, "--data", "old", "backup", "saved.tgz")
    assert "old holds library.db already" in stocked.fails(1, "--data", "old", "restore", "saved.tgz")
    assert (stocked.directory / "saved.tgz").read_bytes() == kept
    (stocked.directory / "new").mkdir()
    (stocked.directory / "new" / "synonyms.txt").write_text("dog = hound\n")
    assert stocked("--data", "new", "restore", "saved.tgz").status == 0
    assert (stocked.directory / "new" / "synonyms.txt").read_text() == "dog = hound\n"


def test_where_there_is_no_library_there_is_nothing_to_back_up(verbatim: Shell) -> None:
    assert "there is no library in none" in verbatim.fails(1, "--data", "none", "backup", "saved.tgz")
    assert not list(verbatim.directory.iterdir())


def test_a_backup_that_cannot_be_written_leaves_nothing(stocked: Shell) -> None:
    assert "No such file" in stocked.fails(1, "--data", "old", "backup", "nowhere/saved.tgz")
    (stocked.directory / "old" / "library.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    stocked.fails(1, "--data", "old", "backup", "saved.tgz")
    assert sorted(path.name for path in stocked.directory.iterdir()) == ["old", "rules.md"]


def _with(name: str, content: bytes, saved: Path) -> bytes:
    """The backup with the content of one file replaced, or a file more."""
    changed = io.BytesIO()
    with tarfile.open(saved) as archive, tarfile.open(fileobj=changed, mode="w:gz") as other:
        members = {one.name: archive.extractfile(one).read() for one in archive}  # type: ignore[union-attr]
        for each, data in (members | {name: content}).items():
            member = tarfile.TarInfo(each)
            member.size = len(data)
            other.addfile(member, io.BytesIO(data))
    return changed.getvalue()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda saved: saved.read_bytes()[:-200], "no whole backup"),
        (lambda saved: saved.read_bytes()[:9], "no whole backup"),
        (lambda saved: b"", "no whole backup"),
        (lambda saved: b"# Rules", "no whole backup"),
        (lambda saved: gzip.compress(b"# Rules" * 999), "no whole backup"),
        (lambda saved: _with("synonyms.txt", b"gate = garage.\n", saved), "synonyms.txt was altered"),
        (lambda saved: _with("synonyms.txt", b"longer than it was\n", saved), "synonyms.txt has another size"),
        (lambda saved: _with("../evil", b"x", saved), "it holds '../evil'"),
        (lambda saved: _with("backup.json", b'{"format": 1}', saved), "no whole backup"),
        (
            lambda saved: _with("backup.json", b'{"format": 2, "verbatim": "9.0", "made": "", "files": {}}', saved),
            "was made by verbatim 9.0: update verbatim",
        ),
        (
            lambda saved: _with("backup.json", b'{"format": 1, "verbatim": "", "made": "", "files": {}}', saved),
            "it holds 'library.db'",
        ),
    ],
)
def test_what_is_no_whole_backup_puts_nothing_there(stocked: Shell, damage: object, says: str) -> None:
    stocked("--data", "old", "backup", "saved.tgz")
    assert callable(damage)
    (stocked.directory / "broken.tgz").write_bytes(damage(stocked.directory / "saved.tgz"))
    assert says in stocked.fails(1, "--data", "new", "restore", "broken.tgz")
    assert not (stocked.directory / "evil").exists()
    assert not list((stocked.directory / "new").iterdir())
    assert stocked("--data", "new", "restore", "saved.tgz").status == 0


@pytest.mark.parametrize("after", [0, 1])
def test_one_that_was_killed_is_finished_by_the_next(
    stocked: Shell, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    stocked("--data", "old", "backup", "saved.tgz")
    replace = os.replace
    done: list[Path] = []

    def dies(source: Path, target: Path) -> None:
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(target)
        replace(source, target)

    with monkeypatch.context() as killed:
        killed.setattr(os, "replace", dies)
        stocked("--data", "new", "restore", "saved.tgz")
    assert not (stocked.directory / "new" / "library.db").exists()
    assert stocked("--data", "new", "restore", "saved.tgz").status == 0
    assert stocked("--data", "new", "ask", QUESTION).stdout == stocked("--data", "old", "ask", QUESTION).stdout

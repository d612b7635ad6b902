"""Backups of a data directory: one compressed file, made while the bot and other processes go on.

The databases are copied by SQLite's own backup, each as it is at one moment. Indexes are not in it: they are caches,
and come back at the first question. Nor are questions that wait for their answer, and what was typed in a terminal.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from bot.errors import BackupError
from index.store.database import connect, first_fault
from index.store.private_files import FILE, FOLDER, private

DATABASES = ("library.db", "conversations.db", "chats.db")
"""In the order in which they are put in place: a directory with `chats.db` was restored as a whole."""

TEXTS = ("synonyms.txt", "verbatim.toml")
"""What the operator wrote. What is there already stays."""

_MANIFEST = "backup.json"
_FORMAT = 1
# Of a database, some 30 MB a second; more would make it a tenth smaller in twice the time.
_COMPRESSION = 3
_STAGE = ".restoring"
_CHUNK = 1 << 20
# Seconds to wait for the lock of a database; only one that is being recovered has one that readers wait for.
_PATIENCE = 5.0


class _File(msgspec.Struct):
    bytes: int
    sha256: str


class _Manifest(msgspec.Struct):
    format: int
    verbatim: str
    made: str
    files: dict[str, _File]


def back_up(directory: Path, target: Path) -> int:
    """Write a backup of a data directory into a new file; returns its size in bytes.

    Raises BackupError, and leaves no file, where there is no library, the file exists, or it cannot be written.
    """
    if not (directory / DATABASES[0]).exists():
        raise BackupError(f"there is no library in {directory}; name the data directory with --data")
    if target.exists():
        raise BackupError(f"{target} exists already; give the backup another name")
    with _telling(f"cannot write {target}"), tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as made:
        stage = Path(made)
        for name in (one for one in DATABASES if (directory / one).exists()):
            _copy_database(directory / name, stage / name)
        for name in (one for one in TEXTS if (directory / one).is_file()):
            shutil.copyfile(directory / name, stage / name)
        packed = stage / "packed"
        _pack(stage, [name for name in (*DATABASES, *TEXTS) if (stage / name).exists()], packed)
        os.rename(packed, target)
        return target.stat().st_size


def restore(source: Path, directory: Path) -> list[str]:
    """Put a backup into a data directory that holds no database; returns the files that were put there.

    A file of the operator's that is there already stays. One that is killed is finished by the next. Raises
    BackupError, and puts nothing there, if the directory is in use, or if the file is not a whole backup.
    """
    stage = directory / _STAGE
    with _telling(f"cannot restore {source} into {directory}"):
        directory.mkdir(FOLDER, parents=True, exist_ok=True)
        held = sorted(path.name for path in directory.glob("*.db*"))
        if held and not (stage / _MANIFEST).exists():
            raise BackupError(
                f"{directory} holds {held[0]} already: restore into an empty directory, with --data, or move it away"
            )
        if not (stage / _MANIFEST).exists():
            shutil.rmtree(stage, ignore_errors=True)
            stage.mkdir(FOLDER)
            try:
                _unpack(source, stage)
            except BaseException:
                shutil.rmtree(stage, ignore_errors=True)
                raise
        return _put_in_place(stage, directory)


def _put_in_place(stage: Path, directory: Path) -> list[str]:
    put = []
    for name in (*TEXTS, *DATABASES):
        if (stage / name).exists() and not (name in TEXTS and (directory / name).exists()):
            os.replace(stage / name, directory / name)
            put.append(name)
    shutil.rmtree(stage)
    return put


def _copy_database(source: Path, target: Path) -> None:
    os.close(private(target, os.O_WRONLY | os.O_CREAT))
    with (
        closing(connect(source, _PATIENCE, only_reads=True)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        original.conn.backup(copy)  # all pages in one step: a reader's view, which no writer waits for
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    if fault := first_fault(target):
        raise BackupError(f"{source} is damaged ({fault}), and was not backed up; `verbatim check` says more")


def _pack(stage: Path, names: list[str], packed: Path) -> None:
    files = {name: _File((stage / name).stat().st_size, _digest(stage / name)) for name in names}
    manifest = _Manifest(_FORMAT, version("verbatim"), datetime.now(UTC).isoformat(timespec="seconds"), files)
    (stage / _MANIFEST).write_text(json.dumps(msgspec.to_builtins(manifest), indent=1))
    with open(packed, "xb", opener=private) as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=_COMPRESSION) as archive:
            for name in (_MANIFEST, *names):
                archive.add(stage / name, name, filter=_anonymous)
        raw.flush()
        os.fsync(raw.fileno())


def _unpack(source: Path, stage: Path) -> None:
    """Unpack a backup; the manifest comes last, so that its presence tells that the rest is whole."""
    broken = f"{source} is no whole backup of verbatim"
    try:
        with tarfile.open(source, "r:gz") as archive:
            first = archive.next()
            content = archive.extractfile(first) if first and first.name == _MANIFEST else None
            if content is None:
                raise BackupError(f"{source} is no backup of verbatim")
            written = content.read(_CHUNK)
            manifest = msgspec.json.decode(written, type=_Manifest)
            if manifest.format != _FORMAT:
                raise BackupError(f"{source} was made by verbatim {manifest.verbatim}: update verbatim to restore it")
            while member := archive.next():
                promised = manifest.files.get(member.name)
                data = archive.extractfile(member)
                if member.name not in (*DATABASES, *TEXTS) or promised is None or data is None:
                    raise BackupError(f"{broken}: it holds {member.name!r}")
                if member.size != promised.bytes:
                    raise BackupError(f"{broken}: {member.name} has another size")
                with open(stage / member.name, "xb", opener=private) as file:
                    shutil.copyfileobj(data, file, _CHUNK)
                    file.flush()
                    os.fsync(file.fileno())
                if _digest(stage / member.name) != promised.sha256:
                    raise BackupError(f"{broken}: {member.name} was altered")
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BackupError(f"{broken}: {error}") from error
    missing = [name for name in manifest.files if not (stage / name).exists()]
    if missing or DATABASES[0] not in manifest.files:
        raise BackupError(f"{broken}: {(missing or DATABASES)[0]} is missing")
    for name in DATABASES:
        if (stage / name).exists() and (fault := first_fault(stage / name)):
            raise BackupError(f"{broken}: {name} is damaged ({fault})")
    (stage / _MANIFEST).write_bytes(written)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = FILE
    return member


@contextmanager
def _telling(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise BackupError(f"{what}: {why}") from error

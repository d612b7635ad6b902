"""A data directory that may not be written answers as before, and what would change it is refused in one line."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Done, ProcessShell
from tests.index.material import text

# Root may write whatever the permissions say, unless it gives that up.
_WITHOUT = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")

READ = (
    ("ask", "What of the river?", "--closest"),
    ("ask", "What of the bridge?", "--collection", "small", "--closest"),
    ("sources",),
)


class Reader(ProcessShell):
    """Runs the command as somebody who may not write what its permissions forbid."""

    command = ((*_WITHOUT,) if os.geteuid() == 0 else ()) + ProcessShell.command


def _by_permissions(directory: Path) -> None:
    for path in (*directory.rglob("*"), directory):
        path.chmod(0o500 if path.is_dir() else 0o400)


def _by_a_mount(directory: Path) -> None:
    mount = shutil.which("mount")
    if os.geteuid() or not mount:
        pytest.skip("only root can mount a directory read-only")
    for options in (["--bind", str(directory)], ["-o", "remount,ro,bind"]):
        done = subprocess.run([mount, *options, str(directory)], capture_output=True, check=False)  # noqa: S603
        if done.returncode:
            pytest.skip(f"this machine mounts nothing: {done.stderr.decode().strip()}")


@pytest.fixture
def shell(tmp_path: Path) -> ProcessShell:
    """A shell beside a library with a collection in a folder, and one that is indexed in memory."""
    if os.geteuid() == 0 and not shutil.which(_WITHOUT[0]):
        pytest.skip("root may write everything, and there is no setpriv")
    chance = random.Random(7)  # noqa: S311  # repeatable, not secret
    (tmp_path / "large.txt").write_text(text(chance, 300))
    (tmp_path / "small.txt").write_text(text(chance, 20))
    shell = ProcessShell(tmp_path)
    assert shell("--data", "data", "add", "large.txt", "--lang", "en").status == 0
    assert shell("--data", "data", "add", "small.txt", "--lang", "en", "--collection", "small").status == 0
    return shell


@pytest.fixture(params=["permissions", "a mount"])
def read_only(request: pytest.FixtureRequest, shell: ProcessShell) -> Iterator[list[Done]]:
    """The directory, read-only; gives what it said before."""
    before = [shell("--data", "data", *verb) for verb in READ]
    directory = shell.directory / "data"
    (_by_permissions if request.param == "permissions" else _by_a_mount)(directory)
    yield before
    if request.param == "permissions":
        for path in (directory, *directory.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
    else:
        subprocess.run(["umount", str(directory)], check=True)  # noqa: S603, S607


def test_what_reads_does_as_before_and_what_writes_is_refused_in_one_line(
    read_only: list[Done], shell: ProcessShell
) -> None:
    (shell.directory / "other.txt").write_text("The volcano erupted.")
    reader = Reader(shell.directory)
    assert [reader("--data", "data", *verb) for verb in READ] == read_only
    for verb in (("add", "small.txt"), ("add", "other.txt"), ("remove", "1")):
        assert re.search("may (not )?be written", reader.fails(1, "--data", "data", *verb))
    checked = reader("--data", "data", "check")
    assert checked.status == 0
    assert "300 checked" in checked.stdout
    told = {line.split()[1]: line for line in reader("--data", "data", "doctor").stdout.splitlines()}
    assert told["library:"].startswith("ok ")
    assert reader("--data", "data", "backup", "saved.tgz").status == 0
    assert shell("--data", "restored", "restore", "saved.tgz").status == 0
    assert shell("--data", "restored", *READ[0]) == read_only[0]
    assert not list(Path(tempfile.gettempdir()).glob("verbatim-*"))


def test_an_index_that_is_missing_is_made_in_memory(shell: ProcessShell) -> None:
    before = shell("--data", "data", *READ[0])
    assert before.status == 0
    shutil.rmtree(shell.directory / "data" / "index")
    _by_permissions(shell.directory / "data")
    try:
        asked = Reader(shell.directory)("--data", "data", *READ[0])
    finally:
        (shell.directory / "data").chmod(0o700)
    assert (asked.status, asked.stdout) == (0, before.stdout)

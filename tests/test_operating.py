"""What docs/operating.md says is so: backup, another machine, upgrade and back."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.cli.conftest import ROOT, Shell

DEPLOY = ROOT / "docs" / "deploy"
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"(?m)^    \.venv/bin/verbatim (.*)$", PAGE)
QUESTION = "When does the gate close?"


@pytest.fixture
def verbatim(tmp_path: Path) -> Shell:
    """A shell in a folder with a library in `data/library`, which is the default."""
    shell = Shell(tmp_path)
    (tmp_path / "rules.md").write_text("# Rules\n\nThe gate closes at ten. Dogs are welcome.\n")
    assert shell("add", "rules.md").status == 0
    return shell


def test_the_commands_work_one_after_the_other_as_they_stand(verbatim: Shell) -> None:
    assert [command.split()[-1] for command in COMMANDS] == ["doctor", "before-upgrade.tgz", "before-upgrade.tgz"]
    for command in COMMANDS:
        done = verbatim(*command.split())
        assert (done.status, done.stderr) == (0, ""), command
    assert verbatim("--data", "restored", "ask", QUESTION).stdout == verbatim("ask", QUESTION).stdout


def test_after_a_newer_version_the_backup_leads_back(verbatim: Shell) -> None:
    assert verbatim("backup", "saved.tgz").status == 0
    library = verbatim.directory / "data" / "library" / "library.db"
    with closing(sqlite3.connect(library)) as newer:
        columns, values = "migration_set, name, applied_at", ("verbatim.library", "tomorrow", "")
        newer.execute(f"INSERT INTO _sqlite_migrations ({columns}) VALUES (?, ?, ?)", values)  # noqa: S608
        newer.commit()
    written = library.read_bytes()
    assert "was written by a newer version of verbatim" in verbatim.fails(1, "ask", QUESTION)
    assert library.read_bytes() == written
    assert verbatim("--data", "back", "restore", "saved.tgz").status == 0
    assert "The gate closes at ten." in verbatim("--data", "back", "ask", QUESTION).stdout


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "verbatim.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"(?m)^ExecStart=(\S+)", unit)
    here = tmp_path / "verbatim.service"
    here.write_text(unit.replace(command, str(Path(sys.executable).with_name("verbatim"))))
    done = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)  # noqa: S603, S607  # found above
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_container_is_made_of_files_that_exist() -> None:
    made = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [path for line in re.findall(r"(?m)^COPY (.*) \S+$", made) for path in line.split()]
    assert {"bot", "index", "data/corpus", "constraints.txt"} <= set(copied)
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert "/data" in made

"""What docs/operating.md says is so: backup, another machine, upgrade and back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.cli.conftest import ROOT, Shell

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

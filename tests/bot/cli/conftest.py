"""Fixtures of the command line tests: a shell, and a library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli.exit_status import run

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Done:
    """The result of a command."""

    status: int
    stdout: str
    stderr: str


def is_ours(variable: str) -> bool:
    """Whether an environment variable belongs to Verbatim."""
    return variable.startswith("VERBATIM_") or variable == "TELEGRAM_BOT_TOKEN"


class Shell:
    """Runs the whole command in the test process, in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def __call__(self, *args: str, stdin: bytes = b"", **environment: str) -> Done:
        unset = {name: None for name in os.environ if is_ours(name)}
        with chdir(self.directory), CliRunner().isolation(stdin, {**unset, **environment}) as (out, err, _):
            status = run(args)
            done = Done(status, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))
        assert "Traceback" not in done.stderr
        return done

    def fails(self, status: int, *args: str, stdin: bytes = b"", **environment: str) -> str:
        """The one line on standard error of a call that fails with this status, and prints nothing else."""
        done = self(*args, stdin=stdin, **environment)
        assert done.status == status, done
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("verbatim: ")
        return line


class ProcessShell(Shell):
    """Runs `python -m bot` as a process."""

    command: tuple[str, ...] = (sys.executable, "-m", "bot")

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        others = {name: value for name, value in os.environ.items() if not is_ours(name)}
        self.environment = others | {"PYTHONPATH": str(ROOT)}

    def __call__(self, *args: str | bytes, stdin: bytes = b"", **environment: str) -> Done:
        done = subprocess.run(  # noqa: S603  # our own command
            [*self.command, *args],
            cwd=self.directory,
            env=self.environment | environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def start(self, *args: str) -> subprocess.Popen[bytes]:
        """Start a process without waiting for its end."""
        return subprocess.Popen(  # noqa: S603  # our own command
            [*self.command, *args],
            cwd=self.directory,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


@pytest.fixture
def verbatim(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def stocked(verbatim: Shell) -> Shell:
    """A shell whose library holds two passages."""
    rows: list[dict[str, Any]] = [
        {"id": "p1", "text": "It rained all day. The river rose by two metres.", "title": "Weather", "author": "A."},
        {"id": "p2", "text": "Mayor Jones opened the new bridge on Monday.", "date": "2024-08-06"},
    ]
    notes = verbatim.directory / "notes.jsonl"
    notes.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert verbatim("add", "notes.jsonl").status == 0
    return verbatim


@pytest.fixture
def process(stocked: Shell) -> ProcessShell:
    """A shell on the same library that starts processes."""
    return ProcessShell(stocked.directory)

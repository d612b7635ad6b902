"""What is not what was stored is printed nowhere, and standard error says so."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.cli.conftest import ProcessShell

QUESTION = "What did the harbour cost?"
NONE = "No stored sentence answers this."
REFUSED = "verbatim: passage 1: 0:31 is not what is stored; not shown: source 1 was altered; `verbatim check` names it"


@pytest.fixture
def shell(tmp_path: Path) -> ProcessShell:
    (tmp_path / "town's.txt").write_text("The harbour cost 50,000 crowns. It opened in May.\n\nIt rains in Bergen.")
    shell = ProcessShell(tmp_path)
    assert shell("add", "town's.txt", "--lang", "en").status == 0
    assert "50,000" in shell("ask", QUESTION).stdout
    with closing(sqlite3.connect(tmp_path / "data" / "library" / "library.db")) as database, database:
        database.execute("UPDATE passages SET text = replace(text, '50,000', '50.000')")
    return shell


def test_it_is_not_shown(shell: ProcessShell) -> None:
    asked = shell("ask", QUESTION)
    assert (asked.status, asked.stdout) == (0, f"{NONE}\n")
    assert asked.stderr.splitlines()[0].startswith(REFUSED)


def test_it_is_no_answer_in_json(shell: ProcessShell) -> None:
    (shell.directory / "questions.jsonl").write_text(json.dumps({"id": "q", "question": QUESTION}))
    for asked in (shell("ask", QUESTION, "--json"), shell("ask", "--from", "questions.jsonl")):
        answer = json.loads(asked.stdout)
        assert (answer["answered"], answer["shown"]) == (False, 0)
        assert "50.000" not in asked.stdout
        assert asked.stderr.splitlines()[0].startswith(REFUSED)


def test_check_names_its_source_and_the_command_that_mends_it(shell: ProcessShell) -> None:
    checked = shell("check")
    path = shell.directory / "town's.txt"
    assert checked.status == 1
    again = (
        f"add it again: verbatim add '{str(path).replace(chr(39), chr(39) + chr(34) + chr(39) + chr(34) + chr(39))}'"
    )
    assert f'passage 1 of "town\'s.txt" ({path}) is not what was stored; {again}' in checked.stdout
    assert shell("add", "town's.txt").status == 0
    assert shell("check").status == 0
    assert "50,000" in shell("ask", QUESTION).stdout

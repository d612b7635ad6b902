"""`python -m bot` as a process: exit statuses, pipes, signals, encodings, and which modules are loaded."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from tests.bot.cli.conftest import ProcessShell

QUESTION = "Who opened the bridge?"


def test_an_answer_is_printed_and_no_failure(process: ProcessShell) -> None:
    done = process("ask", QUESTION)
    assert done.stdout.startswith("“Mayor Jones opened the new bridge on Monday.”\n— ")
    assert (done.status, done.stderr) == (0, "")


@pytest.mark.parametrize(("status", "args"), [(2, ("ask", "")), (1, ("remove", "77"))])
def test_what_goes_wrong_is_one_line_and_a_status(process: ProcessShell, status: int, args: tuple[str, ...]) -> None:
    process.fails(status, *args)


def test_a_question_in_bytes_that_are_not_utf_8_is_answered_all_the_same(process: ProcessShell) -> None:
    done = process("ask", "--json", b"Who opened the bridge\xff?")
    assert json.loads(done.stdout)["question"] == "Who opened the bridge\ufffd?"


def test_a_conversation_through_a_pipe(process: ProcessShell) -> None:
    done = process("chat", stdin=QUESTION.encode() + b"\n\xff\xfe?\n", VERBATIM_DATA="data/library")
    answer, refusal = done.stdout.split("\n\n")
    assert (done.status, done.stderr) == (0, "")
    assert answer.startswith("“Mayor Jones opened the new bridge on Monday.”\n— ")
    assert refusal == "No stored sentence answers this.\n"


def test_a_reader_that_leaves_early_causes_no_complaint(process: ProcessShell) -> None:
    questions = process.directory / "q.jsonl"
    questions.write_text(f'{{"id": "q", "question": "{QUESTION}"}}\n' * 2000)
    with process.start("ask", "--from", str(questions)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


def test_ctrl_c_is_no_traceback(process: ProcessShell) -> None:
    with process.start("--data", "mine", "chat") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write(b"Who?\n")
        running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait() == 130
        (told,) = running.stderr.read().strip().splitlines()
        assert told.startswith(b"verbatim: nothing is stored in mine")


def test_asking_does_not_load_telegram(process: ProcessShell) -> None:
    code = (
        "import sys; from bot.__main__ import main; sys.argv = ['verbatim', 'ask', 'Who?']\n"
        "try: main()\n"
        "except SystemExit: print('telegram' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", code], cwd=process.directory, env=process.environment, capture_output=True, check=True
    )
    assert done.stdout.decode().endswith("False\n")

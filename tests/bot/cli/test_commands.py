"""The command line, as programs and people rely on it: each test runs `python -m bot` as a process of its own."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SEED = next((ROOT / "data" / "corpus").glob("*.txt"))
NONE = "No stored sentence answers this.\n"


class Shell:
    """Runs `verbatim` in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("VERBATIM_") and name != "TELEGRAM_BOT_TOKEN"
        } | {"PYTHONPATH": str(ROOT)}

    def __call__(self, *args: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *args],
            cwd=self.directory,
            env=self.environment | environment,
            input=stdin,
            capture_output=True,
            timeout=60,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def fails(self, status: int, *args: str, stdin: bytes = b"", **environment: str) -> str:
        """The one line on standard error of a call that fails with this status, and prints nothing else."""
        done = self(*args, stdin=stdin, **environment)
        assert done.returncode == status, done
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("verbatim: ")
        return line


@pytest.fixture
def verbatim(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def stocked(verbatim: Shell) -> Shell:
    rows: list[dict[str, Any]] = [
        {"id": "p1", "text": "It rained all day. The river rose by two metres.", "title": "Weather", "author": "A."},
        {"id": "p2", "text": "Mayor Jones opened the new bridge on Monday.", "date": "2024-08-06"},
    ]
    notes = verbatim.directory / "notes.jsonl"
    notes.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert verbatim("add", "notes.jsonl").returncode == 0
    return verbatim


def test_a_question_is_answered_with_a_quote_and_its_source(stocked: Shell) -> None:
    done = stocked("ask", "Which river rose by two metres?")
    assert done.stdout.splitlines()[0] == "“The river rose by two metres.”"
    assert done.stdout.splitlines()[1].startswith("— Weather · A. · undated")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_typing_error_and_the_other_sources_of_a_sentence_are_told(stocked: Shell) -> None:
    (stocked.directory / "copy.txt").write_text("Mayor Jones opened the new bridge on Monday.")
    stocked("add", "copy.txt", "--date", "2024-08-05")
    told = ["The same sentence also stands in: copy.txt · 2024-08-05", "Read “opned” as “opened”."]
    assert stocked("ask", "Who opned the new bridge?").stdout.splitlines()[2:] == told
    assert (
        stocked("chat", stdin=b"Who opned the new bridge?\n", VERBATIM_DATA="data/library").stdout.splitlines()[2:]
        == told
    )


def test_the_words_of_a_question_need_no_quotation_marks(stocked: Shell) -> None:
    assert "bridge" in stocked("ask", "Who", "opened", "the", "bridge?").stdout


def test_no_answer_is_one_fixed_sentence_and_no_failure(stocked: Shell) -> None:
    done = stocked("ask", "Who sings in Paris?")
    assert (done.returncode, done.stdout, done.stderr) == (0, NONE, "")


def test_an_empty_library_answers_nothing_and_stays_unwritten(verbatim: Shell) -> None:
    assert verbatim("ask", "Who?").stdout == NONE
    assert json.loads(verbatim("ask", "--json", "Who?").stdout)["answered"] is False
    assert list(verbatim.directory.iterdir()) == []


def test_an_answer_as_json_has_the_agreed_keys(stocked: Shell) -> None:
    answer = json.loads(stocked("ask", "--json", "Which river rose by two metres?").stdout)
    assert answer["id"] is None
    assert answer["question"] == "Which river rose by two metres?"
    assert answer["answered"] is True
    assert 0 <= answer["confidence"] <= 1
    assert answer["elapsed_ms"] > 0
    first = answer["quotes"][0]
    assert first["text"] == "The river rose by two metres."
    assert first["passage"] == {"id": 1, "external_id": "p1", "start": 19, "end": 48}
    assert set(first["source"]) == {"id", "title", "url", "date", "author", "locator"}
    assert (first["source"]["title"], first["source"]["author"], first["source"]["date"]) == ("Weather", "A.", None)


def test_a_file_of_questions_gives_one_answer_a_line_in_order(stocked: Shell) -> None:
    questions = [
        {"id": f"q{n}", "question": text} for n, text in enumerate(["Who opened the bridge?", "?", "🦉", "The"])
    ]
    file = stocked.directory / "questions.jsonl"
    file.write_text("\n".join(json.dumps(question) for question in questions), encoding="utf-8")
    done = stocked("ask", "--from", "questions.jsonl", "-n", "1")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["q0", "q1", "q2", "q3"]
    assert [answer["question"] for answer in answers] == [question["question"] for question in questions]
    assert [answer["answered"] for answer in answers] == [True, False, False, False]
    assert len(answers[0]["quotes"]) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "line 2: not JSON"),
        (b"[]", "line 2: not an object"),
        (b'{"question": "Who?"}', 'line 2: "id" is missing'),
        (b'{"id": 7, "question": "Who?"}', 'line 2: "id" is not text'),
        (b'{"id": "a"}', 'line 2: "question" is missing'),
        (b'{"id": "a", "question": " "}', "line 2: the question is empty"),
        (b'{"id": "a", "question": "\xff"}', "line 2: not UTF-8"),
    ],
)
def test_a_broken_line_is_found_before_the_first_answer(stocked: Shell, line: bytes, why: str) -> None:
    file = stocked.directory / "questions.jsonl"
    file.write_bytes(b'{"id": "q1", "question": "Who?"}\n' + line + b"\n")
    assert why in stocked.fails(2, "ask", "--from", "questions.jsonl")


@pytest.mark.parametrize(
    "args",
    [
        ("ask",), ("ask", ""), ("ask", " \n "), ("ask", "--json", ""), ("ask", "--from", "nowhere.jsonl"),
        ("ask", "Who?", "--from", "x"), ("ask", "-n", "0", "Who?"), ("ask", "-n", "x", "Who?"), ("ask", "--nope", "W"),
        ("remove", "x"), ("remove",), ("add",), ("nope",), ("--nope",), ("chats", "--collection", "a"), ("add", "x",
        "--collection", " "),
    ],
)  # fmt: skip
def test_a_bad_call_is_one_line_and_status_2(verbatim: Shell, args: tuple[str, ...]) -> None:
    verbatim.fails(2, *args)


def test_a_failure_is_one_line_and_status_1(verbatim: Shell) -> None:
    assert "nowhere.txt" in verbatim.fails(1, "add", "nowhere.txt")
    verbatim.fails(1, "remove", "77")
    assert "token" in verbatim.fails(1, "serve")


@pytest.mark.parametrize("question", ["the of and", "🦉🦉", "word " * 800, "\x07", "’" * 4000])
def test_any_other_question_is_a_question(stocked: Shell, question: str) -> None:
    done = stocked("ask", question)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_question_in_bytes_that_are_not_utf_8_is_answered_all_the_same(stocked: Shell) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", b"Who opened the bridge\xff?"],
        cwd=stocked.directory,
        env=stocked.environment,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["question"] == "Who opened the bridge\ufffd?"


def test_each_of_several_sources_is_a_matter_of_its_own(verbatim: Shell) -> None:
    (verbatim.directory / "a.txt").write_text("It rained.")
    (verbatim.directory / "b.txt").write_text("It snowed.")
    done = verbatim("add", "a.txt", "nowhere.txt", "b.txt")
    assert done.returncode == 1
    assert [line.rpartition("/")[2] for line in done.stdout.splitlines()] == ["a.txt: 1 added", "b.txt: 1 added"]
    assert done.stderr.startswith("verbatim: ")
    assert "1 unchanged" in verbatim("add", "a.txt").stdout
    assert len(json.loads(verbatim("sources", "--json").stdout)) == 2


def test_what_is_stated_of_a_source_is_shown_in_its_quotes(verbatim: Shell) -> None:
    (verbatim.directory / "a.txt").write_text("It rained all day.")
    verbatim("add", "a.txt", "--title", "Rain", "--url", "https://example.org/", "--date", "2024", "--author", "B. C.")
    shown = verbatim("ask", "Did it rain all day?").stdout
    assert shown.splitlines()[1] == "— Rain · B. C. · 2024 · ¶1 · https://example.org/"


def test_a_source_is_listed_and_removed_by_its_id(stocked: Shell) -> None:
    (row,) = json.loads(stocked("sources", "--json").stdout)
    assert (row["collection"], row["passages"]) == ("public", 2)
    assert stocked("sources").stdout.split("\t")[:3] == [str(row["id"]), "public", "2"]
    assert "removed" in stocked("remove", str(row["id"])).stdout
    assert stocked("sources").stdout == ""
    assert stocked("ask", "Who opened the bridge?").stdout == NONE


def test_a_collection_is_asked_when_it_is_named(stocked: Shell) -> None:
    (stocked.directory / "s.txt").write_text("The password is swordfish.")
    stocked("add", "s.txt", "--collection", "secret")
    assert stocked("ask", "What is the password?").stdout == NONE
    assert "swordfish" in stocked("ask", "What is the password?", "--collection", "secret").stdout
    both = ("--collection", "secret", "--collection", "public")
    assert "swordfish" in stocked("ask", "What is the password?", *both).stdout
    assert "Jones" in stocked("ask", "Who opened the bridge?", *both).stdout


def test_an_operator_says_what_a_chat_asks(stocked: Shell) -> None:
    assert stocked("chats").stdout == ""
    assert stocked("chats", "--collection", "a", "--collection", "b", "--", "-100").stdout == "-100\ta, b\n"
    assert stocked("chats").stdout == "-100\ta, b\n"
    assert stocked("chats", "7").stdout == "7\tpublic\n"


def test_check_says_what_it_looked_at(stocked: Shell) -> None:
    done = stocked("check")
    assert done.returncode == 0
    assert "2 checked, no faults" in done.stdout


def test_a_conversation_through_a_pipe(stocked: Shell) -> None:
    done = stocked(
        "chat", stdin=b"Who opened the bridge?\nWho sings in Paris?\n\xff\xfe?\n", VERBATIM_DATA="data/library"
    )
    blocks = done.stdout.split("\n\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert blocks[0].startswith("“Mayor Jones opened the new bridge on Monday.”\n— ")
    assert [block.strip() + "\n" for block in blocks[1:]] == [NONE, NONE]


def test_the_first_conversation_loads_the_corpus_that_ships(verbatim: Shell) -> None:
    done = verbatim("chat", stdin=b"How many troops has Russia mobilized?\n")
    assert "approximately 50,000 troops" in done.stdout
    assert (verbatim.directory / "data" / "library").is_dir()


def test_only_an_empty_default_library_is_given_the_corpus(verbatim: Shell) -> None:
    question = b"How many troops has Russia mobilized?\n"
    assert verbatim("--data", "mine", "chat", stdin=question).stdout == NONE
    assert verbatim("chat", stdin=question, VERBATIM_DATA="mine").stdout == NONE
    assert verbatim("ask", question.decode()).stdout == NONE
    (verbatim.directory / "a.txt").write_text("It rained.")
    verbatim("add", "a.txt")
    assert verbatim("chat", stdin=question).stdout == NONE


def test_a_reader_that_leaves_early_causes_no_complaint(stocked: Shell) -> None:
    questions = stocked.directory / "q.jsonl"
    questions.write_text('{"id": "q", "question": "Who opened the bridge?"}\n' * 2000)
    command = [sys.executable, "-m", "bot", "ask", "--from", str(questions)]
    with subprocess.Popen(
        command, cwd=stocked.directory, env=stocked.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_ctrl_c_is_no_traceback(verbatim: Shell) -> None:
    command = [sys.executable, "-m", "bot", "--data", "mine", "chat"]
    with subprocess.Popen(
        command,
        cwd=verbatim.directory,
        env=verbatim.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"Who?\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read().strip() == b""


def test_asking_does_not_load_telegram(stocked: Shell) -> None:
    code = (
        "import sys; from bot.__main__ import main; sys.argv = ['verbatim', 'ask', 'Who?']\n"
        "try: main()\n"
        "except SystemExit: print('telegram' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=stocked.directory, env=stocked.environment, capture_output=True, check=True
    )
    assert done.stdout.decode().endswith("False\n")


def test_help_is_there_for_every_verb(verbatim: Shell) -> None:
    assert "Commands:" in verbatim("--help").stdout
    for verb in ("add", "ask", "chat", "chats", "check", "remove", "serve", "sources"):
        assert "Usage:" in verbatim(verb, "--help").stdout


def test_explaining_takes_every_score_apart(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("It rained all day. The river rose by two metres.", encoding="utf-8")
    data = ["--data", str(tmp_path / "library")]
    for call in (["add", str(tmp_path / "notes.txt")], ["ask", "--explain", "--json", "Which river rose by metres?"]):
        done = subprocess.run([sys.executable, "-m", "bot", *data, *call], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    best = answer["quotes"][0]
    assert best["text"] == "The river rose by two metres."
    assert abs(sum(best["explain"].values()) - best["score"]) < 0.01
    log_odds = sum(answer["explain"].values())
    assert abs(answer["confidence"] - 1 / (1 + math.exp(-log_odds))) < 0.01

"""What somebody sees who begins: an empty library, the sample that ships, the first documents of their own."""

from __future__ import annotations

import json

import pytest

from bot.cli.data_directory import SHIPPED_TITLE
from tests.bot.cli.conftest import ROOT, Done, Shell

NONE = "No stored sentence answers this.\n"
NO_LIBRARY = "verbatim: there is no library in {}; `verbatim add PATH` makes one\n"
NOTHING = "verbatim: nothing is stored in {}; `verbatim add PATH` stores a document\n"
QUESTION = b"How many troops has Russia mobilized?\n"


def test_an_empty_library_answers_nothing_and_stays_unwritten(verbatim: Shell) -> None:
    (verbatim.directory / "q.jsonl").write_text('{"id": "a", "question": "Who?"}\n' * 2)
    assert verbatim("ask", "Who?") == Done(0, NONE, NO_LIBRARY.format("data/library"))
    for call in (("ask", "--json", "Who?"), ("ask", "--from", "q.jsonl")):
        done = verbatim("--data", "mine", *call)
        assert (done.status, done.stderr) == (0, NO_LIBRARY.format("mine"))
        assert not any(json.loads(line)["answered"] for line in done.stdout.splitlines())
    assert verbatim("sources") == Done(0, "", NO_LIBRARY.format("data/library"))
    assert [path.name for path in verbatim.directory.iterdir()] == ["q.jsonl"]


def test_where_there_is_nothing_to_quote_from_that_is_told_beside_the_answer(stocked: Shell) -> None:
    told = "verbatim: nothing is stored in the collection rules; there is public\n"
    assert stocked("ask", "Who?", "--collection", "rules") == Done(0, NONE, told)
    both = stocked("ask", "Who opened the bridge?", "--collection", "rules", "--collection", "public")
    assert both.stdout.startswith("“Mayor Jones")
    assert both.stderr == told
    stocked("remove", "1")
    assert stocked("ask", "Who?") == Done(0, NONE, NOTHING.format("data/library"))
    assert stocked("--data", "mine", "chat", stdin=b"Who?\n") == Done(0, NONE, NOTHING.format("mine"))


@pytest.mark.parametrize(
    "date", ["yesterday", "2024-13", "2024-02-30", "24", "2024-5-1", "2024-05-01T10:00", "٢٠٢٤", "0000"]
)
def test_a_date_is_a_date(stocked: Shell, date: str) -> None:
    assert "no date" in stocked.fails(2, "add", "notes.jsonl", "--date", date)


def test_as_far_as_it_is_known_and_an_empty_one_takes_it_back(verbatim: Shell) -> None:
    (verbatim.directory / "a.txt").write_text("It rained all day.")
    for date in ("2024-02-29", "2024-02", "2024", ""):
        assert verbatim("add", "a.txt", "--date", date).status == 0
        assert json.loads(verbatim("sources", "--json").stdout)[0]["date"] == (date or None)


def test_the_first_conversation_loads_the_corpus_that_ships_and_what_is_added_takes_its_place(verbatim: Shell) -> None:
    for _ in range(2):
        done = verbatim("chat", stdin=QUESTION)
        assert "approximately 50,000 troops" in done.stdout
        assert done.stdout.splitlines()[1] == f"— {SHIPPED_TITLE} · ¶5"
        assert done.stderr == ""
    (verbatim.directory / "a.txt").write_text("It rained.")
    assert len(verbatim("add", "a.txt", "--collection", "other").stdout.splitlines()) == 1
    assert "approximately" in verbatim("chat", stdin=QUESTION).stdout
    assert verbatim("add", "a.txt").stdout.splitlines() == [
        f"{verbatim.directory}/a.txt: 1 added",
        f"{SHIPPED_TITLE}: removed, because there is something of your own now",
    ]
    assert verbatim("chat", stdin=QUESTION).stdout == NONE
    assert len(verbatim("add", "a.txt").stdout.splitlines()) == 1
    stored = [path.read_bytes() for path in (verbatim.directory / "data" / "library").rglob("*") if path.is_file()]
    assert not any(b"approximately 50,000" in content for content in stored)


def test_the_sample_stays_if_what_was_to_take_its_place_cannot_be_read(verbatim: Shell) -> None:
    verbatim("chat")
    (verbatim.directory / "a.jsonl").write_text('{"text": "It rained."}\n{')
    verbatim.fails(1, "add", "a.jsonl")
    assert [row["title"] for row in json.loads(verbatim("sources", "--json").stdout)] == [SHIPPED_TITLE]


def test_a_sample_of_an_earlier_version_gives_way_too_and_one_that_somebody_adds_does_not(verbatim: Shell) -> None:
    (sample,) = (ROOT / "data" / "corpus").iterdir()
    (verbatim.directory / "a.txt").write_text("It rained.")
    verbatim("add", str(sample))
    verbatim("chat")
    assert "removed" in verbatim("add", "a.txt").stdout
    assert verbatim("add", str(sample)).status == 0
    assert "removed" not in verbatim("add", "a.txt").stdout
    assert len(json.loads(verbatim("sources", "--json").stdout)) == 2


def test_only_an_empty_default_library_is_given_the_corpus(verbatim: Shell) -> None:
    assert verbatim("--data", "mine", "chat", stdin=QUESTION).stdout == NONE
    assert verbatim("chat", stdin=QUESTION, VERBATIM_DATA="mine").stdout == NONE
    assert verbatim("ask", QUESTION.decode()).stdout == NONE
    (verbatim.directory / "a.txt").write_text("It rained.")
    verbatim("add", "a.txt")
    assert verbatim("chat", stdin=QUESTION).stdout == NONE

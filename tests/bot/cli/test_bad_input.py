"""Documents and questions as nobody should write them, from `verbatim add` to what is shown."""

from __future__ import annotations

import json

import pytest

from tests.bot.cli.conftest import Shell

NONE = "No stored sentence answers this.\n"


def add(shell: Shell, written: str, name: str = "a.md") -> str:
    """Add a document; what is told."""
    (shell.directory / name).write_text(written, encoding="utf-8")
    done = shell("add", name)
    assert done.status == 0, done
    assert shell("check").status == 0
    return done.stdout


def ask(shell: Shell, question: str) -> list[str]:
    """The lines of an answer."""
    done = shell("ask", question)
    assert (done.status, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_broken_front_matter_is_no_sentence_and_what_can_be_read_of_it_is_used(verbatim: Shell) -> None:
    broken = '---\ntitle: Rain: "a wet" year\n\tdate 2024\nauthor: [Ito\ndate: 2024-05-01\n---\n'
    add(verbatim, f"{broken}The river rose by two metres.\n")
    assert ask(verbatim, "Did the river rise by two metres?") == [
        "“The river rose by two metres.”",
        '— Rain: "a wet" year · [Ito · 2024-05-01 · ¶1',
    ]
    assert ask(verbatim, "a wet year, Ito") == [NONE.strip()]


def test_headings_ten_deep_and_a_thousand_characters_long_are_one_short_line(verbatim: Shell) -> None:
    levels = "".join(f"{'> ' * depth}{'#' * min(depth, 6)} Level {depth}\n" for depth in range(1, 11))
    add(
        verbatim,
        f"{levels}{'> ' * 10}\n{'> ' * 10}The ferry sails at nine.\n\n## {'wide ' * 200}\n\nThe toll is four crowns.\n",
    )
    above, quote, source = ask(verbatim, "When does the ferry sail?")
    assert (above, quote) == ("▾ Level 10", "“The ferry sails at nine.”")
    assert source.endswith(" › Level 8 › Level 9")
    above, quote, source = ask(verbatim, "What is the toll?")
    assert above == f"▾ {('wide ' * 20).strip()}…"
    assert quote == "“The toll is four crowns.”"
    assert len(source) < 200


def test_of_a_list_of_ten_thousand_items_the_one_that_is_asked_for_is_quoted_with_its_number(verbatim: Shell) -> None:
    listed = "".join(f"{n}. Berth {n} belongs to boat B{n}x.\n" for n in range(1, 10_001))
    assert add(verbatim, f"The berths are:\n\n{listed}").endswith(" added\n")
    assert ask(verbatim, "berth 7777")[:2] == [
        "▾ The berths are:",
        "“7777. Berth 7777 belongs to boat B7777x.”",
    ]


def test_rows_of_nested_tables_are_quoted_one_by_one(verbatim: Shell) -> None:
    inner = "<table><tr><td>Child</td><td>6 crowns</td></tr></table>"
    outer = f"<tr><td>{inner}</td><td>Adult</td><td>12 crowns</td></tr>"
    add(verbatim, f"<table><tr><th>Ticket</th><th>Price</th></tr>{outer}</table>\n")
    assert "Child | 6 crowns" in ask(verbatim, "What is the price of a child?")[1]


def test_a_document_that_is_one_heading_is_refused_in_one_line(verbatim: Shell) -> None:
    (verbatim.directory / "a.md").write_text("# When does the ferry sail?\n")
    assert "it shows no text that could be quoted" in verbatim.fails(1, "add", "a.md")


def test_an_answer_above_its_question_is_quoted_under_it(verbatim: Shell) -> None:
    add(
        verbatim, "A: Only on Sundays.\nQ: Is parking free?\n\nA: On a lead, always.\nQ: Are dogs allowed?\n", "faq.txt"
    )
    for question, asked, answer in (
        ("Is parking free on Sundays?", "Q: Is parking free?", "A: Only on Sundays."),
        ("Are dogs allowed on a lead?", "Q: Are dogs allowed?", "A: On a lead, always."),
    ):
        assert ask(verbatim, question)[:2] == [f"▾ {asked}", f"“{answer}”"]


def test_a_page_all_in_capitals_is_asked_like_others(verbatim: Shell) -> None:
    add(verbatim, "# HOUSE RULES\n\n## DOGS\n\nDOGS STAY ON THE LEASH. THE FERRY SAILS AT NINE.\n")
    assert ask(verbatim, "when does the ferry sail?")[0:2] == ["▾ DOGS", "“THE FERRY SAILS AT NINE.”"]


@pytest.mark.parametrize("question", ["a", "?", "я", "河", "7", "\n" * 20, "Who?\n" * 20, "the ferry\n" * 2_000])
def test_a_question_of_one_letter_or_of_many_lines_is_a_question(stocked: Shell, question: str) -> None:
    done = stocked("ask", question, "--json")
    if question.strip():
        assert (done.status, done.stderr) == (0, "")
        assert json.loads(done.stdout)["question"] == question
    else:
        assert done.status == 2


def test_a_question_of_twenty_lines_finds_what_one_of_them_asks(stocked: Shell) -> None:
    lines = ["Hello all,", "", "I was away.", *[""] * 10, "Who opened the new bridge?", *["", "Thanks"] * 4]
    answer = json.loads(stocked("ask", "--json", "\n".join(lines)).stdout)
    assert answer["quotes"][0]["text"] == "Mayor Jones opened the new bridge on Monday."

"""The command line, as programs and people rely on it."""

from __future__ import annotations

import json
import math

import pytest

from index.loaders import web
from tests.bot.cli.conftest import Shell
from tests.index.loaders.web_server import serving

NONE = "No stored sentence answers this.\n"


def test_a_question_is_answered_with_a_quote_and_its_source(stocked: Shell) -> None:
    done = stocked("ask", "Which river rose by two metres?")
    assert done.stdout.splitlines()[0] == "“The river rose by two metres.”"
    assert done.stdout.splitlines()[1].startswith("— Weather · A.")
    assert (done.status, done.stderr) == (0, "")


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
    assert (done.status, done.stdout, done.stderr) == (0, NONE, "")


def test_what_comes_closest_is_shown_to_those_who_ask_for_it(stocked: Shell) -> None:
    question = "Did Paris, Rome and London rise by a river?"
    assert stocked("ask", question).stdout == NONE
    done = stocked("ask", "--closest", question)
    assert done.stdout.splitlines() == [
        NONE.strip(),
        "These come closest, and are no answers:",
        "“The river rose by two metres.”",
        "— Weather · A. · #1",
    ]
    assert (done.status, done.stderr) == (0, "")
    assert stocked("ask", "--closest", "Who sings in Paris?").stdout == NONE
    answered = ("ask", "Which river rose by two metres?")
    assert stocked(*answered, "--closest").stdout == stocked(*answered).stdout
    assert "JSON has what comes closest" in stocked.fails(2, "ask", "--closest", "--json", question)


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
    assert set(first["source"]) == {"id", "key", "title", "url", "date", "author", "locator", "heading", "lead_in"}
    assert first["source"]["key"] == str(stocked.directory / "notes.jsonl")
    assert (first["source"]["title"], first["source"]["author"], first["source"]["date"]) == ("Weather", "A.", None)


def test_json_says_how_many_quotes_a_person_sees_at_first_however_many_it_holds(stocked: Shell) -> None:
    for question, shown in (("Which river rose by two metres?", 1), ("Who sings in Paris?", 0)):
        for number in ("1", "10"):
            assert json.loads(stocked("ask", "--json", "-n", number, question).stdout)["shown"] == shown


def test_as_many_quotes_are_printed_as_json_says_are_shown(verbatim: Shell) -> None:
    fares = [
        f"The {what} takes drivers for {number} crowns." for number, what in enumerate(("ferry", "tram", "cart"), 4)
    ]
    (verbatim.directory / "fares.txt").write_text("\n\n".join(fares))
    verbatim("add", "fares.txt")
    shown = set()
    for question in (
        "Who takes drivers for crowns?",
        "Who takes drivers for four crowns by ferry?",
        "Who sings in Paris?",
    ):
        answer = json.loads(verbatim("ask", "--json", question).stdout)
        printed = verbatim("ask", question).stdout.splitlines()
        assert sum(line.startswith("“") for line in printed) == answer["shown"]
        assert (
            verbatim("chat", stdin=f"{question}\n".encode(), VERBATIM_DATA="data/library").stdout.splitlines()
            == printed
        )
        shown.add(answer["shown"])
    assert {0, 1} <= shown


def test_json_tells_which_words_may_have_been_meant(stocked: Shell) -> None:
    answer = json.loads(stocked("ask", "--json", "rivr raned").stdout)
    assert answer["answered"] is False
    assert answer["meant"] == [{"typed": "rivr", "assumed": "river"}, {"typed": "raned", "assumed": "rained"}]
    assert stocked("ask", "rivr raned").stdout == NONE
    assert "meant" not in json.loads(stocked("ask", "--json", "Which river rose by two metres?").stdout)


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
        (b"{", "line 2: broken JSON at column 1"),
        (b"[]", "line 2: a row has to be an object"),
        (b'{"question": "Who?"}', "line 2: it lacks `id`"),
        (b'{"id": 7, "question": "Who?"}', 'line 2: "id" has to be a string, not a whole number'),
        (b'{"id": "a"}', "line 2: it lacks `question`"),
        (b'{"id": "a", "question": " "}', "line 2: the question is empty"),
        (b'{"id": "a", "question": "\xff"}', "line 2: not UTF-8"),
    ],
)
def test_a_broken_line_is_found_before_the_first_answer(stocked: Shell, line: bytes, why: str) -> None:
    file = stocked.directory / "questions.jsonl"
    file.write_bytes(b'{"id": "q1", "question": "Who?"}\n' + line + b"\n")
    assert why in stocked.fails(2, "ask", "--from", "questions.jsonl")


def test_questions_come_from_standard_input_too(stocked: Shell) -> None:
    done = stocked("ask", "--from", "-", stdin=b'{"id": "q1", "question": "Who opened the bridge?"}')
    assert json.loads(done.stdout)["id"] == "q1"
    assert "standard input, line 1: it lacks" in stocked.fails(2, "ask", "--from", "-", stdin=b"{}")


def test_a_file_of_questions_that_cannot_be_read_is_named(verbatim: Shell) -> None:
    (verbatim.directory / "folder").mkdir()
    for name in ("nowhere.jsonl", "folder"):
        assert name in verbatim.fails(2, "ask", "--from", name)


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
    assert (done.status, done.stderr) == (0, "")


def test_each_of_several_sources_is_a_matter_of_its_own(verbatim: Shell) -> None:
    (verbatim.directory / "a.txt").write_text("It rained.")
    (verbatim.directory / "b.txt").write_text("It snowed.")
    done = verbatim("add", "a.txt", "nowhere.txt", "b.txt")
    assert done.status == 1
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
    assert stocked("chats", "-200", "--collection", "c").stdout == "-200\tc\n"
    for args in (("chats", "-5", "--colection", "c"), ("chats", "--nope"), ("chats", "-x")):
        stocked.fails(2, *args)


def test_check_says_what_it_looked_at(stocked: Shell) -> None:
    done = stocked("check")
    assert done.status == 0
    assert "2 checked, no faults" in done.stdout


def test_a_conversation_through_a_pipe(stocked: Shell) -> None:
    done = stocked(
        "chat", stdin=b"Who opened the bridge?\nWho sings in Paris?\n\xff\xfe?\n", VERBATIM_DATA="data/library"
    )
    blocks = done.stdout.split("\n\n")
    assert (done.status, done.stderr) == (0, "")
    assert blocks[0].startswith("“Mayor Jones opened the new bridge on Monday.”\n— ")
    assert [block.strip() + "\n" for block in blocks[1:]] == [NONE, NONE]


def test_help_is_there_for_every_verb(verbatim: Shell) -> None:
    assert "Commands:" in verbatim("--help").stdout
    for verb in ("add", "ask", "chat", "chats", "check", "remove", "serve", "sources"):
        assert "Usage:" in verbatim(verb, "--help").stdout


def test_explaining_takes_every_score_apart(stocked: Shell) -> None:
    answer = json.loads(stocked("ask", "--explain", "--json", "Which river rose by metres?").stdout)
    best = answer["quotes"][0]
    assert best["text"] == "The river rose by two metres."
    assert abs(sum(best["explain"].values()) - best["score"]) < 0.01
    assert answer["missing"] == []
    log_odds = sum(answer["explain"].values())
    assert abs(answer["confidence"] - 1 / (1 + math.exp(-log_odds))) < 0.01


def test_and_names_the_words_that_are_missing(stocked: Shell) -> None:
    question = "Which river in Paris rose by two \x1b[31mmetres?"
    answer = json.loads(stocked("ask", "--explain", "--json", question).stdout)
    assert answer["missing"][:1] == ["Paris"]
    assert "missing words: Paris" in stocked("ask", "--explain", question).stdout
    assert "\x1b" not in stocked("ask", "--explain", question).stdout
    assert "missing words: sings" in stocked("ask", "--explain", "Who sings?").stdout
    assert "missing words: none\n" in stocked("ask", "--explain", "the weather of the river").stdout
    (stocked.directory / "q.jsonl").write_text('{"id": "a", "question": "Who opened the bridge in Paris?"}')
    assert json.loads(stocked("ask", "--explain", "--from", "q.jsonl").stdout)["missing"] == ["Paris"]


@pytest.mark.attack("a folder that one stands in takes the token")
def test_to_serve_in_somebody_elses_folder_sends_the_token_nowhere(stocked: Shell) -> None:
    (stocked.directory / "data" / "library" / "verbatim.toml").write_text('api_url = "https://127.0.0.1:9"\n')
    said = stocked.fails(1, "serve", TELEGRAM_BOT_TOKEN="123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl")  # noqa: S106  # made up
    assert "sets api_url, which a folder that one merely stands in may not" in said


def test_a_public_page_redirects_to_a_private_address_only_where_a_setting_allows_it(
    verbatim: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.2")
    with serving("127.0.0.1") as private, serving("127.0.0.2") as public:
        page = f"{public}/away?{private}/rain.txt"
        assert "an address of a private network" in verbatim.fails(1, "add", page)
        assert verbatim("add", page, VERBATIM_PRIVATE_REDIRECTS="yes").status == 0


FORGED = "No\x1b[31mtes\n7\tpublic\t9\tForged\t/forged.txt\r\x85\u2028\u202e"


@pytest.mark.attack("forges rows of a list, or tells a terminal what to do, by a title or the name of a file")
def test_no_title_and_no_name_forges_a_row(verbatim: Shell) -> None:
    name = "a\x1b[31m\n7\tpublic\u202e.txt"
    (verbatim.directory / name).write_text("It rained all day.")
    outputs = [
        verbatim("add", name, "--title", FORGED, "--collection", f"public{FORGED}").stdout,
        verbatim("sources").stdout,
        verbatim("chats", "5", "--collection", FORGED).stdout,
        verbatim("remove", "1").stdout,
        verbatim("add", f"missing{FORGED}").stderr,
    ]
    for output in outputs:
        (line,) = output.splitlines()
        assert not {"\x1b", "\r", "\x85", "\u2028", "\u202e"} & set(line)
    assert outputs[1].count("\t") == 4


def test_json_keeps_a_title_as_it_is_and_prints_no_control_character(verbatim: Shell) -> None:
    (verbatim.directory / "notes.txt").write_text("It rained all day.")
    title = "\x9b31mNotes\x1b\u202e\n"
    verbatim("add", "notes.txt", "--title", title)
    listed, asked = verbatim("sources", "--json").stdout, verbatim("ask", "rained", "--json").stdout
    assert json.loads(listed)[0]["title"] == json.loads(asked)["quotes"][0]["source"]["title"] == title
    assert not {"\x9b", "\x1b"} & set(listed + asked)

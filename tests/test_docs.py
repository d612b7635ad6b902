"""What README.md says is so."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.commands import verbatim
from bot.config import Settings
from index import ChatLimits, Library, OperatorLimits
from tests.pictures.phone import pictures
from tests.pictures.scenes import scenes

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_transcript_is_what_a_newcomer_sees(tmp_path: Path) -> None:
    transcript = _block("console").removeprefix("$ make chat\nAsk a question; Ctrl-D ends the conversation.\n\n")
    questions = [line.removeprefix("› ") for line in transcript.splitlines() if line.startswith("› ")]
    process = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input="\n".join(questions),
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    shown = re.sub(r"(?m)^› .*\n", "", transcript)
    assert process.stdout.strip() == shown.strip()
    assert len(questions) == 3


def test_the_first_document_of_ones_own_is_added_and_asked_by_the_commands_that_are_told(tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text(
        "# Rules\n\n## Is parking free?\n\nParking is free on Sundays.\n", encoding="utf-8"
    )
    commands = re.findall(r"(?m)^    \.venv/bin/verbatim ((?:add rules\.md|ask \".*\"))$", README)
    assert len(commands) == 2
    outputs = [
        subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-m", "bot", *shlex.split(command)],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for command in commands
    ]
    assert outputs[0].stdout.endswith("rules.md: 1 added\n")
    assert "“Parking is free on Sundays.”" in outputs[1].stdout
    assert [output.stderr for output in outputs] == ["", ""]


@pytest.mark.parametrize("line", re.findall(r"(?m)^ {4,}\.venv/bin/verbatim (.*)$", README))
def test_every_command_of_an_example_can_be_called_as_it_is_written(line: str) -> None:
    name, *args = shlex.split(line)
    context = verbatim.commands[name].make_context(name, args)
    assert context.params


def test_the_pictures_show_what_the_bot_answers() -> None:
    """`make pictures` draws them anew."""
    drawn = pictures(scenes())
    assert set(re.findall(r'src="tests/pictures/([^"]+)"', README)) == drawn.keys()
    assert drawn == {name: (ROOT / "tests" / "pictures" / name).read_text(encoding="utf-8") for name in drawn}


def test_the_table_has_every_command_and_every_option_it_names_exists() -> None:
    rows = dict(re.findall(r"(?m)^\| `verbatim (\w+)[^`]*` \| (.*) \|$", README))
    assert rows.keys() == verbatim.commands.keys()
    for name, description in rows.items():
        options = {option for parameter in verbatim.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"`(--?\w+)", description)) <= options, name


def test_every_command_says_what_it_is_for() -> None:
    assert all(command.help for command in verbatim.commands.values())


def test_the_settings_have_these_names_and_defaults() -> None:
    rows = re.findall(r"(?m)^\| `(\w+)` \| `(VERBATIM_\w+)` \| `?([^`|]*?)`? \|", README)
    defaults = {setting.name: setting.default for setting in dataclasses.fields(Settings)}
    assert rows
    for name, variable, default in rows:
        assert variable == f"VERBATIM_{name.upper()}"
        assert str(defaults[name]) == default


def test_the_limits_have_these_names_and_defaults() -> None:
    rows = re.findall(r"(?m)^\| `(\w+)` \| (\d+|–) \| (\d+|–) \|", README)
    limits = [*dataclasses.fields(OperatorLimits), *dataclasses.fields(ChatLimits)]
    assert [name for name, _, _ in rows] == list(dict.fromkeys(limit.name for limit in limits))
    for name, wide, narrow in rows:
        assert (wide, narrow) == (str(getattr(OperatorLimits(), name, "–")), str(getattr(ChatLimits(), name, "–")))


def test_the_row_of_jsonl_can_be_added_and_quoted_with_all_its_fields(tmp_path: Path) -> None:
    row = next(line.strip() for line in README.splitlines() if line.strip().startswith('{"text"'))
    (tmp_path / "posts.jsonl").write_text(row, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(str(tmp_path / "posts.jsonl"))
        quote = library.ask("When does the gate close?").hits[0].quote
    stated = json.loads(row)
    assert quote.text == stated["text"]
    citation = dataclasses.asdict(quote.passage.citation)
    assert {name: citation[name] for name in ("title", "date", "url", "author")} == {
        name: stated[name] for name in ("title", "date", "url", "author")
    }


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?m)^ {4,}make (\w+)", README))))
def test_the_make_targets_exist(target: str) -> None:
    assert re.search(rf"(?m)^{target}:", (ROOT / "Makefile").read_text())


def test_every_promise_to_those_under_attack_names_tests_that_exist() -> None:
    model = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| [^|]+ \| [^|]+ \| ([^|]*`tests/[^|]*) \|$", model)
    assert len(rows) > 20
    for row in rows:
        path = ""
        for name, test in re.findall(r"`([\w/.]*?)(?:::(\w+))?`", row):
            path = name or path
            written = (ROOT / path).read_text(encoding="utf-8")
            assert not test or re.search(rf"(?m)^(?:async )?def {test}\(", written), f"{path} has no {test}"


def _block(language: str) -> str:
    found = re.search(rf"(?ms)^```{language}\n(.*?)^```$", README)
    assert found
    return found[1]

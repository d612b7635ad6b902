"""JSONL rows become passages exactly as they are written; a wrong row is named with its line and its fault."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.loaders import jsonl
from index.model import Draft, TelegramOrigin

from .conftest import Loaded, Refused

BACKWARDS = '{"type": "bold", "offset": -1, "length": 1}'


def test_a_row_brings_all_its_fields(loaded: Loaded) -> None:
    entity = {"type": "bold", "offset": 0, "length": 2}
    row = {
        "text": "It rained.",
        "id": "p1",
        "title": "Diary",
        "url": "https://example.org/1",
        "date": "2024-11-12",
        "author": "Ito",
        "lang": "en",
        "telegram": {"chat_id": -1001234567890, "message_id": 7, "entities": [entity]},
        "mood": "ignored",
    }
    assert loaded("a.jsonl", json.dumps(row)) == [
        Draft(
            "It rained.",
            external_id="p1",
            locator="#1",
            title="Diary",
            url="https://example.org/1",
            date="2024-11-12",
            author="Ito",
            lang="en",
            telegram=TelegramOrigin(-1001234567890, 7, (entity,)),
        )
    ]


def test_what_is_null_or_empty_or_missing_is_left_to_the_source(loaded: Loaded) -> None:
    drafts = loaded("a.ndjson", '{"text": "a", "id": null, "title": "", "telegram": null}\n{"text": "a"}')
    assert drafts == [Draft("a", locator="#1"), Draft("a", locator="#2")]


def test_rows_are_counted_without_blank_lines_and_errors_with_them(loaded: Loaded, refused: Refused) -> None:
    drafts = loaded("a.jsonl", '\ufeff{"text": "a"}\r\n\r\n{"text": "b"}\r\n')
    assert [(draft.text, draft.locator) for draft in drafts] == [("a", "#1"), ("b", "#2")]
    assert refused("a.jsonl", '{"text": "a"}\n\n[]').line == 3


def test_text_is_never_trimmed_joined_or_cut(loaded: Loaded) -> None:
    written = "\ufeff  one\r\n\n two\t\u2028" + "It rained. " * 1000
    assert loaded("a.jsonl", json.dumps({"text": written}))[0].text == written


@given(
    st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).filter(str.strip), min_size=1)
)
@pytest.mark.parametrize("escaped", [True, False])
def test_any_text_comes_back_as_it_went_in(escaped: bool, written: list[str]) -> None:
    file = io.BytesIO("\n".join(json.dumps({"text": text}, ensure_ascii=escaped) for text in written).encode())
    assert [draft.text for draft in jsonl.read(file, "a.jsonl", "xx").drafts] == written


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('{"text": "a"', "broken JSON at column 13"),
        ('{"text": "a"} {}', "broken JSON at column 15"),
        ('{"text": "tab\tinside"}', "broken JSON at column 14"),
        ('["text"]', "a row has to be an object"),
        ("null", "a row has to be an object"),
        ("{}", "it lacks `text`"),
        ('{"text": null}', '"text" has to be a string, not `null`'),
        ('{"text": ""}', '"text" is empty'),
        ('{"text": " \\n\\u3000"}', '"text" is empty'),
        ('{"text": 5}', '"text" has to be a string, not a whole number'),
        ('{"text": "a", "id": 5}', '"id" has to be a string, not a whole number'),
        ('{"text": "a", "id": true}', '"id" has to be a string, not true or false'),
        ('{"text": "a", "id": ["x"]}', '"id" has to be a string, not a list'),
        ('{"text": "a", "id": ""}', '"id" is empty'),
        ('{"text": "a", "date": 2024}', '"date" has to be a string, not a whole number'),
        ('{"text": "a", "title": {}}', '"title" has to be a string, not an object'),
        ('{"text": "a \\ud83d b"}', '"text" holds half a character (the lone surrogate U+D83D)'),
        ('{"text": "a\\u0000"}', '"text" holds the character U+0000'),
        ('{"text": "a", "author": "\\u0000"}', '"author" holds the character U+0000'),
        ('{"text": "a", "score": NaN}', "NaN is no JSON value"),
        ('{"text": "a", "score": -Infinity}', "-Infinity is no JSON value"),
        ('{"text": "a", "score": %s}' % ("9" * 5000), "too many digits"),
        ('{"text": "a", "x": %s}' % ("[" * 100_000), "nested too deeply"),
        ('{"text": "a", "telegram": {"entities": [{"x": %s}]}}' % ("[" * 990 + "]" * 990), "nested too deeply"),
        ('{"text": "a", "telegram": 5}', '"telegram" has to be an object'),
        ('{"text": "a", "telegram": {"message_id": 1}}', '"telegram" lacks `chat_id`'),
        (
            '{"text": "a", "telegram": {"chat_id": 1, "message_id": "1"}}',
            '"telegram.message_id" has to be a whole number, not a string',
        ),
        (
            '{"text": "a", "telegram": {"chat_id": true, "message_id": 1}}',
            '"telegram.chat_id" has to be a whole number, not true or false',
        ),
        (
            '{"text": "a", "telegram": {"chat_id": 1, "message_id": 1%s}}' % ("0" * 20),
            'telegram.message_id" has to be a whole number <= 9223372036854775807',
        ),
        (
            '{"text": "a", "telegram": {"chat_id": 1, "message_id": 1, "entities": {"a": 1}}}',
            '"telegram.entities" has to be a list, not an object',
        ),
        (
            '{"text": "a", "telegram": {"chat_id": 1, "message_id": 1, "entities": [{}]}}',
            '"telegram.entities[0]" lacks `type`',
        ),
        (
            f'{{"text": "a", "telegram": {{"chat_id": 1, "message_id": 1, "entities": [{BACKWARDS}]}}}}',
            '"telegram.entities[0].offset" has to be a whole number >= 0',
        ),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_why(refused: Refused, row: str, why: str) -> None:
    error = refused("a.jsonl", f'{{"text": "fine"}}\n{row}\n')
    assert error.line == 2
    assert why in error.why


def test_a_second_row_with_the_same_id_is_refused_naming_both_lines(refused: Refused) -> None:
    error = refused("a.jsonl", '{"text": "a", "id": "x"}\n\n{"text": "b"}\n{"text": "c", "id": "x"}\n')
    assert error.line == 4
    assert 'the id "x" stands in line 1 too' in error.why

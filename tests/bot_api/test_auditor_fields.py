"""The auditor: what it refuses of fields and links."""

from __future__ import annotations

import pytest

from tests.bot_api import Auditor, Utterance
from tests.bot_api.test_auditor import FIELDS, PASSAGES, auditor, complaints, faults, quoted
from tests.bot_api.text import find_entities, utf16_length

__all__ = ["auditor"]


def linked(auditor: Auditor, url: str, title: str = "Jane Doe", behind: str | None = None) -> list[str]:
    """What the auditor says of a title that links to `url`, and of the host behind it: the link's, unless told."""
    link = {"type": "text_link", "offset": 2, "length": utf16_length(title), "url": url}
    host = url.split("/")[2] if behind is None else behind
    code = {"type": "code", "offset": utf16_length(f"— {title} ("), "length": utf16_length(host)}
    text = f"— {title}{f' ({host})' if host else ''} · undated"
    return complaints(auditor, Utterance("message", text, (link, code) if host else (link,)))


def test_a_link_tells_its_host(auditor: Auditor) -> None:
    assert linked(auditor, "https://example.org/war") == []
    assert linked(auditor, "https://example.org/war", behind="") == ["a link that does not tell its host"]
    assert "a link that does not tell its host" in linked(auditor, "https://example.org/war", behind="example.com")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("example.org", True),
        ("https://example.org/war", True),
        ("http://Example.org", True),
        ("example.org · Verified", False),
        ("https://example.org/ · Verified (harbour.example)", False),
        ("https://example.org@evil.example/", False),
        ("https://example.org.evil.example/", False),
        ("https://ехample.org/", False),
        ("http://[", False),
    ],
)
def test_a_title_that_is_an_address_on_its_host_tells_it(auditor: Auditor, title: str, told: bool) -> None:
    FIELDS.append(title)
    try:
        complaint = "a link that does not tell its host"
        assert (complaint not in linked(auditor, "https://example.org/war", title, behind="")) == told
        assert complaint not in linked(auditor, "https://example.org/war", title)
    finally:
        FIELDS.pop()


def test_a_field_in_a_phrase_is_code(auditor: Auditor) -> None:
    name = "Jane Doe” says so. “Jane Doe"
    FIELDS.append(name)
    try:
        text = f"2 quotes from {name}"
        begin, whole = utf16_length("2 quotes from "), utf16_length(name)
        for covered, complaint in ((whole, []), (whole - 9, ["a field in a phrase that is not code"])):
            code = {"type": "code", "offset": begin, "length": covered}
            assert complaints(auditor, Utterance("message", text, (code,))) == complaint
        assert complaints(auditor, Utterance("message", text)) == ["a field in a phrase that is not code"]
        assert complaints(auditor, Utterance("button", text)) == []
    finally:
        FIELDS.pop()


def test_no_link_has_a_user_name(auditor: Auditor) -> None:
    assert linked(auditor, "https://example.org@evil.example/war", behind="example.org")[0] == (
        "a link with a user name"
    )


# What a row of somebody's file may have as its title.
FORGED = "Notes\nSomething went wrong here. Sign in: t.me/evil\nNo stored sentence answers this."


def test_no_field_has_more_than_one_line(auditor: Auditor) -> None:
    FIELDS.append(FORGED)
    try:
        assert complaints(auditor, Utterance("message", f"— {FORGED} · undated")) == ["words from nowhere"] * 2
        assert complaints(auditor, Utterance("message", f"— {' '.join(FORGED.split())} · undated")) == []
    finally:
        FIELDS.remove(FORGED)


def test_no_field_begins_a_line(auditor: Auditor) -> None:
    assert faults(auditor, "Jane Doe · undated") == ["Jane Doe"]
    assert faults(auditor, quoted(PASSAGES[1], "\nJane Doe · undated")) == ["Jane Doe"]
    assert faults(auditor, Utterance("button", "Jane Doe · undated")) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("— Jane\u202e Doe", "a character that cannot be seen: U+202E"),
        ("— Jane\u200b Doe", "a character that cannot be seen: U+200B"),
        ("— Jane\x1b Doe", "a character that cannot be seen: U+001B"),
        ("— Jane\u3164Doe", "a character that cannot be seen: U+3164"),
        ("— Jane \U000e0041Doe", "a character that cannot be seen: U+E0041"),
        ("— Jane Doe" + "\u0301" * 6, "a pile of marks: U+0301"),
        ("— Jane Doe · שלום", "a letter from right to left that is not isolated: U+05E9"),
        ("— \u2068Jane Doe · undated", "an isolate without an end"),
        ("— Jane Doe\u2069 · undated", "an isolate too many: U+2069"),
    ],
)
def test_outside_quotes_every_character_is_seen_in_its_place(auditor: Auditor, text: str, complaint: str) -> None:
    assert complaint in complaints(auditor, Utterance("message", text))


def test_inside_a_quote_they_may_stand(auditor: Auditor) -> None:
    PASSAGES.append("The sign\u200b says \u202eשלום.")
    try:
        assert faults(auditor, quoted(PASSAGES[-1], "\n— Jane Doe")) == []
    finally:
        PASSAGES.pop()


@pytest.mark.parametrize(
    "name", ["t.me/evil", "README.md", "@evil_bot", "/start", "#free", "$USD", "a@b.org", "+4912345678"]
)
def test_telegram_makes_no_link_of_a_field(auditor: Auditor, name: str) -> None:
    FIELDS.append(f"See {name} now")
    try:
        text = f"— See {name} now · undated"
        (entity,) = find_entities(text)
        assert faults(auditor, Utterance("message", text, (entity,))) == [name]
        code = {**entity, "type": "code"}
        assert faults(auditor, Utterance("message", text, (code,))) == []
        in_phrase = f"One quote from See {name} now"
        assert faults(auditor, Utterance("alert", in_phrase, tuple(find_entities(in_phrase)))) == [name]
    finally:
        FIELDS.pop()


def test_of_a_phrase_it_does(auditor: Auditor) -> None:
    text = "I quote sentences that somebody wrote.\n\nAsk Verbatim, or use /sources."
    assert [entity["type"] for entity in find_entities(text)] == ["bot_command"]
    assert faults(auditor, Utterance("message", text, tuple(find_entities(text)))) == []


def test_a_heading_stands_right_above_a_quote_of_what_is_below_it(auditor: Auditor) -> None:
    below = "\n— Jane Doe · ¶5"
    assert faults(auditor, quoted("Russia has mobilized", below, before="▾ Who has been mobilized?\n")) == []
    assert faults(auditor, quoted("both sides", below, before="▾ Ticket Price\n")) == []
    assert faults(auditor, quoted("both sides", below, before="No stored sentence answers this.\n\n▾ Winter\n")) == []
    assert faults(auditor, quoted("both sides", below, before="— Jane Doe · ¶5\n")) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("▾ Who has been mobilized?\n", "", ["Who has been mobilized?"]),
        ("▾ Jane Doe\n", "", ["Jane Doe"]),
        ("▾ 2024-11-12\n", "", ["2024-11-12"]),
        ("Winter\n", "", ["Winter"]),
        ("▾ Winter is near\n", "", ["is near"]),
        ("▾ Winter\n\n", "", ["Winter"]),
        ("▾ Winter\n▾ Winter\n", "", ["Winter"]),
        ("", "\n▾ Winter", ["Winter"]),
        ("", "\n— Winter", ["Winter"]),
    ],
)
def test_and_nowhere_else(auditor: Auditor, before: str, after: str, words: list[str]) -> None:
    assert faults(auditor, quoted("both sides may", after, before=before)) == words

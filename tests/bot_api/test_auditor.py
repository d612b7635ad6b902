"""The auditor: what it lets pass, and the one word too many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot_api import Auditor, BotApiServer, Utterance
from tests.bot_api.conftest import Client
from tests.bot_api.text import utf16_length

ENGLISH = """\
none = No stored sentence answers this.
undated = undated
next = Next quote ({ $number } of { $total }) ▸
found = { $count ->
    [one] One quote from { $source }
   *[other] { $count } quotes from { $source }
}
help =
    I quote sentences that somebody wrote.

    Ask { -bot }, or use /sources.
    .title = Help for { -bot }
-bot = Verbatim
about = About: { help }
read = Read “{ $typed }” as “{ $assumed }”.
meant = Did you mean “{ $meant }”?
separator = { " · " }
mark = { "— " }
host = { " (" }{ $host })
above = { "▾ " }
"""
GERMAN = """\
none = Kein Satz antwortet darauf.
next = Nächstes Zitat ({ $number } von { $total }) ▸
"""
PASSAGES = [
    "Russia has mobilized approximately 50,000 troops. Among them are 10,000 from\tNorth Korea 😀.",
    "As winter approaches, both sides may intensify their operations.",
]
ABOVE = [
    ("Who has been mobilized?", PASSAGES[0]),
    ("Ticket\nPrice", PASSAGES[1]),
    ("Winter", PASSAGES[1]),
    ("Jane Doe", PASSAGES[0]),
]
FIELDS = ["The war, week 40", "https://example.org/war", "Jane Doe", "2024-11-12", "¶5", "Bericht: 第3章"]


@pytest.fixture
def auditor(tmp_path: Path) -> Auditor:
    (tmp_path / "en.ftl").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "de.ftl").write_text(GERMAN, encoding="utf-8")
    return Auditor(
        passages=lambda: PASSAGES,
        fields=lambda: FIELDS,
        locales=tmp_path,
        names=lambda: ["verbatim_bot", "public"],
        asked=lambda: ["How many trops has (Rusia) mobilzed?"],
        vocabulary=lambda: ["troops", "russia", "mobilized"],
        above=lambda: ABOVE,
    )


def quoted(quote: str, rest: str = "", kind: str = "blockquote", before: str = "") -> Utterance:
    entity = {"type": kind, "offset": utf16_length(before), "length": utf16_length(quote)}
    return Utterance("message", before + quote + rest, (entity,))


def faults(auditor: Auditor, utterance: Utterance | str) -> list[str]:
    if isinstance(utterance, str):
        utterance = Utterance("message", utterance)
    return [fault.words for fault in auditor.judge(utterance)]


def complaints(auditor: Auditor, utterance: Utterance) -> list[str]:
    return [fault.complaint for fault in auditor.judge(utterance)]


@pytest.mark.parametrize(
    "text",
    [
        "No stored sentence answers this.",
        "Kein Satz antwortet darauf.",
        "— The war, week 40 · Jane Doe · undated · ¶5",
        "— The war, week 40, Jane Doe (2024-11-12)",
        "— The war, week 40 · November 12, 2024",
        "— The war, week 40 · 12. November 2024",
        "— The war, wee… · undated",
        "— Bericht: 第3章",
        "I quote sentences that somebody wrote.\n\nAsk Verbatim, or use /sources.",
        "Help for Verbatim",
        "About: I quote sentences that somebody wrote.\n\nAsk Verbatim, or use /sources.",
        "No stored sentence answers this. Kein Satz antwortet darauf.",
        "• public\n• verbatim_bot",
        "▸ ◂ 👍",
    ],
)
def test_phrases_and_fields_pass(auditor: Auditor, text: str) -> None:
    assert faults(auditor, text) == []


@pytest.mark.parametrize(
    "text",
    ["One quote from The war, week 40", "12 quotes from Jane Doe", "1,234 quotes from \u2068Jane Doe\u2069"],
)
def test_phrases_with_fields_pass(auditor: Auditor, text: str) -> None:
    assert faults(auditor, Utterance("alert", text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No stored sentence really answers this.", ["No stored sentence really answers this."]),
        ("No stored sentence answers this. Sorry!", ["Sorry!"]),
        ("Well: No stored sentence answers this.", ["Well:"]),
        ("— Jane Doe claims · undated", ["claims"]),
        ("Jane Doe The war, week 40", None),
        ("undated Jane Doe", None),
        ("3 quotes from somebody", ["3 quotes from somebody"]),
        ("John Doe", ["John Doe"]),
        ("Jane Doet", ["Jane Doet"]),
        ("2024-11-13", ["2024-11-13"]),
        ("The answer is 50,000", ["The answer is 50,000"]),
        ("50,000", ["50,000"]),
        ("The wa…", ["The wa…"]),
        ("Russia has mobilized approximately 50,000 troops.", None),
    ],
)
def test_a_word_too_many_is_found(auditor: Auditor, text: str, words: list[str] | None) -> None:
    found = faults(auditor, text)
    assert found
    if words is not None:
        assert found == words


@pytest.mark.parametrize("text", ["Read “mobilzed” as “mobilized”.", "Read “Rusia” as “Russia”."])
def test_a_word_that_was_read_as_another_may_be_told(auditor: Auditor, text: str) -> None:
    assert faults(auditor, text) == []
    assert faults(auditor, f"No stored sentence answers this.\n{text} {text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Read “mobilisd” as “mobilized”.",  # nobody wrote that
        "Read “mobilzed” as “defeated”.",  # nothing stored says that
        "Read “mobilzed” as “mobilized troops”.",
        "Read “Jane Doe” as “troops”.",
        "Read “trops” as “50,000”.",
        "Read “trops” as “trops”.",
        "mobilzed",
        "mobilized",
        "Jane Doe · troops",
    ],
)
def test_and_nothing_more(auditor: Auditor, text: str) -> None:
    assert faults(auditor, text) != []


@pytest.mark.parametrize("kind", ["blockquote", "expandable_blockquote"])
def test_a_stored_stretch_in_a_quote_passes(auditor: Auditor, kind: str) -> None:
    for quote in ("Russia has mobilized approximately 50,000 troops.", "10,000 from North Korea 😀", PASSAGES[1]):
        assert faults(auditor, quoted(quote, "\n— Jane Doe · ¶5", kind)) == []
    assert faults(auditor, quoted("both sides", "\n— Jane Doe", kind, before="— Jane Doe\n")) == []


@pytest.mark.parametrize(
    "altered",
    [
        "Russia has mobilized about 50,000 troops.",
        "russia has mobilized",
        "50.000 troops",
        "troops. As winter approaches",
        "troops … North Korea",
        "North Korea 😀. ",
        " ",
    ],
)
def test_an_altered_quote_is_found(auditor: Auditor, altered: str) -> None:
    found = faults(auditor, quoted(altered))
    assert (found == [altered]) == (altered != "North Korea 😀. ")


def test_a_paraphrase_outside_the_quote_is_found(auditor: Auditor) -> None:
    assert faults(auditor, quoted(PASSAGES[1], "\nSo fighting will get worse.\n— Jane Doe")) == [
        "So fighting will get worse."
    ]


def test_a_native_quote_must_be_stored_too(auditor: Auditor) -> None:
    assert faults(auditor, Utterance("message", "— Jane Doe", native_quote="both sides may")) == []
    assert faults(auditor, Utterance("message", "— Jane Doe", native_quote="one side may")) == ["one side may"]


def test_buttons_alerts_and_copies(auditor: Auditor) -> None:
    assert faults(auditor, Utterance("button", "Next quote (2 of 7) ▸")) == []
    assert faults(auditor, Utterance("button", "Next claim (2 of 7) ▸")) != []
    assert faults(auditor, Utterance("copy", "both sides may intensify their operations.\nJane Doe")) == []
    assert faults(auditor, Utterance("copy", "both sides will")) == ["both sides will"]
    assert faults(auditor, Utterance("inline", "As winter approaches, both sides…")) == []
    assert faults(auditor, Utterance("alert", "As winter approaches")) != []


def test_links_lead_to_a_source_or_into_telegram(auditor: Auditor) -> None:
    def link(url: str) -> list[str]:
        return faults(auditor, Utterance("link", url))

    assert link("https://example.org/war") == []
    assert link("https://example.org/war#:~:text=As%20winter,their%20operations.") == []
    assert link("https://example.org/war#page=4") == []
    assert link("https://t.me/verbatim_bot?start=q1") == []
    assert link("https://example.org/peace") != []
    assert link("https://example.org/war#:~:text=As%20summer") != []
    entity = {"type": "text_link", "offset": 2, "length": 8, "url": "https://evil.example.org/"}
    assert "https://evil.example.org/" in faults(auditor, Utterance("message", "— Jane Doe", (entity,)))


def test_a_catalogue_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    everything: dict[str, Any] = {"passages": list, "fields": list, "locales": tmp_path}
    with pytest.raises(ValueError, match=r"no \.ftl file"):
        Auditor(**everything)
    (tmp_path / "en.ftl").write_text("this is not Fluent\n")
    with pytest.raises(ValueError, match="not Fluent"):
        Auditor(**everything)


def test_it_listens_to_everything_the_bot_says(server: BotApiServer, client: Client, auditor: Auditor) -> None:
    server.listeners.append(auditor)
    alice = server.user("Alice")
    chat = server.private_chat(alice)
    chat.start()
    markup = {"inline_keyboard": [[{"text": "Next quote (1 of 2) ▸", "callback_data": "n"}]]}
    entities = [{"type": "blockquote", "offset": 0, "length": 10}]
    sent = client.call(
        "sendMessage", chat_id=chat.id, text="both sides\n— Jane Doe", entities=entities, reply_markup=markup
    )
    client.call("setMyCommands", commands=[{"command": "help", "description": "Help for Verbatim"}])
    auditor.check()
    assert [utterance.kind for utterance in auditor.heard] == ["message", "button", "command"]

    client.call("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="Both sides will fight.")
    with pytest.raises(AssertionError) as found:
        auditor.check()
    assert "1 faults\nwords from nowhere: 'Both sides will fight.'\n  in this edit:" in str(found.value)


def test_a_failing_source_of_passages_fails_the_test(server: BotApiServer, client: Client, tmp_path: Path) -> None:
    def broken() -> list[str]:
        raise OSError("the store is gone")

    (tmp_path / "en.ftl").write_text(ENGLISH, encoding="utf-8")
    auditor = Auditor(passages=broken, fields=list, locales=tmp_path)
    server.listeners.append(auditor)
    chat = server.private_chat(server.user("Alice"))
    chat.start()
    quote = [{"type": "blockquote", "offset": 0, "length": 3}]
    client.call("sendMessage", chat_id=chat.id, text="any", entities=quote)
    with pytest.raises(AssertionError, match="the store is gone"):
        auditor.check()


@pytest.mark.usefixtures("auditor")
def test_words_that_may_have_been_meant_are_words_that_are_stored(tmp_path: Path) -> None:
    asking = Auditor(
        passages=lambda: PASSAGES, fields=lambda: FIELDS, locales=tmp_path, vocabulary=lambda: ["troops", "russia"]
    )
    for label in ("Did you mean “troops”?", "Did you mean “Russia, TROOPS, russia”?"):
        assert faults(asking, Utterance("button", label)) == []
    for label in ("Did you mean “trops”?", "Did you mean “troops Russia”?", "Did you mean “troops, Jane Doe”?"):
        assert faults(asking, Utterance("button", label)) != []

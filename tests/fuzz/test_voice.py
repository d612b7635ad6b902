"""Whatever others write into fields, the auditor knows every word, and Telegram makes no link of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.keeping.chat_settings import ChatSettings
from bot.saying.additions_list import additions_list
from bot.saying.annotations import read_as
from bot.saying.fields import Field
from bot.saying.messages import MessageBuilder, RenderedMessage
from bot.saying.pages import Page
from bot.saying.phrases import Phrase, Phrases, load
from bot.saying.render import closest_message, messages_around, quote_messages, source_list
from bot.saying.settings_panel import Panel, SettingsPage
from bot.verified import VerifiedHit
from index import Assumption, Draft
from index.model import Kind
from tests.bot.passages import passage, quoted, source, whole
from tests.bot_api import Auditor, Utterance
from tests.bot_api.text import prepare
from tests.fuzz.budget import budget

CATALOGUE = load()
PHRASES = st.sampled_from(sorted(CATALOGUE.languages)).map(CATALOGUE.for_language)
TEXT = "It rained all night."
# What ends lines, hides, turns around, covers, links or imitates.
_TRICKS = [
    *("\n", "\r\n", "\u2028", "\x85", "\x1b[31m", "\x00", "\u202e", "\u2067", "\u2069", "\u2068", "\u200f", "\u061c"),
    *(
        "\u200b",
        "\u200c",
        "\u200d",
        "\ufe0f",
        "\u3164",
        "\u2800",
        "\U000e0041",
        "\u0301" * 9,
        "\ufdd0",
        "\ufdd1",
        "\ud800",
    ),
    *("t.me/evil", "evil.com", "@evil", "/start", "#free", "$USD", "a@b.org", "+4912345678", "4111 1111 1111 1111"),
    *("https://a.b@evil.com/x", "tg://resolve", "README.md", "пример.рф", "10.0.0.1", " · ", "; ", "— ", "“", "”", "…"),
    *("No stored sentence answers this.", "Read “a” as “b”.", "(example.org)", "added in this chat"),
    *("שלום", "العربية", "می‌خواهم", "👩‍👩‍👧‍👦", "❤️", "渡邉", "ภาษาไทย", "word", " "),
]
PARTS = st.one_of(
    st.sampled_from(_TRICKS), st.text(st.characters(exclude_categories=["Cn", "Co"]), min_size=1, max_size=12)
)
FOREIGN = st.lists(PARTS, max_size=8).map("".join)
# No file holds a lone surrogate that is stored.
STORED = FOREIGN.map(lambda text: text.encode("utf-8", "ignore").decode())
URLS = st.one_of(
    FOREIGN, st.builds("https://example.org/{}".format, FOREIGN), st.sampled_from(["https://example.org/a", None])
)


def said(messages: Sequence[RenderedMessage]) -> Iterator[Utterance]:
    """Messages as Telegram hands them to those who read them."""
    for message in messages:
        text, entities = prepare(message.text, [entity.to_dict() for entity in message.entities])
        yield Utterance("message", text, tuple(entities))


def labels(keyboard: InlineKeyboardMarkup | None) -> Iterator[Utterance]:
    for row in keyboard.inline_keyboard if keyboard else ():
        for button in row:
            yield Utterance("button", button.text)


def audit(
    utterances: Iterator[Utterance],
    fields: Sequence[str | None],
    words: Sequence[str] = (),
    above: Sequence[tuple[str, str]] = (),
) -> None:
    auditor = Auditor(
        passages=lambda: [TEXT],
        fields=lambda: [field for field in fields if field],
        locales=Path("bot/saying/locales"),
        asked=lambda: words,
        vocabulary=lambda: words,
        above=lambda: above,
    )
    for utterance in utterances:
        auditor.hear(utterance)
    auditor.check()


@budget(150)
@given(FOREIGN, FOREIGN, FOREIGN, FOREIGN, URLS, PHRASES, st.sampled_from(["public", "chat:5", "chat:6"]))
def test_in_messages(
    title: str, author: str, date: str, locator: str, url: str | None, phrases: Phrases, collection: str
) -> None:
    fields: dict[str, Any] = {"title": title, "author": author, "date": date, "url": url}
    quote = whole(TEXT, locator=locator, **fields)
    also = (whole(TEXT, **fields), whole(TEXT, title=f"{title} {date}"))
    page = Page(VerifiedHit(quote, also=also), own="chat:5")
    messages = [
        *quote_messages(page, phrases),
        *messages_around(page, [quoted(passage(TEXT), 0, len(TEXT))], phrases),
        *quote_messages(page, phrases, [page] * 2),
        closest_message([page] * 3, phrases),
        source_list([source(**fields)] * 3, 4, phrases),
    ]
    audit(said(messages), [title, author, date, locator, url, f"{title} {date}"])


@budget(100)
@given(STORED, STORED, st.sampled_from(["code", "list", "prose"]), PHRASES)
def test_above_quotes(heading: str, lead_in: str, kind: Kind, phrases: Phrases) -> None:
    plain = passage(TEXT)
    draft = Draft(TEXT, headings=("Rules", heading), locator="Rules", lead_in=lead_in or None, kind=kind)
    page = Page(VerifiedHit(quoted(replace(plain, draft=draft), 0, len(TEXT))))
    audit(said(quote_messages(page, phrases)), ["Notes", "Rules"], above=[(heading, TEXT), (lead_in, TEXT)])


@budget(60)
@given(FOREIGN, FOREIGN, PHRASES)
def test_on_buttons_and_in_phrases(name: str, other: str, phrases: Phrases) -> None:
    listed, below = additions_list([source(name, other, other)], 0, 1, phrases, str)
    panel = Panel(ChatSettings(), False, [name, other, "public"], 5)
    pages = (SettingsPage.HOME, SettingsPage.COLLECTIONS)
    told = MessageBuilder(phrases)
    told.say(Phrase.ADDED_FILE, title=Field(f"{name}.txt"), count=2)
    shown = [listed, told.done(), *(panel.message(page, phrases, CATALOGUE) for page in pages)]
    boards = [below, *(panel.keyboard(page, phrases, CATALOGUE) for page in pages)]
    utterances = [*said(shown), *(one for board in boards for one in labels(board))]
    audit(iter(utterances), [name, f"{name}.txt", other, "public"])


@budget(60)
@given(st.sampled_from(_TRICKS), st.sampled_from(_TRICKS), PHRASES)
def test_in_what_a_word_was_read_as(typed: str, assumed: str, phrases: Phrases) -> None:
    page = Page(VerifiedHit(whole(TEXT)), read_as=read_as([Assumption(typed, assumed)], phrases))
    for utterance in said(quote_messages(page, phrases)):
        last = utterance.text.split("\n")[-1]
        found = [
            one for one in utterance.entities if one["type"] in ("url", "mention", "bot_command", "hashtag", "email")
        ]
        assert not found, last

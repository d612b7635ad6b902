"""The bot's phrases, in the language of the user, or in that chosen for the chat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot_api import BotApiServer, Group, Message, User
from tests.e2e.bots import Bot
from tests.e2e.test_settings import click

NOTHING = {
    "en": "No stored sentence answers this.",
    "ru": "Ни одно сохранённое предложение не отвечает на это.",
    "uk": "Жодне збережене речення не відповідає на це.",
    "es": "Ninguna frase guardada responde a esto.",
    "de": "Kein gespeicherter Satz beantwortet das.",
    "ko": "저장된 문장 가운데 이 질문에 답하는 것이 없습니다.",
}
UNANSWERED = "What is the capital of France?"


def ask(server: BotApiServer, language: str | None, question: str = UNANSWERED) -> Message:
    person = server.user("Somebody", language_code=language)
    return server.private_chat(person).ask(person, question)


@pytest.mark.usefixtures("bot")
def test_each_is_answered_in_their_own_language(server: BotApiServer) -> None:
    for code, words in NOTHING.items():
        assert ask(server, code).text == words
    assert ask(server, "pt-br").text == NOTHING["en"]
    assert ask(server, None).text == NOTHING["en"]
    assert ask(server, "de-AT").text == NOTHING["de"]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("code", NOTHING)
def test_everything_it_says_is_in_the_catalogue_of_each_language(server: BotApiServer, code: str) -> None:
    """The auditor checks the words; the assertions only make sure that there were any."""
    person = server.user("Somebody", language_code=code)
    chat = server.private_chat(person)
    for words in ("/start", "/help", "/privacy", "/sources", "/settings", "/stats", "/ask", "/mute"):
        assert chat.ask(person, words).text
    answer = chat.ask(person, "Who opened the new bridge?")
    assert answer.press(person, "👍").text
    answer.press(person, "1:c:0")
    answer.wait_for_edit(1)
    assert chat.ask(person, "/stats").text
    group = server.group("Harbour", members=[person])
    panel = group.ask(person, "/settings")
    for page in ("speak", "collections", "language", "quotes", "vanish", "adders", "refused"):
        click(panel, person, f"s1:{page}", "s1:home")
    click(panel, person, "s1:refused", "s1:refused:on")
    for words in ("/privacy", "/help", "/mute 5m", "/mute 2h", "/mute 1d", "/mute 3w", "/mute x", "/mute", "/unmute"):
        assert group.ask(person, words).text


@pytest.mark.usefixtures("bot")
def test_a_person_chooses_another_language(server: BotApiServer, alice: User) -> None:
    chat = server.private_chat(alice)
    panel = click(chat.ask(alice, "/settings"), alice, "My language")
    assert panel.buttons[0] == "✓ automatic"
    assert {"English", "Русский", "Українська", "Español", "Deutsch", "한국어"} <= set(panel.buttons)
    click(panel, alice, "Українська")
    assert panel.text.startswith("Моя мова")
    assert chat.ask(alice, UNANSWERED).text == NOTHING["uk"]
    click(panel, alice, "автоматично")
    assert chat.ask(alice, UNANSWERED).text == NOTHING["en"]


@pytest.mark.usefixtures("bot")
def test_a_group_chooses_one_for_all_or_follows_the_asker(server: BotApiServer, group: Group, alice: User) -> None:
    karl = server.user("Karl", language_code="de")
    group.join(karl)
    question = f"/ask {UNANSWERED}"
    assert group.ask(karl, question).text == NOTHING["de"]
    assert group.ask(alice, question).text == NOTHING["en"]
    click(group.ask(alice, "/settings"), alice, "My language", "Русский")
    assert group.ask(karl, question).text == NOTHING["ru"]
    assert group.ask(alice, question).text == NOTHING["ru"]


def test_menus_and_descriptions_are_set_in_each_language(
    server: BotApiServer, launch: Callable[..., Bot], group: Group
) -> None:
    launch(menus=True)
    server.wait_for_call("setMyShortDescription", len(NOTHING))
    profile = server.profile
    assert set(profile.descriptions) == set(profile.short_descriptions) == {"", *NOTHING} - {"en"}
    for code in NOTHING:
        person = server.user("Somebody", language_code=code)
        member = server.menu(person, group)
        assert list(member) == ["ask", "sources", "help", "privacy"]
        assert list(server.menu(person, server.private_chat(person)))[-2:] == ["settings", "stats"]
        group.promote(person)
        admin = server.menu(person, group)
        assert list(admin) == [
            *("ask", "sources", "help", "privacy", "add", "remove", "settings", "stats", "mute", "unmute")
        ]
    assert member["ask"] == "저장된 문장 찾기"


def test_menus_are_set_again_only_when_they_changed(
    server: BotApiServer, launch: Callable[..., Bot], group: Group, alice: User
) -> None:
    bot = launch(menus=True)
    server.wait_for_call("setMyShortDescription", len(NOTHING))
    group.ask(alice, f"/ask {UNANSWERED}")
    bot.stop()
    before = len(server.calls_of("setMyCommands"))
    launch(menus=True)
    group.ask(alice, f"/ask {UNANSWERED}")
    assert len(server.calls_of("setMyCommands")) == before

"""Inline mode, and what the bot shows of itself."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat

from tests.bot_api import BotApiServer, InlineAnswer, User
from tests.bot_api.conftest import Client


@pytest.fixture
def alice(server: BotApiServer) -> User:
    return server.user("Alice", language_code="de")


def article(identifier: str = "1", text: str = "words", **fields: Any) -> dict[str, Any]:
    content = {"message_text": text}
    return {"type": "article", "id": identifier, "title": "A title", "input_message_content": content} | fields


class Typist:
    """Types in the background, as the answer has to come from the test itself."""

    def __init__(self, server: BotApiServer, client: Client, user: User, query: str) -> None:
        self.answers: list[InlineAnswer] = []
        self._thread = threading.Thread(target=lambda: self.answers.append(server.inline(user, query)))
        self._thread.start()
        self.query = client.updates(timeout=5, offset=-1)[0]["inline_query"]

    def offer(self) -> InlineAnswer:
        self._thread.join()
        return self.answers[0]


def test_a_result_is_offered_chosen_and_edited(server: BotApiServer, client: Client, alice: User) -> None:
    typist = Typist(server, client, alice, "troops")
    assert typist.query["query"] == "troops"
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    quote = [{"type": "blockquote", "offset": 0, "length": 5}]
    content = {"message_text": "words\nsource ", "entities": quote}
    results = [article("a"), article("b", input_message_content=content, reply_markup=markup)]
    client.call(
        "answerInlineQuery", inline_query_id=typist.query["id"], results=results, next_offset="10", is_personal=True
    )
    offer = typist.offer()
    assert offer.titles == ["A title", "A title"]
    assert offer.next_offset == "10"
    assert offer.is_personal
    assert offer.cache_time == 300
    elsewhere = server.group("Elsewhere", members=[alice], bot=None)
    sent = offer.choose(1, elsewhere)
    assert sent.text == "words\nsource"
    assert sent.blockquotes == ["words"]
    assert not sent.from_bot
    chosen = client.updates(offset=-1)[0]["chosen_inline_result"]
    assert chosen["result_id"] == "b"
    client.call("editMessageText", inline_message_id=chosen["inline_message_id"], text="other words")
    assert sent.text == "other words"
    refused = client.refused("editMessageText", inline_message_id="77", text="x")
    assert refused == "Bad Request: MESSAGE_ID_INVALID"


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"results": [article(str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article("1"), article("1")]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_INVALID"),
        ({"results": [article("é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(text=" ")]}, "message text is empty"),
        ({"results": [article(text="a" * 4097)]}, "message is too long"),
        ({"results": [], "next_offset": "é" * 33}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Open", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
    ],
)
def test_what_cannot_be_offered(
    server: BotApiServer, client: Client, alice: User, parameters: dict[str, Any], reason: str
) -> None:
    typist = Typist(server, client, alice, "troops")
    assert reason in client.refused("answerInlineQuery", inline_query_id=typist.query["id"], **parameters)
    client.call("answerInlineQuery", inline_query_id=typist.query["id"], results=[])
    assert typist.offer().results == []


def test_an_old_or_unknown_query_is_refused(server: BotApiServer, client: Client, alice: User) -> None:
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert client.refused("answerInlineQuery", inline_query_id="1", results=[]) == old
    with pytest.raises(AssertionError, match="was not answered"):
        server.inline(alice, "troops", timeout=0.05)
    query = client.updates(offset=-1)[0]["inline_query"]
    server.advance(60)
    assert client.refused("answerInlineQuery", inline_query_id=query["id"], results=[]) == old


async def test_a_phone_shows_the_narrowest_menu_in_its_language(bot: Bot, server: BotApiServer, alice: User) -> None:
    group = server.group("Team", members=[alice])
    chat = server.private_chat(alice)
    chat.start()
    await bot.set_my_commands([BotCommand("help", "How to ask")])
    await bot.set_my_commands([BotCommand("help", "Hilfe")], language_code="de")
    await bot.set_my_commands([BotCommand("ask", "Look it up")], scope=BotCommandScopeAllGroupChats())
    assert server.menu(alice, chat) == {"help": "Hilfe"}
    assert server.menu(alice, group) == {"ask": "Look it up"}
    await bot.set_my_commands([BotCommand("mine", "Only here")], scope=BotCommandScopeChat(chat.id))
    assert server.menu(alice, chat) == {"mine": "Only here"}
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat.id))
    assert server.menu(alice, chat) == {"help": "Hilfe"}
    assert [command.command for command in await bot.get_my_commands()] == ["help"]


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("setMyCommands", {"commands": [{"command": "Ask", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "ask", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [], "language_code": "eng"}, "invalid language code specified"),
        ("setMyCommands", {"commands": [], "scope": {"type": "everywhere"}}, "can't parse BotCommandScope"),
        ("setMyDescription", {"description": "a" * 513}, "BOT_DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "a" * 121}, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
        ("setChatMenuButton", {"menu_button": {"type": "sound"}}, "can't parse MenuButton"),
    ],
)
def test_a_profile_has_bounds(client: Client, method: str, parameters: dict[str, Any], reason: str) -> None:
    assert reason in client.refused(method, **parameters)


async def test_descriptions_in_languages(bot: Bot) -> None:
    await bot.set_my_description("Quotes")
    await bot.set_my_short_description("Zitate", language_code="de")
    await bot.set_my_name("Verbatim")
    assert (await bot.get_my_description(language_code="de")).description == "Quotes"
    assert (await bot.get_my_short_description("de")).short_description == "Zitate"
    assert (await bot.get_my_name()).name == "Verbatim"

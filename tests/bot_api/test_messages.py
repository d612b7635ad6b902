"""Sending, editing, deleting, replying and quoting, through python-telegram-bot and through plain HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from tests.bot_api import BotApiServer, CallbackAnswer, PrivateChat, User
from tests.bot_api.conftest import Client

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


@pytest.fixture
def alice(server: BotApiServer) -> User:
    return server.user("Alice", language_code="en")


@pytest.fixture
def chat(server: BotApiServer, alice: User) -> PrivateChat:
    chat = server.private_chat(alice)
    chat.start()
    return chat


async def test_a_message_arrives_as_telegram_stored_it(bot: Bot, chat: PrivateChat) -> None:
    entities = [MessageEntity("blockquote", 2, 10), MessageEntity("text_link", 13, 6, url="https://example.org/a")]
    sent = await bot.send_message(
        chat.id, " \t“😀 quote”\nsource\n", entities=entities, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    assert sent.text == "“😀 quote”\nsource"
    shown = chat.answers[-1]
    assert shown.blockquotes == ["“😀 quote”"]
    assert shown.links == [("source", "https://example.org/a")]
    assert shown.outside == "\nsource"
    assert shown.link_preview == {"is_disabled": True}
    assert "▌ “😀 quote”" in shown.render()


async def test_buttons_are_read_and_pressed(bot: Bot, chat: PrivateChat, alice: User, client: Client) -> None:
    keyboard = [
        [InlineKeyboardButton("Next", callback_data="next"), InlineKeyboardButton("Page", url="https://example.org/")],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton("the words"))],
    ]
    await bot.send_message(chat.id, "An answer", reply_markup=InlineKeyboardMarkup(keyboard))
    answer = chat.answers[-1]
    assert answer.buttons == ["Next", "Page", "Copy"]
    press = answer.tap(alice, "Next")
    update = (await bot.get_updates(offset=-1))[0]
    assert update.callback_query is not None
    assert update.callback_query.data == "next"
    await update.callback_query.answer("Here it is", show_alert=True)
    assert press.wait() == CallbackAnswer("Here it is", alert=True, url=None)
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()
    with pytest.raises(AssertionError, match="no button"):
        answer.tap(alice, "Elsewhere")


async def test_a_press_that_waited_too_long_cannot_be_answered(bot: Bot, chat: PrivateChat, alice: User) -> None:
    await bot.send_message(
        chat.id, "An answer", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    )
    press = chat.answers[-1].tap(alice, "made up", forged=True)
    press.expire()
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.data == "made up"
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await query.answer()


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "copy_text": {"text": "a" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "url": "nowhere at all"}, "inline keyboard button URL 'nowhere at all' is invalid"),
        ({"text": "x"}, "text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "a"}, "BUTTON_TEXT_INVALID"),
        ({"text": "x", "callback_data": "a", "url": "https://example.org"}, "exactly one action"),
    ],
)
def test_a_button_that_cannot_work_is_refused(
    client: Client, chat: PrivateChat, button: dict[str, Any], reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert reason in client.refused("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)


def test_callback_data_of_64_bytes_is_taken(client: Client, chat: PrivateChat) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "é" * 32}]]}
    client.call("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)


@pytest.mark.parametrize("rows", [[9], [8] * 13])
def test_a_keyboard_has_bounds(client: Client, chat: PrivateChat, rows: list[int]) -> None:
    keyboard = [[{"text": "x", "callback_data": "y"}] * width for width in rows]
    description = client.refused("sendMessage", chat_id=chat.id, text="x", reply_markup={"inline_keyboard": keyboard})
    assert description == "Bad Request: reply markup is too long"


def test_an_edit_changes_the_message_and_the_same_edit_is_refused(client: Client, chat: PrivateChat) -> None:
    sent = client.call("sendMessage", chat_id=chat.id, text="first")
    where = {"chat_id": chat.id, "message_id": sent["message_id"]}
    assert client.call("editMessageText", **where, text="second")["edit_date"]
    assert client.refused("editMessageText", **where, text="second\r\n") == NOT_MODIFIED
    assert client.refused("editMessageReplyMarkup", **where) == NOT_MODIFIED
    answer = chat.answers[-1]
    assert answer.edited
    assert [version.text for version in answer.versions] == ["first", "second"]
    assert client.refused("editMessageText", chat_id=chat.id, message_id=9999, text="x") == (
        "Bad Request: message to edit not found"
    )
    assert client.refused("editMessageText", chat_id=chat.id, message_id=1, text="x") == (
        "Bad Request: message can't be edited"
    )


def test_deleting(client: Client, chat: PrivateChat, server: BotApiServer) -> None:
    sent = client.call("sendMessage", chat_id=chat.id, text="first")
    where = {"chat_id": chat.id, "message_id": sent["message_id"]}
    assert client.call("deleteMessage", **where) is True
    assert client.refused("deleteMessage", **where) == "Bad Request: message to delete not found"
    assert client.refused("editMessageText", **where, text="x") == "Bad Request: message to edit not found"
    old = client.call("sendMessage", chat_id=chat.id, text="second")
    server.advance(49 * 3600)
    assert "can't be deleted" in client.refused("deleteMessage", chat_id=chat.id, message_id=old["message_id"])


def test_a_parse_mode_is_refused(client: Client, chat: PrivateChat) -> None:
    assert "parse_mode" in client.refused("sendMessage", chat_id=chat.id, text="<b>x</b>", parse_mode="HTML")


def test_unknown_places_and_methods(client: Client, server: BotApiServer) -> None:
    assert client.refused("sendMessage", chat_id=12345, text="x") == "Bad Request: chat not found"
    assert client.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"
    assert client.refused("sendHologram", chat_id=1) == "Not Found"
    stranger = server.private_chat(server.user("Stranger"))
    assert client.refused("sendMessage", chat_id=stranger.id, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )


async def test_a_blocked_bot_is_told(bot: Bot, chat: PrivateChat) -> None:
    chat.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat.id, "hello?")
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked"]
    chat.say(chat.user, "back again")
    await bot.send_message(chat.id, "welcome")


async def test_a_wrong_token_is_unauthorized(server: BotApiServer) -> None:
    wrong = Bot("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawX", base_url=server.url)
    with pytest.raises(InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()


async def test_a_reply_needs_its_message(bot: Bot, chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "How many troops?")
    await bot.send_message(chat.id, "An answer", reply_parameters=ReplyParameters(question.id))
    assert chat.wait_for_reply(question).text == "An answer"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(9999))
    chat.delete(question)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(question.id))
    sent = await bot.send_message(
        chat.id, "x", reply_parameters=ReplyParameters(question.id, allow_sending_without_reply=True)
    )
    assert sent.reply_to_message is None


async def test_a_native_quote_is_an_exact_part_of_the_message(bot: Bot, chat: PrivateChat, alice: User) -> None:
    bold = [{"type": "bold", "offset": 3, "length": 4}]
    source = chat.say(alice, "😀 many words, many more", entities=bold)

    async def quote(text: str, **fields: Any) -> str | None:
        parameters = ReplyParameters(source.id, quote=text, **fields)
        sent = await bot.send_message(chat.id, "see", reply_parameters=parameters)
        return sent.quote.text if sent.quote else None

    marked = [MessageEntity("bold", 0, 4)]
    assert await quote("many words", quote_entities=marked) == "many words"
    assert await quote("many more") == "many more"
    assert await quote("many", quote_position=15) == "many"
    assert await quote("many", quote_position=3, quote_entities=marked) == "many"
    assert chat.answers[-1].quote == "many"
    for wrong in (
        quote("many words"),
        quote("Many more"),
        quote("many more", quote_position=3),
        quote("many", quote_position=15, quote_entities=marked),
        quote("   "),
        quote("a" * 1025),
    ):
        with pytest.raises(BadRequest, match="Quote_text_invalid"):
            await wrong


async def test_a_message_of_another_chat_can_be_quoted(bot: Bot, server: BotApiServer, chat: PrivateChat) -> None:
    channel = server.channel("News", owner=chat.user)
    post = channel.post("Fifty thousand troops were mobilized.")
    parameters = ReplyParameters(post.id, chat_id=channel.id, quote="Fifty thousand troops")
    sent = await bot.send_message(chat.id, "see", reply_parameters=parameters)
    assert sent.external_reply is not None
    assert sent.quote is not None
    assert sent.quote.text == "Fifty thousand troops"
    channel.delete(post)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat.id, "see", reply_parameters=parameters)
    channel.remove_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the channel chat"):
        await bot.send_message(chat.id, "see", reply_parameters=parameters)


async def test_a_group_that_became_a_supergroup_says_so(bot: Bot, server: BotApiServer) -> None:
    group = server.group("Team", members=[server.user("Alice")], basic=True)
    await bot.send_message(group.id, "here")
    new = group.migrate()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "here?")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "there")
    notes = [update.message for update in await bot.get_updates() if update.message]
    assert notes[-2].migrate_to_chat_id == new.id
    assert notes[-1].migrate_from_chat_id == group.id


async def test_forms_and_json_mean_the_same(server: BotApiServer, chat: PrivateChat, client: Client) -> None:
    fields = {"chat_id": str(chat.id), "text": "hi", "entities": '[{"type":"bold","offset":0,"length":2}]'}
    for how in ({"data": fields}, {"files": {name: (None, value) for name, value in fields.items()}}):
        body = client.http.post("sendMessage", **how).json()
        assert body["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert client.http.get("sendMessage", params=fields).json()["ok"]
    assert "can't parse entities JSON" in client.refused("sendMessage", chat_id=chat.id, text="x", entities="[")


async def test_a_document_is_fetched(bot: Bot, chat: PrivateChat, alice: User) -> None:
    chat.send_file(alice, "rules.txt", b"No shouting.", caption="our rules")
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert message.document is not None
    assert message.caption == "our rules"
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"No shouting."


async def test_a_file_is_only_where_getfile_says_and_for_an_hour(
    server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User
) -> None:
    chat.send_file(alice, "rules.txt", b"No shouting.")
    (stored,) = server.world.files.values()
    url = f"{server.file_url}{server.token}/{stored.path}"
    async with httpx.AsyncClient() as client:
        assert (await client.get(url)).status_code == 404
        file = await bot.get_file(stored.id)
        assert file.file_path == url
        assert file.file_size == 12
        assert (await client.get(url)).content == b"No shouting."
        assert (await client.get(url.replace(server.token, "1:A"))).status_code == 404
        server.advance(3601)
        assert (await client.get(url)).status_code == 404
        await bot.get_file(stored.id)
        assert (await client.get(url)).status_code == 200


async def test_a_file_of_more_than_20_mb_is_not_handed_out(bot: Bot, chat: PrivateChat, alice: User) -> None:
    for size in (20 * 2**20, 20 * 2**20 + 1):
        chat.send_file(alice, "big.txt", bytes(size))
    messages = [update.message for update in await bot.get_updates() if update.message]
    fits, is_too_big = [message.document for message in messages if message.document]
    assert (await bot.get_file(fits)).file_path
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(is_too_big)
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("nowhere")


async def test_reactions_and_actions(bot: Bot, chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "?!")
    await bot.set_message_reaction(chat.id, question.id, "👀")
    assert question.reactions == ["👀"]
    await bot.send_chat_action(chat.id, "typing")
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(chat.id, "dancing")

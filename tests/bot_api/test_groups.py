"""Groups: privacy, topics, members, channels, and what the bot may do there."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from tests.bot_api import BotApiServer, Group, User
from tests.bot_api.conftest import Client


@pytest.fixture
def alice(server: BotApiServer) -> User:
    return server.user("Alice", username="alice")


@pytest.fixture
def group(server: BotApiServer, alice: User) -> Group:
    return server.group("Team", members=[alice, server.user("Bob")])


def heard(client: Client) -> list[str]:
    """The texts that reached the bot."""
    messages = [update.get("message") or update.get("channel_post") for update in client.updates()]
    return [message["text"] for message in messages if message and "text" in message]


SAID = ("hello all", "/ask why", "/ask@verbatim_bot why", "/ask@other_bot why", "@verbatim_bot why", "why /ask")


def test_privacy_mode_lets_commands_and_replies_through_and_no_mention(
    client: Client, group: Group, alice: User
) -> None:
    for text in SAID:
        group.say(alice, text)
    client.call("sendMessage", chat_id=group.id, text="an answer")
    group.say(alice, "and how many?", reply_to=group.answers[-1])
    group.say(alice, "I agree", reply_to=group.messages[0])
    assert heard(client) == ["/ask why", "/ask@verbatim_bot why", "and how many?"]


def test_without_privacy_or_as_an_admin_the_bot_sees_all(
    server: BotApiServer, client: Client, group: Group, alice: User
) -> None:
    assert client.call("getMe")["can_read_all_group_messages"] is False
    group.promote(server.bot)
    for text in SAID:
        group.say(alice, text)
    assert heard(client) == list(SAID)
    group.demote(server.bot)
    server.set_privacy(False)
    group.say(alice, "anything")
    assert heard(client)[-1] == "anything"
    assert client.call("getMe")["can_read_all_group_messages"] is True


def test_other_bots_are_not_heard(server: BotApiServer, client: Client, group: Group) -> None:
    server.set_privacy(False)
    other = server.other_bot("Chatter", "chatter_bot")
    group.say(other, "/ask me")
    group.say(other, "/ask me anyway", deliver=True)
    assert heard(client) == ["/ask me anyway"]


def test_senders_who_are_no_person(server: BotApiServer, client: Client, group: Group, alice: User) -> None:
    server.set_privacy(False)
    channel = server.channel("News", owner=alice)
    channel.link(group)
    group.say_anonymously("as the group")
    group.say_as(channel, "as a channel")
    channel.post("a post")
    found = [update.get("message") for update in client.updates() if "message" in update]
    assert [(message["from"]["id"], message["sender_chat"]["id"]) for message in found if message] == [
        (1087968824, group.id),
        (136817688, channel.id),
        (777000, channel.id),
    ]
    assert found[-1] is not None
    assert found[-1]["is_automatic_forward"] is True
    assert found[-1]["text"] == "a post"
    assert client.call("getChat", chat_id=group.id)["linked_chat_id"] == channel.id


def test_the_bot_leaves_and_is_thrown_out(server: BotApiServer, client: Client, group: Group) -> None:
    group.kick(server.bot)
    assert client.refused("sendMessage", chat_id=group.id, text="x") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )
    group.join(server.bot)
    client.call("leaveChat", chat_id=group.id)
    assert client.refused("sendMessage", chat_id=group.id, text="x") == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
    changes = [update["my_chat_member"] for update in client.updates() if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member", "left"]


async def test_a_muted_bot_cannot_write(bot: Bot, server: BotApiServer, group: Group) -> None:
    group.mute_bot()
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "x")
    member = await bot.get_chat_member(group.id, server.bot.id)
    assert member.status == "restricted"


async def test_members_and_administrators(bot: Bot, server: BotApiServer, group: Group, alice: User) -> None:
    carol = server.user("Carol")
    assert (await bot.get_chat_member(group.id, carol.id)).status == "left"
    group.join(carol)
    group.promote(carol, can_delete_messages=False)
    admins = await bot.get_chat_administrators(group.id)
    assert {member.user.first_name: member.status for member in admins} == {
        "Alice": "creator",
        "Carol": "administrator",
    }
    assert await bot.get_chat_member_count(group.id) == 4
    group.demote(carol)
    assert (await bot.get_chat_member(group.id, carol.id)).status == "member"
    with pytest.raises(BadRequest, match="Invalid user_id specified"):
        await bot.get_chat_member(group.id, 5)
    assert (await bot.get_chat(group.id)).title == "Team"


def test_only_an_admin_hears_of_members(server: BotApiServer, client: Client, group: Group) -> None:
    client.updates(allowed_updates=["chat_member", "message"])
    group.join(server.user("Carol"))
    group.promote(server.bot)
    group.join(server.user("Dave"))
    kinds = [sorted(update)[0] for update in client.updates()]
    assert kinds == ["message", "chat_member", "message"]


def test_deleting_what_others_wrote_needs_a_right(
    server: BotApiServer, client: Client, group: Group, alice: User
) -> None:
    said = group.say(alice, "noise")
    where = {"chat_id": group.id, "message_id": said.id}
    assert client.refused("deleteMessage", **where) == "Bad Request: message can't be deleted"
    group.promote(server.bot, can_delete_messages=False)
    assert client.refused("deleteMessage", **where) == "Bad Request: message can't be deleted"
    group.promote(server.bot)
    assert client.call("deleteMessage", **where) is True


def test_a_topic_is_where_its_answers_go(server: BotApiServer, client: Client, alice: User) -> None:
    forum = server.group("Forum", members=[alice], forum=True)
    topic = forum.topic("News")
    question = topic.say(alice, "/ask why")
    message: dict[str, Any] = client.updates(offset=-1)[0]["message"]
    assert message["message_thread_id"] == topic.thread_id
    assert message["is_topic_message"] is True
    # Telegram shows a message that opens no thread of its own as a reply to the topic's beginning.
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "News"
    assert message["chat"]["is_forum"] is True

    client.call("sendMessage", chat_id=forum.id, text="by reply", reply_parameters={"message_id": question.id})
    client.call("sendMessage", chat_id=forum.id, text="by number", message_thread_id=topic.thread_id)
    assert [answer.text for answer in topic.answers] == ["by reply", "by number"]
    client.call("sendMessage", chat_id=forum.id, text="in General")
    assert len(topic.answers) == 2

    missing = "Bad Request: message thread not found"
    assert client.refused("sendMessage", chat_id=forum.id, text="x", message_thread_id=987) == missing
    assert client.refused("sendMessage", chat_id=forum.id, text="x", message_thread_id=1) == missing
    topic.close()
    closed = client.refused("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.thread_id)
    assert closed == "Bad Request: TOPIC_CLOSED"
    topic.reopen()
    topic.remove()
    assert client.refused("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.thread_id) == missing


def test_a_thread_outside_a_forum_is_no_topic(client: Client, group: Group, alice: User) -> None:
    first = group.say(alice, "first")
    group.say(alice, "/ask that", reply_to=first)
    message = client.updates()[0]["message"]
    assert message["message_thread_id"] == first.id
    assert "is_topic_message" not in message
    refused = client.refused("sendMessage", chat_id=group.id, text="x", message_thread_id=first.id)
    assert refused == "Bad Request: message thread not found"


def test_a_persons_partial_quote_arrives(client: Client, group: Group, alice: User) -> None:
    said = group.say(alice, "😀 How many troops? And why?")
    group.say(alice, "/ask", reply_to=said, quote="And why?")
    assert client.updates()[0]["message"]["quote"] == {"text": "And why?", "position": 20, "is_manual": True}


def test_a_person_forwards_edits_and_touches(client: Client, group: Group, alice: User) -> None:
    said = group.say(alice, "/ask first")
    group.edit(said, "/ask second")
    group.touch(said)
    group.forward(alice, said)
    updates = client.updates()
    assert [sorted(update)[0] for update in updates] == ["message", "edited_message", "edited_message", "message"]
    assert updates[1]["edited_message"]["text"] == updates[2]["edited_message"]["text"] == "/ask second"
    assert updates[3]["message"]["forward_origin"]["sender_user"]["id"] == alice.id


async def test_a_channel_wants_an_administrator(bot: Bot, server: BotApiServer, alice: User) -> None:
    channel = server.channel("News", owner=alice, username="the_news", bot=None)
    with pytest.raises(Forbidden, match="bot is not a member of the channel chat"):
        await bot.send_message("@the_news", "x")
    channel.add_bot()
    await bot.send_message("@the_news", "x")
    channel.post("a post")
    posts = [update.channel_post for update in await bot.get_updates() if update.channel_post]
    assert [post.text for post in posts] == ["a post"]


def test_what_does_not_come_is_told_with_what_came_instead(client: Client, group: Group) -> None:
    client.call("sendMessage", chat_id=group.id, text="well")
    with pytest.raises(AssertionError, match=r"nothing of that kind in 0 s:\n[^$]*well"):
        group.wait_for(lambda message: message.text == "never", timeout=0)

"""Questions in a group, and messages that the bot ignores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.commands import verbatim
from index import Library
from tests.bot_api import BotApiServer, Group, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

pytestmark = pytest.mark.usefixtures("bot")

QUOTE = ["Mayor Jones opened the new bridge on Monday."]


def test_ask_is_answered(group: Group, bob: User) -> None:
    assert group.ask(bob, "/ask Who opened the new bridge?").blockquotes == QUOTE
    assert group.ask(bob, "/ask@verbatim_bot Who opened the new bridge?").blockquotes == QUOTE


def test_ask_alone_asks_the_message_that_it_replies_to(group: Group, alice: User, bob: User) -> None:
    question = group.say(alice, "Who opened the new bridge?")
    ask = group.say(bob, "/ask", reply_to=question)
    assert group.wait_for_reply(ask).blockquotes == QUOTE


def test_ask_alone_says_how_to_ask(group: Group, bob: User) -> None:
    assert group.ask(bob, "/ask").text.startswith("Write your question")


def test_a_reply_to_the_bot_is_a_question(group: Group, bob: User) -> None:
    answer = group.ask(bob, "/ask Who opened the new bridge?")
    follow = group.say(bob, "Do cyclists cross the bridge for free?", reply_to=answer)
    assert group.wait_for_reply(follow).blockquotes == ["Cyclists cross the bridge for free."]


def test_a_mention_is_a_question_where_the_bot_sees_it(server: BotApiServer, group: Group, bob: User) -> None:
    server.set_privacy(False)
    assert group.ask(bob, "Hey @verbatim_bot, who opened the new bridge?").blockquotes == QUOTE
    assert group.ask(bob, "@Verbatim_Bot").text.startswith("Write your question")


def test_otherwise_it_is_silent(server: BotApiServer, group: Group, alice: User, bob: User) -> None:
    server.set_privacy(False)
    other = server.other_bot("Other", "other_bot")
    group.join(other)
    group.say(bob, "Who opened the new bridge?")
    group.say(bob, "/ask@other_bot Who opened the new bridge?")
    group.say(bob, "/ban Bob")
    group.say(bob, "@other_bot who opened the bridge?")
    group.say(other, "/ask Who opened the new bridge?", deliver=True)
    group.service(alice, new_chat_title="Harbour 2")
    group.send_file(bob, "a.pdf", b"%PDF")
    forwarded = group.forward(bob, group.say(alice, "/ask Who opened the new bridge?", deliver=False))
    assert group.ask(alice, "/ask What is the capital of France?").text
    assert len(group.answers) == 1
    assert forwarded


def test_an_answer_in_a_forum_goes_into_the_topic_of_its_question(server: BotApiServer, alice: User, bob: User) -> None:
    forum = server.group("Forum", members=[alice, bob], forum=True)
    topic = forum.topic("Bridges")
    question = topic.say(bob, "/ask Who opened the new bridge?")
    answer = topic.wait_for_reply(question)
    assert answer.thread_id == topic.thread_id
    server.set_privacy(False)
    topic.say(bob, "Just talking.")
    assert forum.ask(bob, "/ask Who opened the new bridge?").thread_id is None
    assert len(topic.answers) == 1


def test_anonymous_admins_and_channels_may_ask(server: BotApiServer, group: Group, alice: User) -> None:
    channel = server.channel("News", owner=alice)
    assert group.wait_for_reply(group.say_anonymously("/ask Who opened the new bridge?")).blockquotes == QUOTE
    assert group.wait_for_reply(group.say_as(channel, "/ask Who opened the new bridge?")).blockquotes == QUOTE


def test_posts_of_a_channel_are_passed_over(server: BotApiServer, group: Group, alice: User) -> None:
    channel = server.channel("News", owner=alice)
    channel.link(group)
    channel.post("/ask Who opened the new bridge?")
    group.ask(alice, "/ask What is the capital of France?")
    assert len(group.answers) == 1
    assert channel.answers == []


def test_the_group_menu_has_ask(
    server: BotApiServer, launch: Callable[..., Bot], group: Group, bob: User, bot: Bot
) -> None:
    bot.stop()
    launch(menus=True)
    server.wait_for_call("setMyCommands", 2)
    assert list(server.menu(bob, group)) == ["ask", "sources", "help", "privacy"]
    assert group.ask(bob, "/help").text.startswith("To ask in this group")
    assert group.ask(bob, "/start@verbatim_bot").text.startswith("To ask in this group")


def test_a_group_asks_what_its_operator_said_and_nothing_else(
    group: Group, bob: User, bot: Bot, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(corpus.SECRET["text"])
    with Library.open(data) as library:
        library.add(str(tmp_path / "secret.txt"), collection="vault")
    question = "/ask What is the password of the vault?"
    assert group.ask(bob, question).text == "No stored sentence answers this."
    command = ["--data", str(data), "chats", "--collection", "vault", "--", str(group.id)]
    assert CliRunner().invoke(verbatim, command).exit_code == 0
    answer = group.ask(bob, question)
    assert answer.blockquotes == [corpus.SECRET["text"]]
    assert "secret.txt" in group.ask(bob, "/sources").text
    assert not group.ask(bob, "/ask Who opened the new bridge?").blockquotes


def test_a_group_that_becomes_a_supergroup_goes_on_asking_what_it_asked(
    server: BotApiServer, alice: User, bob: User, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(corpus.SECRET["text"])
    small = server.group("Small", members=[alice, bob], basic=True)
    with Library.open(data) as library:
        library.add(str(tmp_path / "secret.txt"), collection="vault")
        library.set_collections_of(small.id, ["vault"])
    large = small.migrate()
    assert large.ask(bob, "/ask What is the password of the vault?").blockquotes == [corpus.SECRET["text"]]


def test_a_group_that_threw_the_bot_out_causes_no_trouble(
    server: BotApiServer, group: Group, bot: Bot, bob: User, alice: User
) -> None:
    server.fail("sendMessage", status=403, description="Forbidden: bot was kicked from the supergroup chat")
    group.say(bob, "/ask Who opened the new bridge?")
    server.wait_for_call("sendMessage")
    assert server.private_chat(alice).ask(alice, "Who opened the new bridge?").blockquotes == QUOTE
